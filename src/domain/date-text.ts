import { daySeconds, daysOf } from './calendar.js'

/** Whether "03/04/2025" is in March (MDY) or in April (DMY). */
export type DayOrder = 'MDY' | 'DMY'

/** What the text of a date says before a zone is known. */
export type ClockReading =
  | {
      readonly kind: 'clock'
      /** Seconds from 1970-01-01T00:00:00 on the same clock. */
      readonly localSeconds: number
      /** The zone or offset behind the time, as written; empty when there is none. */
      readonly zone: string
      /** Only without a given order: the text makes sense with this one alone. */
      readonly proves?: DayOrder
    }
  | { readonly kind: 'instant'; readonly epochSeconds: number }
  | { readonly kind: 'ambiguous' | 'empty' | 'unreadable' }

export const emptyClock: ClockReading = { kind: 'empty' }
export const unreadableClock: ClockReading = { kind: 'unreadable' }
const ambiguousClock: ClockReading = { kind: 'ambiguous' }

/** No way of writing a date, or a zone, needs more characters. */
export const longestText = 100

/**
 * Reads a date as exports write it: ISO and other year-first dates, M/D/Y and D/M/Y (also with - or .), dates with an English
 * month, unix seconds of 10 and milliseconds of 13 digits. A time is optional, midnight without one; 24:00 and second 60 are refused,
 * fractions of a second cut off. Two-digit years are 1969 to 2068 (POSIX), and never between dashes: 25-12-31 may begin with the year.
 */
export function readClock(text: string, order: DayOrder | undefined): ClockReading {
  const trimmed = text.trim()
  if (trimmed === '') return emptyClock
  if (trimmed.length > longestText) return unreadableClock
  const third = trimmed.charCodeAt(4)
  if (third === 45 || third === 47 || third === 46) {
    const clock = readYearFirst(trimmed)
    if (clock.kind === 'clock') return clock
  }
  return readNumeric(trimmed, order) ?? readNamed(trimmed) ?? readUnix(trimmed)
}

const yearFirst = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)/

/** Reads `YYYY-MM-DD`, also with / or . and without leading zeros, and a time behind it. */
export function readYearFirst(text: string): ClockReading {
  return readUsual(text) ?? readByGrammar(text)
}

const [dash, colon, blank, letterT, letterZ, plus] = [45, 58, 32, 84, 90, 43]
const usualLength = 'YYYY-MM-DD HH:mm:ss'.length

/** Takes the way in which most exports write a time straight from its places; what is not exactly that is left to the grammar. */
function readUsual(text: string): ClockReading | undefined {
  if (text.length < usualLength || text.charCodeAt(4) !== dash || text.charCodeAt(7) !== dash) return undefined
  const between = text.charCodeAt(10)
  if ((between !== blank && between !== letterT) || text.charCodeAt(13) !== colon || text.charCodeAt(16) !== colon) {
    return undefined
  }
  if (text.length > usualLength && !beginsZone(text.charCodeAt(usualLength))) return undefined
  const year = 100 * twoDigits(text, 0) + twoDigits(text, 2)
  const time = secondsOf(twoDigits(text, 11), twoDigits(text, 14), twoDigits(text, 17), '')
  const localSeconds = daysOf(year, twoDigits(text, 5), twoDigits(text, 8)) * daySeconds + time
  if (Number.isNaN(localSeconds)) return undefined
  return { kind: 'clock', localSeconds, zone: text.slice(usualLength).trim() }
}

function beginsZone(code: number): boolean {
  return code === letterZ || code === plus || code === dash
}

/** NaN when there is something else. */
function twoDigits(text: string, at: number): number {
  const [tens, ones] = [text.charCodeAt(at) - 48, text.charCodeAt(at + 1) - 48]
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? 10 * tens + ones : Number.NaN
}

/** The rules in full; `readUsual` is only a short cut through them. */
export function readByGrammar(text: string): ClockReading {
  const match = yearFirst.exec(text)
  if (match === null) return unreadableClock
  return clockOf(daysOf(Number(match[1]), Number(match[3]), Number(match[4])), text.slice(match[0].length))
}

const numeric = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d\d)(?!\d)/

