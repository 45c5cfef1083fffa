import { createRequire } from 'node:module'
import type { ReadRow, Written } from '../domain/row.js'
import { UserError } from '../exit.js'
import type { Dialect } from './cells.js'
import { hopelessBytes, stretchRows } from './limits.js'
import { splitRecord } from './split.js'
import { openedOn } from './swallowed.js'
import { type Span, Tape } from './tape.js'

/** csv-parse's transform without the stream around it, which its types leave out; a third faster than the stream. */
interface CsvTransform {
  readonly info: { readonly bytes: number }
  parse(piece: Buffer | undefined, end: boolean, push: (cells: string[]) => void, close: () => void): Error | undefined
}

/** Makes a row of the cells of a record; undefined for what is none (a blank line, the header). */
export type JudgeRecord = (cells: string[], span: Span, tape: Tape, written: Written | undefined) => ReadRow | undefined

/**
 * Reads the records of a delimited file in order, in stretches; `line` is the line on which the bytes begin. Throws a
 * UserError when the file ends inside a quote or a record never ends: then no row after it can be trusted.
 */
export async function* readRecords(
  name: string,
  bytes: AsyncIterable<Buffer>,
  dialect: Dialect,
  line: number,
  judge: JudgeRecord,
): AsyncGenerator<readonly ReadRow[]> {
  const tape = new Tape(line)
  const records = new Records(dialect, tape, judge)
  for await (const piece of bytes) {
    if (!records.add(piece)) throw endsInQuote(name, dialect, tape)
    if (tape.waiting > hopelessBytes) throw neverEnds(name, dialect, tape)
    yield* stretches(records.take())
  }
  if (!records.end()) throw endsInQuote(name, dialect, tape)
  yield* stretches(records.take())
}

const newline = 10
const carriageReturn = 13
/** An unfinished record of this size goes on where csv-parse stands; a smaller one is read again from its start. */
const longUnfinished = 64 * 1024

/**
 * The records of the pieces added so far. What can be read in one way only is split at its delimiters, which is several times
 * faster; from the first doubtful record of a piece on, csv-parse reads until the piece ends. What no record has claimed by then
 * is read again with the next piece.
 */
class Records {
  #rows: ReadRow[] = []
  #transform: CsvTransform | undefined
  /** The offset in the stream at which csv-parse began. */
  #began = 0

  constructor(
    private readonly dialect: Dialect,
    private readonly tape: Tape,
    private readonly judge: JudgeRecord,
  ) {}

  /** False when csv-parse gives up, which it does inside a quote only. */
  add(piece: Buffer): boolean {
    if (this.#transform !== undefined && this.tape.waiting > longUnfinished) {
      this.tape.append(piece)
      return this.#parse(piece)
    }
    this.#transform = undefined
    this.tape.append(piece)
    const doubtful = this.#splitRecords() === 'doubtful'
    return doubtful || this.tape.waiting > longUnfinished ? this.#startParser() : true
  }

  end(): boolean {
    if (this.#transform === undefined && !this.#startParser()) return false
    return this.#transform?.parse(undefined, true, this.#push, nothing) === undefined
  }

  /** The rows since the last call. */
  take(): readonly ReadRow[] {
    const rows = this.#rows
    this.#rows = []
    return rows
  }

  /** Hands what no record has claimed to a new csv-parse. */
  #startParser(): boolean {
    const rest = this.tape.unclaimed()
    if (rest.length === 0) return true
    this.#transform = openTransform(this.dialect)
    this.#began = this.tape.offset
    return this.#parse(rest)
  }

  #parse(piece: Buffer): boolean {
    return this.#transform?.parse(piece, false, this.#push, nothing) === undefined
  }

  readonly #push = (cells: string[]): void => {
    this.#add(cells, this.#began + (this.#transform?.info.bytes ?? 0))
  }

  #add(cells: string[], end: number, written?: Written): void {
    const row = this.judge(cells, this.tape.take(end), this.tape, written)
    if (row !== undefined) this.#rows.push(row)
  }

  /** Takes records from the front while they can be told apart in one way only; says why it stopped. */
  #splitRecords(): 'doubtful' | 'unfinished' {
    const bytes = this.tape.unclaimed()
    if (hasLoneCarriageReturn(bytes)) return 'doubtful'
    const start = this.tape.offset
    for (let from = 0; ; ) {
      const record = splitRecord(bytes, from, this.dialect.delimiter, this.dialect.quote)
      if (typeof record === 'string') return record
      from = record.end
      this.#add(record.cells, start + from, record.written)
    }
  }
}

/** Whether `\r` stands alone somewhere, and so ends a line; one at the very end is not known to. */
function hasLoneCarriageReturn(bytes: Buffer): boolean {
  for (let at = bytes.indexOf(carriageReturn); at >= 0; at = bytes.indexOf(carriageReturn, at + 1)) {
    if (bytes[at + 1] !== newline && at + 1 < bytes.length) return true
  }
  return false
}

const nothing = (): void => {}

/** Opens csv-parse so that it never gives up on a record, and leaves the judging of it to us. */
export function openTransform(dialect: Dialect): CsvTransform {
  // Loaded when the first record is doubtful, which takes longer than reading a small file.
  const { parse } = createRequire(import.meta.url)('csv-parse') as typeof import('csv-parse')
  const parser = parse({
    // Never `comment`: Shopify's order names begin with #.
    bom: false,
    delimiter: dialect.delimiter,
    quote: dialect.quote ? '"' : false,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
  })
  return (parser as unknown as { readonly api: CsvTransform }).api
}

function* stretches(rows: readonly ReadRow[]): Generator<readonly ReadRow[]> {
  if (rows.length <= stretchRows) {
    if (rows.length > 0) yield rows
    return
  }
  for (let at = 0; at < rows.length; at += stretchRows) yield rows.slice(at, at + stretchRows)
}

function endsInQuote(name: string, dialect: Dialect, tape: Tape): UserError {
  const line = tape.nextLine + openedOn(tape.rest(), dialect.delimiter)
  return new UserError(
    `${name}:${line}: a quote is opened on line ${line} and never closed, so the file can't be trusted; nothing was sent.`,
    `The file may be cut short: export it again. Or line ${line} has a stray " at the start of a cell: remove it.${
      dialect.delimiter === '\t' ? ' If this file never encloses cells in quotes, set input.quote to false.' : ''
    }`,
  )
}

function neverEnds(name: string, dialect: Dialect, tape: Tape): UserError {
  const line = tape.nextLine + openedOn(tape.rest(), dialect.delimiter)
  return new UserError(
    `${name}:${line}: the record that begins on line ${tape.nextLine} has not ended after 8 MiB; nothing was sent.`,
    `Look for a stray " on line ${line}, or a wrong delimiter (--delimiter).`,
  )
}
