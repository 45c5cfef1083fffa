import { type ExitCode, exitCodes } from '../exit.js'
import type { Summary } from '../report/summary.js'
import type { Run } from './run.js'

const outcomes: Readonly<Record<ExitCode, string>> = {
  [exitCodes.done]: 'Done: every sale is accounted for.',
  [exitCodes.bug]: 'The books do not balance: this is a bug.',
  [exitCodes.usage]: 'Nothing was sent.',
  [exitCodes.rejects]: 'Finished; some sales were rejected or refused.',
  [exitCodes.refused]: 'LettrLabs turned the requests away; a person has to change something.',
  [exitCodes.incomplete]: 'Incomplete: some sales were not sent or are not certain.',
  [exitCodes.doubt]: 'Sales are in doubt: npx lettr-convert resolve says how to settle them.',
  [exitCodes.guard]: 'Stopped before anything was sent.',
  [exitCodes.disk]: 'The local disk failed.',
}

/** How a run ended, in a sentence; a night without anything new is a good one, and is said. */
export function outcomeOf({ tally }: Run, { command }: Pick<Summary, 'command'>, exitCode: ExitCode): string {
  if (exitCode === exitCodes.done && command === 'upload' && tally.fresh === 0) {
    return 'Done: there is no new sale in this input, and every sale is accounted for.'
  }
  return outcomes[exitCode]
}
