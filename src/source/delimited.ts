import type { Reading, SourceFile } from '../domain/row.js'
import { UserError } from '../exit.js'
import { type Dialect, physicalLines, tellApart } from './cells.js'
import { readRecords } from './csv.js'
import { declaredDelimiter, guessDialect, headLines } from './guess.js'
import { checkHeader, isOurs, readHeader } from './header.js'
import { RecordJudge } from './judge.js'
import { firstLines } from './limits.js'
import { closingFile, type TextSource } from './text.js'

/** Reads a delimited file: its header, its rows in order, and those of its records that are no rows. */
export async function* readDelimited(source: TextSource, ours: boolean): AsyncGenerator<Reading> {
  const settings = ours ? { emptyValues: source.settings.emptyValues } : source.settings
  const lines = headLines(source.head.toString('utf8'), source.whole)
  const declared = declaredDelimiter(lines[0] ?? '')
  const skip = linesAbove(settings.headerLine, settings.skipLines, declared)
  const rows = lines.slice(skip, skip + firstLines)
  const guessed = guessDialect(
    source.name,
    rows,
    declared === undefined ? settings : { delimiter: declared, ...settings },
  )
  const open = (header: readonly string[], line: number): SourceFile => {
    checkHeader(source.name, line, header)
    return {
      number: source.number,
      name: source.path,
      format: 'csv',
      encoding: source.decoded.encoding,
      delimiter: guessed.delimiter,
      header,
      ours: isOurs(header),
      notes: [...source.notes, ...source.decoded.notes, ...guessed.notes],
      firstRecords: lines.slice(0, firstLines).map((line) => tellApart(line, guessed)),
    }
  }
  yield* readBelow(source, guessed, skip, open)
}

async function* readBelow(
  source: TextSource,
  dialect: Dialect,
  skip: number,
  open: (header: readonly string[], line: number) => SourceFile,
): AsyncGenerator<Reading> {
  const judge = new RecordJudge(dialect, skip, source.isMoney, source.revenueColumn)
  let file: SourceFile | undefined
  let count = 0
  const bytes = dropLines(source, skip)
  for await (const rows of readRecords(source.name, bytes, dialect, skip + 1, (...record) => judge.judge(...record))) {
    if (file === undefined) {
      file = open(readHeader(judge.header ?? []), judge.headerLine)
      yield { kind: 'opened', file }
    }
    count += rows.length
    yield { kind: 'rows', file, rows }
  }
  if (file === undefined) {
    if (judge.header === undefined) throw nothingThere(source.name, skip)
    file = open(readHeader(judge.header), judge.headerLine)
    yield { kind: 'opened', file }
  }
  yield { kind: 'closed', file: closingFile(file, source.decoded, closingNotes(count, judge.emptyRows)), rows: count }
}

function linesAbove(
  headerLine: number | undefined,
  skipLines: number | undefined,
  declared: string | undefined,
): number {
  if (headerLine !== undefined) return headerLine - 1
  return Math.max(skipLines ?? 0, declared === undefined ? 0 : 1)
}

function closingNotes(count: number, emptyRows: number): string[] {
  const empty = emptyRows === 1 ? '1 row without any value was' : `${emptyRows} rows without any value were`
  return [
    ...(count === 0 ? ['The file has a header and no rows.'] : []),
    ...(emptyRows > 0 ? [`${empty} left out.`] : []),
  ]
}

async function* dropLines(source: TextSource, count: number): AsyncGenerator<Buffer> {
  let first = true
  for await (const piece of source.bytes) {
    const from = first ? afterLines(source, piece, count) : 0
    first = false
    if (from < piece.length) yield piece.subarray(from)
  }
}

function afterLines(source: TextSource, piece: Buffer, count: number): number {
  let at = 0
  for (let line = 0; line < count; line += 1) {
    while (at < piece.length && piece[at] !== 10 && piece[at] !== 13) at += 1
    if (at >= piece.length) throw tooFewLines(source, count)
    at += piece[at] === 13 && piece[at + 1] === 10 ? 2 : 1
  }
  return at
}

function tooFewLines(source: TextSource, count: number): UserError {
  const lines = physicalLines(source.head.toString('utf8')).length
  return new UserError(
    `${source.name}: the header can't stand below ${count} lines; ${source.whole ? `the file has ${lines}` : 'that is too far down'}.`,
    'Correct input.headerLine or input.skipLines.',
  )
}

function nothingThere(name: string, skip: number): UserError {
  return new UserError(
    skip > 0 ? `${name}: there is nothing below line ${skip}.` : `${name}: the file is empty.`,
    'An export without sales still has a header; export again and look whether it failed.',
  )
}
