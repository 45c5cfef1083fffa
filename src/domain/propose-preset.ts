import { clean } from './clean.js'
import { describeBreach } from './condition.js'
import { finish } from './finish-proposal.js'
import type { FirstRows } from './first-rows.js'
import { givenFields } from './given-fields.js'
import type { Fitted } from './preset-fit.js'
import type { Given, Proposal } from './proposal.js'
import { ruleWords } from './rule-words.js'
import type { InputSettings } from './settings.js'
import { Sketch } from './sketch.js'

/** A preset fitted to an export, as a proposal: its mapping unchanged, every rule in words, and what the file lacks for it. */
export function proposeFitted(fitted: Fitted, first: FirstRows, given: Given, input: Partial<InputSettings>): Proposal {
  const { preset, records, fields } = fitted
  const sketch = new Sketch(first, given)
  Object.assign(sketch.input, input)
  Object.assign(sketch.fields, fields)
  Object.assign(sketch.records, { ...records, rows: [...records.rows], keep: [...records.keep] })
  explainRules(sketch, fitted)
  for (const { column, as } of fitted.renamed) {
    sketch.because(
      'fields',
      `"${clean(as, 60)}" is taken for what ${preset.title}s usually call "${clean(column, 60)}".`,
    )
  }
  const mapped = new Set(fitted.unruled.map(({ column }) => column))
  const lacks = fitted.missing.filter((column) => !mapped.has(column)).map((column) => `"${clean(column, 60)}"`)
  if (lacks.length > 0)
    sketch.because('fields', `Other exports of this kind also have ${lacks.join(', ')}; this one doesn't.`)
  givenFields(sketch)
  return finish(sketch, preset.name)
}

function explainRules(sketch: Sketch, { records, unruled }: Fitted): void {
  for (const [index, rule] of records.rows.entries()) {
    sketch.because(`records.rows[${index}]`, ruleWords(rule, 'rows'))
  }
  for (const [index, rule] of records.keep.entries()) {
    sketch.because(`records.keep[${index}]`, ruleWords(rule, 'sales'))
  }
  if (records.group !== undefined) sketch.because('records.group', groupWords(records.group))
  const words = unruled.map(
    (rule) => `Sales where ${clean(describeBreach(rule), 200)} can't be left out: this file has no such column.`,
  )
  if (words.length > 0) sketch.because('records', ...words)
}

/** What grouping does, in words. */
export function groupWords({ by, sum }: { readonly by: string; readonly sum: readonly string[] }): string {
  const added = sum.map((column) => `"${clean(column, 60)}"`).join(', ')
  const money = sum.length === 0 ? 'its first amount counts' : `its rows of ${added} are added up`
  return `Rows with the same "${clean(by, 60)}" are one sale; ${money}.`
}
