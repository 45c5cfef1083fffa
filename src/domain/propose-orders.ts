import { clean } from './clean.js'
import { isOfTheOrder } from './doubtful-amount.js'
import { count } from './evidence.js'
import type { FirstRows } from './first-rows.js'
import { compare, readMoney } from './money.js'
import { candidatesFor, isGiven, tellOthers, type Wanted } from './pick-column.js'
import { fillIn } from './proposal.js'
import type { Sketch } from './sketch.js'
import { columnsOfField } from './sketch.js'
import { hasDigits, looksLikeEmail } from './value-kinds.js'

const order: Wanted = { field: 'orderId', kind: hasDigits, least: 0.8, words: 'numbers' }
const few = 0.05

/** Finds the order id, and whether an order takes several rows: the id repeats, and what belongs to an order with it. */
export function proposeOrders(sketch: Sketch): void {
  const { first, fields } = sketch
  const { fitting, unlike } = candidatesFor(order, sketch)
  const given = sketch.given.columns.get('orderId')
  const best = given ?? fitting.find((name) => tellsOrders(name, sketch))
  const others = best === undefined ? [] : fitting.filter((name) => name !== best)
  tellOthers(order, 'fields', 'orderId', { fitting: others, unlike }, sketch)
  if (best === undefined) {
    withoutOrderId(sketch, fitting[0])
    return
  }
  fields.orderId = { column: best }
  if (first.distinct(best) < first.filled(best) && (given === undefined || tellsOrders(best, sketch))) {
    group(best, sketch)
  }
}

function withoutOrderId(sketch: Sketch, repeated: string | undefined): void {
  if (isGiven('orderId', sketch)) return
  const why = [
    ...(repeated === undefined
      ? []
      : [`"${clean(repeated, 60)}" sounds like an order id, but rows that share one differ in date or customer.`]),
    "No column is certain to hold an order id. Without one LettrLabs counts a sale again each time it is sent; this makes one from the sale's own values.",
  ]
  const { first, off, used } = sketch
  const unlike = first.names.filter(
    (name) => !used.has(name) && first.rows.length > 1 && isDifferentInEveryRow(name, first),
  )
  for (const name of unlike.slice(0, 2)) {
    const different = `"${clean(name, 60)}" has a different value in every row looked at; if these are order numbers, switch this on.`
    off.push({ under: 'fields', key: 'orderId', value: name, why: [different] })
  }
  const who = sketch.fields.primaryEmail === undefined ? 'primaryPhoneNumber' : 'primaryEmail'
  off.push({ under: 'fields', key: 'orderId', value: { derive: [who, 'eventDate', 'revenue'] }, why })
}

function isDifferentInEveryRow(name: string, first: FirstRows): boolean {
  return (
    first.share(name, hasDigits) === 1 &&
    first.distinct(name) === first.rows.length &&
    first.share(name, looksLikeEmail) === 0
  )
}

/** Whether rows that share a value agree in what an order has only one of. */
function tellsOrders(name: string, sketch: Sketch): boolean {
  const { first } = sketch
  if (first.filled(name) === 0) return false
  const groups = groupsBy(name, first)
  if (groups.length === 0) return true
  const witnesses = witnessesFor(name, sketch)
  if (witnesses.length === 0) return false
  const broken = groups.filter((rows) => witnesses.some((column) => valuesIn(column, rows, first).size > 1))
  return broken.length <= few * groups.length
}

function witnessesFor(name: string, { fields, first }: Sketch): readonly string[] {
  const { eventDate, primaryEmail, fullName, lastName, primaryPhoneNumber, customerId } = fields
  const told = [
    eventDate,
    primaryEmail,
    fullName,
    lastName,
    primaryPhoneNumber,
    customerId,
    fields.primaryAddress?.zipCode,
  ]
  const columns = told.flatMap((field) => (field === undefined ? [] : columnsOfField(field)))
  return columns.filter((column) => column !== name && first.filled(column) > 0)
}

