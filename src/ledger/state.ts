import type { Fate } from '../domain/memory.js'
import type { IntentEvent, LedgerEvent, Resolution, RunEvent, RunVolume } from './event.js'
import { type FateRun, fateAfter, fateNumbers, fates, readFates } from './fates.js'
import { MarkRooms, type Marks, markWords } from './marks.js'
import { type OpenRequest, OpenRequests } from './requests.js'
import { IdentityTable, mostRuns } from './table.js'

/** A run as the ledger knows it; without exit code it never came to its end, or has not yet. */
export interface Run extends RunEvent {
  readonly day: string
  endedAt?: string
  exit?: number
  /** Absent where it is not known, or no measure for other runs. */
  volume?: RunVolume
  /** When a person said that what it left unsent is never to be sent. */
  dismissedAt?: string
}

interface Attempt {
  readonly intent: IntentEvent
  readonly marks: Marks
}

const resolvedAs: Readonly<Record<Resolution, Fate>> = {
  delivered: 'accepted',
  'not-delivered': 'unsent',
  dismissed: 'dismissed',
}

/** What all events so far come to. Throws a RangeError for an event that can't follow those before it. */
export class LedgerState {
  readonly table = new IdentityTable()
  readonly requests = new OpenRequests()
  readonly runs = new Map<number, Run>()
  readonly rooms = new MarkRooms()
  readonly #attempts = new Map<number, Attempt>()
  #isLive = false
  lastAttempt = 0
  lastRun = 0

  /** Numbers of the attempts that have no outcome. */
  get unsettled(): readonly number[] {
    return [...this.#attempts.keys()]
  }

  /** Identities so far, those on their way included. */
  get soFar(): number {
    return this.table.count + [...this.#attempts.values()].reduce((sum, { marks }) => sum + marks.count, 0)
  }

  /** From here on, events are of this process: what they speak of is in its input. */
  goLive(): void {
    this.#isLive = true
  }

  apply(event: LedgerEvent, marks: Marks): void {
    const { event: kind } = event
    if (kind === 'intent') this.#intend(event, marks)
    else if (kind === 'outcome') this.#settle(event.attempt, this.#fatesOf(event.attempt, event.fates))
    else if (kind === 'released') this.rooms.giveBack(this.#taken(event.attempt).marks)
    else if (kind === 'remembered') this.#remember(event, marks)
    else if (kind === 'resolved') this.#resolve(event.requests, resolvedAs[event.as])
    else if (kind === 'run') this.#startRun(event)
    else if (kind === 'dismissed') this.#dismiss(event.run, event.at)
    else if (kind === 'end') this.#endRun(event)
    else throw new RangeError(`unknown event ${JSON.stringify(kind)}`)
  }

  /** How many records an attempt has that is on its way; throws where there is none. */
  sizeOf(attempt: number): number {
    return this.#attempt(attempt).marks.count
  }

  /** Whether just this is remembered of the mark at a place, or something that outweighs it. */
  holds(marks: Marks, place: number, fate: Fate): boolean {
    const { table } = this
    const entry = table.find(marks.words, place * markWords)
    if (entry === -1) return false
    if (this.#isLive) table.see(entry)
    return this.#isNoNews(entry, fateNumbers[fate], marks.words, place * markWords)
  }

  #startRun(event: RunEvent): void {
    if (this.runs.has(event.run) || event.run > mostRuns) throw new RangeError(`run ${event.run} can't begin`)
    this.runs.set(event.run, { ...event, day: event.at.slice(0, 10) })
    this.lastRun = Math.max(this.lastRun, event.run)
  }

  #endRun({ run, at, exit, volume }: Extract<LedgerEvent, { readonly event: 'end' }>): void {
    Object.assign(this.#run(run), { endedAt: at, exit, ...(volume === undefined ? {} : { volume }) })
  }

  #dismiss(number: number, at: string): void {
    const { table } = this
    this.#run(number).dismissedAt = at
    for (let entry = 0; entry < table.count; entry += 1) {
      if (table.run(entry) !== number || table.fate(entry) !== fateNumbers.unsent) continue
      table.setFate(entry, fateNumbers.dismissed)
    }
  }

  #run(number: number): Run {
    const run = this.runs.get(number)
    if (run === undefined) throw new RangeError(`there is no run ${number}`)
    return run
  }

  #intend(intent: IntentEvent, marks: Marks): void {
    this.#run(intent.run)
    if (this.#attempts.has(intent.attempt) || this.requests.get(intent.attempt) !== undefined) {
      throw new RangeError(`attempt ${intent.attempt} is there already`)
    }
    this.#attempts.set(intent.attempt, { intent, marks })
    this.lastAttempt = Math.max(this.lastAttempt, intent.attempt)
  }

