import { daySeconds, daysOf } from './calendar.js'
import {
  type ClockReading,
  emptyClock,
  fullYear,
  longestText,
  monthOf,
  readYearFirst,
  secondsOf,
  unreadableClock,
} from './date-text.js'

/** Reads the text of a date by one declared format. */
export type FormatReader = (text: string) => ClockReading

const lastSecond = daysOf(9999, 12, 31) * daySeconds + daySeconds - 1

const namedFormats: ReadonlyMap<string, FormatReader> = new Map<string, FormatReader>([
  ['iso', readYearFirst],
  ['unix-seconds', (text) => (/^\d{1,12}(?:\.\d+)?$/.test(text) ? instant(Number(text)) : unreadableClock)],
  ['unix-milliseconds', (text) => (/^\d{1,15}(?:\.\d+)?$/.test(text) ? instant(Number(text) / 1000) : unreadableClock)],
  ['excel-serial', readSerial],
])

const tokens: ReadonlyMap<string, string> = new Map(
  Object.entries({
    YYYY: String.raw`(\d{4})`,
    YY: String.raw`(\d\d)`,
    MMM: '([a-z]{3,9})',
    MM: String.raw`(\d\d)`,
    M: String.raw`(\d{1,2})`,
    DD: String.raw`(\d\d)`,
    D: String.raw`(\d{1,2})`,
    HH: String.raw`(\d\d)`,
    H: String.raw`(\d{1,2})`,
    hh: String.raw`(\d\d)`,
    h: String.raw`(\d{1,2})`,
    mm: String.raw`(\d\d)`,
    ss: String.raw`(\d\d)`,
    SSS: String.raw`(\d{1,9})`,
    A: String.raw`([ap])\.?m\.?`,
    Z: String.raw`([+-]\d\d:?(?:\d\d)?|[a-z][\w/+:-]*(?: [^\d].*)?)`,
  }),
)

/**
 * A reader for `iso`, `unix-seconds`, `unix-milliseconds`, `excel-serial`, or a pattern of YYYY YY MMM MM M DD D HH H hh h mm ss SSS
 * A Z; other letters stand in square brackets, except T. A pattern covers the whole text.
 */
export function compileFormat(format: string): FormatReader | { readonly problem: string } {
  const known = namedFormats.get(format)
  if (known !== undefined) return bounded(known)
  const pieces = format.match(/\[[^\]]*\]|YYYY|YY|MMM|MM|M|DD|D|HH|H|hh|h|mm|ss|SSS|A|Z|[\s\S]/g) ?? []
  const names = pieces.filter((piece) => tokens.has(piece))
  const problem = problemOf(format, pieces, names)
  if (problem !== undefined) return { problem }
  const grammar = new RegExp(`^${pieces.map((piece) => tokens.get(piece) ?? literal(piece)).join('')}$`, 'i')
  return bounded((text) => {
    const match = grammar.exec(text)
    return match === null ? unreadableClock : assemble(names, match)
  })
}

/** Takes outer blanks off; no date is as long as what it refuses, which bounds the time that reading takes. */
function bounded(read: FormatReader): FormatReader {
  return (text) => {
    const trimmed = text.trim()
    if (trimmed === '') return emptyClock
    return trimmed.length > longestText ? unreadableClock : read(trimmed)
  }
}

function problemOf(format: string, pieces: readonly string[], names: readonly string[]): string | undefined {
  const odd = pieces.find((piece) => !tokens.has(piece) && /^[a-z]$/i.test(piece) && piece !== 'T')
  if (odd !== undefined)
    return `"${format}" holds "${odd}", which stands for nothing; write [${odd}] for the letter itself`
  const kinds = names.map(kindOf)
  const twice = kinds.find((kind, index) => kinds.indexOf(kind) !== index)
  if (twice !== undefined) return `"${format}" holds the ${twice} twice`
  const missing = ['year', 'month', 'day'].find((kind) => !kinds.includes(kind))
  if (missing !== undefined) return `"${format}" lacks the ${missing}; a format is like MM/DD/YYYY HH:mm`
  if (names.some((name) => name === 'h' || name === 'hh') !== names.includes('A')) {
    return `"${format}" needs h together with A (for AM or PM), or else H`
  }
  if (kinds.includes('minute') && !kinds.includes('hour'))
    return `"${format}" has minutes (mm) but no hour; months are MM`
  return undefined
}

const kinds: { readonly [letter: string]: string } = {
  Y: 'year',
  M: 'month',
  D: 'day',
  H: 'hour',
  h: 'hour',
  m: 'minute',
  s: 'second',
  S: 'fraction',
  A: 'half of the day',
  Z: 'zone',
}
const kindOf = (token: string): string => kinds[token.charAt(0)] ?? ''

function literal(piece: string): string {
  if (/^\s$/.test(piece)) return String.raw`\s+`
  const text = piece.length > 1 ? piece.slice(1, -1) : piece
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`)
}

function assemble(names: readonly string[], match: RegExpExecArray): ClockReading {
  let [year, month, day, hour, minute, second] = [0, 0, 0, 0, 0, 0]
  let half = ''
  let zone = ''
  for (const [index, name] of names.entries()) {
    const text = match[index + 1] ?? ''
    const kind = kindOf(name)
    if (kind === 'year') year = fullYear(text)
    else if (kind === 'month') month = name === 'MMM' ? monthOf(text) : Number(text)
    else if (kind === 'day') day = Number(text)
    else if (kind === 'hour') hour = Number(text)
    else if (kind === 'minute') minute = Number(text)
    else if (kind === 'second') second = Number(text)
    else if (name === 'A') half = text
    else if (name === 'Z') zone = text
  }
  const localSeconds = daysOf(year, month, day) * daySeconds + secondsOf(hour, minute, second, half)
  return Number.isNaN(localSeconds) ? unreadableClock : { kind: 'clock', localSeconds, zone }
}

function instant(seconds: number): ClockReading {
  return seconds > lastSecond ? unreadableClock : { kind: 'instant', epochSeconds: Math.floor(seconds) }
}

/** Days since 1899-12-30 on the spreadsheet's clock; below 61 Excel counts a 29 February 1900 that never was. */
function readSerial(text: string): ClockReading {
  const serial = Number(text)
  if (!/^\d{1,7}(?:\.\d+)?$/.test(text) || serial < 61 || serial >= 2_958_466) return unreadableClock
  const epochDay = daysOf(1900, 1, 1) - 2
  return { kind: 'clock', localSeconds: epochDay * daySeconds + Math.round(serial * daySeconds), zone: '' }
}
