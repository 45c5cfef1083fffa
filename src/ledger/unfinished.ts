import type { Run } from './state.js'

/** Runs that never came to their end, and that nobody dismissed. */
export function unfinishedAmong(runs: readonly Run[]): readonly Run[] {
  return runs.filter((run) => run.exit === undefined && run.dismissedAt === undefined)
}
