/** Where a record stands among the bytes of a file. */
export interface Span {
  /** The line on which it begins, from 1. */
  readonly line: number
  /** How many line breaks it holds before the one that ends it. */
  readonly breaks: number
  /** Its length in bytes. */
  readonly length: number
  /** Its first byte on the tape, for `text`. */
  readonly start: number
}

const newline = 10
const carriage = 13

/** The bytes of a file since the last record was taken, so that any record can be shown as written and its line told. */
export class Tape {
  private bytes: Buffer = Buffer.alloc(0)
  /** The offset in the stream of `bytes[0]`. */
  private base = 0
  private taken = 0
  private nextNewline = 0
  private nextCarriage = 0

  /** `line` is the line on which the first byte stands. */
  constructor(private line = 1) {}

  /** The line on which the next record begins. */
  get nextLine(): number {
    return this.line
  }

  /** How many bytes no record has claimed yet. */
  get waiting(): number {
    return this.base + this.bytes.length - this.taken
  }

  /** The offset in the stream of the next record. */
  get offset(): number {
    return this.taken
  }

  /** The bytes that no record has claimed, until the next `append`. */
  unclaimed(): Buffer {
    return this.bytes.subarray(this.taken - this.base)
  }

  append(piece: Buffer): void {
    const rest = this.bytes.subarray(this.taken - this.base)
    this.bytes = rest.length > 0 ? Buffer.concat([rest, piece]) : piece
    this.base = this.taken
    this.nextNewline = -1
    this.nextCarriage = -1
  }

  /** Claims the bytes up to an offset of the stream as one record, its line break included. */
  take(end: number): Span {
    const start = this.taken - this.base
    const stop = end - this.base
    const line = this.line
    const broken = this.countBreaks(start, stop)
    const last = this.bytes[stop - 1]
    const ended = stop > start && (last === newline || last === carriage) ? 1 : 0
    this.taken = end
    this.line += broken
    return { line, breaks: broken - ended, length: stop - start, start }
  }

  /** The text of a span, until the next `append`. */
  text(span: Span): string {
    return this.bytes.toString('utf8', span.start, span.start + span.length)
  }

  /** The text that no record has claimed. */
  rest(): string {
    return this.bytes.toString('utf8', this.taken - this.base)
  }

  /** `\r\n` is one line break; `\n` and `\r` alone are one each. */
  private countBreaks(start: number, stop: number): number {
    let count = 0
    let at = start
    while (true) {
      if (this.nextNewline < at) this.nextNewline = this.find(newline, at)
      if (this.nextCarriage < at) this.nextCarriage = this.find(carriage, at)
      const next = Math.min(this.nextNewline, this.nextCarriage)
      if (next >= stop) return count
      count += 1
      at = next + (next === this.nextCarriage && this.nextNewline === next + 1 && next + 1 < stop ? 2 : 1)
    }
  }

  private find(byte: number, from: number): number {
    const at = this.bytes.indexOf(byte, from)
    return at < 0 ? Number.POSITIVE_INFINITY : at
  }
}
