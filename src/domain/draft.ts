import type { Conversion } from './conversion.js'
import type { Problem } from './problem.js'

/** A sale with the fields that the mapping gave it, not yet believed. */
export interface Draft {
  readonly conversion: Conversion
  readonly problems: Problem[]
  /** Exact decimal, "" while no amount could be read; may be negative. */
  amount: string
  /** For the books; "" when the input names none. */
  currency: string
  /** Seconds since 1970 of the event date; NaN without one. */
  eventSeconds: number
  /** Seconds east of Greenwich of the clock that it was read from. */
  eventOffset: number
  /** A value waits for the whole column to prove how it is to be read. */
  undecided: boolean
}

export function emptyDraft(): Draft {
  return {
    conversion: {},
    problems: [],
    amount: '',
    currency: '',
    eventSeconds: Number.NaN,
    eventOffset: 0,
    undecided: false,
  }
}
