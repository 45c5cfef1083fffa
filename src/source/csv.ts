import { parse } from 'csv-parse'
import type { ReadRow } from '../domain/row.js'
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
export type JudgeRecord = (cells: string[], span: Span, tape: Tape) => ReadRow | undefined

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
  let carried: Buffer = Buffer.alloc(0)
  for await (const piece of bytes) {
    const held = carried.length > 0 ? Buffer.concat([carried, piece]) : piece
    // Whole lines only, where there are any, so that the next piece can begin with a record.
    const end = held.lastIndexOf(newline) + 1 || held.length
    carried = held.subarray(end)
    if (!records.add(held.subarray(0, end))) throw endsInQuote(name, dialect, tape)
    if (tape.waiting > hopelessBytes) throw neverEnds(name, dialect, tape)
    yield* stretches(records.take())
  }
  if (!records.add(carried) || !records.end()) throw endsInQuote(name, dialect, tape)
  yield* stretches(records.take())
}

const newline = 10
const carriageReturn = 13

/**
 * The records of the pieces added so far. What can be read in one way only is split at its delimiters, which
 * is several times faster; csv-parse reads the rest from the first doubtful record on, since it keeps the end of what it is given.
 */
class Records {
  readonly #transform: CsvTransform
  #rows: ReadRow[] = []
  /** Bytes that csv-parse has not seen. */
  #split = 0
  /** All that was added belongs to records that have ended. */
  #between = true

  constructor(
    private readonly dialect: Dialect,
    private readonly tape: Tape,
    private readonly judge: JudgeRecord,
  ) {
    this.#transform = openTransform(dialect)
  }

  /** False when csv-parse gives up, which it does inside a quote only. */
  add(piece: Buffer): boolean {
    if (piece.length === 0) return true
    this.tape.append(piece)
    const rest = this.#between && endsLines(piece) ? piece.subarray(this.#splitRecords(piece)) : piece
    if (rest.length > 0 && this.#transform.parse(rest, false, this.#push, nothing) !== undefined) return false
    this.#between = this.tape.waiting === 0 && piece[piece.length - 1] === newline
    return true
  }

  end(): boolean {
    return this.#transform.parse(undefined, true, this.#push, nothing) === undefined
  }

  /** The rows since the last call. */
  take(): readonly ReadRow[] {
    const rows = this.#rows
    this.#rows = []
    return rows
  }

  readonly #push = (cells: string[]): void => {
    this.#add(cells, this.#transform.info.bytes + this.#split)
  }

  #add(cells: string[], end: number): void {
    const row = this.judge(cells, this.tape.take(end), this.tape)
    if (row !== undefined) this.#rows.push(row)
  }

  /** Gives how many bytes it took. */
  #splitRecords(piece: Buffer): number {
    const before = this.#transform.info.bytes + this.#split
    let from = 0
    while (from < piece.length) {
      const record = splitRecord(piece, from, this.dialect.delimiter, this.dialect.quote)
      if (record === undefined) break
      from = record.end
      this.#add(record.cells, before + from)
    }
    this.#split += from
    return from
  }
}

/** Whether a piece is made of whole lines that end in `\n` or `\r\n`. */
function endsLines(piece: Buffer): boolean {
  if (piece[piece.length - 1] !== newline) return false
  for (let at = piece.indexOf(carriageReturn); at >= 0; at = piece.indexOf(carriageReturn, at + 1)) {
    if (piece[at + 1] !== newline) return false
  }
  return true
}

const nothing = (): void => {}

/** Opens csv-parse so that it never gives up on a record, and leaves the judging of it to us. */
export function openTransform(dialect: Dialect): CsvTransform {
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
