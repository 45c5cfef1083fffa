import { clean } from './clean.js'
import { columnsMeaning } from './column-synonyms.js'
import { mayBeCents, piecesOf } from './doubtful-amount.js'
import { candidatesFor, equallyLikely, sameValues, tellOthers, type Wanted } from './pick-column.js'
import { fillIn } from './proposal.js'
import { isFlag } from './propose-flags.js'
import type { DateField, MoneyField } from './settings.js'
import type { Sketch } from './sketch.js'
import {
  hasTime,
  isWhole,
  looksLikeAmount,
  looksLikeCurrency,
  looksLikeDate,
  looksLikeInstant,
  looksLikeMoney,
  looksLikeSerial,
  looksLikeTime,
} from './value-kinds.js'

const amount: Wanted = { field: 'revenue', kind: looksLikeAmount, least: 0.8, words: 'amounts' }
const date: Wanted = {
  field: 'eventDate',
  kind: (value) => looksLikeDate(value) || looksLikeInstant(value) || looksLikeSerial(value),
  least: 0.5,
  words: 'dates',
}

/** The columns that a field may come from, and the one of them that is taken; none when only a person can tell. */
function choose(wanted: Wanted, byValues: (value: string) => boolean, sketch: Sketch): string | undefined {
  const { first, open } = sketch
  const said = sketch.given.columns.get(wanted.field)
  if (said !== undefined) return said
  const { fitting, unlike } = candidatesFor(wanted, sketch)
  const [best, second] = fitting
  const tied =
    best !== undefined &&
    second !== undefined &&
    first.filled(second) > 0 &&
    equallyLikely(wanted.field, best, second) &&
    !sameValues(best, second, first)
  const unnamed = (): readonly string[] =>
    first.names.filter((name) => !sketch.used.has(name) && first.share(name, byValues) >= 0.9)
  const choices = tied ? fitting : best === undefined ? unnamed() : []
  if (choices.length > 0) {
    const what =
      wanted.field === 'revenue' ? 'the column with the amount of the sale' : 'the column with the date of the sale'
    const named = choices.slice(0, 5).map((name) => `"${clean(name, 60)}"`)
    const wants = `${what}: ${named.join(' or ')}`
    open.push({ kind: 'column', path: wanted.field, wanted: wants, choices: choices.slice(0, 9), example: '' })
    return undefined
  }
  tellOthers(wanted, 'fields', wanted.field, { fitting: fitting.slice(1), unlike }, sketch)
  return best
}

/** Finds the amount of a sale, what is taken off it, and its currency. */
export function proposeAmount(sketch: Sketch): void {
  const { first, fields } = sketch
  const best = choose(amount, looksLikeMoney, sketch) ?? centsColumn(sketch)
  if (best === undefined || isForOnePiece(best, sketch)) return
  const revenue: { -readonly [Key in keyof MoneyField]: MoneyField[Key] } = { column: best }
  const [refund] = columnsMeaning('revenue.minus', first.names).filter(
    (name) => name !== best && first.share(name, looksLikeAmount) >= 0.8 && !isFlag(name, first),
  )
  if (refund !== undefined && /\bnet\b/i.test(best)) {
    const why = `Amounts in "${clean(best, 60)}" are probably net of refunds, so "${clean(refund, 60)}" is not taken off.`
    sketch.because('fields.revenue', why)
  } else if (refund !== undefined) {
    revenue.minus = [refund]
    sketch.because('fields.revenue', `What stands in "${clean(refund, 60)}" is taken off the amount.`)
  }
  if (isInCents(best)) {
    revenue.unit = 'cents'
    sketch.because('fields.revenue', 'The name says that these are cents, so 1250 is 12.50.')
  } else if (first.file.format !== 'csv' && first.filled(best) > 0 && first.share(best, isWhole) === 1) {
    const why = 'All amounts are whole numbers; if they are cents, switch this on instead.'
    sketch.off.push({
      under: 'fields',
      after: 'revenue',
      key: 'revenue',
      value: { column: best, unit: 'cents' },
      why: [why],
    })
  }
  const currencies = { field: 'revenue.currency', kind: looksLikeCurrency, least: 0.8, words: 'currencies' }
  const currency = candidatesFor(currencies, sketch).fitting.find(
    (name) => first.filled(name) > 0 && !/^[A-Z]{3}$/.test(name),
  )
  if (currency !== undefined) revenue.currency = { column: currency }
  if (revenue.unit === undefined && mayBeCents(best, currency, first)) {
    const unit = `${fillIn}"cents" if 1250 is 12.50, "units" if it is 1250.00; all amounts are whole numbers`
    revenue.unit = unit as NonNullable<MoneyField['unit']>
  }
  fields.revenue = revenue
}

