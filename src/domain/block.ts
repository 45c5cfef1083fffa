/** A piece of memory as bytes and, the same bytes again, as whole numbers of four bytes: reading those is several times faster. */
export interface Block {
  readonly bytes: Buffer
  readonly numbers: Uint32Array
}

/** A new block of at least so many bytes, with anything in it. */
export function openBlock(length: number): Block {
  // From the pool, a buffer would not begin where numbers may.
  const bytes = Buffer.allocUnsafeSlow(roundUp(length))
  return { bytes, numbers: new Uint32Array(bytes.buffer) }
}

/** The next multiple of four. */
export function roundUp(length: number): number {
  return Math.ceil(length / 4) * 4
}

/** A stretch of a block, from byte `at` on, which is a multiple of four. */
export interface Stretch {
  readonly block: Block
  readonly at: number
}

/** Keeps entries of bytes one behind the other. */
export interface Log {
  /** Where the next entry may be written: there is room for `most` bytes. It counts once it is kept. */
  next(most: number): Stretch
  /** Keeps the entry of so many bytes that was written to `next`, and gives its offset for `read`. */
  keep(length: number): number
  /** At least so many bytes from an offset on; they never change. */
  read(offset: number, length: number): Stretch
}
