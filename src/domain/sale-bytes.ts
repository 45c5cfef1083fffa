import { parseExactly } from './exact-json.js'
import type { Problem } from './problem.js'
import type { JsonObject, ReadRow } from './row.js'
import type { Sale, StoredSale } from './sale.js'

/** The numbers in front of a sale's texts, four bytes each. */
const slot = {
  json: 0,
  head: 4,
  rows: 8,
  file: 12,
  rowCount: 16,
  record: 20,
  line: 24,
  identifiers: 28,
  orderId: 32,
  storeId: 36,
  amount: 40,
  currency: 44,
  problems: 48,
  skipped: 52,
} as const
const textStart = 56

/** At most so many bytes does `writeSale` need. */
export function roomFor(texts: SaleTexts): number {
  return textStart + 3 * (texts.json.length + texts.head.length + texts.rows.length)
}

/** A sale as three texts: what goes out, what the reports need of it, and its rows as written. */
export interface SaleTexts {
  readonly json: string
  readonly head: string
  readonly rows: string
}

export function textsOf(sale: Sale): SaleTexts {
  const problems = problemsText(sale)
  return {
    json: sale.json,
    head: sale.orderId + sale.storeId + sale.amount + sale.currency + problems + sale.skipped + sale.mark,
    rows: rowsText(sale.rows),
  }
}

/** Writes a sale and gives the number of bytes; there must be `roomFor` it. */
export function writeSale(sale: Sale, texts: SaleTexts, bytes: Buffer, at: number): number {
  const start = at + textStart
  const written = bytes.write(texts.json + texts.head + texts.rows, start)
  const ascii = written === texts.json.length + texts.head.length + texts.rows.length
  const json = ascii ? texts.json.length : Buffer.byteLength(texts.json)
  const head = ascii ? texts.head.length : Buffer.byteLength(texts.head)
  const rows = written - json - head
  const [first] = sale.rows
  bytes.writeUInt32LE(json, at + slot.json)
  bytes.writeUInt32LE(head, at + slot.head)
  bytes.writeUInt32LE(rows, at + slot.rows)
  bytes.writeUInt32LE(sale.file, at + slot.file)
  bytes.writeUInt32LE(sale.rows.length, at + slot.rowCount)
  bytes.writeUInt32LE(first?.record ?? 0, at + slot.record)
  bytes.writeUInt32LE(first?.line ?? 0, at + slot.line)
  bytes.writeUInt32LE(sale.identifiers, at + slot.identifiers)
  bytes.writeUInt32LE(sale.orderId.length, at + slot.orderId)
  bytes.writeUInt32LE(sale.storeId.length, at + slot.storeId)
  bytes.writeUInt32LE(sale.amount.length, at + slot.amount)
  bytes.writeUInt32LE(sale.currency.length, at + slot.currency)
  const around = sale.orderId.length + sale.storeId.length + sale.amount.length + sale.currency.length
  const skipped = sale.skipped.length
  bytes.writeUInt32LE(texts.head.length - around - skipped - sale.mark.length, at + slot.problems)
  bytes.writeUInt32LE(skipped, at + slot.skipped)
  return textStart + json + head + rows
}

/** So many bytes are enough for `writtenLength`. */
export const lengthsBytes = slot.file

/** How many bytes `writeSale` wrote, by their beginning. */
export function writtenLength(bytes: Buffer): number {
  return textStart + bytes.readUInt32LE(slot.json) + bytes.readUInt32LE(slot.head) + bytes.readUInt32LE(slot.rows)
}

/** The sale that `writeSale` wrote at the beginning of these bytes, which must stay as they are. */
export function readSale(bytes: Buffer): StoredSale {
  return new WrittenSale(bytes)
}

class WrittenSale implements StoredSale {
  readonly file: number
  readonly rowCount: number
  readonly record: number
  readonly line: number
  readonly identifiers: number
  readonly orderId: string
  readonly storeId: string
  readonly amount: string
  readonly currency: string
  readonly skipped: string
  readonly mark: string
  readonly #problems: string
  readonly #bytes: Buffer

  constructor(bytes: Buffer) {
    this.#bytes = bytes
    this.file = bytes.readUInt32LE(slot.file)
    this.rowCount = bytes.readUInt32LE(slot.rowCount)
    this.record = bytes.readUInt32LE(slot.record)
    this.line = bytes.readUInt32LE(slot.line)
    this.identifiers = bytes.readUInt32LE(slot.identifiers)
    const headStart = textStart + bytes.readUInt32LE(slot.json)
    const head = bytes.toString('utf8', headStart, headStart + bytes.readUInt32LE(slot.head))
    const store = bytes.readUInt32LE(slot.orderId)
    const amount = store + bytes.readUInt32LE(slot.storeId)
    const currency = amount + bytes.readUInt32LE(slot.amount)
    const problems = currency + bytes.readUInt32LE(slot.currency)
    const skipped = problems + bytes.readUInt32LE(slot.problems)
    this.orderId = head.slice(0, store)
    this.storeId = head.slice(store, amount)
    this.amount = head.slice(amount, currency)
    this.currency = head.slice(currency, problems)
    this.#problems = head.slice(problems, skipped)
    const mark = skipped + bytes.readUInt32LE(slot.skipped)
    this.skipped = head.slice(skipped, mark)
    this.mark = head.slice(mark)
  }

  get jsonLength(): number {
    return this.#bytes.readUInt32LE(slot.json)
  }

  copyJson(target: Buffer, at: number): number {
    return this.#bytes.copy(target, at, textStart, textStart + this.jsonLength)
  }

  get json(): string {
    return this.#bytes.toString('utf8', textStart, textStart + this.jsonLength)
  }

  get problems(): readonly Problem[] {
    return this.#problems === '' ? noProblems : (JSON.parse(this.#problems) as readonly Problem[])
  }

  get rows(): readonly ReadRow[] {
    const bytes = this.#bytes
    const start = textStart + bytes.readUInt32LE(slot.json) + bytes.readUInt32LE(slot.head)
    return rowsOf(bytes.toString('utf8', start, start + bytes.readUInt32LE(slot.rows)))
  }
}

const noProblems: readonly Problem[] = []

function problemsText({ problems }: Sale): string {
  return problems.length === 0 ? '' : JSON.stringify(problems)
}

function rowsText(rows: readonly ReadRow[]): string {
  let lengths = ''
  let texts = ''
  for (const row of rows) {
    const head = rowHead(row)
    const text = rowText(row)
    lengths += `${head.length},${text.length},`
    texts += head + text
  }
  return `${lengths};${texts}`
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

function rowsOf(text: string): readonly ReadRow[] {
  const end = text.indexOf(';')
  const lengths = text
    .slice(0, end - 1)
    .split(',')
    .map(Number)
  const rows: ReadRow[] = []
  let at = end + 1
  for (let index = 0; index + 1 < lengths.length; index += 2) {
    const headEnd = at + (lengths[index] ?? 0)
    const textEnd = headEnd + (lengths[index + 1] ?? 0)
    rows.push(readRow(text.slice(at, headEnd).split(' '), text.slice(headEnd, textEnd)))
    at = textEnd
  }
  return rows
}

function readRow(head: readonly string[], text: string): ReadRow {
  const record = Number(head.at(-2))
  const line = Number(head.at(-1))
  if (head[0] === 'cells') return { kind: 'cells', record, line, cells: text.split(between) }
  if (head[0] === 'json') return { kind: 'json', record, line, value: parseExactly(text) as JsonObject, text }
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
