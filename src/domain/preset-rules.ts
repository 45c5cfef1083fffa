import { foldColumn } from './preset.js'
import type { Condition, RecordRules } from './settings.js'

/** The lists of rules that a config has of its own; an empty one is there all the same. */
export type OwnRules = Partial<Pick<RecordRules, 'rows' | 'keep'>>

/**
 * The preset's rules beside those of a config: its own count instead of the preset's on the same column, and an empty list instead
 * of all of them, so that adding a rule never lets sales pass that the preset leaves out.
 */
export function keptRules(preset: readonly Condition[], own: readonly Condition[] | undefined): readonly Condition[] {
  if (own === undefined) return preset
  const judged = new Set(own.map(({ column }) => foldColumn(column)))
  return own.length === 0 ? [] : preset.filter(({ column }) => !judged.has(foldColumn(column)))
}

/** The preset's rules that are not in force beside those of a config. */
export function replacedRules({ rows, keep }: RecordRules, own: OwnRules): readonly Condition[] {
  const kept = new Set([...keptRules(rows, own.rows), ...keptRules(keep, own.keep)])
  return [...rows, ...keep].filter((rule) => !kept.has(rule))
}
