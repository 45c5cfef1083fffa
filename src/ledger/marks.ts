import type { Mark } from '../domain/mark.js'

/** Bytes of a mark: 16 of identity and 8 of content. */
const markBytes = 24
/** The same as 32-bit words. */
export const markWords = 6
/** The same in base64; a whole number, so that each mark keeps its own 32 characters. */
export const markText = 32

/** Marks as bytes, in order; the words are the same bytes, to be compared four at a time. */
export interface Marks {
  readonly bytes: Buffer
  readonly view: DataView
  readonly words: Uint32Array
  count: number
}

/** Room for this many marks, none in it yet. */
export function emptyMarks(room: number): Marks {
  const memory = new ArrayBuffer(room * markBytes)
  return { bytes: Buffer.from(memory), view: new DataView(memory), words: new Uint32Array(memory), count: 0 }
}

/** Puts one mark at a place, the highest byte of each number first; a sale without one is our bug. */
export function putMark({ view }: Marks, place: number, mark: Mark | undefined): void {
  if (mark === undefined) throw new RangeError('a sale without a mark')
  const at = place * markBytes
  view.setInt32(at, mark[0])
  view.setInt32(at + 4, mark[1])
  view.setInt32(at + 8, mark[2])
  view.setInt32(at + 12, mark[3])
  view.setInt32(at + 16, mark[4])
  view.setInt32(at + 20, mark[5])
}

/** One base64 text of all of them. */
export function textOf(marks: Marks): string {
  return marks.bytes.toString('base64', 0, marks.count * markBytes)
}

export const noMarks = emptyMarks(0)

const sextets = new Uint8Array(256)
for (const [value, char] of [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].entries()) {
  sextets[char.charCodeAt(0)] = value
}

/** Reads base64 straight from the file's bytes, without a string in between; `marks` must have room. */
export function readMarks(line: Uint8Array, start: number, end: number, marks: Marks): void {
  const { bytes } = marks
  let to = 0
  for (let at = start; at < end; at += 4) {
    const bits =
      ((sextets[line[at] ?? 0] ?? 0) << 18) |
      ((sextets[line[at + 1] ?? 0] ?? 0) << 12) |
      ((sextets[line[at + 2] ?? 0] ?? 0) << 6) |
      (sextets[line[at + 3] ?? 0] ?? 0)
    bytes[to] = bits >>> 16
    bytes[to + 1] = bits >>> 8
    bytes[to + 2] = bits
    to += 3
  }
  marks.count = (end - start) / markText
}

const roomsKept = 64

/** Keeps rooms for marks that are done with, so that a million identities don't leave a heap of them behind. */
export class MarkRooms {
  readonly #free: Marks[] = []

  /** Room for so many, none in it yet. */
  take(count: number): Marks {
    const found = this.#free.pop()
    if (found === undefined || found.words.length < count * markWords) return emptyMarks(count)
    found.count = 0
    return found
  }

  /** Nobody may look at them from here on. */
  giveBack(marks: Marks): void {
    if (marks !== noMarks && this.#free.length < roomsKept) this.#free.push(marks)
  }
}
