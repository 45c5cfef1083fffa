import { isUtf8 } from 'node:buffer'
import { UserError } from '../exit.js'

/** How the bytes of a file are to be turned into text. */
export interface Encoding {
  /** `utf-8`, or a label that TextDecoder takes. */
  readonly label: string
  /** Bytes of byte order marks to leave out at the start; TextDecoder leaves out its own. */
  readonly skip: number
  /** A label to fall back to when the file turns out not to be UTF-8. */
  readonly fallback: string | undefined
  readonly notes: readonly string[]
}

const commonLabels = 'utf-8, windows-1252, utf-16le, utf-16be, iso-8859-2, shift_jis, gb18030'
const notText: readonly (readonly [magic: string, what: string, cure: string])[] = [
  ['PK\x03\x04', 'this is an Excel workbook or a zip file, not a CSV', 'In Excel: Save as > CSV UTF-8.'],
  ['PK\x05\x06', 'this is an empty zip file', 'Export again as CSV.'],
  ['\xd0\xcf\x11\xe0', 'this is an old Excel workbook (.xls), not a CSV', 'In Excel: Save as > CSV UTF-8.'],
  ['%PDF', 'this is a PDF, not a CSV', 'Export again as CSV.'],
]
const webPage = /^\s*<(!doctype html|html|\?xml)/i

/**
 * Decides the encoding from the first bytes: a byte order mark proves it, else the setting says it, else it is UTF-8.
 * Throws a UserError for files that are no text, and for an encoding that does not exist.
 */
export function judgeEncoding(name: string, head: Buffer, wanted: string | undefined, ours: boolean): Encoding {
  refuseForeign(name, head)
  const asked = wanted === undefined || ours ? undefined : canonicalLabel(wanted)
  const marked = byMark(head)
  const label = marked?.label ?? asked ?? 'utf-8'
  const contradicts = marked !== undefined && asked !== undefined && asked !== marked.label
  const notes = [
    ...(contradicts ? [`The byte order mark says ${marked.label}, so ${asked} was not used.`] : []),
    ...(marked?.twice ? ['A second byte order mark was left out.'] : []),
  ]
  if (label === 'utf-8' && head.includes(0)) refuseZeros(name, head)
  return { label, skip: marked?.skip ?? 0, fallback: ours ? spreadsheetEncoding(head) : undefined, notes }
}

/** What spreadsheets save that don't save UTF-8; those that end the header with a lone carriage return are old ones on a Mac. */
function spreadsheetEncoding(head: Buffer): string {
  const end = head.indexOf(13)
  const newline = head.indexOf(10)
  return end >= 0 && head[end + 1] !== 10 && (newline < 0 || end < newline) ? 'macintosh' : 'windows-1252'
}

function byMark(head: Buffer): { label: string; skip: number; twice: boolean } | undefined {
  const starts = (...bytes: readonly number[]) => bytes.every((byte, index) => head[index] === byte)
  if (starts(0xff, 0xfe)) return { label: 'utf-16le', skip: 0, twice: starts(0xff, 0xfe, 0xff, 0xfe) }
  if (starts(0xfe, 0xff)) return { label: 'utf-16be', skip: 0, twice: starts(0xfe, 0xff, 0xfe, 0xff) }
  if (!starts(0xef, 0xbb, 0xbf)) return undefined
  const twice = starts(0xef, 0xbb, 0xbf, 0xef, 0xbb, 0xbf)
  return { label: 'utf-8', skip: twice ? 6 : 3, twice }
}

function canonicalLabel(wanted: string): string {
  try {
    return new TextDecoder(wanted.trim()).encoding
  } catch {
    throw new UserError(`The encoding "${wanted}" is not known.`, `Common ones: ${commonLabels}.`)
  }
}

function refuseForeign(name: string, head: Buffer): void {
  const start = head.toString('latin1', 0, 200)
  for (const [magic, what, cure] of notText) {
    if (start.startsWith(magic)) throw new UserError(`${name}: ${what}.`, cure)
  }
  if (webPage.test(start.replace('\xef\xbb\xbf', ''))) {
    throw new UserError(
      `${name}: this is a web page or XML, not an export of sales.`,
      'Open it in a text editor to see what came instead (often a login page), then export again.',
    )
  }
}

/** Explains the zero bytes of a file that should have none: text in UTF-16, or no text at all. */
function refuseZeros(name: string, head: Buffer): never {
  const odd = zerosAt(head, 1)
  const even = zerosAt(head, 0)
  const half = head.length / 4
  if (odd > half !== even > half) {
    const label = odd > even ? 'utf-16le' : 'utf-16be'
    throw new UserError(
      `${name}: looks like UTF-16 text without a byte order mark.`,
      `Run again with --encoding ${label}, or in Excel: Save as > CSV UTF-8.`,
    )
  }
  throw zeroByte(name)
}

/** The error for a zero byte, which no text file holds. */
export function zeroByte(name: string): UserError {
  return new UserError(
    `${name}: holds zero bytes, so it is not a text file, or it is damaged; nothing was sent.`,
    'Export again as CSV. In Excel: Save as > CSV UTF-8.',
  )
}

function zerosAt(head: Buffer, parity: 0 | 1): number {
  return head.filter((byte, index) => byte === 0 && index % 2 === parity).length
}

/** How many bytes at the end of a piece begin a character that the next piece completes. */
export function unfinishedBytes(piece: Buffer): number {
  for (let back = 1; back <= Math.min(3, piece.length); back += 1) {
    const byte = piece[piece.length - back]!
    if (byte < 0x80) return 0
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0
  }
  return 0
}

/** The offset of the first byte that is not UTF-8; the length when there is none. */
export function firstBadByte(piece: Buffer): number {
  if (isUtf8(piece)) return piece.length
  const text = piece.toString('utf8')
  let offset = 0
  let from = 0
  while (true) {
    const mark = text.indexOf('\ufffd', from)
    if (mark < 0) return piece.length
    offset += Buffer.byteLength(text.slice(from, mark))
    // The replacement character itself may stand in the file.
    if (piece[offset] !== 0xef || piece[offset + 1] !== 0xbf || piece[offset + 2] !== 0xbd) return offset
    offset += 3
    from = mark + 1
  }
}
