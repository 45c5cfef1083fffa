import type { Run } from './state.js'

/** Whether all inputs of a run are among these. */
export function covers(inputs: readonly string[], run: Run): boolean {
  return run.inputs.every((input) => inputs.includes(input))
}

/** The first later run that had all inputs of this one and came to its end. */
export function cover(run: Run, runs: readonly Run[]): Run | undefined {
  return runs.find((other) => other.run > run.run && other.exit !== undefined && covers(other.inputs, run))
}

/** Runs that never came to their end, that nobody dismissed, and whose inputs no later run read to its end. */
export function unfinishedAmong(runs: readonly Run[]): readonly Run[] {
  return runs.filter((run) => run.exit === undefined && run.dismissedAt === undefined && cover(run, runs) === undefined)
}
