import type { ReadRow, UnreadableRow } from '../domain/row.js'
import { type Dialect, physicalLines, tellApart } from './cells.js'
import { stripGuard, stripOwnGuard } from './guards.js'
import { isOurs, readHeader } from './header.js'
import { mostColumns, recordBytes } from './limits.js'
import { openedOn, type Suspicion, swallowsRows } from './swallowed.js'
import type { Span, Tape } from './tape.js'

/** Takes the records of one delimited file in order; the first that is not blank is the header, the others become rows. */
export class RecordJudge {
  /** The cells of the header as they stand in the file. */
  header: readonly string[] | undefined
  headerLine = 1
  /** How many rows had cells, but nothing in any of them. */
  emptyRows = 0
  private suspicion: Suspicion
  private ours = false

  /** `record` is the number of records above the first one, as a spreadsheet counts them. */
  constructor(
    private readonly dialect: Dialect,
    private record: number,
    isMoney: (text: string) => boolean,
    private readonly revenueColumn: (header: readonly string[]) => string | undefined,
  ) {
    this.suspicion = { delimiter: dialect.delimiter, width: 0, revenue: -1, isMoney }
  }

  judge(cells: string[], span: Span, tape: Tape): ReadRow | undefined {
    this.record += 1
    if (cells[0] === '' && cells.every((cell) => cell === '')) {
      if (cells.length > 1) this.emptyRows += 1
      return undefined
    }
    if (this.header === undefined) {
      this.takeHeader(cells, span)
      return undefined
    }
    const width = this.header.length
    if (this.ours) evenOut(cells, width)
    if (span.breaks > 0 && swallowsRows(tape.text(span), cells, this.suspicion)) return this.swallowed(span, tape)
    const strip = this.ours ? stripOwnGuard : stripGuard
    for (let index = 0; index < cells.length; index += 1) cells[index] = strip(cells[index]!)
    if (cells.length === width && span.length <= recordBytes) {
      return { kind: 'cells', record: this.record, line: span.line, cells }
    }
    return this.misevenOut(cells, span, width)
  }

  private takeHeader(cells: readonly string[], span: Span): void {
    this.header = cells
    this.headerLine = span.line
    const header = readHeader(cells)
    const names = header.map((cell) => cell.toLowerCase())
    this.ours = isOurs(names)
    const revenue = names.indexOf(this.revenueColumn(header)?.trim().toLowerCase() ?? '')
    this.suspicion = { ...this.suspicion, width: cells.length, revenue }
  }

  private swallowed(span: Span, tape: Tape): UnreadableRow {
    const text = tape.text(span)
    const line = span.line + openedOn(text, this.dialect.delimiter)
    const strip = this.ours ? stripOwnGuard : stripGuard
    const lines = physicalLines(text).map((line) => tellApart(line, this.dialect).map(strip))
    return {
      kind: 'unreadable',
      record: this.record,
      line: span.line,
      code: 'unclosed-quote',
      message: `a quote opened on line ${line} takes in ${lines.length} lines that look like several rows`,
      lines,
    }
  }

  private misevenOut(cells: readonly string[], span: Span, width: number): UnreadableRow {
    const [code, message] = complaint(cells.length, width)
    return { kind: 'unreadable', record: this.record, line: span.line, code, message, lines: [cells] }
  }
}

function complaint(length: number, width: number): [UnreadableRow['code'], string] {
  if (length > mostColumns) return ['too-many-columns', `got ${length} fields, more than ${mostColumns}`]
  const message = `got ${length} ${length === 1 ? 'field' : 'fields'}, the header has ${width}`
  if (length < width) return ['short-row', message]
  if (length > width) return ['long-row', message]
  return ['too-large', 'the record is larger than 1 MiB']
}

/** Spreadsheets leave out empty cells at the end of a row, or add some; both are put right in files of ours. */
function evenOut(cells: string[], width: number): void {
  while (cells.length > width && cells.at(-1) === '') cells.pop()
  while (cells.length < width) cells.push('')
}
