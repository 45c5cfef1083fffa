import { ByteLog } from './byte-log.js'
import type { Sale, SaleState, SaleStore, StoredSale } from './domain/sale.js'
import { readSale, writeSale } from './domain/sale-bytes.js'

const states: readonly SaleState[] = ['waiting', 'ready', 'again', 'rejected', 'skipped', 'known']

const columnLength = 1 << 16

/**
 * Every sale of a run, in the order in which it was closed: JSON text, positions and original cells. The heads are kept apart from
 * the bodies, because every step of a run reads them. They stay in memory while small; beyond about `memoryLimit` bytes they move
 * to files in `folder`. Six bytes of memory a sale. A full disk is a UserError with exit 8.
 */
export class Spool implements SaleStore {
  readonly #places: { low: Uint32Array; high: Uint8Array; state: Uint8Array }[] = []
  readonly #heads: ByteLog
  readonly #bodies: ByteLog
  #count = 0

  constructor(folder: string, memoryLimit = 4 << 20) {
    this.#heads = new ByteLog(folder, memoryLimit / 4)
    this.#bodies = new ByteLog(folder, memoryLimit)
  }

  get count(): number {
    return this.#count
  }

  /** Adds a sale and gives its number, from 0. */
  append(sale: Sale, state: SaleState): number {
    const number = this.#count++
    const within = number % columnLength
    if (within === 0) {
      this.#places.push({
        low: new Uint32Array(columnLength),
        high: new Uint8Array(columnLength),
        state: new Uint8Array(columnLength),
      })
    }
    this.replace(number, sale, state)
    return number
  }

  /** Puts another content in the place of a sale; the old one is forgotten. */
  replace(number: number, sale: Sale, state: SaleState): void {
    const offset = writeSale(sale, this.#heads, this.#bodies)
    const column = this.#column(number)
    column.low[number % columnLength] = offset % 2 ** 32
    column.high[number % columnLength] = Math.floor(offset / 2 ** 32)
    this.setState(number, state)
  }

  state(number: number): SaleState {
    return states[this.#column(number).state[number % columnLength] ?? 0] ?? 'waiting'
  }

  setState(number: number, state: SaleState): void {
    this.#column(number).state[number % columnLength] = states.indexOf(state)
  }

  read(number: number): StoredSale {
    const column = this.#column(number)
    const within = number % columnLength
    const offset = (column.high[within] ?? 0) * 2 ** 32 + (column.low[within] ?? 0)
    return readSale(offset, this.#heads, this.#bodies)
  }

  /** Frees the memory, and the files with it. */
  close(): void {
    this.#heads.close()
    this.#bodies.close()
  }

  #column(number: number): { low: Uint32Array; high: Uint8Array; state: Uint8Array } {
    const column = this.#places[Math.floor(number / columnLength)]
    if (column === undefined) throw new RangeError(`no sale ${number} in the spool`)
    return column
  }
}
