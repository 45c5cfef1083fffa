import { clean } from '../domain/clean.js'
import { formatAmount } from '../domain/money.js'
import type { OpenDocument, OpenRequest, OpenRun, Settled } from './open.js'

const mostStretches = 12

/** The whole list as it is shown off a terminal: what is open, and how it is settled. */
export function listLines(document: OpenDocument, flags: string): readonly string[] {
  const { requests, runs } = document
  return [
    ...headLines(document),
    ...requests.flatMap((request) => ['', ...requestLines(request)]),
    ...(runs.length === 0
      ? []
      : ['', 'Left behind by earlier runs, and not at LettrLabs:', ...runs.map((run) => `  ${runLine(run)}`)]),
    ...howToSettle(requests, flags),
    ...howToFinish(runs, flags),
  ]
}

/** What comes before the list. */
export function headLines({
  account,
  busy,
  requests,
  uploadsUnknown,
}: Omit<OpenDocument, 'version' | 'exitCode' | 'settled' | 'next' | 'ledger'>): readonly string[] {
  const doubts =
    requests.length === 0
      ? 'no request is in doubt'
      : `${many(requests.length, 'request')} left and got no answer that says whether ${requests.length === 1 ? 'its' : 'their'} sales arrived`
  return [
    `Account ${clean(account, 60)}: ${doubts}.`,
    ...(busy === '' ? [] : [`${busy} What that run does is not listed.`]),
    ...(requests.length === 0 ? [] : [hintWords(requests, uploadsUnknown)]),
  ]
}

function hintWords(requests: readonly OpenRequest[], unknown: string): string {
  if (unknown !== '') return `LettrLabs was not asked which uploads it lists around then: ${clean(unknown, 200)}.`
  const some = requests.some(({ uploads }) => uploads.length > 0)
  return some
    ? 'Uploads that LettrLabs lists within half an hour are shown as a hint; they may be of other requests and prove nothing.'
    : 'LettrLabs lists no upload within half an hour of them: a hint that they did not arrive, and no proof.'
}

function howToSettle(requests: readonly OpenRequest[], flags: string): readonly string[] {
  const [first] = requests
  if (first === undefined) return []
  const typed = (as: string): string => `npx lettr-convert resolve --request ${first.request} --as ${as}${flags}`
  const line = (as: string, meaning: string): string =>
    `  ${typed(as).padEnd(typed('not-delivered').length)}  ${meaning}`
  const withIds = requests.find(({ withOrderIds }) => withOrderIds)
  const without = requests.find(({ withOrderIds }) => !withOrderIds)
  return [
    '',
    'Look in your LettrLabs account, or ask LettrLabs, whether the sales arrived. Then say so, request by request:',
    line('delivered', 'they arrived; they are never sent again'),
    line('not-delivered', `they did not; the next upload of ${inputWords(first.inputs)} sends them`),
    line('dismissed', 'whether they arrived or not, never send them and ask no more'),
    ...(withIds === undefined
      ? []
      : [
          `Sales with order ids can also be settled by uploading ${inputWords(withIds.inputs)} again: LettrLabs is assumed to count an order id once.`,
        ]),
    ...(without === undefined
      ? []
      : [
          `Or send sales without order id again as they are, with upload ${inputWords(without.inputs)} --resend-in-doubt: they count twice if they had arrived.`,
        ]),
  ]
}

function howToFinish(runs: readonly OpenRun[], flags: string): readonly string[] {
  const [first] = runs
  if (first === undefined) return []
  return [
    '',
    `Uploading ${inputWords(first.inputs)} again, as then, sends what run ${first.run} left; what arrived is not sent again. To give it up:`,
    `  npx lettr-convert resolve --run ${first.run} --as dismissed${flags}`,
  ]
}

