import type { Mark } from '../domain/memory.js'
import type { Run } from './state.js'

/** Runs that never came to their end, and that nobody dismissed. */
export function unfinishedAmong(runs: readonly Run[]): readonly Run[] {
  return runs.filter((run) => run.exit === undefined && run.dismissedAt === undefined)
}

/** The part of a mark that says which sale it is. */
export function identityOf(mark: Mark): string {
  return mark.slice(0, 32)
}
