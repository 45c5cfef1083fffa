import { range } from './answer-groups.js'
import type { Judgement } from './answer-judge.js'
import type { SentRecord } from './attempt.js'
import type { NotArrived, Outcome } from './outcome.js'

/** The rows of the table "What one attempt came to" in the design (5-reliability). */
export type AttemptClass =
  | NotArrived
  | 'bad-request-with-paths'
  | 'refused'
  | 'accepted'
  | 'partly-refused'
  | 'unattributable'
  | 'doubt'

/** What earlier attempts of the same batch came to. */
export interface History {
  /** One of them is in doubt, which only a readable 2xx or 422 settles. */
  readonly doubted: boolean
}

/** What an attempt came to, and what follows from it. */
export interface Verdict {
  readonly class: AttemptClass
  readonly outcome: Outcome
  /** `run`: no further batch is dispatched. */
  readonly stop: 'run' | 'none'
  /** The exit code's name that this batch asks for (see exit.ts), besides those that its refused records ask for. */
  readonly ends: 'refused' | 'incomplete' | 'doubt' | undefined
  /** Milliseconds until the server wants to be asked again, where it said so. */
  readonly retryAfter: number | undefined
  /** One plain sentence for people, without the server's own words. */
  readonly sentence: string
}

export type Answered = Extract<Outcome, { readonly kind: 'answered' }>

/** What is needed to judge, besides the status. */
export interface Asked {
  readonly batch: readonly SentRecord[]
  readonly history: History
  readonly wait: number | undefined
  readonly words: readonly string[]
}

/** Nothing was stored; after a doubt the batch stays in doubt. */
export function notArrived(reason: NotArrived, asked: Asked, sentence: string): Verdict {
  if (asked.history.doubted)
    return doubt(asked, `${sentence.slice(0, -1)}, after an earlier attempt whose fate is unknown`)
  const { wait, words } = asked
  const ends = reason === 'key-refused' || reason === 'not-our-api' ? 'refused' : 'incomplete'
  const stop = reason === 'too-large' ? 'none' : 'run'
  return { class: reason, outcome: { kind: 'not-arrived', reason, words }, stop, ends, retryAfter: wait, sentence }
}

/** Without order ids one doubt stops the run: each further request might be one more sale counted twice or never. */
export function doubt({ batch, wait, words }: Asked, start: string): Verdict {
  const ends = doubtEnds(batch, range(batch.length))
  return {
    class: 'doubt',
    outcome: { kind: 'in-doubt', words },
    stop: ends === 'doubt' ? 'run' : 'none',
    ends,
    retryAfter: wait,
    sentence: `${start}; it may or may not have stored ${batch.length === 1 ? 'this record' : 'these records'}.`,
  }
}

/** With order ids the same command again settles it. */
export function doubtEnds(batch: readonly SentRecord[], doubtful: readonly number[]): 'incomplete' | 'doubt' {
  return doubtful.every((index) => batch[index]?.orderId !== undefined) ? 'incomplete' : 'doubt'
}

/** What is neither refused, known nor doubtful was accepted; after a doubt, "already there" is how acceptance is said. */
export function answeredOutcome(reading: Judgement, asked: Asked): Answered {
  const { refused, known, warnings, candidates, assumed, unattributed, general } = reading
  const confirmed = asked.history.doubted ? known.map(({ index }) => index) : []
  const others = new Set([
    ...[...refused, ...(asked.history.doubted ? [] : known)].map(({ index }) => index),
    ...candidates,
  ])
  return {
    kind: 'answered',
    accepted: range(asked.batch.length).filter((index) => !others.has(index)),
    confirmed,
    refused,
    known: asked.history.doubted ? [] : known,
    warnings,
    doubtful: candidates,
    unsent: [],
    assumed,
    unattributed,
    general,
  }
}

/** The verdict on an answer that says what became of the records. */
export function answeredVerdict(
  kind: AttemptClass,
  outcome: Answered,
  sentence: string,
  more: Partial<Verdict> = {},
): Verdict {
  return { class: kind, outcome, stop: 'none', ends: undefined, retryAfter: undefined, sentence, ...more }
}

/** `1 record`, `3 records`. */
export function many(count: number): string {
  return count === 1 ? '1 record' : `${count} records`
}
