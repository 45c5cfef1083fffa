import type { Log } from './block.js'
import type { Mark } from './mark.js'
import type { Problem } from './problem.js'
import type { ReadRow } from './row.js'
import { rowsOf, rowsText } from './rows-text.js'
import type { Sale, StoredSale } from './sale.js'

/** The numbers that a sale's head begins with, by place. Lengths are in bytes, those of the head's own texts in UTF-16 units. */
const slot = {
  head: 0,
  bodyLow: 1,
  bodyHigh: 2,
  json: 3,
  rows: 4,
  file: 5,
  rowCount: 6,
  record: 7,
  line: 8,
  identifiers: 9,
  orderId: 10,
  storeId: 11,
  amount: 12,
  currency: 13,
  problems: 14,
  eventLow: 15,
  eventHigh: 16,
  eventOffset: 17,
  /** 1 when there is one; its six numbers follow. */
  mark: 18,
} as const
const numbersBytes = 4 * 25

/** Added to an event's seconds since 1970, so that they are positive; the high half is 0 where there is no date. */
const eventShift = 2 ** 33

/** The most bytes that a UTF-16 unit makes in UTF-8. */
const mostBytes = 3

/**
 * Writes a sale and gives the offset of its head. What every step asks of a sale is in the head; the body is what goes out, and the
 * rows as written.
 */
export function writeSale(sale: Sale, heads: Log, bodies: Log): number {
  const { json, orderId, storeId, amount, currency, problems, mark, skipped } = sale
  const rows = rowsText(sale.rows)
  const units = json.length + rows.length
  const body = bodies.next(mostBytes * units)
  const bodyBytes = body.block.bytes.write(json + rows, body.at)
  // As many bytes as units: nothing but ASCII.
  const jsonBytes = bodyBytes === units ? json.length : Buffer.byteLength(json)
  const rowsBytes = bodyBytes - jsonBytes
  const bodyOffset = bodies.keep(bodyBytes)

  const told = problems.length === 0 ? '' : JSON.stringify(problems)
  const text = orderId + storeId + amount + currency + told + skipped
  const { block, at } = heads.next(numbersBytes + mostBytes * text.length)
  const headBytes = numbersBytes + block.bytes.write(text, at + numbersBytes)
  const { numbers } = block
  const first = at / 4
  numbers[first + slot.head] = headBytes
  numbers[first + slot.bodyLow] = bodyOffset % 2 ** 32
  numbers[first + slot.bodyHigh] = Math.floor(bodyOffset / 2 ** 32)
  numbers[first + slot.json] = jsonBytes
  numbers[first + slot.rows] = rowsBytes
  numbers[first + slot.file] = sale.file
  numbers[first + slot.rowCount] = sale.rows.length
  numbers[first + slot.record] = sale.rows[0]?.record ?? 0
  numbers[first + slot.line] = sale.rows[0]?.line ?? 0
  numbers[first + slot.identifiers] = sale.identifiers
  numbers[first + slot.orderId] = orderId.length
  numbers[first + slot.storeId] = storeId.length
  numbers[first + slot.amount] = amount.length
  numbers[first + slot.currency] = currency.length
  numbers[first + slot.problems] = told.length
  numbers[first + slot.mark] = mark === undefined ? 0 : 1
  for (let word = 0; mark !== undefined && word < mark.length; word += 1) {
    numbers[first + slot.mark + 1 + word] = mark[word] ?? 0
  }
  const event = Number.isNaN(sale.eventSeconds) ? 0 : sale.eventSeconds + eventShift
  numbers[first + slot.eventLow] = event % 2 ** 32
  numbers[first + slot.eventHigh] = Math.floor(event / 2 ** 32)
  numbers[first + slot.eventOffset] = sale.eventOffset
  return heads.keep(headBytes)
}

/** The sale whose head stands at this offset. */
export function readSale(offset: number, heads: Log, bodies: Log): StoredSale {
  const numbers = heads.read(offset, numbersBytes)
  const { block, at } = heads.read(offset, numbers.block.numbers[numbers.at / 4 + slot.head] ?? 0)
  return new WrittenSale(block.bytes, block.numbers, at / 4, bodies)
}