/** The rows, by number, of each value that stands in several. */
function groupsBy(name: string, first: FirstRows): readonly (readonly number[])[] {
  const groups = new Map<string, number[]>()
  for (const [at, value] of first.values(name).entries()) {
    if (value === '') continue
    const rows = groups.get(value)
    if (rows === undefined) groups.set(value, [at])
    else rows.push(at)
  }
  return [...groups.values()].filter((rows) => rows.length > 1)
}

/** Whether rows of one order hold different values of a column. */
export function variesWithin(column: string, { first, records }: Sketch): boolean {
  if (records.group === undefined) return false
  return groupsBy(records.group.by, first).some((rows) => valuesIn(column, rows, first).size > 1)
}

function valuesIn(column: string, rows: readonly number[], first: FirstRows): ReadonlySet<string> {
  const values = first.values(column)
  return new Set(rows.map((at) => values[at] ?? '').filter((value) => value !== ''))
}

function group(by: string, sketch: Sketch): void {
  const { first, fields, records } = sketch
  const groups = groupsBy(by, first)
  const revenue = fields.revenue?.column
  const money = [...(revenue === undefined ? [] : [revenue]), ...(fields.revenue?.minus ?? [])]
  const sum = money.filter((column) => isPerRow(column, groups, first))
  records.group = { by, sum }
  const values = `${count(first.filled(by))} rows, ${count(first.distinct(by))} different`
  sketch.because(
    'records.group',
    `Rows with the same "${clean(by, 60)}" are one sale: ${values}, and rows that share one agree in date and customer.`,
  )
  if (revenue === undefined) {
    records.group = { by, sum: [`${fillIn}the column of the amount, if every row has its own; else take "sum" away`] }
    return
  }
  const column = `"${clean(revenue, 60)}"`
  if (sum.includes(revenue)) {
    sketch.because('records.group', `The rows of an order have different amounts, so its ${column} is added up.`)
    return
  }
  const several = groups.map((rows) => amountsIn(revenue, rows, first)).filter((amounts) => amounts.length > 1)
  const repeated = several.length
  if (repeated > 0 && !isOfTheOrder(revenue) && !isRepetition(several)) {
    const wanted = `${fillIn}${column} if every row has an amount of its own; take "sum" away if the order's amount is repeated`
    records.group = { by, sum: [wanted.replaceAll('"', "'")] }
    sketch.because('records.group', `Rows of an order with equal amounts in ${column} don't tell which it is.`)
    return
  }
  const told =
    repeated === 0
      ? 'only one row of an order has one'
      : `in ${count(repeated)} of ${count(groups.length)} orders of several rows they repeat it`
  sketch.because('records.group', `The amount is taken once: ${told}.`)
  const why = `If ${column} is the amount of a single row, switch this on, so that they are added up.`
  sketch.off.push({ under: 'records', after: 'group', key: 'group', value: { by, sum: [revenue] }, why: [why] })
}

/** Many orders of many amounts, each with its rows alike, are no chance. */
function isRepetition(orders: readonly (readonly string[])[]): boolean {
  const alike = orders.filter((amounts) => amounts.every((value) => sameAmount(value, amounts[0] ?? '')))
  return alike.length === orders.length && alike.length >= 10 && new Set(alike.map(([value]) => value)).size >= 5
}

/** Whether the rows of an order have amounts of their own: in half of the orders that could show it, they differ. */
function isPerRow(column: string, groups: readonly (readonly number[])[], first: FirstRows): boolean {
  const amounts = groups.map((rows) => amountsIn(column, rows, first))
  const telling = amounts.filter((found) => found.length > 1)
  const different = telling.filter((found) => found.some((value) => !sameAmount(value, found[0] ?? '')))
  return different.length > 0 && different.length * 2 >= telling.length
}

function amountsIn(column: string, rows: readonly number[], first: FirstRows): readonly string[] {
  const values = first.values(column)
  return rows.map((at) => values[at] ?? '').filter((value) => value !== '')
}

function sameAmount(one: string, other: string): boolean {
  const [a, b] = [readMoney(one, undefined), readMoney(other, undefined)]
  return one === other || (a.kind === 'amount' && b.kind === 'amount' && compare(a.amount, b.amount) === 0)
}
