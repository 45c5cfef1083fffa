import { describeBreach } from './condition.js'
import { foldColumn, type Preset, spellings } from './preset.js'
import type { Fitted } from './preset-fit.js'
import type { OwnRules } from './preset-rules.js'

/** What of a preset a config replaces, so that it need not fit. */
export interface Replaced {
  readonly rules: OwnRules
  readonly revenue: boolean
}

/**
 * Why sales that are none may pass, or count too much, when a preset is used on this file: the file lacks a column by which the
 * preset tells sales from others or takes refunds off, or has one that may tell and that the preset doesn't know. A person has
 * to judge that; a sentence each, none when all is well.
 */
export function doubtsOf(fitted: Fitted, header: readonly string[], replaced: Replaced): readonly string[] {
  const lacks = [...lostRules(fitted, replaced), ...lostRefunds(fitted, replaced)]
  const { rows, keep } = fitted.preset.records
  const suspicious = lacks.length > 0 || rows.length + keep.length === 0
  return suspicious ? [...lacks, ...strangers(fitted, header)] : lacks
}

/** Only rules that say what is a sale: what a rule leaves out by a value is rare, and its column often comes only then. */
function lostRules({ preset, unruled }: Fitted, { rules }: Replaced): readonly string[] {
  // Whoever has written rules of the same kind has decided what is a sale.
  const { rows, keep } = preset.records
  const inForce = [...(rules.rows === undefined ? rows : []), ...(rules.keep === undefined ? keep : [])]
  return unruled
    .filter((rule) => rule.in !== undefined && inForce.includes(rule))
    .map((rule) => `Sales where ${describeBreach(rule)} can't be left out: the file has no such column.`)
}

function lostRefunds({ preset, fields, missing }: Fitted, { revenue }: Replaced): readonly string[] {
  const usual = preset.fields.revenue
  // A preset that makes the amount in another way for such files takes refunds into account there.
  if (revenue || usual?.minus === undefined || fields.revenue?.column === undefined) return []
  if (
    !spellings(preset, usual.column ?? '').some((name) => foldColumn(name) === foldColumn(fields.revenue?.column ?? ''))
  )
    return []
  return usual.minus
    .filter((column) => missing.includes(column))
    .map((column) => `Refunds can't be taken off: the file has no column "${column}".`)
}

const telling = /\bstatus\b|refund|cancel|\bvoid|chargeback|dispute/i

/** The columns of a delimited file that a preset doesn't know. */
export function unknownColumns(preset: Preset, header: readonly string[]): readonly string[] {
  if (preset.format !== 'csv') return []
  const known = new Set(preset.columns.flatMap((column) => spellings(preset, column).map(foldColumn)))
  return header.filter((name) => !known.has(foldColumn(name)))
}

function strangers({ preset }: Fitted, header: readonly string[]): readonly string[] {
  return unknownColumns(preset, header)
    .filter((name) => telling.test(name.replaceAll('_', ' ')))
    .map(
      (name) => `"${name}" may tell of sales that were cancelled or refunded, and the preset doesn't know this column.`,
    )
}
