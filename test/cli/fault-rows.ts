import type { MetadataStyle } from '../../src/sandbox/styles.js'

/** What a first run and the same command once more came to, as `told` writes it: exit code, places, and what the store holds. */
export interface Played {
  readonly first: string
  readonly again: string
}

/** One fault, in the stand-in's words, and what becomes of ten sales in batches of four of which the second batch meets it. */
export interface FaultRow {
  readonly fault: string
  /** ELSEWHERE stands for the origin of another server, which must see nothing. */
  readonly script: string
  readonly flags?: readonly string[]
  readonly duplicates?: 'refuse'
  readonly style?: MetadataStyle
  readonly withIds: Played
  readonly withoutIds: Played
}

const done: Played = { first: '0: accepted 10; store 10', again: '0: known 10; store 10' }
/** Never sent again: in doubt until a person settles it; the rest goes on. */
const held = (kept: boolean): Played => {
  const store = kept ? 10 : 6
  return {
    first: `6: accepted 6, in doubt 4; store ${store}`,
    again: `6: known 6, in doubt 4; store ${store}`,
  }
}
const later: Played = { first: '5: accepted 4, unsent 6; store 4', again: '0: accepted 6, known 4; store 10' }
const stopped: Played = { first: '4: accepted 4, unsent 6; store 4', again: '0: accepted 6, known 4; store 10' }

const same = (played: Played) => ({ withIds: played, withoutIds: played })
const doubt = (kept: boolean) => ({ withIds: done, withoutIds: held(kept) })
const brief = ['--max-wait', '1s']
const hasty = ['--timeout', '1']

/** The connection breaks, or what comes back is no answer of the API. */
export const wireRows: readonly FaultRow[] = [
  { fault: 'reset before the body was read', script: 'hang up at once', ...doubt(false) },
  { fault: 'reset after the body, before storing', script: 'hang up', ...doubt(false) },
  { fault: 'reset after storing', script: 'hang up after storing', ...doubt(true) },
  { fault: 'silence, nothing stored', script: 'silence', flags: hasty, ...doubt(false) },
  { fault: 'silence after storing', script: 'silence after storing', flags: hasty, ...doubt(true) },
  { fault: 'half a status line', script: 'half a status line after storing', ...doubt(true) },
  { fault: 'an answer whose body is cut short', script: 'cut', ...doubt(true) },
  { fault: 'a chunked answer that is cut short', script: 'chunked cut', ...doubt(true) },
  { fault: 'a 200 that is cut and looks whole', script: 'truncated json', ...doubt(true) },
  { fault: 'an answer that drips past --timeout', script: 'drip 9 s', flags: hasty, ...doubt(true) },
  { fault: 'an answer that drips and ends in time', script: 'drip 0.4 s', ...same(done) },
  { fault: 'an answer over 8 MiB', script: 'huge', ...doubt(true) },
  { fault: 'a gzip answer that nobody asked for', script: 'gzip', ...doubt(true) },
  { fault: 'a flood of headers', script: 'header flood', ...doubt(true) },
  { fault: 'something that is not HTTP', script: 'not http after storing', ...doubt(true) },
  { fault: '200 with a web page', script: 'html after storing', ...doubt(true) },
  { fault: '200 with words that are no JSON', script: 'garbage', ...doubt(false) },
  { fault: '201 without a body', script: '201 after storing', ...doubt(true) },
  { fault: '202', script: '202 after storing', ...doubt(true) },
  { fault: '204', script: '204 after storing', ...doubt(true) },
  { fault: 'a byte order mark before the envelope', script: 'bom', ...same(done) },
  { fault: '`__proto__` in the envelope', script: 'proto', ...same(done) },
]

