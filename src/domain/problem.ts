/** What is wrong with one field of a record, in words that carry their own cure. */
export interface Problem {
  /** Stable name, documented; see `problemCodes`. */
  readonly code: ProblemCode
  /** Errors reject the record, warnings do not. */
  readonly severity: 'error' | 'warning'
  /** The conversion's field, as in `primaryAddress.zipCode`; empty when the whole record is meant. */
  readonly field: string
  /** The input's column or path, as the person wrote it; empty when none is meant. */
  readonly column: string
  /** The value as found in the input, untouched. */
  readonly value: string
  /** What is wrong, in plain words. */
  readonly message: string
  /** What to do about it, in plain words. */
  readonly cure: string
}

/** Every code that a Problem may carry, in a word what it means; a code is never renamed. */
export const problemCodes = {
  'short-row': 'the row has fewer fields than the header',
  'long-row': 'the row has more fields than the header',
  'unclosed-quote': 'a quote was opened and swallowed what follows',
  'bad-json': 'the text is not JSON',
  'not-an-object': 'the JSON value is not an object',
  'too-large': 'the record is larger than 1 MiB',
  'too-many-columns': 'the record has more than 2,000 columns',
  'unsafe-number': 'a number too large for JSON tools to keep exact',
  'not-a-value': 'an object or list where a single value is needed',
  'no-identifier': 'nothing tells LettrLabs whom the sale is about',
  'missing-revenue': 'no amount',
  'unreadable-revenue': 'the amount is not a number that can be read without guessing',
  'negative-revenue': 'the amount is below zero',
  'missing-date': 'no date',
  'unreadable-date': 'the date cannot be read without guessing',
  'missing-order-id': 'no order id',
  'future-date': 'the date lies in the future',
  'old-date': 'the date is more than two years ago',
  'shifted-date': 'the clock time did not exist that night',
  'doubled-date': 'the clock time came twice that night',
  'too-long': 'the text is longer than LettrLabs takes',
  'bad-email': 'the e-mail address is malformed',
  'odd-email': 'the e-mail address is unusual',
  'bad-phone': 'the phone number is malformed',
  'bad-state': 'the state is unknown',
  'bad-zip': 'the ZIP code is malformed',
  'padded-zip': 'a leading zero was put back on the ZIP code',
  'incomplete-address': 'the address lacks a part that matching needs',
  'conflicting-rows': 'rows of one sale contradict each other',
  'broken-neighbour': 'a row next to this sale could not be read, and may belong to it',
  'duplicate-order': 'another sale of this input has the same order id and other content',
} as const

export type ProblemCode = keyof typeof problemCodes
