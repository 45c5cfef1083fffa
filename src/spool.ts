import { randomUUID } from 'node:crypto'
import { closeSync, constants, openSync, readSync, rmSync, unlinkSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { Sale, SaleState, SaleStore, StoredSale } from './domain/sale.js'
import { lengthsBytes, readSale, roomFor, textsOf, writeSale, writtenLength } from './domain/sale-bytes.js'
import { exitCodes, UserError } from './exit.js'

const states: readonly SaleState[] = ['waiting', 'ready', 'again', 'rejected', 'skipped', 'known']

const chunkBytes = 1 << 20
const columnLength = 1 << 16

/**
 * Every sale of a run, in the order in which it was closed: JSON text, positions and original cells. It stays in memory while
 * small; beyond `memoryLimit` bytes it moves to a file in `folder` that only its owner can read and that has no name, so that
 * nothing is left behind, however the process ends. Six bytes of memory a sale. A full disk is a UserError with exit 8.
 */
export class Spool implements SaleStore {
  readonly #places: { low: Uint32Array; high: Uint8Array; state: Uint8Array }[] = []
  readonly #chunks: { start: number; bytes: Buffer }[] = []
  #tail = Buffer.allocUnsafe(chunkBytes)
  #tailStart = 0
  #tailUsed = 0
  #window: { start: number; bytes: Buffer } = { start: 0, bytes: Buffer.alloc(0) }
  #file: number | undefined
  #leftOver: string | undefined
  #count = 0

  constructor(
    readonly folder: string,
    readonly memoryLimit = 4 * chunkBytes,
  ) {}

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
    this.#setPlace(number, this.#write(sale))
    this.setState(number, state)
    return number
  }

  /** Puts another content in the place of a sale; the old one is forgotten. */
  replace(number: number, sale: Sale, state: SaleState): void {
    this.#setPlace(number, this.#write(sale))
    this.setState(number, state)
  }

  state(number: number): SaleState {
    return states[this.#column(number).state[number % columnLength] ?? 0] ?? 'waiting'
  }

  setState(number: number, state: SaleState): void {
    this.#column(number).state[number % columnLength] = states.indexOf(state)
  }

  read(number: number): StoredSale {
    return readSale(this.#entry(number))
  }

  /** Frees the memory, and the file with it. */
  close(): void {
    if (this.#file !== undefined) closeSync(this.#file)
    if (this.#leftOver !== undefined) rmSync(this.#leftOver, { force: true })
    this.#file = undefined
    this.#chunks.length = 0
  }

  #column(number: number): { low: Uint32Array; high: Uint8Array; state: Uint8Array } {
    const column = this.#places[Math.floor(number / columnLength)]
    if (column === undefined) throw new RangeError(`no sale ${number} in the spool`)
    return column
  }

  #setPlace(number: number, offset: number): void {
    const column = this.#column(number)
    column.low[number % columnLength] = offset % 2 ** 32
    column.high[number % columnLength] = Math.floor(offset / 2 ** 32)
  }

  #write(sale: Sale): number {
    const texts = textsOf(sale)
    const most = roomFor(texts)
    if (this.#tailUsed + most > this.#tail.length) this.#nextChunk(most)
    const at = this.#tailUsed
    this.#tailUsed += writeSale(sale, texts, this.#tail, at)
    return this.#tailStart + at
  }

  #nextChunk(atLeast: number): void {
    const full = this.#tail.subarray(0, this.#tailUsed)
    if (this.#file === undefined) {
      this.#chunks.push({ start: this.#tailStart, bytes: full })
      if (this.#tailStart + this.#tailUsed > this.memoryLimit) this.#spill()
    } else this.#toFile(full, this.#tailStart)
    this.#tailStart += this.#tailUsed
    this.#tailUsed = 0
    const size = Math.max(chunkBytes, atLeast)
    if (this.#file === undefined || this.#tail.length !== size) this.#tail = Buffer.allocUnsafe(size)
  }

  #spill(): void {
    const path = join(this.folder, `.spool-${randomUUID()}`)
    this.#file = disk(() => openSync(path, constants.O_RDWR | constants.O_CREAT | constants.O_EXCL, 0o600))
    try {
      unlinkSync(path)
    } catch {
      // Windows keeps an open file's name; it goes when the spool is closed.
      this.#leftOver = path
    }
    for (const chunk of this.#chunks) this.#toFile(chunk.bytes, chunk.start)
    this.#chunks.length = 0
  }

  #toFile(bytes: Buffer, at: number): void {
    const file = this.#file
    if (file === undefined) return
    disk(() => {
      for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done, bytes.length - done, at + done)
    })
  }

  #entry(number: number): Buffer {
    const column = this.#column(number)
    const within = number % columnLength
    const offset = (column.high[within] ?? 0) * 2 ** 32 + (column.low[within] ?? 0)
    if (offset >= this.#tailStart) return this.#fromTail(offset - this.#tailStart)
    if (this.#file !== undefined) return this.#fromFile(this.#file, offset)
    const chunk = this.#chunkAt(offset)
    return chunk.bytes.subarray(offset - chunk.start)
  }

  /** A copy: the tail is written anew once it has gone to the file. */
  #fromTail(from: number): Buffer {
    return Buffer.from(this.#tail.subarray(from, from + writtenLength(this.#tail.subarray(from))))
  }

  #chunkAt(offset: number): { start: number; bytes: Buffer } {
    let low = 0
    let high = this.#chunks.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.#chunks[middle]?.start ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    const chunk = this.#chunks[low]
    if (chunk === undefined) throw new RangeError(`no byte ${offset} in the spool`)
    return chunk
  }

  #fromFile(file: number, offset: number): Buffer {
    const head = this.#inWindow(offset, lengthsBytes) ?? this.#slide(file, offset, chunkBytes / 16)
    const length = writtenLength(head)
    return this.#inWindow(offset, length) ?? this.#slide(file, offset, Math.max(length, chunkBytes / 16))
  }

  #inWindow(offset: number, length: number): Buffer | undefined {
    const from = offset - this.#window.start
    return from >= 0 && from + length <= this.#window.bytes.length ? this.#window.bytes.subarray(from) : undefined
  }

  #slide(file: number, offset: number, length: number): Buffer {
    const bytes = Buffer.allocUnsafe(length)
    let filled = 0
    disk(() => {
      while (filled < length) {
        const read = readSync(file, bytes, filled, length - filled, offset + filled)
        if (read === 0) break
        filled += read
      }
    })
    this.#window = { start: offset, bytes: bytes.subarray(0, filled) }
    return this.#window.bytes
  }
}

function disk<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown'
    throw new UserError(
      `The waiting sales could not be kept on this disk (${code}).`,
      'Free some space, or name another folder with --out, and run again; nothing was sent.',
      exitCodes.disk,
    )
  }
}
