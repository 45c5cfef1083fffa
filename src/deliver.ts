import pLimit from 'p-limit'
import type { Attempt } from './domain/attempt.js'
import { type Batch, type BatchLimits, pack } from './domain/batch.js'
import type { Finding } from './domain/finding.js'
import type { Outcome } from './domain/outcome.js'
import type { SaleStore } from './domain/sale.js'
import { type Verdict, verdict } from './domain/verdict.js'

/** Sends the body of one batch, once. */
export type Send = (body: Buffer) => Promise<Attempt>

export interface DeliveryLimits extends BatchLimits {
  /** Requests on the wire at the same time. */
  readonly concurrency: number
}

/** What delivery came to, beside its findings. */
export interface Delivered {
  /** Batches that went on the wire. */
  attempts: number
  /** Why dispatch stopped before everything was sent; undefined when all of it was. */
  stopped: string | undefined
  /** What batches ask of the exit code, besides their refused sales. */
  readonly ends: Set<'refused' | 'incomplete' | 'doubt'>
  /** When the server wants to be asked again, in milliseconds; the latest it said. */
  retryAfter: number | undefined
  /** One sentence for every kind of trouble, in the order in which it came. */
  readonly sentences: Set<string>
}

export function nothingDelivered(): Delivered {
  return { attempts: 0, stopped: undefined, ends: new Set(), retryAfter: undefined, sentences: new Set() }
}

const failuresInARow = 5

/**
 * Sends every sale that is ready, in batches, each once, and says of every one of them what became of it, batch by batch as the
 * answers come. Dispatch stops at a signal, at an answer that would meet every other batch too, at the first batch in doubt
 * without order ids, and after five batches in doubt in a row; what is in flight then ends by itself and the rest is unsent.
 */
export async function* deliver(
  fresh: SaleStore,
  send: Send,
  limits: DeliveryLimits,
  stop: AbortSignal,
  now: () => number,
  delivered: Delivered,
): AsyncGenerator<readonly Finding[]> {
  const limit = pLimit(limits.concurrency)
  const inFlight = new Set<Promise<readonly Finding[]>>()
  const done: (readonly Finding[])[] = []
  const dispatch = new Dispatch(delivered, stop)
  for (const batch of pack(fresh, limits)) {
    // One batch more than is on the wire is held, so that no sender waits for the packing.
    while (inFlight.size > limits.concurrency) await Promise.race(inFlight)
    yield* done.splice(0)
    const attempt = limit(async () => {
      if (dispatch.stopped !== undefined) return settleAll(batch, 'unsent', dispatch.stopped)
      delivered.attempts += 1
      const answer = await send(batch.body)
      const judged = verdict(answer, batch.records, undefined, now())
      dispatch.note(judged)
      return settle(batch, judged, answer.kind === 'answer' ? 'LettrLabs said' : 'Cause')
    })
    const settled = attempt.then((findings) => {
      inFlight.delete(settled)
      done.push(findings)
      return findings
    })
    inFlight.add(settled)
  }
  while (inFlight.size > 0) {
    await Promise.race(inFlight)
    yield* done.splice(0)
  }
  yield* done
}

/** Decides whether the next batch may go out. */
class Dispatch {
  #doubtsInARow = 0

  constructor(
    private readonly delivered: Delivered,
    private readonly stop: AbortSignal,
  ) {}

  get stopped(): string | undefined {
    if (this.stop.aborted) this.delivered.stopped ??= 'the run was stopped by a signal'
    return this.delivered.stopped
  }

  note(judged: Verdict): void {
    const { delivered } = this
    if (judged.ends !== undefined) delivered.ends.add(judged.ends)
    if (judged.class !== 'accepted') delivered.sentences.add(judged.sentence)
    if (judged.retryAfter !== undefined) {
      delivered.retryAfter = Math.max(delivered.retryAfter ?? 0, judged.retryAfter)
    }
    this.#doubtsInARow = judged.class === 'doubt' ? this.#doubtsInARow + 1 : 0
    if (judged.stop === 'run') delivered.stopped ??= judged.sentence
    if (this.#doubtsInARow >= failuresInARow) delivered.stopped ??= `${failuresInARow} requests in a row failed`
  }
}

type Settled = Extract<Finding, { readonly kind: 'settled' }>

const none: readonly string[] = []
const accepted = { place: 'accepted', messages: none } as const

function settleAll(batch: Batch, place: Settled['place'], message: string): readonly Finding[] {
  const messages = [message]
  return batch.records.map(({ found }) => ({ kind: 'settled', ...found, place, messages, warnings: none }))
}

/** `speaker` introduces the outcome's words: LettrLabs', or ours when no answer came. */
function settle(batch: Batch, judged: Verdict, speaker: string): readonly Finding[] {
  const { outcome, sentence } = judged
  if (outcome.kind === 'in-doubt') return settleAll(batch, 'in doubt', withWords(sentence, outcome.words, speaker))
  if (outcome.kind === 'not-arrived') {
    const tooLarge = outcome.reason === 'too-large' && batch.records.length === 1
    return settleAll(batch, tooLarge ? 'refused' : 'unsent', withWords(sentence, outcome.words, speaker))
  }
  return settleAnswered(batch, outcome, sentence)
}

function settleAnswered(
  batch: Batch,
  outcome: Extract<Outcome, { readonly kind: 'answered' }>,
  sentence: string,
): readonly Finding[] {
  const places = new Map<number, { place: Settled['place']; messages: readonly string[] }>()
  for (const index of outcome.accepted) places.set(index, accepted)
  for (const { index, messages } of outcome.refused) {
    places.set(index, { place: 'refused', messages: messages.length > 0 ? messages : outcome.general })
  }
  for (const { index, messages } of outcome.known) places.set(index, { place: 'known', messages })
  for (const index of outcome.unsent) places.set(index, { place: 'unsent', messages: [sentence] })
  const doubt = withWords(sentence, outcome.unattributed, 'LettrLabs said')
  for (const index of outcome.doubtful) places.set(index, { place: 'in doubt', messages: [doubt] })
  const warnings = new Map(outcome.warnings.map(({ index, messages }) => [index, messages]))
  return batch.records.map(({ found }, index) => {
    const place = places.get(index) ?? { place: 'in doubt', messages: [doubt] }
    return { kind: 'settled', ...found, ...place, warnings: warnings.get(index) ?? none }
  })
}

function withWords(sentence: string, words: readonly string[], speaker: string): string {
  return words.length === 0 ? sentence : `${sentence} ${speaker}: ${words.join('; ')}`
}
