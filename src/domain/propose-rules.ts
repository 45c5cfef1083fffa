import { clean } from './clean.js'
import { count } from './evidence.js'
import { fillIn } from './proposal.js'
import { proposeFlags } from './propose-flags.js'
import { variesWithin } from './propose-orders.js'
import { ruleWords } from './rule-words.js'
import {
  isDealStep,
  isWon,
  neverStates,
  neverTypes,
  type StateMeaning,
  stateMeaning,
  typeMeaning,
  wordsOf,
} from './sale-states.js'
import type { Condition } from './settings.js'
import type { Sketch } from './sketch.js'
import { looksLikeState } from './value-kinds.js'

const mostShown = 12
const mostListed = 40
const tellsState =
  /^(?:(?:order|payment|financial|transaction|txn|sales?|job|booking|deal|charge|record|opportunity|invoice|pipeline) )*(?:status|stage)$|^(?:order|job|deal|sale|transaction) state$/
const tellsType = /^(?:(?:transaction|txn|trans|record|sales?|payment|order|entry) )?type$/

/** Leaves out sales whose state says that they are none, and shows the states that a person should judge. */
export function proposeRules(sketch: Sketch): void {
  for (const name of sketch.first.names) {
    const words = wordsOf(name)
    const isType = tellsType.test(words)
    if (!isType && !tellsState.test(words)) continue
    const states = statesOf(name, isType ? typeMeaning : stateMeaning, sketch)
    // A postal state, and kinds of goods or jobs, say nothing of a sale.
    if (isType ? states.every(({ meaning }) => meaning === 'unknown') : isPostal(name, sketch)) continue
    judge(name, states, isType ? neverTypes : neverStates, sketch)
  }
  proposeFlags(sketch)
}

interface State {
  readonly value: string
  readonly rows: number
  readonly meaning: StateMeaning
}

function statesOf(name: string, meaningOf: (value: string) => StateMeaning, { first }: Sketch): readonly State[] {
  const counts = new Map<string, number>()
  for (const value of first.values(name)) if (value !== '') counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].map(([value, rows]) => ({ value, rows, meaning: meaningOf(value) }))
}

const isPostal = (name: string, { first }: Sketch): boolean =>
  / state$/.test(wordsOf(name)) && first.share(name, looksLikeState) >= 0.5

function judge(name: string, states: readonly State[], always: readonly string[], sketch: Sketch): void {
  const won = states.filter(({ value }) => isWon(value))
  const isDeal = won.length > 0 || (/\bstage$/.test(wordsOf(name)) && states.some(({ value }) => isDealStep(value)))
  const has = states.length === 0 ? [] : [`"${clean(name, 60)}" has ${listed(states)}.`]
  if (isDeal) {
    const rule = { column: name, in: unique([...won.map(({ value }) => value), 'Closed Won', 'Won']) }
    put(rule, [ruleWords(rule, 'sales'), ...has], sketch)
    return
  }
  const out = states.filter(({ meaning }) => meaning === 'never')
  const known = out
    .filter(({ value }) => isShown(value))
    .slice(0, mostListed)
    .map(({ value }) => value)
  const unsaid = unsaidOf(name, states, out.length - known.length)
  const rule = { column: name, notIn: unique([...unsaid, ...known, ...always]) }
  const left = `Sales whose "${clean(name, 60)}" is one of these are left out; those that this file has not are there for later ones.`
  put(rule, [left, ...has], sketch)
  const rest = states.filter((state) => !out.includes(state))
  if (rest.length === 0 || states.length > mostShown || !rest.every(({ value }) => isShown(value))) return
  sketch.off.push({
    under: 'records.keep',
    key: '',
    value: { column: name, in: rest.map(({ value }) => value) },
    why: ['Any other state counts as a sale. To let only certain states pass, list them and switch this on:'],
  })
}

/** What a person has to say: of states that are all unknown, and of ones that can't be written down here. */
function unsaidOf(name: string, states: readonly State[], hidden: number): readonly string[] {
  const allUnknown = states.length > 0 && states.every(({ meaning }) => meaning === 'unknown')
  if (!allUnknown && hidden === 0) return []
  return [`${fillIn}the states in "${clean(name, 60)}" that are no sale; take this away if there are none`]
}

/** Where the rows of one order differ in it, it is about rows and not about orders. */
function put(rule: Condition, why: readonly string[], sketch: Sketch): void {
  const { records } = sketch
  const place = tellsType.test(wordsOf(rule.column)) || variesWithin(rule.column, sketch) ? 'rows' : 'keep'
  sketch.because(`records.${place}[${records[place].length}]`, ...why)
  records[place].push(rule)
}

function listed(states: readonly State[]): string {
  const shown = states.length > mostShown ? [] : states.filter(({ value }) => isShown(value))
  const others = states.length - shown.length
  const words = shown.map(({ value, rows }) => `${clean(value, 40)} (${count(rows)})`)
  if (words.length === 0) return `${count(others)} different states`
  return others === 0 ? words.join(', ') : `${words.join(', ')} and ${count(others)} more`
}

const unique = (values: readonly string[]): readonly string[] =>
  values.filter((value, at) => values.findIndex((other) => other.toLowerCase() === value.toLowerCase()) === at)

/** A state and not a value of a customer. */
const isShown = (value: string): boolean => /^[\p{L}\p{P}\s+|]{2,40}$/u.test(value) && !value.includes('@')
