import { setMaxListeners } from 'node:events'
import type { Attempt } from '../domain/attempt.js'
import { retryAfter } from '../domain/retry-after.js'
import { backoff, type Clock } from './clock.js'

/** How long and how fast delivery may go on; times in milliseconds. */
export interface Patience {
  /** The longest time without any progress; a server that asks for a longer pause ends the run. */
  readonly maxWait: number
  /** The longest time for all sending. */
  readonly maxDuration: number | undefined
  /** Requests a second at the most. */
  readonly rate: number | undefined
}

/** Why nothing more is sent, and when it makes sense to come back. */
export interface Closed {
  readonly sentence: string
  /** Milliseconds from now, where the server said so. */
  readonly comeBack?: number | undefined
  /** LettrLabs turned requests away for a reason that only a person can change. */
  readonly refused: boolean
}

const noAnswer = 'LettrLabs has taken nothing for as long as this run waits (--max-wait)'
const troubleAt = 5
const freeRetries = 100

/**
 * The one gate that every sender passes before each request. A server that asks for a pause pauses them all; the pause's end only
 * moves later. After trouble it asks the account until that answers, and lets requests without order ids out one at a time.
 */
export class Gate {
  readonly #started: number
  #progress: number
  #openAt = 0
  #nextSlot = 0
  #failures = 0
  #turnedAway = 0
  #retries = freeRetries
  #closed: Closed | undefined
  #asking: Promise<void> | undefined
  #cautious = false
  /** Requests without order ids on the wire, and who waits for them. */
  #anonymous = 0
  readonly #waiting: (() => void)[] = []
  readonly #over = new AbortController()
  readonly #wake: AbortSignal

