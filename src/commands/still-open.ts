import type { Run as LedgerRun } from '../ledger/state.js'
import type { LedgerView, OpenGroup } from '../ledger/view.js'
import type { OpenSummary } from '../report/summary.js'

/** What earlier runs for the account left open and this run's input does not hold, run by run. */
export function stillOpen(view: LedgerView | undefined, inputs: readonly string[]): readonly OpenSummary[] {
  if (view === undefined) return []
  const { unsent, doubt } = view.openElsewhere()
  return [...groups('unsent', unsent), ...groups('in doubt', doubt), ...unfinished(view.runs, inputs)]
}

function groups(what: 'unsent' | 'in doubt', { runs }: OpenGroup): readonly OpenSummary[] {
  return runs.map(({ run, count }) => ({ what, sales: count, ...whereOf(run) }))
}

/** Runs that were killed, and whose inputs no later run read to its end. */
function unfinished(runs: readonly LedgerRun[], inputs: readonly string[]): readonly OpenSummary[] {
  const [current] = runs.slice(-1)
  return runs
    .filter((run) => run.exit === undefined && run !== current)
    .filter((run) => {
      const later = runs.filter((other) => other.run > run.run && (other.exit !== undefined || other === current))
      return !covers(inputs, run) && !later.some((other) => covers(other.inputs, run))
    })
    .map((run) => ({ what: 'unfinished', sales: 0, ...whereOf(run) }))
}

function covers(inputs: readonly string[], run: LedgerRun): boolean {
  return run.inputs.every((input) => inputs.includes(input))
}

function whereOf({ day, inputs, folder }: LedgerRun): Pick<OpenSummary, 'day' | 'inputs' | 'folder'> {
  return { day, inputs, folder }
}
