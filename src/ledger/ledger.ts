import { identityHex, type Mark } from '../domain/mark.js'
import type { Fate, Intent, Journal, RecordFate } from '../domain/memory.js'
import { UserError } from '../exit.js'
import { Appender } from './append.js'
import type { Disk } from './disk.js'
import { bodyOf, type Header, type LedgerEvent, type Recipe, type Resolution, type RunVolume } from './event.js'
import { fatesText, runsOf } from './fates.js'
import { type Marks, noMarks, putMark } from './marks.js'
import { positionsText } from './positions.js'
import type { LedgerState } from './state.js'
import { attemptsOf, LedgerView } from './view.js'

/** Marks in a line; a longer list is written as several. */
const marksALine = 2000

/** What the ledger notes of a run before anything of it is sent. */
export interface RunStart {
  /** The run's folder, as shown to a person. */
  readonly folder: string
  /** Names of the inputs, in their order. */
  readonly inputs: readonly string[]
  readonly source: string
  readonly recipe: Recipe
  /** Marks of some of the sales that are about to be sent, spread over all of them: by them a later run knows whether it has all. */
  readonly sample: readonly Mark[]
}

/** What an open ledger writes to, handed over by `openLedger`. */
export interface LedgerFile {
  readonly disk: Disk
  readonly file: number
  readonly path: string
  /** Checksum of the last line. */
  readonly crc: number
  readonly now: () => Date
}

/**
 * The durable memory of one account, open for a run: what `prepare` asks and what `deliver` notes next to the wire. After a failure
 * of the disk every call that writes rejects with the same UserError (exit 8).
 */
export class Ledger extends LedgerView implements Journal {
  readonly #appender: Appender
  readonly #now: () => Date
  #run = 0

  constructor(header: Header, state: LedgerState, { disk, file, path, crc, now }: LedgerFile) {
    super(header, state)
    this.#appender = new Appender(disk, file, path, crc)
    this.#now = now
  }

  override get ownRun(): number {
    return this.#run
  }

  /** An earlier process left attempts without outcome: from now on they are in doubt. To be called once, before all else. */
  async settleLeftovers(): Promise<void> {
    for (const attempt of this.state.unsettled) {
      const event = { event: 'outcome', attempt, fates: `${this.state.sizeOf(attempt)}d` } as const
      await this.#appender.write(this.#apply(event))
    }
    this.state.goLive()
  }

  /** Resolves once it is on disk that a run begins; nothing can be intended or remembered before. */
  async startRun(run: RunStart): Promise<void> {
    this.#appender.check()
    const number = this.state.lastRun + 1
    const { folder, inputs, source, recipe, sample } = run
    const { orders, contents } = recipe
    const event: LedgerEvent = {
      event: 'run',
      run: number,
      at: this.#time(),
      folder,
      inputs,
      source,
      recipe: { orders, contents },
      sample: sample.map(identityHex),
    }
    const body = this.#apply(event)
    this.#run = number
    await this.#appender.commit(body)
  }

  async intend(intent: Intent): Promise<number> {
    this.#appender.check()
    const { withOrderIds, records, money } = intent
    const attempt = this.state.lastAttempt + 1
    const event: LedgerEvent = {
      event: 'intent',
      attempt,
      run: this.#run,
      at: this.#time(),
      withOrderIds,
      money: [...money],
      positions: positionsText(records),
    }
    const marks = this.state.rooms.take(records.length)
    for (const { mark } of records) {
      putMark(marks, marks.count, mark)
      marks.count += 1
    }
    await this.#appender.commit(this.#apply(event, marks))
    return attempt
  }

  async settle(attempt: number, fates: readonly RecordFate[]): Promise<void> {
    this.#appender.check()
    await this.#appender.commit(this.#apply({ event: 'outcome', attempt, fates: fatesText(runsOf(fates)) }))
  }

  async release(attempt: number): Promise<void> {
    this.#appender.check()
    await this.#appender.write(this.#apply({ event: 'released', attempt }))
  }

  /**
   * Resolves once it is on disk what became of sales that no request held: rejected by the checks, or left unsent. What was
   * accepted stays so, what is in doubt too; what is remembered just so already is not written again, and keeps its day.
   */
  async remember(fate: 'rejected' | 'unsent', withOrderIds: boolean, marks: readonly Mark[]): Promise<void> {
    this.#appender.check()
    for (let start = 0; start < marks.length; start += marksALine) {
      const news = this.#news(fate, marks.slice(start, start + marksALine))
      if (news.count === 0) {
        this.state.rooms.giveBack(news)
        continue
      }
      const event: LedgerEvent = { event: 'remembered', run: this.#run, fate, withOrderIds }
      await this.#appender.commit(this.#apply(event, news))
    }
  }

  /** Resolves once it is on disk that the run came to its end, and what it was about to send where that is a measure for others. */
  async endRun(exitCode: number, volume?: RunVolume): Promise<void> {
    this.#appender.check()
    // Runs that were killed, and of which this one had everything, have come to their end with it.
    for (const { run } of this.madeUpFor()) {
      await this.#appender.write(this.#apply({ event: 'end', run, at: this.#time(), exit: exitCode }))
    }
    const known = volume === undefined ? {} : { volume }
    await this.#appender.commit(
      this.#apply({ event: 'end', run: this.#run, at: this.#time(), exit: exitCode, ...known }),
    )
  }

  /** Settles a request in doubt with its earlier tries; what another request in doubt also holds stays in doubt unless delivered. */
  async resolve(request: number, as: Resolution): Promise<void> {
    this.#appender.check()
    const requests = attemptsOf(this.doubts(), request)
    if (requests === undefined) {
      throw new UserError(`No request ${request} is in doubt`, 'See which are: npx lettr-convert resolve')
    }
    await this.#appender.commit(this.#apply({ event: 'resolved', requests, as, at: this.#time() }))
  }

  /** Resolves once it is on disk that what a run left unsent is never sent and its end is no longer awaited; its doubts stay. */
  async dismissRun(run: number): Promise<void> {
    this.#appender.check()
    if (!this.state.runs.has(run)) {
      throw new UserError(`No run ${run} is remembered`, 'See which are: npx lettr-convert resolve')
    }
    await this.#appender.commit(this.#apply({ event: 'dismissed', run, at: this.#time() }))
  }

  /** Waits for what is being written and closes the file; the lock can go then. */
  async close(): Promise<void> {
    await this.#appender.close()
  }

  /** The line's body; read before the event is applied, which may give the marks' room away. */
  #apply(event: LedgerEvent, marks?: Marks): string {
    const body = bodyOf(event, marks)
    this.state.apply(event, marks ?? noMarks)
    return body
  }

  /** The marks that are not yet remembered just so. */
  #news(fate: Fate, all: readonly Mark[]): Marks {
    const marks = this.state.rooms.take(all.length)
    for (const mark of all) {
      putMark(marks, marks.count, mark)
      if (!this.state.holds(marks, marks.count, fate)) marks.count += 1
    }
    return marks
  }

  #time(): string {
    return this.#now().toISOString()
  }
}
