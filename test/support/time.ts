import { setMaxListeners } from 'node:events'
import type { Clock } from '../../src/delivery/clock.js'

/** A clock on which waiting takes no time: sleepers wake in the order of their hours, and each waking moves the clock on. */
export class VirtualClock implements Clock {
  #now = 0
  readonly #sleepers: { readonly until: number; readonly wake: () => void }[] = []
  #turning = false
  /** Waits so far, in milliseconds, in the order in which they began. */
  readonly waits: number[] = []

  constructor(private readonly jitter = 1) {}

  elapsed(): number {
    return this.#now
  }

  random(): number {
    return this.jitter
  }

  sleep(milliseconds: number, stop: AbortSignal): Promise<void> {
    this.waits.push(milliseconds)
    if (stop.aborted) return Promise.resolve()
    setMaxListeners(0, stop)
    return new Promise((wake) => {
      this.#sleepers.push({ until: this.#now + milliseconds, wake })
      stop.addEventListener('abort', () => wake(), { once: true })
      this.#turn()
    })
  }

  /** Everything else that can happen at this hour happens first. */
  #turn(): void {
    if (this.#turning) return
    this.#turning = true
    const step = (quiet: number): void => {
      setImmediate(() => {
        if (quiet > 0) return step(quiet - 1)
        this.#sleepers.sort((a, b) => a.until - b.until)
        const next = this.#sleepers.shift()
        if (next === undefined) {
          this.#turning = false
          return
        }
        this.#now = Math.max(this.#now, next.until)
        next.wake()
        step(5)
      })
    }
    step(5)
  }
}
