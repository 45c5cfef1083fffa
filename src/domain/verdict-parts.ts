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
  /** What this attempt alone came to; differs from `class` when an earlier doubt outweighs it. */
  readonly cause: AttemptClass
  readonly outcome: Outcome
  /** `run`: LettrLabs turned the request away in a way that it will turn all others away, until a person changes something. */
  readonly stop: 'run' | 'none'
  /** Milliseconds until the server wants to be asked again, where it said so. */
  readonly retryAfter: number | undefined
  /** One plain sentence for people, without the server's own words. */
  readonly sentence: string
  /** The same with the server's own words, or the cause of its silence. */
  readonly said: string
}

export type Answered = Extract<Outcome, { readonly kind: 'answered' }>

/** What is needed to judge, besides the status. */
export interface Asked {
  readonly batch: readonly SentRecord[]
  readonly history: History
  readonly wait: number | undefined
  readonly words: readonly string[]
  /** Introduces the words: LettrLabs', or ours when no answer came. */
  readonly speaker: 'LettrLabs said' | 'Cause'
}

/** A sentence with further words behind it. */
export function withWords(sentence: string, words: readonly string[], speaker: Asked['speaker']): string {
  return words.length === 0 ? sentence : `${sentence} ${speaker}: ${words.join('; ')}`
}

/** Nothing was stored by this attempt; after a doubt the batch stays in doubt, and what the attempt asks of the run still holds. */
export function notArrived(reason: NotArrived, asked: Asked, sentence: string): Verdict {
  const flow = { cause: reason, stop: reason === 'key-refused' || reason === 'not-our-api' ? 'run' : 'none' } as const
  if (asked.history.doubted) {
    return { ...doubt(asked, `${sentence.slice(0, -1)}, after an earlier attempt whose fate is unknown`), ...flow }
  }
  const { wait, words, speaker } = asked
  const said = withWords(sentence, words, speaker)
  return { class: reason, ...flow, outcome: { kind: 'not-arrived', reason, words }, retryAfter: wait, sentence, said }
}

/** It may or may not have been stored. */
export function doubt({ batch, wait, words, speaker }: Asked, start: string): Verdict {
  const sentence = `${start}; it may or may not have stored ${batch.length === 1 ? 'this record' : 'these records'}.`
  return {
    class: 'doubt',
    cause: 'doubt',
    outcome: { kind: 'in-doubt', words },
    stop: 'none',
    retryAfter: wait,
    sentence,
    said: withWords(sentence, words, speaker),
  }
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
export function answeredVerdict(kind: AttemptClass, outcome: Answered, sentence: string): Verdict {
  return { class: kind, cause: kind, outcome, stop: 'none', retryAfter: undefined, sentence, said: sentence }
}

/** `1 record`, `3 records`. */
export function many(count: number): string {
  return count === 1 ? '1 record' : `${count} records`
}
