import { clean } from '../domain/clean.js'
import type { DatesSummary } from './summary.js'

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')

/** The days of a range on the export's clocks: "1 Jan - 27 Jul 2025", "27 Dec 2024 - 3 Jan 2025", "3 Jan 2025"; "" without dates. */
export function daysWords({ earliest, latest }: DatesSummary): string {
  if (earliest.local === '') return ''
  const [first, last] = [dayOf(earliest.local), dayOf(latest.local)]
  if (first === last) return last
  const sameYear = earliest.local.slice(0, 4) === latest.local.slice(0, 4)
  return `${sameYear ? first.slice(0, -5) : first} - ${last}`
}

/** The same to the minute, on the export's clocks and in UTC: "1 Jan 2025 00:12 - 27 Jul 2025 18:40 in America/Denver (UTC: …)". */
export function rangeWords({ earliest, latest, zone }: DatesSummary): string {
  if (earliest.local === '') return ''
  const utc = between(minuteOf(earliest.utc), minuteOf(latest.utc))
  const [first, last] = [offsetOf(earliest.local), offsetOf(latest.local)]
  if (first === 'UTC' && last === 'UTC' && /^(UTC)?$/i.test(zone)) return `${utc} in UTC`
  const from = minuteOf(earliest.local)
  const to = minuteOf(latest.local)
  if (zone !== '') return `${between(from, to)} in ${clean(zone, 60)} (UTC: ${utc})`
  return `${from}${first === last ? '' : ` ${first}`} - ${to} ${last}, as in the file (UTC: ${utc})`
}

const between = (from: string, to: string): string => (from === to ? to : `${from} - ${to}`)

function dayOf(iso: string): string {
  const [year, month, day] = iso.slice(0, 10).split('-').map(Number)
  return `${day} ${months[(month ?? 1) - 1]} ${year}`
}

const minuteOf = (iso: string): string => `${dayOf(iso)} ${iso.slice(11, 16)}`

function offsetOf(iso: string): string {
  const offset = iso.slice(19)
  return offset === '+00:00' ? 'UTC' : `UTC${offset}`
}
