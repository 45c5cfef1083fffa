import { daySeconds, daysOf } from '../domain/calendar.js'
import { resolveZone } from '../domain/zone-lookup.js'
import type { Kind } from './values.js'

/** How many requests may start in a stretch of time. */
export interface Rate {
  readonly requests: number
  readonly per: 's' | 'min'
}

const unitMilliseconds = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 } as const
// Timers of Node end at 24.8 days.
const longestDuration = 500 * unitMilliseconds.h

/** A duration with its unit, in milliseconds: `500ms`, `90s`, `15m`, `2h`. */
export function duration(least: 0 | 1): Kind<number> {
  return {
    allowed: `a number with its unit, such as 500ms, 90s, 15m or 2h${least === 0 ? '' : ', not 0'}; at most 500h`,
    read: (text) => {
      const match = /^(\d{1,10})\s*(ms|s|m|h)$/i.exec(text)
      if (match === null) return undefined
      const unit = (match[2] ?? '').toLowerCase() as keyof typeof unitMilliseconds
      const milliseconds = Number(match[1]) * unitMilliseconds[unit]
      return milliseconds >= least && milliseconds <= longestDuration ? milliseconds : undefined
    },
  }
}

const ageMilliseconds = { h: unitMilliseconds.h, d: 24 * unitMilliseconds.h, w: 7 * 24 * unitMilliseconds.h } as const

/** An age in hours, days or weeks, in milliseconds: `36h`, `2d`, `1w`; or `off`. */
export const age: Kind<number | 'off'> = {
  allowed: 'an age such as 36h, 2d or 1w, or off',
  read: (text) => {
    if (/^off$/i.test(text)) return 'off'
    const match = /^([1-9]\d{0,3})\s*([hdw])$/i.exec(text)
    if (match === null) return undefined
    return Number(match[1]) * ageMilliseconds[(match[2] ?? '').toLowerCase() as keyof typeof ageMilliseconds]
  },
}

/** An age in days where it is whole days, else in hours: `2d`. */
export function ageWords(milliseconds: number): string {
  const { h, d } = ageMilliseconds
  return milliseconds % d === 0 ? `${milliseconds / d}d` : `${Math.floor(milliseconds / h)}h`
}

/** Milliseconds in the largest unit that keeps them whole: `15m`. */
export function durationWords(milliseconds: number): string {
  const units = ['h', 'm', 's'] as const
  const unit = units.find((name) => milliseconds % unitMilliseconds[name] === 0 && milliseconds > 0) ?? 'ms'
  return `${milliseconds / unitMilliseconds[unit]}${unit}`
}

/** Requests per second or per minute: `5/s`, `30/min`. */
export const rate: Kind<Rate> = {
  allowed: 'requests in a second or a minute, such as 5/s or 30/min, from 1 to 10000',
  read: (text) => {
    const match = /^(\d{1,5})\s*\/\s*(s|min)$/i.exec(text)
    const requests = Number(match?.[1])
    if (match === null || requests < 1 || requests > 10_000) return undefined
    return { requests, per: match[2]?.toLowerCase() === 's' ? 's' : 'min' }
  },
}

const dayForm = /^(\d{4})-(\d\d)-(\d\d)$/
const instantForm = /^(\d{4}-\d\d-\d\d)T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)$/i

/** The start of a day in a zone (UTC when none is named or it is unknown), or an ISO instant; seconds since 1970. */
export function dayOrInstant(timezone: string | undefined): Kind<number> {
  return {
    allowed: 'a day such as 2026-01-31, or an instant with its offset such as 2026-01-31T14:05:00-05:00',
    read: (text) => {
      const day = instantForm.exec(text)?.[1] ?? text
      const start = startOf(day)
      if (Number.isNaN(start)) return undefined
      if (day === text) return inZone(start, timezone)
      const milliseconds = Date.parse(text.replace(/([+-]\d\d):?(\d\d)$/, '$1:$2'))
      return Number.isNaN(milliseconds) ? undefined : Math.floor(milliseconds / 1000)
    },
  }
}

function startOf(day: string): number {
  const [, year, month, date] = dayForm.exec(day) ?? []
  return daysOf(Number(year), Number(month), Number(date)) * daySeconds
}

function inZone(localSeconds: number, timezone: string | undefined): number {
  const zone = timezone === undefined ? undefined : resolveZone(timezone)
  return zone === undefined || 'problem' in zone ? localSeconds : zone.toInstant(localSeconds).epochSeconds
}
