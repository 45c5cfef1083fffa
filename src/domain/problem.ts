/** What is wrong with one field of a record, in words that carry their own cure. */
export interface Problem {
  /** Stable name, documented; see `problemCodes`. */
  readonly code: ProblemCode
  readonly severity: 'error' | 'warning'
  /** The conversion's field, as in `primaryAddress.zipCode`; empty when the whole record is meant. */
  readonly field: string
  /** The input's column or path, as the person wrote it; empty when none is meant. */
  readonly column: string
  /** The value as found in the input, untouched. */
  readonly value: string
  /** What is wrong, in plain words. */
  readonly message: string
  /** What to do about it. */
  readonly cure: string
}

/** Every code that a Problem may carry, with its usual meaning and cure; never renamed. */
export const problemCodes = {
  'no-identifier': 'Nothing in the record tells LettrLabs whom it is about.',
} as const

export type ProblemCode = keyof typeof problemCodes
