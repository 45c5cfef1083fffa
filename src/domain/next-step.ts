import type { Verdict } from './verdict.js'

/** What happened to a batch before the attempt that is judged. */
export interface Past {
  /** Attempts so far, that one included. */
  readonly tries: number
  /** Times a 400 has taken records out of it. */
  readonly rounds: number
  /** It is one record that a larger request's answer could not be attributed to. */
  readonly alone: boolean
}

/** What follows from a verdict. */
export type NextStep =
  /** Every record has its place. */
  | 'done'
  /** The same bytes once more: after the server's wait, or else a growing one. */
  | 'again'
  /** Two halves instead. */
  | 'halve'
  /** Those that the answer does not name, without those that it does. */
  | 'rest'
  /** Each record whose fate the answer leaves open by itself, once. */
  | 'singly'
  /** No request of this run can go through. */
  | 'stop'

/** Tries of a batch with order ids after doubts; one without is never sent again after a doubt. */
const mostTries = 6
const mostRounds = 3

/** The right-hand columns of the table "What one attempt came to" (5-reliability). */
export function nextStep(verdict: Verdict, size: number, withOrderIds: boolean, past: Past): NextStep {
  if (verdict.stop === 'run') return 'stop'
  const mayRepeat = withOrderIds || verdict.class !== 'doubt'
  switch (verdict.cause) {
    case 'not-sent':
    case 'turned-away':
      return mayRepeat ? 'again' : 'done'
    case 'too-large':
      return size > 1 && mayRepeat ? 'halve' : 'done'
    case 'bad-request-with-paths':
      return hasUnsent(verdict) ? (past.rounds < mostRounds ? 'rest' : 'stop') : 'done'
    case 'unattributable':
      return withOrderIds && !past.alone ? 'singly' : 'done'
    case 'doubt':
      return withOrderIds && past.tries < mostTries ? 'again' : 'done'
    default:
      return hasDoubtful(verdict) && withOrderIds && !past.alone ? 'singly' : 'done'
  }
}

function hasUnsent({ outcome }: Verdict): boolean {
  return outcome.kind === 'answered' && outcome.unsent.length > 0
}

function hasDoubtful({ outcome }: Verdict): boolean {
  return outcome.kind === 'answered' && outcome.doubtful.length > 0
}
