import { nearest } from '../domain/nearest.js'
import { UserError } from '../exit.js'
import type { Resolution } from '../ledger/event.js'
import type { Ledger } from '../ledger/ledger.js'
import type { OpenRequest, OpenRun, Settled } from '../report/open.js'

/** All that is open when settling begins. */
export interface Open {
  readonly requests: readonly OpenRequest[]
  readonly runs: readonly OpenRun[]
}

/** What the command line asks to settle. */
export interface Wish {
  readonly requests: readonly number[]
  readonly runs: readonly number[]
  readonly as: Resolution
}

const ways: readonly Resolution[] = ['delivered', 'not-delivered', 'dismissed']

/** Reads `--request`, `--run` and `--as`; undefined when nothing is to be settled, a UserError when they make no sense together. */
export function wishOf(given: {
  readonly request?: readonly string[]
  readonly run?: readonly string[]
  readonly as?: string
}): Wish | undefined {
  const { request = [], run = [], as: word } = given
  if (request.length + run.length === 0 && word === undefined) return undefined
  const as = ways.find((way) => way === word)
  if (request.length + run.length === 0)
    throw new UserError('--as does not say what is meant.', `Add --request N. ${nothing}`)
  if (word === undefined) {
    throw new UserError(
      'What became of it is not said.',
      `Add --as delivered, --as not-delivered or --as dismissed. ${nothing}`,
    )
  }
  if (as === undefined) {
    const near = nearest(word, ways)
    const meant = near === undefined ? '' : ` Did you mean ${near}?`
    throw new UserError(
      `--as "${word}" is not known.${meant}`,
      `It is delivered, not-delivered or dismissed. ${nothing}`,
    )
  }
  if (run.length > 0 && as !== 'dismissed') {
    const hint = `To send what it left, upload its input again; to give it up: --run ${run[0]} --as dismissed. ${nothing}`
    throw new UserError(`--run can only be dismissed: what a run left unsent did not reach LettrLabs.`, hint)
  }
  return {
    requests: request.map((text) => numberOf('--request', text)),
    runs: run.map((text) => numberOf('--run', text)),
    as,
  }
}

const nothing = 'Nothing was settled.'

function numberOf(flag: string, text: string): number {
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text)
  throw new UserError(
    `${flag} is "${text}"; it must be a number as the list shows it.`,
    `See the list: npx lettr-convert resolve. ${nothing}`,
  )
}

/** Settles what the command line asks for, all of it or, when a number is not open, nothing. */
export async function settleWish(ledger: Ledger, open: Open, wish: Wish): Promise<readonly Settled[]> {
  const requests = wish.requests.map((number) => {
    const found = open.requests.find(({ request, attempts }) => request === number || attempts.includes(number))
    if (found === undefined)
      throw notOpen(
        'request',
        number,
        open.requests.map(({ request }) => request),
      )
    return found
  })
  const runs = wish.runs.map((number) => {
    const found = open.runs.find(({ run }) => run === number)
    if (found === undefined)
      throw notOpen(
        'run',
        number,
        open.runs.map(({ run }) => run),
      )
    return found
  })
  const settled: Settled[] = []
  for (const { request, inputs } of new Set(requests)) {
    await resolveIfOpen(ledger, request, wish.as)
    settled.push({ what: 'request', number: request, as: wish.as, inputs })
  }
  for (const { run, inputs } of new Set(runs)) {
    await ledger.dismissRun(run)
    settled.push({ what: 'run', number: run, as: wish.as, inputs })
  }
  return settled
}

/** Settles a request unless it went with another one: sales of two requests are settled by the first that was delivered. */
export async function resolveIfOpen(ledger: Ledger, request: number, as: Resolution): Promise<void> {
  if (ledger.doubts().some((doubt) => doubt.request === request)) await ledger.resolve(request, as)
}

function notOpen(what: string, number: number, open: readonly number[]): UserError {
  const list = open.length === 0 ? `No ${what} is.` : `Open ${open.length === 1 ? 'is' : 'are'} ${open.join(', ')}.`
  return new UserError(`${what === 'run' ? 'Run' : 'Request'} ${number} is not open. ${list}`, nothing)
}
