import type { Fault } from './faults.js'

type Lasting = Extract<Fault, { kind: 'status' }>

/** Hands out the faults in order, one a POST, and repeats one that lasts until its time is over. */
export class FaultScript {
  readonly #faults: Fault[]
  #lasting: { readonly fault: Lasting; readonly until: number } | undefined

  constructor(faults: readonly Fault[]) {
    this.#faults = [...faults]
  }

  get left(): number {
    return this.#faults.length
  }

  /** The fault for a POST that arrives now; undefined when it is to be answered as it should. */
  next(now: Date): Fault | undefined {
    const lasting = this.#stillLasting(now.getTime())
    if (lasting !== undefined) return lasting
    const fault = this.#faults.shift()
    if (fault?.kind === 'status' && fault.wait !== undefined && fault.wait.as !== 'nonsense') {
      this.#lasting = { fault, until: now.getTime() + fault.wait.seconds * 1000 }
    }
    return fault
  }

  #stillLasting(now: number): Fault | undefined {
    if (this.#lasting === undefined || now >= this.#lasting.until) return undefined
    const { fault, until } = this.#lasting
    if (fault.wait === undefined || fault.wait.as === 'nonsense') return fault
    return { ...fault, wait: { ...fault.wait, seconds: (until - now) / 1000 } }
  }
}