  constructor(
    private readonly clock: Clock,
    private readonly patience: Patience,
    private readonly stop: AbortSignal,
    /** Asks LettrLabs for the account: the harmless request that says whether it is there. */
    private readonly ask: () => Promise<Attempt>,
    private readonly wallClock: () => number,
  ) {
    this.#started = clock.elapsed()
    this.#progress = this.#started
    this.#wake = AbortSignal.any([stop, this.#over.signal])
    // Every sender that waits listens.
    setMaxListeners(0, this.#wake)
  }

  /** Why nothing more may leave; undefined while something may. */
  get closed(): Closed | undefined {
    if (this.#closed !== undefined) return this.#closed
    if (this.stop.aborted) return { sentence: 'the run was stopped by a signal', refused: false }
    const { maxDuration } = this.patience
    if (maxDuration !== undefined && this.clock.elapsed() - this.#started >= maxDuration) {
      this.close({ sentence: 'the run reached the time that --max-duration gives it', refused: false })
    }
    return this.#closed
  }

  /** Nothing more leaves; the first reason stays. */
  close(reason: Closed): void {
    this.#closed ??= reason
  }

  /** Delivery is over: nobody waits any more, and LettrLabs is not asked again. */
  end(): void {
    this.close({ sentence: 'delivery is over', refused: false })
    this.#over.abort()
  }

  /** Whether a request may leave right now; asked once more after its intent is on disk. */
  get open(): boolean {
    return this.closed === undefined && this.#asking === undefined && this.clock.elapsed() >= this.#openAt
  }

  /**
   * Waits until a request may leave, in the pace of `--rate`; false when none may any more. After trouble, one without order ids
   * waits for all others of its kind. Whoever passed says so when the request is judged: `left`.
   */
  async pass(withOrderIds: boolean): Promise<boolean> {
    while (this.closed === undefined) {
      if (this.#asking !== undefined) await this.#asking
      else if (!this.open) await this.#sleep(this.#openAt - this.clock.elapsed())
      else if (await this.#waitForSlot()) continue
      else if (this.#cautious && !withOrderIds && this.#anonymous > 0) await this.#someoneLeft()
      else {
        if (!withOrderIds) this.#anonymous += 1
        return true
      }
    }
    return false
  }

  /** A request that passed has been judged, or was not sent after all. */
  left(withOrderIds: boolean): void {
    if (withOrderIds) return
    this.#anonymous -= 1
    for (const wake of this.#waiting.splice(0)) wake()
  }

  #someoneLeft(): Promise<void> {
    return new Promise((wake) => this.#waiting.push(wake))
  }

  /** A request was settled for good. */
  succeeded(): void {
    this.#progress = this.clock.elapsed()
    this.#failures = 0
    this.#turnedAway = 0
    this.#retries += 1
  }

  /** The server asked all to wait: in full as it said, else, or where it asks for no wait at all, a growing time. */
  turnedAway(wait: number | undefined): void {
    this.#turnedAway += 1
    if (wait !== undefined && wait > 0) this.#pause(wait, true)
    else this.#pause(backoff(this.#turnedAway, this.clock.random()), false)
  }

  /** The server asked all to wait although it may have stored what it was sent. */
  heldBack(wait: number): void {
    this.#pause(wait, true)
  }

  /** A request's fate is unknown, or it could not be sent. A doubt that can't be settled by sending again is trouble at once. */
  failed(withOrderIds: boolean, doubt: boolean): void {
    this.#failures += 1
    const grave = doubt && !withOrderIds
    if (grave) this.#cautious = true
    if (grave || this.#failures >= troubleAt) this.#askUntilWell()
  }

  /** Waits before the same request is sent again; false when it must not be. */
  async again(tries: number): Promise<boolean> {
    this.#retries -= 1
    if (this.#retries < 0) {
      this.close({ sentence: 'more requests had to be repeated than a run may repeat', refused: false })
    }
    const wait = backoff(tries, this.clock.random())
    if (this.clock.elapsed() + wait - this.#progress > this.patience.maxWait) {
      this.close({ sentence: noAnswer, refused: false })
    } else await this.#sleep(wait)
    return this.closed === undefined
  }

  #pause(wait: number, told: boolean): void {
    const until = this.clock.elapsed() + wait
    if (until - this.#progress > this.patience.maxWait) {
      const sentence = told
        ? `LettrLabs asks to come back in ${seconds(wait)}, which is longer than this run waits (--max-wait)`
        : noAnswer
      this.close({ sentence, refused: false, comeBack: told ? wait : undefined })
    }
    this.#openAt = Math.max(this.#openAt, until)
  }

  #askUntilWell(): void {
    this.#asking ??= this.#askAgainAndAgain().finally(() => {
      this.#asking = undefined
      this.#failures = 0
    })
  }

  async #askAgainAndAgain(): Promise<void> {
    for (let asked = 1; this.closed === undefined; asked += 1) {
      const left = this.#progress + this.patience.maxWait - this.clock.elapsed()
      const wait = Math.max(this.#openAt - this.clock.elapsed(), backoff(asked, this.clock.random()))
      if (left <= 0) this.close({ sentence: noAnswer, refused: false })
      else await this.#sleep(Math.min(wait, left))
      if (this.closed === undefined && (await this.#isWell())) return
    }
  }

  async #isWell(): Promise<boolean> {
    const answer = await this.ask()
    if (answer.kind === 'silence') return false
    if (answer.status === 401 || answer.status === 403) {
      this.close({ sentence: `LettrLabs does not let the key in any more (${answer.status})`, refused: true })
    }
    const wait = retryAfter(answer.headers, this.wallClock())
    if (wait !== undefined) this.#pause(wait, true)
    return answer.status === 200
  }

  async #waitForSlot(): Promise<boolean> {
    const { rate } = this.patience
    if (rate === undefined) return false
    const now = this.clock.elapsed()
    const slot = Math.max(now, this.#nextSlot)
    this.#nextSlot = slot + 1000 / rate
    if (slot <= now) return false
    await this.#sleep(slot - now)
    // The slot stays ours unless the gate was shut meanwhile.
    return !this.open
  }

  async #sleep(wait: number): Promise<void> {
    const { maxDuration } = this.patience
    const left = maxDuration === undefined ? wait : this.#started + maxDuration - this.clock.elapsed()
    await this.clock.sleep(Math.max(0, Math.min(wait, left)), this.#wake)
  }
}

function seconds(wait: number): string {
  return `${Math.ceil(wait / 1000)} s`
}
