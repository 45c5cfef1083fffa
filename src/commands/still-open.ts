import type { Run as LedgerRun } from '../ledger/state.js'
import { covers, unfinishedAmong } from '../ledger/unfinished.js'
import type { LedgerView, OpenGroup } from '../ledger/view.js'
import type { OpenSummary } from '../report/summary.js'

/** What earlier runs for the account left open and this run's input does not hold, run by run. */
export function stillOpen(view: LedgerView | undefined, inputs: readonly string[]): readonly OpenSummary[] {
  if (view === undefined) return []
  const { unsent, doubt } = view.openElsewhere()
  return [...groups('unsent', unsent), ...groups('in doubt', doubt), ...unfinishedRuns(view, inputs).map(cutOff)]
}

function groups(what: 'unsent' | 'in doubt', { runs }: OpenGroup): readonly OpenSummary[] {
  return runs.map(({ run, count }) => ({ what, sales: count, ...whereOf(run) }))
}

/** Earlier runs that never came to their end and that neither this run nor a later one made up for. */
export function unfinishedRuns(
  { runs, ownRun }: Pick<LedgerView, 'runs' | 'ownRun'>,
  inputs: readonly string[],
): readonly LedgerRun[] {
  return unfinishedAmong(runs.filter((run) => run.run !== ownRun)).filter((run) => !covers(inputs, run))
}

function cutOff(run: LedgerRun): OpenSummary {
  return { what: 'unfinished', sales: 0, ...whereOf(run) }
}

function whereOf({ day, inputs, folder }: LedgerRun): Pick<OpenSummary, 'day' | 'inputs' | 'folder'> {
  return { day, inputs, folder }
}
