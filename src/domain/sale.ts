import { parseExactly } from './exact-json.js'
import type { Problem } from './problem.js'
import type { JsonObject, ReadRow } from './row.js'

/** One sale as it came from the input: its rows as written, and what the mapping and the checks made of them. */
export interface Sale {
  /** The number of its file among the inputs, from 1. */
  readonly file: number
  readonly rows: readonly ReadRow[]
  /** The conversion's JSON text; of a sale that is not ready, as far as it could be read. */
  readonly json: string
  /** Empty when there is none. */
  readonly orderId: string
  readonly storeId: string
  /** Exact decimal; empty when there is no readable amount. */
  readonly amount: string
  readonly currency: string
  /** A sum of `identifierBits`. */
  readonly identifiers: number
  /** Errors and warnings, all of them. */
  readonly problems: readonly Problem[]
  /** Why it is left out, when a rule or an identical sale did so. */
  readonly skipped: string
}

/** A sale read back: its rows are taken apart only when asked for. */
export interface StoredSale extends Sale {
  readonly rowCount: number
  /** Where its first row stands. */
  readonly record: number
  readonly line: number
}

/** All of a sale but its JSON, as one text; `decodeSale` gives the same sale back. */
export function encodeSale(sale: Sale): string {
  const parts = [
    `${sale.file} ${sale.rows.length} ${sale.rows[0]?.record ?? 0} ${sale.rows[0]?.line ?? 0}`,
    sale.orderId,
    sale.storeId,
    sale.amount,
    sale.currency,
    String(sale.identifiers),
    sale.problems.length === 0 ? '' : JSON.stringify(sale.problems),
    sale.skipped,
  ]
  for (const row of sale.rows) parts.push(rowHead(row), rowText(row))
  let lengths = ''
  for (const part of parts) lengths += `${part.length},`
  return `${lengths};${parts.join('')}`
}

// Cells hold no NUL: the reader refuses files with NUL bytes.
const between = '\0'

function rowHead(row: ReadRow): string {
  return `${row.kind === 'unreadable' ? `${row.code} ${row.message.length}` : row.kind} ${row.record} ${row.line}`
}

function rowText(row: ReadRow): string {
  if (row.kind === 'cells') return row.cells.join(between)
  return row.kind === 'json' ? row.text : row.message + JSON.stringify(row.lines)
}

/** The sale that `encodeSale` wrote. */
export function decodeSale(json: string, text: string): StoredSale {
  const cut = new Parts(text)
  const [file = 0, rowCount = 0, record = 0, line = 0] = cut.next().split(' ').map(Number)
  return {
    file,
    rowCount,
    record,
    line,
    json,
    orderId: cut.next(),
    storeId: cut.next(),
    amount: cut.next(),
    currency: cut.next(),
    identifiers: Number(cut.next()),
    problems: readProblems(cut.next()),
    skipped: cut.next(),
    get rows() {
      return readRows(cut.rest())
    },
  }
}

function readRows(cut: Parts): readonly ReadRow[] {
  const rows: ReadRow[] = []
  while (cut.more) rows.push(readRow(cut.next().split(' '), cut.next()))
  return rows
}

function readProblems(text: string): readonly Problem[] {
  return text === '' ? [] : (JSON.parse(text) as readonly Problem[])
}

function readRow(head: readonly string[], text: string): ReadRow {
  const record = Number(head.at(-2))
  const line = Number(head.at(-1))
  if (head[0] === 'cells') return { kind: 'cells', record, line, cells: text.split(between) }
  if (head[0] === 'json') {
    return { kind: 'json', record, line, value: parseExactly(text) as JsonObject, text }
  }
  const words = Number(head[1])
  return {
    kind: 'unreadable',
    record,
    line,
    code: head[0] as (ReadRow & { kind: 'unreadable' })['code'],
    message: text.slice(0, words),
    lines: JSON.parse(text.slice(words)) as readonly (readonly string[])[],
  }
}

/** Texts of known lengths, one after the other. */
class Parts {
  constructor(
    readonly text: string,
    readonly lengths: readonly string[] = text.slice(0, text.indexOf(';') - 1).split(','),
    private at = text.indexOf(';') + 1,
    private index = 0,
  ) {}

  get more(): boolean {
    return this.index < this.lengths.length
  }

  next(): string {
    const from = this.at
    this.at += Number(this.lengths[this.index++])
    return this.text.slice(from, this.at)
  }

  /** The parts that are left, to be read without moving on here. */
  rest(): Parts {
    return new Parts(this.text, this.lengths, this.at, this.index)
  }
}

/** What became of a sale while the input was read; `waiting` for the column to prove how a value is to be read. */
export type SaleState = 'waiting' | 'ready' | 'rejected' | 'skipped'

/** Keeps the sales of a run, in the order in which they came, by number from 0. */
export interface SaleStore {
  readonly count: number
  append(sale: Sale, state: SaleState): number
  replace(number: number, sale: Sale, state: SaleState): void
  read(number: number): StoredSale
  state(number: number): SaleState
  setState(number: number, state: SaleState): void
}
