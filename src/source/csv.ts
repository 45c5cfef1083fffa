import { parse } from 'csv-parse'
import type { ReadRow } from '../domain/row.js'
import { UserError } from '../exit.js'
import type { Dialect } from './cells.js'
import { hopelessBytes, stretchRows } from './limits.js'
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
  const transform = openTransform(dialect)
  const tape = new Tape(line)
  let rows: ReadRow[] = []
  const push = (cells: string[]) => {
    const row = judge(cells, tape.take(transform.info.bytes), tape)
    if (row !== undefined) rows.push(row)
  }
  const advance = (piece: Buffer | undefined) => {
    const failed = transform.parse(piece, piece === undefined, push, () => {})
    if (failed !== undefined) throw endsInQuote(name, dialect, tape)
    if (tape.waiting > hopelessBytes) throw neverEnds(name, dialect, tape)
  }
  for await (const piece of bytes) {
    tape.append(piece)
    advance(piece)
    yield* stretches(rows)
    rows = []
  }
  advance(undefined)
  yield* stretches(rows)
}

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
