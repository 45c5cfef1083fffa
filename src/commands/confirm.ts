import { clean } from '../domain/clean.js'
import { formatAmount } from '../domain/money.js'
import { declaredZone } from '../domain/plan.js'
import { exitCodes, UserError } from '../exit.js'
import { paintFor, wantsColor } from '../report/paint.js'
import { tallySummary } from '../report/summary.js'
import { preparedText } from '../report/summary-text.js'
import { accountWords, placeWords } from './guards.js'
import type { UploadOptions } from './options.js'
import type { Run } from './run.js'
import type { Target } from './target.js'

/** Asks a person on a terminal before anything is sent to LettrLabs; their no is a guard. Off a terminal, nobody is asked. */
export async function confirm(
  run: Run,
  target: Target,
  options: UploadOptions,
  stop: AbortSignal,
): Promise<UserError | undefined> {
  const { shell, outlet } = run.world
  const asks = target.mode === 'upload' && options.yes !== true && run.tally.fresh > 0 && !stop.aborted
  if (!asks || shell.stdin.isTTY !== true || run.job.paths.includes('-')) return undefined
  const ready = run.tally.place('ready')
  const money = [...ready.money]
    .map(([currency, amount]) => `${formatAmount(amount)} ${clean(currency)}`.trim())
    .join(', ')
  const whom = target.account === undefined ? 'LettrLabs' : clean(accountWords(target.account))
  const { files } = run.prepared
  const paint = await paintFor(wantsColor(shell.env, shell.stderr, undefined))
  outlet.talk(
    preparedText({ ...tallySummary(run.tally, false, files, declaredZone(run.prepared)), inputs: files }, paint),
  )
  const { createInterface } = await import('node:readline/promises')
  const lines = createInterface({ input: shell.stdin, output: outlet.progress })
  try {
    const question = `Send ${ready.sales.toLocaleString('en-US')} sales (${money}) to ${whom}${placeWords(run.job.settings.baseUrl.value)}? [y/N] `
    const answer = await lines.question(question, { signal: stop })
    if (/^y(es)?$/i.test(answer.trim())) return undefined
  } catch {
    // A signal or a closed terminal: the prompt's line is still open.
    outlet.progress.write('\n')
    return stoppedAtQuestion()
  } finally {
    lines.close()
  }
  return new UserError('You said no.', 'Nothing was sent.', exitCodes.guard)
}

/** What a signal or a closed terminal at a question ends with. */
export function stoppedAtQuestion(): UserError {
  return new UserError('Stopped at the question; nothing was sent.', '', exitCodes.guard)
}
