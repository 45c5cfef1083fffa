import pLimit from 'p-limit'
import type { Gate } from './delivery/gate.js'
import type { Attempt } from './domain/attempt.js'
import { type Batch, type BatchLimits, pack, partOf } from './domain/batch.js'
import type { Finding } from './domain/finding.js'
import type { Journal } from './domain/memory.js'
import { type NextStep, nextStep, type Past } from './domain/next-step.js'
import type { SaleStore } from './domain/sale.js'
import { fatesOf, intentOf, settledAll, settledBy } from './domain/settled.js'
import { type Verdict, verdict } from './domain/verdict.js'
import { UserError } from './exit.js'

/** What delivery works with: the wire, the gate before it and the memory beside it. */
export interface Way {
  /** Sends the body of one batch, once. */
  readonly send: (body: Buffer) => Promise<Attempt>
  readonly gate: Gate
  /** Absent when nothing is remembered. */
  readonly journal: Journal | undefined
  /** Wall clock in milliseconds. */
  readonly now: () => number
}

export interface DeliveryLimits extends BatchLimits {
  /** Requests on the wire at the same time. */
  readonly concurrency: number
}

/** What delivery came to, beside its findings. */
export interface Delivered {
  /** Requests that went on the wire. */
  attempts: number
  /** Why sending stopped before everything was sent; undefined when all of it was. */
  stopped: string | undefined
  /** LettrLabs turned requests away for a reason that a person has to change. */
  refused: boolean
  /** When the server wants to be asked again, in milliseconds since 1970. */
  comeBack: number | undefined
  /** The memory's disk failed. */
  diskFailure: UserError | undefined
  /** What became of requests whose outcome could not be put on disk, a sentence each. */
  readonly unrecorded: string[]
  /** One sentence for every kind of trouble, in the order in which it came. */
  readonly sentences: Set<string>
}

export function nothingDelivered(): Delivered {
  return {
    attempts: 0,
    stopped: undefined,
    refused: false,
    comeBack: undefined,
    diskFailure: undefined,
    unrecorded: [],
    sentences: new Set(),
  }
}

/**
 * Sends every fresh sale in batches and says of each what became of it, batch by batch as they settle. What surely was not stored
 * is sent again when the gate lets it; what may have been stored is sent again only under an order id. When the gate closes, what
 * is on the wire ends by itself and the rest is unsent, or stays in doubt where an earlier attempt left it so.
 */
export async function* deliver(
  fresh: SaleStore,
  way: Way,
  limits: DeliveryLimits,
  delivered: Delivered,
): AsyncGenerator<readonly Finding[]> {
  const limit = pLimit(limits.concurrency)
  const inFlight = new Set<Promise<void>>()
  const sender = new Sender(way, { records: limits.records, bytes: limits.bytes }, delivered)
  for (const batch of pack(fresh, sender.limits)) {
    // One batch more than is on the wire is held, so that no sender waits for the packing.
    while (inFlight.size > limits.concurrency) await Promise.race(inFlight)
    yield* sender.done.splice(0)
    const settled = limit(() => sender.settle(batch, start(batch))).then(() => {
      inFlight.delete(settled)
    })
    inFlight.add(settled)
  }
  while (inFlight.size > 0) {
    await Promise.race(inFlight)
    yield* sender.done.splice(0)
  }
  yield* sender.done
}

/** A batch's way so far. */
interface Trail extends Past {
  readonly doubted: boolean
  /** Why it is still under way. */
  readonly words: string | undefined
}

function start(batch: Batch): Trail {
  return { tries: 0, rounds: 0, alone: false, doubted: batch.doubted, words: undefined }
}

class Sender {
  /** Findings of settled records that nobody has taken yet. */
  readonly done: (readonly Finding[])[] = []

  constructor(
    readonly way: Way,
    /** How large the next batches may be; smaller once LettrLabs found one too large. */
    readonly limits: { records: number; bytes: number },
    readonly delivered: Delivered,
  ) {}

  /** Ends when every record of the batch is settled. */
  async settle(batch: Batch, begun: Trail): Promise<void> {
    let trail = begun
    for (;;) {
      const judged = await this.#attempt(batch, trail)
      if (judged === undefined) return
      const doubted = trail.doubted || judged.class === 'doubt'
      trail = { ...trail, tries: trail.tries + 1, doubted, words: judged.said }
      const step = nextStep(judged, batch.records.length, batch.withOrderIds, trail)
      if (step === 'again' && (await this.#mayRepeat(judged, trail))) continue
      await this.#further(batch, judged, step, trail)
      return
    }
  }

  /** Sends once, and has what came of it on disk; undefined when nothing may leave any more, and then the batch is settled. */
  async #attempt(batch: Batch, trail: Trail): Promise<Verdict | undefined> {
    const { gate } = this.way
    while (await gate.pass(batch.withOrderIds)) {
      try {
        const judged = await this.#post(batch, trail)
        if (judged !== undefined) return judged
      } finally {
        gate.left(batch.withOrderIds)
      }
    }
    return this.#giveUp(batch, trail)
  }

  /** Undefined when the gate was shut while the intent went to disk, or the disk failed. */
  async #post(batch: Batch, trail: Trail): Promise<Verdict | undefined> {
    const { gate, journal, send, now } = this.way
    const number = journal === undefined ? 0 : await this.#onDisk(() => journal.intend(intentOf(batch)))
    if (number === undefined) return undefined
    if (!gate.open) {
      if (journal !== undefined) await this.#onDisk(() => journal.release(number))
      return undefined
    }
    this.delivered.attempts += 1
    const judged = verdict(await send(batch.body), batch.records, trail, now())
    this.#steer(judged, batch.withOrderIds)
    await this.#record(number, batch, judged)
    return judged
  }

