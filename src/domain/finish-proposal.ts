import { clean } from './clean.js'
import { columnsOf } from './columns.js'
import { count, countMatchable, evidenceOf } from './evidence.js'
import { foldColumn } from './preset.js'
import { fillIn, type Proposal } from './proposal.js'
import { Proving, type Shown } from './prove.js'
import type { MoneyField } from './settings.js'
import type { Sketch } from './sketch.js'

/** How much of what a file proves by itself is written down. */
export interface Finishing {
  /** A preset's mapping stays as it is wherever the file proves the rest; one from columns says it for files that don't. */
  readonly writeProved: boolean
}

/** Adds what every proposal needs: the person's words, the evidence, and what the file leaves open as lines to fill in. */
export function finish(sketch: Sketch, source: string, { writeProved }: Finishing = { writeProved: false }): Proposal {
  const { first, fields, records, input } = sketch
  takeGiven(sketch)
  const evidence = evidenceOf(fields, first)
  const matchable = countMatchable(fields, first)
  const proving = new Proving(fields, records, input, columnsOf(first.file))
  proving.take(first.rows)
  const { shown } = proving
  for (const [path, words] of evidence) sketch.because(path, words)
  sayCounts(sketch, shown)
  settleDayOrder(sketch, shown, writeProved)
  settleDecimal(sketch, shown, writeProved)
  settleZone(sketch, shown)
  requireFields(sketch)
  const used = new Set([...sketch.used].map(foldColumn))
  return {
    source,
    input,
    records: {
      rows: records.rows,
      keep: records.keep,
      ...(records.group === undefined ? {} : { group: records.group }),
    },
    fields,
    reasons: sketch.reasons,
    off: sketch.off,
    open: sketch.open,
    unused: first.names.filter((name) => !used.has(foldColumn(name))),
    matchable,
  }
}

const formats = { MDY: 'month-first', DMY: 'day-first' } as const

function takeGiven({ given, fields, input }: Sketch): void {
  if (given.timezone !== undefined) input.timezone = given.timezone
  const { eventDate, revenue } = fields
  if (given.dayOrder !== undefined && eventDate !== undefined) {
    fields.eventDate = { ...eventDate, format: formats[given.dayOrder] }
  }
  if (given.decimal !== undefined && revenue !== undefined) fields.revenue = { ...revenue, decimal: given.decimal }
}

function sayCounts(sketch: Sketch, { amounts, dates }: Shown): void {
  if (amounts.belowZero > 0) {
    sketch.because(
      'fields.revenue',
      `${count(amounts.belowZero)} of the amounts ${amounts.belowZero === 1 ? 'is' : 'are'} below 0; such a sale can't be sent and is rejected, unless a rule leaves it out.`,
    )
  }
  if (amounts.unreadable > 0)
    sketch.because(
      'fields.revenue',
      `${count(amounts.unreadable)} can't be read as amounts without guessing and are rejected.`,
    )
  if (dates.unreadable > 0)
    sketch.because(
      'fields.eventDate',
      `${count(dates.unreadable)} can't be read as dates without guessing and are rejected.`,
    )
}

function settleDayOrder(sketch: Sketch, shown: Shown, writeProved: boolean): void {
  const { fields, given } = sketch
  const { eventDate } = fields
  if (eventDate === undefined) return
  const path = 'fields.eventDate'
  if (given.dayOrder !== undefined) {
    sketch.because(
      path,
      given.proved?.dayOrder === given.dayOrder ? provedBelow : 'You said whether day or month comes first.',
    )
  } else if (shown.openDate !== undefined) {
    const wanted = '"month-first" or "day-first"; no row of the file proves which comes first, the month or the day'
    sketch.fields.eventDate = { ...eventDate, format: `${fillIn}${wanted}` }
    sketch.open.push({ kind: 'day-order', path: `${path}.format`, wanted, choices: [], example: shown.openDate })
  } else if (shown.dayOrder !== undefined && writeProved) {
    sketch.fields.eventDate = { ...eventDate, format: formats[shown.dayOrder] }
    const first = shown.dayOrder === 'MDY' ? 'month' : 'day'
    sketch.because(path, `The ${first} comes first: rows of this file prove it.`)
  }
}

const provedBelow = 'Rows further below prove how they are to be read.'

function settleDecimal(sketch: Sketch, shown: Shown, writeProved: boolean): void {
  const { fields, given } = sketch
  const { revenue } = fields
  if (revenue === undefined) return
  const path = 'fields.revenue'
  if (given.decimal !== undefined) {
    sketch.because(path, given.proved?.decimal === given.decimal ? provedBelow : 'You said how decimals are separated.')
  } else if (shown.openAmount !== undefined) {
    const wanted = '"." or ","; no row of the file proves what separates the decimals'
    fields.revenue = { ...revenue, decimal: `${fillIn}${wanted}` as MoneyField['decimal'] & string }
    sketch.open.push({ kind: 'decimal', path: `${path}.decimal`, wanted, choices: [], example: shown.openAmount })
  } else if (shown.decimal !== undefined && writeProved) {
    fields.revenue = { ...revenue, decimal: shown.decimal }
    sketch.because(
      path,
      `Decimals stand behind a ${shown.decimal === '.' ? 'point' : 'comma'}: rows of this file prove it.`,
    )
  }
}

function settleZone(sketch: Sketch, { zoneless }: Shown): void {
  const { given, input } = sketch
  if (given.timezone !== undefined) {
    sketch.because('input.timezone', 'You said in which zone the times of the file were written.')
  } else if (zoneless !== undefined) {
    const wanted = "the zone of the shop's clock, such as America/New_York"
    const why =
      zoneless.why === '' ? 'The times of the file have no offset' : `Of the times, ${clean(zoneless.why, 200)}`
    sketch.because('input.timezone', `${why}, and the zone of a computer is never taken for that of a shop.`)
    input.timezone = `${fillIn}${wanted}`
    sketch.open.push({ kind: 'zone', path: 'input.timezone', wanted, choices: [], example: zoneless.text })
  } else if (input.timezone !== undefined) {
    sketch.because('input.timezone', 'Exports of this kind write their times in this zone.')
  }
}

/** What no column was found for is asked for, with the columns that it may be where there are such. */
function requireFields(sketch: Sketch): void {
  const { fields } = sketch
  fields.revenue ??= { column: wantedFor('revenue', 'the column with the amount of the sale', sketch) }
  fields.eventDate ??= { column: wantedFor('eventDate', 'the column with the date of the sale', sketch) }
}

function wantedFor(path: string, wanted: string, { open }: Sketch): string {
  const asked = open.find((question) => question.path === path)
  if (asked === undefined) open.push({ kind: 'column', path, wanted, choices: [], example: '' })
  return `${fillIn}${asked?.wanted ?? wanted}`
}