function readNumeric(text: string, order: DayOrder | undefined): ClockReading | undefined {
  const match = numeric.exec(text)
  if (match === null) return undefined
  const [head, first, separator, second, yearText = ''] = match
  if (separator === '-' && yearText.length === 2) return unreadableClock
  const year = fullYear(yearText)
  const monthFirst = order === 'DMY' ? Number.NaN : daysOf(year, Number(first), Number(second))
  const dayFirst = order === 'MDY' ? Number.NaN : daysOf(year, Number(second), Number(first))
  const bothFit = !Number.isNaN(monthFirst) && !Number.isNaN(dayFirst)
  const clock = clockOf(Number.isNaN(monthFirst) ? dayFirst : monthFirst, text.slice(head.length))
  if (clock.kind !== 'clock' || order !== undefined || monthFirst === dayFirst) return clock
  return bothFit ? ambiguousClock : { ...clock, proves: Number.isNaN(dayFirst) ? 'MDY' : 'DMY' }
}

const weekday = /^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+/i
const monthFirst = /^([a-z]{3,9})\.?[\s-](\d{1,2})(?:st|nd|rd|th)?(?:,?\s+|-)(\d{4}|\d\d)(?!\d)/i
const dayFirst = /^(\d{1,2})(?:st|nd|rd|th)?[\s-]\s*([a-z]{3,9})(?:\.?,?\s+|-)(\d{4}|\d\d)(?!\d)/i

function readNamed(text: string): ClockReading | undefined {
  const bare = text.replace(weekday, '')
  const dateFirst = dayFirst.exec(bare)
  const match = dateFirst ?? monthFirst.exec(bare)
  if (match === null) return undefined
  const [head, first = '', second = '', year = ''] = match
  const month = monthOf(dateFirst === null ? first : second)
  const day = Number(dateFirst === null ? second : first)
  return clockOf(daysOf(fullYear(year), month, day), bare.slice(head.length))
}

function readUnix(text: string): ClockReading {
  if (/^[1-9]\d{9}$/.test(text)) return { kind: 'instant', epochSeconds: Number(text) }
  if (/^[1-9]\d{12}$/.test(text)) return { kind: 'instant', epochSeconds: Math.floor(Number(text) / 1000) }
  return unreadableClock
}

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')
const longMonths = 'january february march april may june july august september october november december'.split(' ')

/** The month that an English name or its first three letters (or "Sept") stand for; 0 when it is none. */
export function monthOf(name: string): number {
  const word = name.toLowerCase()
  if (word === 'sept') return 9
  return Math.max(months.indexOf(word), longMonths.indexOf(word)) + 1
}

/** A year of two digits is one of 1969 to 2068, as POSIX has it. */
export function fullYear(text: string): number {
  const year = Number(text)
  return text.length === 2 ? year + (year < 69 ? 2000 : 1900) : year
}

const time =
  /^(?:,?\s+(?:at\s+)?|T)(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,]\d{1,9})?)?(?:\s*([ap])(?:m|\.m\.)(?![a-z]))?(?![\d:.,])(.*)$/is

function clockOf(days: number, rest: string): ClockReading {
  if (Number.isNaN(days)) return unreadableClock
  if (rest === '') return { kind: 'clock', localSeconds: days * daySeconds, zone: '' }
  const match = time.exec(rest)
  if (match === null) return unreadableClock
  const seconds = secondsOf(Number(match[1]), Number(match[2]), Number(match[3] ?? 0), match[4] ?? '')
  if (Number.isNaN(seconds)) return unreadableClock
  return { kind: 'clock', localSeconds: days * daySeconds + seconds, zone: (match[5] ?? '').trim() }
}

/** Seconds since midnight; NaN for a time that no clock shows. `half` is "a", "p" or empty. */
export function secondsOf(hour: number, minute: number, second: number, half: string): number {
  if (minute > 59 || second > 59) return Number.NaN
  if (half === '') return hour > 23 ? Number.NaN : hour * 3600 + minute * 60 + second
  if (hour < 1 || hour > 12) return Number.NaN
  return ((hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0)) * 3600 + minute * 60 + second
}