/** Takes apart only what is asked for: most steps want two or three values of a sale. */
class WrittenSale implements StoredSale {
  #text: string | undefined

  constructor(
    private readonly bytes: Buffer,
    private readonly numbers: Uint32Array,
    private readonly first: number,
    private readonly bodies: Log,
  ) {}

  get file(): number {
    return this.#number(slot.file)
  }

  get rowCount(): number {
    return this.#number(slot.rowCount)
  }

  get record(): number {
    return this.#number(slot.record)
  }

  get line(): number {
    return this.#number(slot.line)
  }

  get identifiers(): number {
    return this.#number(slot.identifiers)
  }

  get eventSeconds(): number {
    const high = this.#number(slot.eventHigh)
    return high === 0 ? Number.NaN : high * 2 ** 32 + this.#number(slot.eventLow) - eventShift
  }

  /** Written as 32 bits with a sign. */
  get eventOffset(): number {
    return this.#number(slot.eventOffset) | 0
  }

  get jsonLength(): number {
    return this.#number(slot.json)
  }

  get hasOrderId(): boolean {
    return this.#number(slot.orderId) > 0
  }

  get orderId(): string {
    return this.#part(slot.orderId)
  }

  get storeId(): string {
    return this.#part(slot.storeId)
  }

  get amount(): string {
    return this.#part(slot.amount)
  }

  /** Mostly the same as that of the sale before, and then the same string: whoever counts by it finds it at once. */
  get currency(): string {
    const text = this.#part(slot.currency)
    if (text !== lastCurrency) lastCurrency = text
    return lastCurrency
  }

  get problems(): readonly Problem[] {
    const text = this.#part(slot.problems)
    return text === '' ? noProblems : (JSON.parse(text) as readonly Problem[])
  }

  get mark(): Mark | undefined {
    if (this.#number(slot.mark) === 0) return undefined
    const first = slot.mark + 1
    return [
      this.#signed(first),
      this.#signed(first + 1),
      this.#signed(first + 2),
      this.#signed(first + 3),
      this.#signed(first + 4),
      this.#signed(first + 5),
    ]
  }

  get skipped(): string {
    return this.#texts().slice(this.#partStart(slot.problems + 1))
  }

  copyJson(target: Buffer, at: number): number {
    const body = this.#body(this.jsonLength)
    return body.block.bytes.copy(target, at, body.at, body.at + this.jsonLength)
  }

  get json(): string {
    const { block, at } = this.#body(this.jsonLength)
    return block.bytes.toString('utf8', at, at + this.jsonLength)
  }

  get rows(): readonly ReadRow[] {
    const { jsonLength } = this
    const length = this.#number(slot.rows)
    const { block, at } = this.#body(jsonLength + length)
    return rowsOf(block.bytes.toString('utf8', at + jsonLength, at + jsonLength + length))
  }

  #body(length: number) {
    return this.bodies.read(this.#number(slot.bodyHigh) * 2 ** 32 + this.#number(slot.bodyLow), length)
  }

  /** A text of the head; its place tells how long it is, those before it where it begins. */
  #part(place: number): string {
    const length = this.#number(place)
    if (length === 0) return ''
    const start = this.#partStart(place)
    return this.#texts().slice(start, start + length)
  }

  #partStart(place: number): number {
    let start = 0
    for (let before: number = slot.orderId; before < place; before += 1) start += this.#number(before)
    return start
  }

  #texts(): string {
    const start = 4 * this.first
    this.#text ??= this.bytes.toString('utf8', start + numbersBytes, start + this.#number(slot.head))
    return this.#text
  }

  #signed(place: number): number {
    return this.#number(place) | 0
  }

  #number(place: number): number {
    return this.numbers[this.first + place] ?? 0
  }
}

const noProblems: readonly Problem[] = []
let lastCurrency = ''
