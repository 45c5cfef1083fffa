import { dateAgreement } from './agreement.js'
import { OddCell } from './columns.js'
import { oddProblem } from './damage.js'
import { compileDateReader, DayOrderProof } from './date.js'
import type { Draft } from './draft.js'
import { problem } from './problem.js'
import type { Row } from './row.js'
import type { DateField } from './settings.js'
import { type Compiling, columnReader, textReader } from './text-reader.js'
import { resolveZone } from './zone-lookup.js'

const field = 'eventDate'

/** What may be the days since 1900 that a spreadsheet counts, of the years 1990 to 2064; it is never taken for that unasked. */
const serial = /^[345]\d{4}(?:\.\d+)?$/
const serialCure =
  'If the column holds spreadsheet dates as numbers, say "format": "excel-serial" under fields.eventDate; else write 2026-01-31 14:05:00 -0500.'

/** Formats that only say which of day and month comes first; all else is still found out value by value. */
const declaredOrders: ReadonlyMap<string, 'DMY' | 'MDY'> = new Map([
  ['day-first', 'DMY'],
  ['month-first', 'MDY'],
])

/** What the dates of a run share: the proof of their order of day and month, and the first that no zone could be found for. */
export interface DateProofs {
  readonly dayOrder: DayOrderProof
  withoutZone: { readonly where: number; readonly text: string; readonly why: string } | undefined
}

/** A reader of the event date, in UTC; what stands in its way goes to the draft's problems. With `oneDay` all rows of a sale have to agree. */
export function dateReader(
  date: DateField,
  { timezone, oneDay }: { readonly timezone: string | undefined; readonly oneDay: boolean },
  proofs: DateProofs,
  compiling: Compiling,
  columnNames: Map<string, string>,
): (rows: readonly Row[], draft: Draft) => void {
  const main = textReader(date, ['fields', field], compiling)
  columnNames.set(field, main.column)
  const { timezoneColumn } = date
  const order = declaredOrders.get(date.format ?? '')
  const format = order === undefined ? date.format : undefined
  const proof = order === undefined ? proofs.dayOrder : new DayOrderProof(order)
  const zoneCell = timezoneColumn && columnReader(timezoneColumn, ['fields', field, 'timezoneColumn'], compiling)
  const zone = zoneOf(date.timezone, timezone, compiling)
  const reader = compileDateReader({
    ...(format === undefined ? {} : { format }),
    ...(zone === undefined ? {} : { zone }),
  })
  if ('problem' in reader) {
    compiling.faults.push({ path: ['fields', field, 'format'], message: reader.problem })
    return () => {}
  }
  const zoneTextOf = (rows: readonly Row[]) => (zoneCell ? String(zoneCell.read(rows)) : '') || undefined
  const agree = dateAgreement(date, compiling, (text, row) => {
    const read = reader.read(text, proof.decided, zoneTextOf([row]))
    return read.kind === 'date' ? read.epochSeconds : undefined
  })
  return (rows, draft) => {
    const cell = main.read(rows)
    if (cell === '') return
    const column = main.column
    if (cell instanceof OddCell) {
      draft.problems.push(oddProblem(cell, field, column))
      return
    }
    const text = String(cell)
    const where = rows[0]?.record ?? 0
    const read = proof.read(text, where, reader, zoneTextOf(rows))
    if (read.kind === 'date') {
      if (oneDay) agree(rows, draft)
      draft.conversion.eventDate = read.utc
      draft.eventSeconds = read.epochSeconds
      draft.eventOffset = read.offset
      const warned = read.shifted === true ? 'shifted-date' : read.doubled === true ? 'doubled-date' : undefined
      if (warned !== undefined)
        draft.problems.push(problem(warned, { field, column, value: text }, { severity: 'warning' }))
    } else if (read.kind === 'ambiguous') draft.undecided = true
    else if (read.kind === 'no-zone') proofs.withoutZone ??= { where, text, why: read.why ?? '' }
    else if (read.kind === 'unreadable') {
      const why = read.why ?? 'is not a date that can be read without guessing'
      const words = { message: `the date "${text}" ${why}`, ...(serial.test(text) ? { cure: serialCure } : {}) }
      draft.problems.push(problem('unreadable-date', { field, column, value: text }, words))
    }
  }
}

function zoneOf(own: string | undefined, general: string | undefined, compiling: Compiling) {
  const name = own ?? general
  if (name === undefined) return undefined
  const zone = resolveZone(name)
  if (!('problem' in zone)) return zone
  const path = own === undefined ? ['input', 'timezone'] : ['fields', field, 'timezone']
  compiling.faults.push({ path, message: zone.problem })
  return undefined
}
