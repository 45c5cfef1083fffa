import { clean } from './clean.js'
import type { FirstRows } from './first-rows.js'
import { fillIn } from './proposal.js'
import { wordsOf } from './sale-states.js'
import type { Condition } from './settings.js'
import type { Sketch } from './sketch.js'
import { looksLikeAmount, looksLikeDate, looksLikeInstant } from './value-kinds.js'

const yes = ['true', 'yes', '1', 'y', 't', 'x']
const isYes = (value: string): boolean => yes.includes(value.toLowerCase())
const isYesOrNo = (value: string): boolean => isYes(value) || /^(?:false|no|0|n|f)$/i.test(value)
const looksDated = (value: string): boolean => looksLikeDate(value) || looksLikeInstant(value)

const undone = '(?:cancell?ed|voided|void|refunded|deleted)'
const dated = new RegExp(
  `^(?:(?:order|sale|payment|date|time|is) )*${undone} (?:at|on|date|time|datetime|timestamp)$|^date ${undone}$`,
)
const flagged = new RegExp(
  `^(?:(?:order|sale|payment|transaction|is|was|has been) )*(?:${undone}|declined|test)(?: (?:flag|order|sale|mode))?$`,
)

/** Whether a column says of each row, by yes or no, that its sale was undone; no amounts stand in it then. */
export function isFlag(name: string, first: FirstRows): boolean {
  if (!flagged.test(wordsOf(name)) || first.share(name, isYesOrNo) < 1) return false
  const { length } = first.values(name).filter((value) => value === '0')
  return length < first.filled(name)
}

/** Leaves out sales that a date or a yes in a column of its own says were undone, or only a test. */
export function proposeFlags(sketch: Sketch): void {
  const { first, records, used, fields } = sketch
  for (const name of first.names.filter((name) => !used.has(name))) {
    const words = wordsOf(name)
    // What is taken off an amount already, is not undone as a whole by its date.
    if (/\brefunded\b/.test(words) && fields.revenue?.minus !== undefined) continue
    const rule = ruleFor(name, words, first)
    if (rule === undefined) continue
    const why = `Sales that "${clean(name, 60)}" says were undone, or only a test, are left out.`
    sketch.because(`records.keep[${records.keep.length}]`, why)
    records.keep.push(rule)
  }
}

function ruleFor(column: string, words: string, first: FirstRows): Condition | undefined {
  const filled = first.filled(column)
  if (dated.test(words)) {
    return filled === 0 || first.share(column, looksDated) >= 0.9 ? { column, empty: true } : unsaid(column)
  }
  if (!flagged.test(words)) return undefined
  if (filled === 0) return /\btest\b/.test(words) ? undefined : { column, notIn: yes }
  if (first.share(column, isYesOrNo) === 1) return { column, notIn: yes }
  if (/\btest\b/.test(words)) return undefined
  if (first.share(column, looksDated) >= 0.9) return { column, empty: true }
  const isMoney = first.share(column, looksLikeAmount) === 1
  if (isMoney && (/\brefunded\b/.test(words) || first.share(column, isZero) === 1)) return undefined
  return unsaid(column)
}

const isZero = (value: string): boolean => /^[^1-9]*$/.test(value)

function unsaid(column: string): Condition {
  return { column, notIn: [`${fillIn}what stands in "${clean(column, 60)}" of sales that were undone`] }
}
