import { clean } from './clean.js'
import { count } from './evidence.js'
import { ruleWords } from './rule-words.js'
import type { Condition } from './settings.js'
import type { Sketch } from './sketch.js'

const mostStates = 12
const never = new Set(
  'cancelled,canceled,cancelled by customer,void,voided,failed,declined,denied,deleted,trash,trashed,draft,expired,refunded,fully refunded,returned,chargeback,abandoned,rejected,lost'.split(
    ',',
  ),
)
const tellsState =
  /^(?:(?:order|payment|financial|transaction|sales?|job|booking|deal|charge|record)[\s_-]*)?status$|^(?:order|job|deal|sale)[\s_-]*(?:state|stage)$/i

/** Leaves out sales whose state says that they are none, and shows the states that a person should judge. */
export function proposeRules(sketch: Sketch): void {
  const { first, records, off } = sketch
  for (const name of first.names.filter((name) => tellsState.test(name))) {
    const counts = new Map<string, number>()
    for (const value of first.values(name)) if (value !== '') counts.set(value, (counts.get(value) ?? 0) + 1)
    const states = [...counts.keys()]
    if (states.length === 0 || states.length > mostStates || !states.every(isWord)) continue
    const listed = states.map((state) => `${clean(state, 30)} (${count(counts.get(state) ?? 0)})`).join(', ')
    const out = states.filter((state) => never.has(state.trim().toLowerCase()))
    if (out.length > 0) {
      const rule: Condition = { column: name, notIn: out }
      sketch.because(
        `records.keep[${records.keep.length}]`,
        ruleWords(rule, 'sales'),
        `"${clean(name, 60)}" has ${listed}.`,
      )
      records.keep.push(rule)
    }
    const rest = states.filter((state) => !out.includes(state))
    if (rest.length > 0) {
      const why = [
        ...(out.length > 0 ? [] : [`"${clean(name, 60)}" has ${listed}.`]),
        'Any other state counts as a sale. To let only certain states pass, list them and switch this on:',
      ]
      off.push({ under: 'records.keep', key: '', value: { column: name, in: rest }, why })
    }
  }
}

/** A state and not a value of a customer. */
const isWord = (value: string): boolean => /^[\p{L}\s_/-]{2,30}$/u.test(value)