/** LettrLabs, or a proxy before it, answers with something else than it should. */
export const statusRows: readonly FaultRow[] = [
  { fault: '429 for a second', script: '429 for 1 s', ...same(done) },
  { fault: '429 until a date', script: '429 for 1 s by date', ...same(done) },
  { fault: '429 with a nonsense time', script: '429 for a while', ...same(done) },
  { fault: '429 without a time', script: '429', ...same(done) },
  { fault: '429 for a day', script: '429 for 1 d', ...same(later) },
  { fault: '429 until tomorrow, as a date', script: '429 for 1 d by date', ...same(later) },
  {
    fault: '429 without end',
    script: '100 x 429',
    flags: brief,
    ...same({ first: later.first, again: '5: known 4, unsent 6; store 4' }),
  },
  { fault: '408, 421 and 425, one after the other', script: '408, 421, 425', ...same(done) },
  { fault: '413', script: '413', ...same(done) },
  {
    fault: '413 down to a single sale',
    script: '3 x 413',
    ...same({ first: '3: accepted 9, refused 1; store 9', again: '3: known 9, refused 1; store 9' }),
  },
  { fault: '500, nothing stored', script: '500', ...doubt(false) },
  { fault: '500 after storing', script: '500 after storing', ...doubt(true) },
  { fault: '502, nothing stored', script: '502', ...doubt(false) },
  { fault: '502 after storing', script: '502 after storing', ...doubt(true) },
  { fault: '503 without Retry-After', script: '503', ...doubt(false) },
  { fault: '503 without Retry-After, after storing', script: '503 after storing', ...doubt(true) },
  { fault: '503 with Retry-After', script: '503 for 1 s', ...same(done) },
  { fault: '503 with a Retry-After of a day', script: '503 for 1 d', ...same(later) },
  {
    fault: '502 after storing, six times in a row',
    script: '6 x 502 after storing',
    withIds: { first: '5: accepted 6, in doubt 4; store 10', again: '0: accepted 4, known 6; store 10' },
    withoutIds: { first: '6: accepted 4, in doubt 6; store 10', again: '6: known 4, in doubt 6; store 10' },
  },
  { fault: '504 after storing', script: '504 after storing', ...doubt(true) },
  { fault: '401 in mid-run', script: '401', ...same(stopped) },
  { fault: '403 in mid-run', script: '403', ...same(stopped) },
  { fault: '404', script: '404', ...same(stopped) },
  { fault: '400 that names no sale', script: '400', ...same(stopped) },
  {
    fault: '422 for the whole request',
    script: '422',
    ...same({ first: '3: accepted 6, refused 4; store 6', again: '3: known 6, refused 4; store 6' }),
  },
  {
    fault: '200 that refuses one sale by its place',
    script: 'partial',
    ...same({ first: '3: accepted 9, refused 1; store 9', again: '3: known 9, refused 1; store 9' }),
  },
  {
    fault: '200 that refuses one sale and does not say which',
    script: 'partial',
    style: 'none',
    withIds: done,
    withoutIds: { first: '6: accepted 6, in doubt 4; store 9', again: '6: known 6, in doubt 4; store 9' },
  },
  ...[301, 302, 303, 307, 308].flatMap((status): readonly FaultRow[] => [
    { fault: `${status} to another origin`, script: `${status} to ELSEWHERE/take?it=all`, ...same(stopped) },
    { fault: `${status} on the same origin`, script: `${status} to /api/v1/conversions`, ...same(stopped) },
  ]),
]

const doubtThen = (code: number): Played => ({
  first: `${code}: accepted 4, in doubt 4, unsent 2; store 8`,
  again: '0: accepted 6, known 4; store 10',
})
const heldThen: Played = {
  first: '6: accepted 4, in doubt 4, unsent 2; store 8',
  again: '6: accepted 2, known 4, in doubt 4; store 10',
}

/** A lost answer, and then something else: what is in doubt stays in doubt until an answer says what became of it. */
export const sequenceRows: readonly FaultRow[] = [
  {
    fault: 'stored and lost, then "this order is already there"',
    script: 'hang up after storing',
    duplicates: 'refuse',
    ...doubt(true),
  },
  { fault: 'stored and lost, then 429 for a second', script: 'hang up after storing, 429 for 1 s', ...doubt(true) },
  {
    fault: 'stored and lost, then 429 for a day',
    script: 'hang up after storing, 429 for 1 d',
    withIds: doubtThen(5),
    withoutIds: heldThen,
  },
  {
    fault: 'stored and lost, then 401',
    script: 'hang up after storing, 401',
    withIds: doubtThen(4),
    withoutIds: heldThen,
  },
  {
    fault: 'stored and lost, then a redirect elsewhere',
    script: 'hang up after storing, 307 to ELSEWHERE/',
    withIds: doubtThen(4),
    withoutIds: heldThen,
  },
  {
    fault: 'stored and lost, then 413',
    script: 'hang up after storing, 413',
    duplicates: 'refuse',
    ...doubt(true),
  },
  {
    fault: 'stored and lost, then 422 for the whole request',
    script: 'hang up after storing, 422',
    withIds: { first: '3: accepted 6, refused 4; store 10', again: '3: known 6, refused 4; store 10' },
    withoutIds: {
      first: '6: accepted 4, refused 2, in doubt 4; store 8',
      again: '6: known 4, refused 2, in doubt 4; store 8',
    },
  },
  {
    fault: 'stored and lost, then one refused by its place',
    script: 'hang up after storing, partial',
    withIds: { first: '3: accepted 9, refused 1; store 10', again: '3: known 9, refused 1; store 10' },
    withoutIds: held(true),
  },
  {
    fault: 'stored and lost three times over',
    script: 'hang up after storing, 502 after storing, cut',
    withIds: done,
    withoutIds: {
      first: '6: accepted 4, in doubt 6; store 10',
      again: '6: known 4, in doubt 6; store 10',
    },
  },
]
