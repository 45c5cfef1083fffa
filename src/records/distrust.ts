import { clean } from '../domain/clean.js'
import { listColumns } from '../domain/column-list.js'
import { firstLineIsSale, looksLikeSale } from '../domain/first-line-kind.js'
import { findHeaderLine } from '../domain/header-line.js'
import type { Mapping, Proofs } from '../domain/mapping.js'
import type { PlaceOf } from '../domain/plan.js'
import type { SourceFile } from '../domain/row.js'
import type { MappingFault } from '../domain/text-reader.js'
import { UserError } from '../exit.js'

/** Columns that the config names are not as it says. */
export function cannotMap(
  file: SourceFile,
  faults: readonly MappingFault[],
  { placeOf, otherExport }: { readonly placeOf: PlaceOf; readonly otherExport: string },
): UserError {
  const listed = faults.slice(0, mostFaults).map(({ path, message }) => `${placeOf(path)}${path.join('.')}: ${message}`)
  const more = faults.length > mostFaults ? [`and ${faults.length - mostFaults} more`] : []
  const lines = [...(otherExport === '' ? [] : [otherExport]), ...listed, ...more]
  const line = headerElsewhere(file, faults)
  if (line !== undefined) {
    lines.push(
      `Most of these columns stand on line ${line} of ${file.name}: add "headerLine": ${line} under "input" in the config.`,
    )
  }
  const has = file.format === 'csv' ? hasWords(file) : ''
  return new UserError(lines.join('\n'), `Correct the config, or choose the right file.${has} Nothing was sent.`)
}

function hasWords({ name, header }: SourceFile): string {
  if (looksLikeSale(header)) return ` In ${name} ${firstLineIsSale}.`
  return ` ${name} has these columns: ${listColumns(header)}.`
}

/** A file of ours whose rows no longer say to which sale they belong, where rows are added up. */
export function rowsUnknown(file: SourceFile): UserError {
  return new UserError(
    `${file.name} was written by an earlier run, and its columns lettr_row and lettr_identity are gone: rows that are missing or there twice would make sums wrong.`,
    'Take the file as it was written, and correct it without deleting columns. Nothing was sent.',
  )
}

const mostFaults = 5

/** The line on which the columns that are missed stand, when titles stand above the header. */
function headerElsewhere(file: SourceFile, faults: readonly MappingFault[]): number | undefined {
  const missed = faults.flatMap(({ column }) => (column === undefined ? [] : [column]))
  return missed.length === 0 ? undefined : findHeaderLine(file.firstRecords ?? [], missed)
}

/** The group column doesn't tell orders apart. */
export function endless(key: string, placeOf: PlaceOf): UserError {
  const path = ['records', 'group', 'by']
  return new UserError(
    `${placeOf(path)}records.group.by: more than 10,000 rows share the value "${key}", so this column does not tell orders apart.`,
    'Group by the column that holds the order number. Nothing was sent.',
  )
}

/** Ends the run when a column contradicts itself: no value of it can then be read for certain. */
export function checkProofs({ separator, dates }: Proofs): void {
  if (separator.contradiction !== undefined) {
    throw new UserError(
      `The amounts contradict each other: ${bothOf(separator.contradiction)} use different decimal separators.`,
      'Say which one counts with "decimal": "." or "decimal": "," under fields.revenue; the others are then rejected. Nothing was sent.',
    )
  }
  if (dates.dayOrder.contradiction !== undefined) {
    throw new UserError(
      `The dates contradict each other: ${bothOf(dates.dayOrder.contradiction)} have day and month in different order.`,
      'Say which one counts with "format": "month-first" or "format": "day-first" under fields.eventDate in the config; the others are then rejected. Nothing was sent.',
    )
  }
}

interface Both {
  readonly first: { readonly where: number; readonly text: string }
  readonly second: { readonly where: number; readonly text: string }
}

function bothOf({ first, second }: Both): string {
  return `"${clean(first.text, 60)}" (spreadsheet row ${first.where}) and "${clean(second.text, 60)}" (spreadsheet row ${second.where})`
}

/** No row proved how the amounts, or else the dates, are to be read; `place` is the first sale that waits for it, `cure` what to do. */
export function undecided(what: 'amounts' | 'dates', column: string, place: string, cure: Cure): UserError {
  const start = `The ${what} in column "${clean(column, 60)}" can be read in two ways (first in ${place})`
  return what === 'amounts'
    ? new UserError(
        `${start}: as 1,250 may be a thousand two hundred and fifty, or one and a quarter. No row of the input proves it.`,
        `${cureWords(what, cure)} Nothing was sent.`,
      )
    : new UserError(
        `${start}: day first or month first? No row of the input proves it.`,
        `${cureWords(what, cure)} Nothing was sent.`,
      )
}

/** What can be said of an input: `ours` was written by this tool; `init` is the command that writes a config where none maps it. */
interface Cure {
  readonly ours: boolean
  readonly init: string | undefined
}

function cureWords(what: 'amounts' | 'dates', { ours, init }: Cure): string {
  if (ours) {
    return what === 'amounts'
      ? 'Write them as plain numbers with two decimals, such as 1250.00.'
      : 'Write them as year-month-day, such as 2026-10-01.'
  }
  if (init !== undefined) {
    return what === 'amounts'
      ? `Write a config that says it: ${init} --decimal . or ${init} --decimal ,`
      : `Write a config that says it: ${init} --day-order month-first or ${init} --day-order day-first.`
  }
  return what === 'amounts'
    ? 'Add "decimal": "." or "decimal": "," under fields.revenue in the config.'
    : 'Add "format": "month-first" or "format": "day-first" under fields.eventDate in the config.'
}

/** Ends the run when a time has no zone: guessing one would date sales wrongly. */
export function checkZone(proofs: Proofs, mapping: Mapping): void {
  const missing = proofs.dates.withoutZone
  if (missing === undefined) return
  const column = clean(mapping.columnOf('eventDate'), 60)
  const why = missing.why === '' ? 'nothing says in which time zone it was written' : missing.why
  throw new UserError(
    `The date "${clean(missing.text, 60)}" (spreadsheet row ${missing.where}, column "${column}") can't be placed: ${why}.`,
    'Name the time zone of the export, for example --timezone America/New_York, or "timezone" under "input" in the config. Nothing was sent.',
  )
}