  #fatesOf(attempt: number, text: string): readonly FateRun[] {
    const runs = readFates(text)
    const count = runs?.reduce((sum, run) => sum + run.count, 0)
    if (runs === undefined || count !== this.sizeOf(attempt)) {
      throw new RangeError(`an outcome of attempt ${attempt} does not fit its records`)
    }
    return runs
  }

  #settle(number: number, runs: readonly FateRun[]): void {
    const { intent, marks } = this.#taken(number)
    const request: OpenRequest = { intent, of: intent.of ?? marks.count, open: new Map() }
    let place = 0
    for (const { count, fate } of runs) {
      const next = fateNumbers[fate]
      for (const end = place + count; place < end; place += 1) {
        const entry = this.#put(marks.words, place * markWords, next, intent.run, intent.withOrderIds)
        if (fate === 'doubt' && this.table.fate(entry) === fateNumbers.doubt) request.open.set(entry, place)
      }
    }
    this.requests.add(request)
    this.rooms.giveBack(marks)
  }

  #remember(event: { fate: Fate; run: number; withOrderIds: boolean }, marks: Marks): void {
    this.#run(event.run)
    const next = fateNumbers[event.fate]
    if (next === undefined) throw new RangeError(`unknown fate ${event.fate}`)
    for (let place = 0; place < marks.count; place += 1) {
      this.#put(marks.words, place * markWords, next, event.run, event.withOrderIds)
    }
    this.rooms.giveBack(marks)
  }

  /** Says a fate of the identity at these words, and gives its entry, -1 where none is needed. */
  #put(words: Uint32Array, at: number, next: number, run: number, withOrderId: boolean): number {
    const { table } = this
    const entry = table.find(words, at)
    if (entry === -1) {
      // What this process adds nobody asks for before its end, but for doubts: a million new sales need no memory.
      if (this.#isLive && next !== fateNumbers.doubt) return -1
      const added = table.add(words, at, next, run, withOrderId)
      if (this.#isLive) table.see(added)
      return added
    }
    if (this.#isLive) table.see(entry)
    const before = table.fate(entry)
    if (this.#isNoNews(entry, next, words, at)) return entry
    table.replace(entry, words, at, next, run)
    if (before === fateNumbers.doubt && next !== before) this.requests.settled(entry)
    return entry
  }

  #isNoNews(entry: number, next: number, words: Uint32Array, at: number): boolean {
    const before = this.table.fate(entry)
    return fateAfter(before, next) !== next || (before === next && this.table.sameContent(entry, words, at))
  }

  /** What was delivered was so whatever else held it; else the sale stays in doubt as long as another request holds it. */
  #resolve(numbers: readonly number[], as: Fate | undefined): void {
    if (as === undefined) throw new RangeError('unknown way to resolve')
    for (const number of numbers) {
      const request = this.requests.get(number)
      if (request === undefined) continue
      const left = as === 'accepted' ? [...request.open.keys()] : this.requests.drop(request)
      for (const entry of left) {
        this.table.setFate(entry, fateNumbers[as])
        this.requests.settled(entry)
      }
    }
  }

  #taken(number: number): Attempt {
    const attempt = this.#attempt(number)
    this.#attempts.delete(number)
    return attempt
  }

  #attempt(number: number): Attempt {
    const attempt = this.#attempts.get(number)
    if (attempt === undefined) throw new RangeError(`attempt ${number} is not on its way`)
    return attempt
  }
}

/** The fate of an entry in words. */
export function fateOf(table: IdentityTable, entry: number): Fate {
  const fate = fates[table.fate(entry)]
  if (fate === undefined) throw new RangeError(`entry ${entry} has no fate`)
  return fate
}
