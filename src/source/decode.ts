import { isAscii, isUtf8 } from 'node:buffer'
import { TextDecoder } from 'node:util'
import { UserError } from '../exit.js'
import { type Encoding, firstBadByte, unfinishedBytes, zeroByte } from './encoding.js'

/** What became of the encoding by the time the file ended. */
export interface Decoded {
  encoding: string
  /** Says that the fallback was used. */
  notes: readonly string[]
}

/**
 * The text of a file as UTF-8 bytes in pieces that never cut a character, without byte order marks. Throws a UserError
 * naming line and byte at the first byte that does not belong to the encoding; `decoded` tells if the fallback was used.
 */
export async function* decode(
  name: string,
  bytes: AsyncIterable<Buffer>,
  encoding: Encoding,
  decoded: Decoded,
): AsyncGenerator<Buffer> {
  const text = encoding.label === 'utf-8' ? checkUtf8(name, bytes, encoding, decoded) : recode(name, bytes, encoding)
  for await (const piece of text) {
    if (piece.includes(0)) throw zeroByte(name)
    if (piece.length > 0) yield piece
  }
}

async function* checkUtf8(
  name: string,
  bytes: AsyncIterable<Buffer>,
  encoding: Encoding,
  decoded: Decoded,
): AsyncGenerator<Buffer> {
  let offset = encoding.skip
  let skip = encoding.skip
  let line = 1
  let held: Buffer = Buffer.alloc(0)
  let onlyAscii = true
  let legacy: TextDecoder | undefined
  for await (const bare of bytes) {
    if (legacy !== undefined) {
      yield Buffer.from(legacy.decode(bare, { stream: true }))
      continue
    }
    const fresh = skip > 0 ? bare.subarray(skip) : bare
    skip = 0
    const piece = held.length > 0 ? Buffer.concat([held, fresh]) : fresh
    const unfinished = unfinishedBytes(piece)
    const whole = unfinished > 0 ? piece.subarray(0, piece.length - unfinished) : piece
    held = piece.subarray(whole.length)
    if (!isUtf8(whole)) {
      if (encoding.fallback === undefined || !onlyAscii) throw notUtf8(name, piece, offset, line)
      legacy = fallBack(encoding.fallback, decoded)
      yield Buffer.from(legacy.decode(piece, { stream: true }))
      continue
    }
    onlyAscii &&= isAscii(whole)
    offset += whole.length
    line += countLines(whole)
    yield whole
  }
  if (legacy !== undefined || held.length === 0) return
  if (encoding.fallback === undefined || !onlyAscii) throw notUtf8(name, held, offset, line)
  yield Buffer.from(fallBack(encoding.fallback, decoded).decode(held, { stream: true }))
}

function fallBack(label: string, decoded: Decoded): TextDecoder {
  decoded.encoding = label
  decoded.notes = [`The file is not UTF-8, so it was read as ${label}, as spreadsheets save it.`]
  return new TextDecoder(label)
}

async function* recode(name: string, bytes: AsyncIterable<Buffer>, encoding: Encoding): AsyncGenerator<Buffer> {
  // In one go, without `stream`, Node 20 mangles the curly quotes and the euro sign of windows-1252.
  const decoder = new TextDecoder(encoding.label, { fatal: true })
  let line = 1
  let first = true
  const turn = (piece?: Buffer): string => {
    try {
      return piece === undefined ? decoder.decode() : decoder.decode(piece, { stream: true })
    } catch {
      throw new UserError(
        `${name}:${line}: near this line there are bytes that are not ${encoding.label}; nothing was sent.`,
        'Name the encoding of the file with --encoding. In Excel: Save as > CSV UTF-8.',
      )
    }
  }
  for await (const piece of bytes) {
    const text = turn(piece)
    const bare = first ? text.replace(/^\ufeff+/, '') : text
    first &&= text.length === 0
    const whole = Buffer.from(bare)
    line += countLines(whole)
    yield whole
  }
  yield Buffer.from(turn())
}

function countLines(piece: Buffer): number {
  let count = 0
  for (let at = piece.indexOf(10); at >= 0; at = piece.indexOf(10, at + 1)) count += 1
  return count
}

function notUtf8(name: string, piece: Buffer, offset: number, line: number): UserError {
  const bad = firstBadByte(piece)
  const at = line + countLines(piece.subarray(0, bad))
  const byte = (piece[bad] ?? 0).toString(16).toUpperCase().padStart(2, '0')
  return new UserError(
    `${name}:${at}: byte ${offset + bad + 1} of the file (${byte} in hexadecimal) is not UTF-8; nothing was sent.`,
    'In Excel: Save as > CSV UTF-8. If the file was made on Windows, try --encoding windows-1252 and look at the names with preview.',
  )
}
