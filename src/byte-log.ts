import { randomUUID } from 'node:crypto'
import { closeSync, constants, openSync, readSync, rmSync, unlinkSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { type Block, type Log, openBlock, roundUp, type Stretch } from './domain/block.js'
import { exitCodes, UserError } from './exit.js'

const chunkBytes = 1 << 20
const windowBytes = 1 << 16

/**
 * Bytes that are only ever added to, in entries that begin at multiples of four. They stay in memory while few; beyond
 * `memoryLimit` bytes they move to a file in `folder` that only its owner can read and that has no name, so that nothing is left
 * behind, however the process ends. A full disk is a UserError with exit 8.
 */
export class ByteLog implements Log {
  readonly #chunks: { readonly start: number; readonly used: number; readonly block: Block }[] = []
  #tail = openBlock(chunkBytes)
  #tailStart = 0
  #tailUsed = 0
  #window: { readonly start: number; readonly end: number; readonly block: Block } = {
    start: 0,
    end: 0,
    block: openBlock(0),
  }
  #file: number | undefined
  #leftOver: string | undefined

  constructor(
    private readonly folder: string,
    private readonly memoryLimit: number,
  ) {}

  next(most: number): Stretch {
    if (this.#tailUsed + most > this.#tail.bytes.length) this.#nextChunk(most)
    return { block: this.#tail, at: this.#tailUsed }
  }

  keep(length: number): number {
    const offset = this.#tailStart + this.#tailUsed
    this.#tailUsed += roundUp(length)
    return offset
  }

  read(offset: number, length: number): Stretch {
    if (offset >= this.#tailStart) return { block: this.#copyOfTail(offset - this.#tailStart, length), at: 0 }
    if (this.#file !== undefined) return this.#fromFile(this.#file, offset, length)
    const { start, block } = this.#chunkAt(offset)
    return { block, at: offset - start }
  }

  /** Frees the memory, and the file with it. */
  close(): void {
    if (this.#file !== undefined) closeSync(this.#file)
    if (this.#leftOver !== undefined) rmSync(this.#leftOver, { force: true })
    this.#file = undefined
    this.#chunks.length = 0
  }

  #nextChunk(atLeast: number): void {
    if (this.#file === undefined) {
      this.#chunks.push({ start: this.#tailStart, used: this.#tailUsed, block: this.#tail })
      if (this.#tailStart + this.#tailUsed > this.memoryLimit) this.#spill()
    } else this.#toFile(this.#tail, this.#tailStart, this.#tailUsed)
    this.#tailStart += this.#tailUsed
    this.#tailUsed = 0
    const size = roundUp(Math.max(chunkBytes, atLeast))
    if (this.#file === undefined || this.#tail.bytes.length !== size) this.#tail = openBlock(size)
  }

  #spill(): void {
    const path = join(this.folder, `.spool-${randomUUID()}`)
    this.#file = disk(() => openSync(path, constants.O_RDWR | constants.O_CREAT | constants.O_EXCL, 0o600))
    try {
      unlinkSync(path)
    } catch {
      // Windows keeps an open file's name; it goes when the log is closed.
      this.#leftOver = path
    }
    for (const { start, used, block } of this.#chunks) this.#toFile(block, start, used)
    this.#chunks.length = 0
  }

  #toFile({ bytes }: Block, start: number, length: number): void {
    const file = this.#file
    if (file === undefined) return
    disk(() => {
      for (let done = 0; done < length; ) done += writeSync(file, bytes, done, length - done, start + done)
    })
  }

  /** A copy: the tail is written anew once it has gone to the file. */
  #copyOfTail(from: number, length: number): Block {
    const block = openBlock(length)
    this.#tail.bytes.copy(block.bytes, 0, from, from + length)
    return block
  }

  #chunkAt(offset: number): { readonly start: number; readonly block: Block } {
    const chunk = this.#chunks.findLast(({ start }) => start <= offset)
    if (chunk === undefined) throw new RangeError(`no byte ${offset} in the spool`)
    return chunk
  }

  #fromFile(file: number, offset: number, length: number): Stretch {
    const { start, end, block } = this.#window
    if (offset >= start && offset + length <= end) return { block, at: offset - start }
    this.#window = readWindow(file, offset, Math.max(length, windowBytes))
    return { block: this.#window.block, at: 0 }
  }
}

/** As much of the file from an offset on as there is. */
function readWindow(file: number, start: number, length: number) {
  const block = openBlock(length)
  let filled = 0
  disk(() => {
    while (filled < length) {
      const read = readSync(file, block.bytes, filled, length - filled, start + filled)
      if (read === 0) break
      filled += read
    }
  })
  return { start, end: start + filled, block }
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
