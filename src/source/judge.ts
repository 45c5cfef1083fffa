import { isConverted } from '../domain/guard.js'
import type { ReadRow, UnreadableRow, Written } from '../domain/row.js'
import { type Dialect, physicalLines, splitQuoted, tellApart } from './cells.js'
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

  judge(cells: string[], span: Span, tape: Tape, written?: Written): ReadRow | undefined {
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
    if (this.ours) {
      unwrap(cells, width, this.dialect.delimiter)
      evenOut(cells, width)
    }
    if (span.breaks > 0 && swallowsRows(tape.text(span), cells, this.suspicion)) return this.swallowed(span, tape)
    const bare = this.ours ? stripOwn(cells) : undefined
    const stripped = !this.ours && stripGuards(cells)
    if (cells.length === width && span.length <= recordBytes) {
      const { record, ours } = this
      if (ours || stripped) {
        const row = { kind: 'cells', record, line: span.line, cells } as const
        return bare === undefined ? row : { ...row, bare }
      }
      return { kind: 'cells', record, line: span.line, cells, written }
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

/** Takes off the guards of a row; says whether there were any. */
function stripGuards(cells: string[]): boolean {
  let found = false
  for (let at = 0; at < cells.length; at += 1) {
    const cell = cells[at] ?? ''
    const stripped = stripGuard(cell)
    if (stripped === cell) continue
    cells[at] = stripped
    found = true
  }
  return found
}

/** Takes off the guards of a row of ours; gives the places of the cells that would have one if nobody had touched them. */
function stripOwn(cells: string[]): readonly number[] | undefined {
  const bare: number[] = []
  for (const [at, cell] of cells.entries()) {
    const stripped = stripOwnGuard(cell)
    if (stripped === cell && isConverted(cell)) bare.push(at)
    cells[at] = stripped
  }
  return bare.length === 0 ? undefined : bare
}

function complaint(length: number, width: number): [UnreadableRow['code'], string] {
  if (length > mostColumns) return ['too-many-columns', `got ${length} fields, more than ${mostColumns}`]
  const message = `got ${length} ${length === 1 ? 'field' : 'fields'}, the header has ${width}`
  if (length < width) return ['short-row', message]
  if (length > width) return ['long-row', message]
  return ['too-large', 'the record is larger than 1 MiB']
}

/** A spreadsheet that expects another delimiter keeps a whole row in its first cell, and encloses it when it holds a quote. */
function unwrap(cells: string[], width: number, delimiter: string): void {
  const whole = cells.length === 1 || cells.slice(1).every((cell) => cell === '') ? (cells[0] ?? '') : ''
  if (!whole.includes(delimiter)) return
  const inner = splitQuoted(whole, delimiter)
  if (inner !== undefined && inner.length >= width) cells.splice(0, cells.length, ...inner)
}

/** Spreadsheets leave out empty cells at the end of a row, or add some; both are put right in files of ours. */
function evenOut(cells: string[], width: number): void {
  while (cells.length > width && cells.at(-1) === '') cells.pop()
  while (cells.length < width) cells.push('')
}