/** A price for one piece is no amount of a row, and nothing here multiplies. */
function isForOnePiece(best: string, { first, given, open }: Sketch): boolean {
  const pieces = given.columns.has('revenue') ? undefined : piecesOf(best, first)
  if (pieces === undefined) return false
  const others = first.names.filter(
    (name) => columnsMeaning('revenue', [name]).length > 0 && piecesOf(name, first) === undefined,
  )
  const choices = [...others.filter((name) => first.share(name, looksLikeAmount) >= 0.8), best]
  const why = `"${clean(best, 60)}" seems to be for one piece, and "${clean(pieces, 60)}" is not always 1`
  const wanted = `the column with the whole amount of a row: ${why}`
  open.push({ kind: 'column', path: 'revenue', wanted, choices: choices.slice(0, 9), example: '' })
  return true
}

const isInCents = (name: string): boolean => /(?:^|[\s_(-])cents?\)?$/i.test(name)

/** "total_cents" means what "total" does. */
function centsColumn({ first }: Sketch): string | undefined {
  return first.names.find((name) => {
    const bare = name.replace(/[\s_(-]*(?:in[\s_])?cents?\)?$/i, '')
    return isInCents(name) && columnsMeaning('revenue', [bare]).length > 0 && first.share(name, isWhole) === 1
  })
}

/** Finds when a sale was made: one column, a date with its time beside it, or a second date where the first is empty. */
export function proposeDate(sketch: Sketch): void {
  const { first, fields, given } = sketch
  const best = choose(date, looksLikeDate, sketch)
  if (best === undefined) return
  const eventDate: { -readonly [Key in keyof DateField]: DateField[Key] } = { column: best }
  const [time] = columnsMeaning('eventDate.time', first.names).filter((name) => first.share(name, looksLikeTime) >= 0.8)
  if (time !== undefined && first.share(best, hasTime) === 0) {
    delete eventDate.column
    eventDate.columns = [best, time]
    eventDate.join = ' '
    sketch.because('fields.eventDate', `The time of day stands in "${clean(time, 60)}".`)
  } else addSecondDate(best, eventDate, sketch)
  const [zone] = columnsMeaning('eventDate.timezoneColumn', first.names).filter((name) => first.filled(name) > 0)
  if (zone !== undefined) {
    eventDate.timezoneColumn = zone
    sketch.because('fields.eventDate', `The zone of each time stands in "${clean(zone, 60)}".`)
  }
  if (first.filled(best) > 0 && first.share(best, looksLikeSerial) === 1) {
    eventDate.format = 'excel-serial'
    sketch.because('fields.eventDate', 'A spreadsheet turned these dates into numbers of days.')
  }
  if (given.timezone === undefined && /\b(?:utc|gmt)\b/i.test(best)) {
    eventDate.timezone = 'UTC'
    sketch.because('fields.eventDate', "The column's name says that its times are in UTC.")
  }
  fields.eventDate = eventDate
}

function addSecondDate(
  best: string,
  eventDate: { column?: string; columns?: readonly string[] },
  sketch: Sketch,
): void {
  const { first, used } = sketch
  const blank = first.values(best).flatMap((value, at) => (value === '' ? [at] : []))
  const [second] = columnsMeaning('eventDate', first.names).filter(
    (name) => name !== best && !used.has(name) && first.share(name, date.kind) >= 0.9,
  )
  if (second === undefined || !blank.some((at) => first.values(second)[at] !== '')) return
  delete eventDate.column
  eventDate.columns = [best, second]
  sketch.because('fields.eventDate', `Where "${clean(best, 60)}" is empty, "${clean(second, 60)}" counts.`)
}
