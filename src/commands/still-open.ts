import type { Run as LedgerRun } from '../ledger/state.js'
import type { LedgerView, OpenGroup } from '../ledger/view.js'
import type { OpenSummary } from '../report/summary.js'

/** What earlier runs for the account left open and this run's input does not hold, run by run. */
export function stillOpen(view: LedgerView | undefined): readonly OpenSummary[] {
  if (view === undefined) return []
  const { unsent, doubt } = view.openElsewhere()
  return [...groups('unsent', unsent), ...groups('in doubt', doubt), ...view.unfinished().map(cutOff)]
}

function groups(what: 'unsent' | 'in doubt', { runs }: OpenGroup): readonly OpenSummary[] {
  return runs.map(({ run, count }) => ({ what, sales: count, ...whereOf(run) }))
}

function cutOff(run: LedgerRun): OpenSummary {
  return { what: 'unfinished', sales: 0, ...whereOf(run) }
}

function whereOf({ day, inputs, folder }: LedgerRun): Pick<OpenSummary, 'day' | 'inputs' | 'folder'> {
  return { day, inputs, folder }
}