/** What is still open in the end, and what to type next. */
export function endLines({ requests, runs, exitCode, next }: OpenDocument): readonly string[] {
  const open = [
    ...(requests.length === 0 ? [] : [`${many(requests.length, 'request')} in doubt`]),
    ...(runs.length === 0 ? [] : [`${many(runs.length, 'run')} with sales left behind`]),
  ]
  if (open.length === 0) return ['Nothing is open.']
  return ['', `Still open: ${open.join(', ')}. (exit code ${exitCode})`, ...(next === '' ? [] : [`Next: ${next}`])]
}

/** A request in doubt, in a few lines: what it was, where its sales stand, and what LettrLabs hints at. */
export function requestLines(request: OpenRequest): readonly string[] {
  const { at, sales, of, attempts } = request
  const ids = request.withOrderIds ? 'with order ids' : 'without order id'
  const part = sales === of ? many(of, 'sale') : `${whole(sales)} of its ${many(of, 'sale')}`
  const money = moneyWords(request)
  const amount = money === '' ? '' : `, ${sales === of ? '' : 'in all '}${money}`
  const times = attempts.length === 0 ? 'sent' : `sent ${attempts.length + 1} times, last`
  return [
    `Request ${request.request}: ${part} ${ids}${amount}, ${times} ${minute(at)}`,
    ...request.rows.map(({ input, kind, numbers }) => `  ${rowWords(kind, numbers)} of ${inputName(input)}`),
    request.file === ''
      ? `  (there is no in-doubt file in ${clean(request.folder, 200)}; look these rows up in the export)`
      : `  with all their columns in ${clean(request.file, 200)}`,
    ...hintLines(request),
  ]
}

/** What an earlier run left, in a line. */
export function runLine({ run, day, inputs, unsent, cutOff }: OpenRun): string {
  const left = [
    ...(unsent === 0 ? [] : [`${many(unsent, 'sale')} not sent`]),
    ...(cutOff ? ['cut off before its end, what else it had not sent is not known'] : []),
  ]
  return `Run ${run} of ${day}, ${inputWords(inputs)}: ${left.join('; ')}`
}

/** What a settlement means from now on. */
export function settledLine({ what, number, as, inputs }: Settled): string {
  const meaning = {
    delivered: 'delivered; its sales are never sent again.',
    'not-delivered': `not delivered; the next upload of ${inputWords(inputs)} sends its sales.`,
    dismissed:
      what === 'request'
        ? 'dismissed; its sales are never sent.'
        : 'dismissed; what it is known to have left unsent is never sent.',
  }[as]
  return `${what === 'request' ? 'Request' : 'Run'} ${number}: ${meaning}`
}

/** The inputs of a run, as a person named them. */
export function inputWords(inputs: readonly string[]): string {
  return inputs.map(inputName).join(', ')
}

/** `2026-11-20 09:15 UTC` */
function minute(at: string): string {
  return `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`
}

function hintLines({ uploads }: OpenRequest): readonly string[] {
  return uploads.map(({ id, fileName, status, at }) => {
    const name = [fileName, id === '' ? '' : `upload ${id}`]
      .filter((part) => part !== '')
      .map((part) => clean(part, 60))
    return `  LettrLabs lists ${name.join(', ')}: ${clean(status, 40) || 'no status'}, ${minute(at)}`
  })
}

function moneyWords({ money }: OpenRequest): string {
  return Object.entries(money)
    .map(([currency, amount]) => `${formatAmount(amount)} ${clean(currency, 20)}`.trim())
    .join(', ')
}

function rowWords(kind: string, numbers: string): string {
  const stretches = numbers.split(', ')
  const more = stretches.length - mostStretches
  const shown = more > 0 ? `${stretches.slice(0, mostStretches).join(', ')} and ${more} more stretches` : numbers
  return `${kind}${/\D/.test(numbers) ? 's' : ''} ${shown}`
}

function inputName(input: string): string {
  return input === '-' ? 'standard input' : clean(input, 100)
}

const whole = (count: number): string => count.toLocaleString('en-US')
const many = (count: number, noun: string): string => `${whole(count)} ${noun}${count === 1 ? '' : 's'}`
