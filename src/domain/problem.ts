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

/** Every code that a Problem may carry: what it means in a few words, and the usual cure. A code is never renamed. */
export const problemCodes = {
  'short-row': {
    meaning: 'the row has fewer fields than the header',
    cure: 'Compare the row with its neighbours and put each value under its column.',
  },
  'long-row': {
    meaning: 'the row has more fields than the header',
    cure: 'Often an amount such as $1,234.56 stands without quotes; put each value under its column.',
  },
  'unclosed-quote': {
    meaning: 'a quote was opened and swallowed the lines after it',
    cure: 'Remove the lone quotation mark, or close it, and send these lines again.',
  },
  'bad-json': { meaning: 'the text is not JSON', cure: 'Correct the JSON of this record.' },
  'not-an-object': { meaning: 'the JSON value is not an object', cure: 'Each record must be an object: { … }.' },
  'too-large': { meaning: 'the record is larger than 1 MiB', cure: 'Leave out columns that are not needed.' },
  'too-many-columns': {
    meaning: 'the record has more than 2,000 columns',
    cure: 'Leave out columns that are not needed.',
  },
  'bad-text': {
    meaning: 'the text holds half a character',
    cure: 'Export the file again as UTF-8.',
  },
  'unsafe-number': {
    meaning: 'a number too large for JSON tools to keep exact',
    cure: 'Write it as text, in quotes.',
  },
  'not-a-value': {
    meaning: 'an object or list stands where a single value is needed',
    cure: 'Name the path to the value in the config, such as "customer.email".',
  },
  'spreadsheet-error': {
    meaning: 'the cell holds an error of a spreadsheet instead of a value',
    cure: 'Mend the formula, or widen the column, and export again; or write the value itself.',
  },
  'damaged-id': {
    meaning: 'a spreadsheet took the id for a number and lost digits of it',
    cure: 'Export again and don’t save the file in a spreadsheet, or import the column as text.',
  },
  'no-identifier': {
    meaning: 'nothing tells LettrLabs whom the sale is about',
    cure: 'Add an e-mail, a phone number, a whole address (street, city, state, ZIP) or a coupon code.',
  },
  'missing-revenue': { meaning: 'there is no amount', cure: 'Fill in the amount of the sale; 0 is allowed.' },
  'unreadable-revenue': {
    meaning: 'the amount cannot be read without guessing',
    cure: 'Write it as a plain number, such as 1234.56.',
  },
  'negative-revenue': {
    meaning: 'the amount is below zero',
    cure: 'LettrLabs takes no refunds; leave such rows out with a rule under "records".',
  },
  'missing-date': {
    meaning: 'there is no date',
    cure: 'Fill in the date of the sale, such as 2026-01-31 14:05:00 -0500, or allow its absence with "checks": { "eventDate": "optional" }.',
  },
  'unreadable-date': {
    meaning: 'the date cannot be read without guessing',
    cure: 'Write it as 2026-01-31 14:05:00 -0500, or give its "format" in the config.',
  },
  mojibake: {
    meaning: 'letters of a name or an address were read in the wrong encoding',
    cure: 'Export again as UTF-8, or name the file’s encoding with --encoding, such as windows-1252.',
  },
  'relay-email': {
    meaning: 'the e-mail address is a relay that hides the buyer',
    cure: 'Add the phone number or the postal address, by which the buyer can be matched.',
  },
  'hashed-email': {
    meaning: 'a hash stands where the e-mail address should be',
    cure: 'Export the address itself; LettrLabs can’t match a hash.',
  },
  'several-emails': {
    meaning: 'several e-mail addresses stand in one cell',
    cure: 'Leave one in the column; a second one can have a column of its own, mapped to secondaryEmail.',
  },
  'zip-state-mismatch': {
    meaning: 'the ZIP code belongs to another state',
    cure: 'Check which of the two is right; together they hardly match.',
  },
  'test-order': {
    meaning: 'the sale looks like a test, not like a real order',
    cure: 'Leave it out: delete the row, or add a rule under "records": { "keep": … }.',
  },
  'totals-row': {
    meaning: 'the row is a total of other rows, not a sale',
    cure: 'Delete the row; nothing is missing without it.',
  },
  'missing-order-id': {
    meaning: 'there is no order id',
    cure: 'Map a column to orderId: without one, LettrLabs counts a sale again each time it is sent.',
  },
  'future-date': { meaning: 'the date lies in the future', cure: 'Check the date and its time zone.' },
  'old-date': {
    meaning: 'the date is more than two years ago',
    cure: 'Check the year; leave old sales out if need be.',
  },
  'shifted-date': {
    meaning: 'the clock time did not exist that night, so it was moved forward by an hour',
    cure: 'If an hour matters, export with UTC offsets.',
  },
  'doubled-date': {
    meaning: 'the clock time came twice that night, and the first was taken',
    cure: 'If an hour matters, export with UTC offsets.',
  },
  'too-long': { meaning: 'the text is longer than LettrLabs takes', cure: 'Shorten it.' },
  'bad-email': { meaning: 'the e-mail address is malformed', cure: 'Write one address, such as ann@example.com.' },
  'odd-email': { meaning: 'the e-mail address is unusual', cure: 'Check it; LettrLabs may not match it to a person.' },
  'bad-phone': { meaning: 'the phone number is malformed', cure: 'Write ten digits, or + and the country code.' },
  'bad-state': { meaning: 'the state is unknown', cure: 'Write its two letters, such as MA.' },
  'bad-zip': { meaning: 'the ZIP code is malformed', cure: 'Write five digits, such as 02906.' },
  'padded-zip': {
    meaning: 'a ZIP code had lost its leading zero, which was put back',
    cure: 'There is nothing to do; a spreadsheet drops such zeros when it opens a file.',
  },
  'incomplete-address': {
    meaning: 'the address lacks a part that matching needs',
    cure: 'Street, city, state and ZIP are needed together.',
  },
  'conflicting-rows': {
    meaning: 'rows of one sale contradict each other',
    cure: 'Correct the rows; or add lines up with "sum" under "records.group"; or, if they are different sales, group by a column that tells them apart.',
  },
  'broken-neighbour': {
    meaning: 'a row beside this sale could not be read and may belong to it',
    cure: 'Mend that row and send it together with this sale.',
  },
  'duplicate-order': {
    meaning: 'two sales of this input have the same order id and differ',
    cure: 'Keep the right one. If they are lines of one order, group them with "records": { "group": { "by": … } }.',
  },
  'reused-order-id': {
    meaning: 'LettrLabs has this order id for another sale',
    cure: 'If the order numbers started again, give the new ones a "prefix" in the config; if it is the same sale, delete the row, or send it with --resend-changed.',
  },
  'looks-corrected': {
    meaning:
      'a sale of this date, amount and store was delivered and is gone from the input: this one may be its correction',
    cure: 'If it is its correction, delete the row: LettrLabs counts the sale already. If it is another sale, send it from this file.',
  },
  'changed-by-spreadsheet': {
    meaning: 'a spreadsheet seems to have rewritten the value since this tool wrote the file',
    cure: 'Put back what the export says, and type an apostrophe before it so that it stays; if it is meant as it stands, empty lettr_identity in its row.',
  },
  'changed-rows': {
    meaning: 'the sale does not have the rows that it had when this tool wrote the file',
    cure: 'Bring back all rows of the sale; if it is meant to be so, empty lettr_identity in its rows.',
  },
  'card-number': {
    meaning: 'what looks like a card number stands in a name, an address or a coupon',
    cure: 'Remove it; if it is something else, upload with --allow-sensitive.',
  },
  'social-security-number': {
    meaning: 'what looks like a social security number stands in a name, an address or a coupon',
    cure: 'Remove it; if it is something else, upload with --allow-sensitive.',
  },
} as const satisfies Record<string, { readonly meaning: string; readonly cure: string }>

export type ProblemCode = keyof typeof problemCodes

/** A Problem with the usual words of its code where none are given; an error unless said otherwise. */
export function problem(
  code: ProblemCode,
  found: { readonly field?: string; readonly column?: string; readonly value?: string },
  words: { readonly message?: string; readonly cure?: string; readonly severity?: Problem['severity'] } = {},
): Problem {
  const { meaning, cure } = problemCodes[code]
  return {
    code,
    severity: words.severity ?? 'error',
    field: found.field ?? '',
    column: found.column ?? '',
    value: found.value ?? '',
    message: words.message ?? meaning,
    cure: words.cure ?? cure,
  }
}
