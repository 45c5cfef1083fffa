import { hash } from 'node:crypto'
import { kindOf } from './derive.js'
import { type Amount, minus, plus } from './money.js'
import { identityIn, ownCell } from './own-rows.js'
import type { Row, SourceFile } from './row.js'
import type { Sale } from './sale.js'

/** What a run had proved of its columns, as far as rows carry it with them. */
export interface CarriedFacts {
  readonly dayOrder: 'DMY' | 'MDY' | undefined
  readonly decimal: '.' | ',' | undefined
}

/** What `lettr_identity` says of the sale that a row was written for. */
export interface CarriedSale {
  /** How many rows the sale had; 0 when that is not known. */
  readonly rows: number
  /** A digest of its order id; empty when it had none of its own. */
  readonly order: string
  /** A digest of its amount; empty when it had none that could be read. */
  readonly amount: string
  /** A digest of its e-mail address; empty when it had none that is sent. */
  readonly email: string
  readonly facts: CarriedFacts
}

const orders = { M: 'MDY', D: 'DMY' } as const
const form = /~(\d{1,5})~([0-9a-f]{0,8})~([0-9a-f]{0,8})~([0-9a-f]{0,8})~([MDx])([.,x])$/

/** The last part of `lettr_identity`: how many rows the sale has, digests of its order id, amount and e-mail, and how dates and amounts are read. */
export function saleToken(
  rows: number,
  sale: Pick<Sale, 'orderId' | 'amount' | 'json'>,
  { dayOrder, decimal }: CarriedFacts,
): string {
  const { order, amount, email } = digestsOf(sale)
  return `~${rows}~${order}~${amount}~${email}~${dayOrder?.charAt(0) ?? 'x'}${decimal ?? 'x'}`
}

/** The digests of what tells a sale from others; an order id that was made from values tells nothing of its own. */
export function digestsOf({ orderId, amount, json }: Pick<Sale, 'orderId' | 'amount' | 'json'>): {
  readonly order: string
  readonly amount: string
  readonly email: string
} {
  const { primaryEmail = '' } = (json === '' ? {} : JSON.parse(json)) as { readonly primaryEmail?: string }
  return { order: kindOf(orderId) === '' ? digest(orderId) : '', amount: digest(amount), email: digest(primaryEmail) }
}

/** What a row of ours carries of its sale; undefined when that is lost, and for rows of other files. */
export function carriedSale(row: Row, file: SourceFile): CarriedSale | undefined {
  const match = form.exec(identityIn(row, file))
  if (match === null) return undefined
  const [, rows, order = '', amount = '', email = '', dates = 'x', sign = 'x'] = match
  const dayOrder = dates === 'x' ? undefined : orders[dates as keyof typeof orders]
  const decimal = sign === 'x' ? undefined : (sign as '.' | ',')
  return { rows: Number(rows), order, amount, email, facts: { dayOrder, decimal } }
}

function digest(text: string): string {
  return text === '' ? '' : hash('sha256', text, 'hex').slice(0, 8)
}

/** How many times the carried amount an amount is, when it is that without its decimal sign: 10, 100 or 1000. */
export function lostPoint(amount: Amount, carried: string): number | undefined {
  if (carried === '' || amount.includes('.') || digest(amount) === carried) return undefined
  return [10, 100, 1000].find((times) => digest(shifted(amount, String(times).length - 1)) === carried)
}

/** A cell of an amount that has no decimal sign, and whether it is taken off the others. */
export interface WholeCell {
  readonly digits: string
  readonly takenOff: boolean
}

const mostCells = 5

/** Whether an amount is the carried one when some of its cells get back a decimal sign before their last one, two or three digits. */
export function lostPointInCells(amount: Amount, carried: string, cells: readonly WholeCell[]): boolean {
  const [first, ...others] = cells.slice(0, mostCells)
  if (first === undefined) return digest(amount) === carried
  if (lostPointInCells(amount, carried, others)) return true
  return [1, 2, 3].some((places) => {
    const lost = minus(first.digits, shifted(first.digits, places))
    return lostPointInCells(first.takenOff ? plus(amount, lost) : minus(amount, lost), carried, others)
  })
}

function shifted(amount: Amount, places: number): Amount {
  const digits = amount.padStart(places + 1, '0')
  const fraction = digits.slice(-places).replace(/0{1,3}$/, '')
  return fraction === '' ? digits.slice(0, -places) : `${digits.slice(0, -places)}.${fraction}`
}

/** Whether an order id is the one that was carried, or that of which a spreadsheet took the zeros at the start or the end. */
export function sameOrder(orderId: string, carried: string): 'same' | 'lost-zeros' | 'other' {
  if (digest(orderId) === carried) return 'same'
  const whole = zeroed(orderId).some((candidate) => digest(candidate) === carried)
  return whole ? 'lost-zeros' : 'other'
}

const mostZeros = 15

/** A prefix of the mapping may stand before the number that lost its zeros. */
function zeroed(orderId: string): readonly string[] {
  const zeros = Array.from({ length: mostZeros }, (_, count) => '0'.repeat(count + 1))
  const starts = [...orderId.matchAll(/(?<!\d)\d/g)].slice(0, 3).map(({ index }) => index)
  return zeros.flatMap((some) => [
    ...starts.map((at) => `${orderId.slice(0, at)}${some}${orderId.slice(at)}`),
    ...(/^\D*\d+$/.test(orderId) ? [`${orderId}.${some}`] : []),
    ...(/\.\d+$/.test(orderId) ? [`${orderId}${some}`] : []),
  ])
}

/** What stands in `lettr_dates` when it is written: spreadsheets that rewrite dates turn it into their own way of writing them. */
export const sampleDate = '2000-12-31'

/** The order in which the spreadsheet that saved a file of ours writes day and month; undefined when it left the sample as it was. */
export function spreadsheetOrder(row: Row, file: SourceFile): 'DMY' | 'MDY' | undefined {
  const text = row.kind === 'cells' ? ownCell(row.cells, file, 'lettr_dates') : ''
  if (/^12[/.-]31[/.-](?:20)?00/.test(text)) return 'MDY'
  return /^31[/.-]12[/.-](?:20)?00/.test(text) ? 'DMY' : undefined
}
