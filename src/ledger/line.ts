import { crc32 } from 'node:zlib'
import type { Disk } from './disk.js'

/** `,"crc":"0a1b2c3d"}` */
const sealLength = 18
const newline = 0x0a
const readAtOnce = 256 * 1024

/** The body of a line, a JSON object, closed by its checksum, which goes on from that of the line before. */
export function sealed(body: string, previous: number): { readonly line: string; readonly crc: number } {
  const open = body.slice(0, -1)
  const crc = crc32(open, previous)
  return { line: `${open}${sealOf(crc)}\n`, crc }
}

function sealOf(crc: number): string {
  return `,"crc":"${crc.toString(16).padStart(8, '0')}"}`
}

/** Where the whole lines of a file end. */
export interface LinesEnd {
  /** Bytes up to the end of the last whole line. */
  readonly end: number
  readonly lines: number
  /** Checksum of the last whole line, from which the next one goes on. */
  readonly crc: number
  /** The last line is whole but for its newline. */
  readonly newlineMissing: boolean
  /** The bytes after `end`: a line that was never written to its end. */
  readonly torn: Buffer
}

/** What is at odds with its checksum although more lines follow. */
export class DamagedLine extends Error {
  constructor(
    readonly offset: number,
    readonly number: number,
  ) {
    super(`line ${number}, byte ${offset}`)
  }
}

/**
 * Hands each whole line to `visit`, without its seal and closing brace; the bytes are reused afterwards. Throws DamagedLine for
 * a line that is not the last and whose checksum is wrong.
 */
export function readLines(
  disk: Disk,
  file: number,
  size: number,
  visit: (open: Buffer, offset: number, number: number) => void,
): LinesEnd {
  let buffer = Buffer.alloc(Math.min(size, readAtOnce))
  let held = 0
  let [offset, lines, crc] = [0, 0, 0]
  for (let position = 0; position < size; ) {
    if (held === buffer.length) buffer = Buffer.concat([buffer], buffer.length * 2)
    const read = disk.read(file, buffer.subarray(held), Math.min(buffer.length - held, size - position), position)
    if (read === 0) break
    position += read
    held += read
    let start = 0
    for (let at = buffer.indexOf(newline, held - read); at !== -1 && at < held; at = buffer.indexOf(newline, start)) {
      const line = buffer.subarray(start, at)
      const found = checksum(line, crc)
      if (found === undefined) {
        if (offset + line.length + 1 < size || holdsWhole(line)) throw new DamagedLine(offset, lines + 1)
        return { end: offset, lines, crc, newlineMissing: false, torn: Buffer.from(line) }
      }
      crc = found
      lines += 1
      visit(line.subarray(0, -sealLength), offset, lines)
      start = at + 1
      offset += line.length + 1
    }
    buffer.copyWithin(0, start, held)
    held -= start
  }
  const rest = Buffer.from(buffer.subarray(0, held))
  const found = checksum(rest, crc)
  if (found === undefined) {
    if (holdsWhole(rest)) throw new DamagedLine(offset, lines + 1)
    return { end: offset, lines, crc, newlineMissing: false, torn: rest }
  }
  visit(rest.subarray(0, -sealLength), offset, lines + 1)
  return { end: offset + held, lines: lines + 1, crc: found, newlineMissing: true, torn: Buffer.alloc(0) }
}

/** A line cut short never shows its end; where one goes on after it, its newline was damaged. */
function holdsWhole(line: Buffer): boolean {
  return /,"crc":"[0-9a-f]{8}"\}[^\0]/.test(line.toString('latin1'))
}

/** The line's checksum when its seal says the same, else undefined. */
function checksum(line: Buffer, previous: number): number | undefined {
  if (line.length < sealLength) return undefined
  const crc = crc32(line.subarray(0, -sealLength), previous)
  return line.toString('latin1', line.length - sealLength) === sealOf(crc) ? crc : undefined
}