  /** A server that turns away says when to come back, and the gate waits for that. */
  async #mayRepeat({ cause }: Verdict, { tries }: Trail): Promise<boolean> {
    return cause === 'turned-away' || (await this.way.gate.again(tries))
  }

  #giveUp(batch: Batch, { doubted, words }: Trail): undefined {
    const { closed } = this.way.gate
    this.#noteClosed()
    const sentence = words ?? closed?.sentence ?? ''
    this.done.push(settledAll(batch, doubted ? 'in doubt' : 'unsent', sentence))
    return undefined
  }

  /** What is left of a batch after its last attempt: records that are settled now, and others that go on in smaller batches. */
  async #further(batch: Batch, judged: Verdict, step: NextStep, trail: Trail): Promise<void> {
    const { outcome } = judged
    const all = batch.records.map((_, index) => index)
    const rest = { ...trail, tries: 0 }
    if (step === 'halve') {
      const middle = Math.ceil(all.length / 2)
      this.#shrink(batch)
      for (const half of [all.slice(0, middle), all.slice(middle)]) await this.settle(partOf(batch, half), rest)
    } else if (step === 'rest' && outcome.kind === 'answered') {
      this.done.push(settledBy(judged, batch, (index) => !outcome.unsent.includes(index)))
      await this.settle(partOf(batch, outcome.unsent), { ...rest, rounds: trail.rounds + 1 })
    } else if (step === 'singly' && outcome.kind === 'answered') {
      this.done.push(settledBy(judged, batch, (index) => !outcome.doubtful.includes(index)))
      for (const index of outcome.doubtful) {
        await this.settle(partOf(batch, [index]), { ...rest, alone: true, doubted: true })
      }
    } else {
      if (step === 'stop') this.way.gate.close({ sentence: judged.sentence, refused: true })
      this.#noteClosed()
      this.done.push(settledBy(judged, batch, () => true))
    }
  }

  /** What an attempt says to all senders. */
  #steer({ class: kind, cause, retryAfter, sentence, stop }: Verdict, withOrderIds: boolean): void {
    const { gate } = this.way
    if (kind !== 'accepted') this.delivered.sentences.add(sentence)
    if (retryAfter !== undefined && stop !== 'run' && cause !== 'turned-away') gate.heldBack(retryAfter)
    if (stop === 'run') gate.close({ sentence, refused: true })
    else if (cause === 'turned-away') gate.turnedAway(retryAfter)
    else if (cause === 'not-sent' || cause === 'doubt') gate.failed(withOrderIds, cause === 'doubt')
    else gate.succeeded()
  }

  #shrink({ records, body }: Batch): void {
    this.limits.records = Math.min(this.limits.records, Math.ceil(records.length / 2))
    this.limits.bytes = Math.min(this.limits.bytes, Math.ceil(body.length / 2))
  }

  #noteClosed(): void {
    const { closed } = this.way.gate
    if (closed === undefined) return
    this.delivered.stopped ??= closed.sentence
    if (closed.comeBack !== undefined) this.delivered.comeBack ??= this.way.now() + closed.comeBack
    this.delivered.refused ||= closed.refused
  }

  /** Puts on disk what became of an attempt's records. What LettrLabs said stays true when the disk fails, so it is told. */
  async #record(number: number, batch: Batch, judged: Verdict): Promise<void> {
    const { journal } = this.way
    if (journal === undefined) return
    const { outcome } = judged
    const written = await this.#onDisk(async () => {
      if (outcome.kind === 'not-arrived') await journal.release(number)
      else await journal.settle(number, fatesOf(batch, outcome))
      return true
    })
    if (written !== undefined) return
    const [first, last] = [batch.records[0]?.place.record, batch.records.at(-1)?.place.record]
    this.delivered.unrecorded.push(`The request with rows ${first} to ${last}: ${judged.sentence}`)
  }

  async #onDisk<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      this.delivered.diskFailure ??= error
      this.way.gate.close({ sentence: error.message, refused: false })
      return undefined
    }
  }
}
