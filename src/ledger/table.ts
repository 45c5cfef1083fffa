import { TableIndex } from './table-index.js'

/** Words of an entry: four of identity, two of content, one of run and state. */
const width = 7
const chunkBits = 12
const chunkSize = 1 << chunkBits
const fateMask = 0x07
const withOrderIdBit = 0x08
const seenBit = 0x10
const leftBit = 0x20
/** Runs are kept in 24 bits. */
export const mostRuns = 0xffffff

/** Identities with what is remembered of them, by number from 0: 28 bytes each and 7 to 8 of index. */
export class IdentityTable {
  readonly #chunks: Uint32Array[] = []
  readonly #index = new TableIndex()
  #count = 0
  #words: Uint32Array = new Uint32Array(width)
  #at = 0
  readonly #isSame = (entry: number): boolean => this.#sameIdentity(entry)

  get count(): number {
    return this.#count
  }

  expect(count: number): void {
    this.#index.expect(count)
  }

  /** Number of the entry whose identity is the four words from `at`, else -1. */
  find(words: Uint32Array, at: number): number {
    if (this.#count === 0) return -1
    this.#words = words
    this.#at = at
    return this.#index.find(words[at] ?? 0, this.#isSame)
  }

  /** Whether `isMeant` holds for an entry with the same first half of the identity and another second half. */
  someSharingOrder(words: Uint32Array, at: number, isMeant: (entry: number) => boolean): boolean {
    const [first, second, third, fourth] = [words[at], words[at + 1], words[at + 2], words[at + 3]]
    const isOther = (entry: number): boolean => {
      const chunk = this.#chunk(entry)
      const start = startOf(entry)
      if (chunk[start] !== first || chunk[start + 1] !== second) return false
      if (chunk[start + 2] === third && chunk[start + 3] === fourth) return false
      return isMeant(entry)
    }
    return this.#index.find(first ?? 0, isOther) !== -1
  }

  /** Adds an identity that `find` does not find, with the content that follows it, and gives its number. */
  add(words: Uint32Array, at: number, fate: number, run: number, withOrderId: boolean): number {
    const entry = this.#count
    const start = startOf(entry)
    if (start === 0) this.#chunks.push(new Uint32Array(chunkSize * width))
    const chunk = this.#chunk(entry)
    for (let word = 0; word < 6; word += 1) chunk[start + word] = words[at + word] ?? 0
    chunk[start + 6] = (run << 8) | fate | (withOrderId ? withOrderIdBit : 0)
    this.#index.add(words[at] ?? 0, entry)
    this.#count += 1
    return entry
  }

  fate(entry: number): number {
    return this.#state(entry) & fateMask
  }

  run(entry: number): number {
    return this.#state(entry) >>> 8
  }

  withOrderId(entry: number): boolean {
    return (this.#state(entry) & withOrderIdBit) !== 0
  }

  seen(entry: number): boolean {
    return (this.#state(entry) & seenBit) !== 0
  }

  see(entry: number): void {
    this.#chunk(entry)[startOf(entry) + 6] = this.#state(entry) | seenBit
  }

  /** Whether the input holds it, but nothing is done about it in this run. */
  left(entry: number): boolean {
    return (this.#state(entry) & leftBit) !== 0
  }

  leave(entry: number): void {
    this.#chunk(entry)[startOf(entry) + 6] = this.#state(entry) | leftBit
  }

  setFate(entry: number, fate: number): void {
    this.#chunk(entry)[startOf(entry) + 6] = (this.#state(entry) & ~fateMask) | fate
  }

  /** Puts another fate, run and content in place of what is there; whether it was seen stays. */
  replace(entry: number, words: Uint32Array, at: number, fate: number, run: number): void {
    const chunk = this.#chunk(entry)
    const start = startOf(entry)
    chunk[start + 4] = words[at + 4] ?? 0
    chunk[start + 5] = words[at + 5] ?? 0
    chunk[start + 6] = (run << 8) | (this.#state(entry) & (withOrderIdBit | seenBit | leftBit)) | fate
  }

  /** One word of the content: 0 or 1. */
  content(entry: number, word: 0 | 1): number {
    return this.#chunk(entry)[startOf(entry) + 4 + word] ?? 0
  }

  sameContent(entry: number, words: Uint32Array, at: number): boolean {
    return this.content(entry, 0) === words[at + 4] && this.content(entry, 1) === words[at + 5]
  }

  /** Copies identity and content, six words, to `to`. */
  copy(entry: number, words: Uint32Array, to: number): void {
    const start = startOf(entry)
    words.set(this.#chunk(entry).subarray(start, start + 6), to)
  }

  #state(entry: number): number {
    return this.#chunk(entry)[startOf(entry) + 6] ?? 0
  }

  #sameIdentity(entry: number): boolean {
    const chunk = this.#chunk(entry)
    const start = startOf(entry)
    const words = this.#words
    const at = this.#at
    return (
      chunk[start] === words[at] &&
      chunk[start + 1] === words[at + 1] &&
      chunk[start + 2] === words[at + 2] &&
      chunk[start + 3] === words[at + 3]
    )
  }

  #chunk(entry: number): Uint32Array {
    const chunk = this.#chunks[entry >>> chunkBits]
    if (chunk === undefined) throw new RangeError(`no entry ${entry}`)
    return chunk
  }
}

function startOf(entry: number): number {
  return (entry & (chunkSize - 1)) * width
}
