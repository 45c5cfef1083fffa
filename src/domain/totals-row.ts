import { type Conversion, identifiersOf, onlyCoupon } from './conversion.js'
import type { Mapping } from './mapping.js'
import { ownCells, ownPlaces } from './own-rows.js'
import { type Problem, problem } from './problem.js'
import type { Row, SourceFile, UnreadableRow } from './row.js'

/** "Total", "Grand Totals (12 records)", "Total for Acme Roofing", "Subtotal:"; not "Total Wine". */
const totals = /^(?:(?:grand|net|sub|report|overall)[\s-]*)?totals?\s*(?:$|[:(=]|\d|(?:for|of)\b)/i

/** Whether a cell says that its row is a total of others. */
function isTotal(text: string): boolean {
  return text.length < 300 && totals.test(text.trim())
}

/** An order id that is nothing but one of these is a total, whomever the row names. */
const bareTotals: ReadonlySet<string> = new Set(['total', 'totals', 'grand total', 'subtotal', 'sum', 'summe'])

/** The problem of a sale that is no sale but a total of others. */
export type FindTotals = (rows: readonly Row[], conversion: Conversion) => Problem | undefined

/**
 * Finds, for one file, rows that name nobody and say "Total" in the order id, or in their first cell while there is no order id;
 * and rows whose order id is that word alone. A coupon that the config gives to every row names nobody.
 */
export function totalsFinder(file: SourceFile, mapping: Mapping, derives: boolean): FindTotals {
  const places = ownPlaces(file)
  const sameCoupon = mapping.columnOf('couponCode') === ''
  return ([row], conversion) => {
    const orderId = derives ? '' : (conversion.orderId ?? '')
    if (orderId.length < 12 && bareTotals.has(orderId.toLowerCase())) {
      return totalsProblem(orderId, 'orderId', mapping.columnOf('orderId'))
    }
    const identifiers = identifiersOf(conversion)
    if (identifiers !== 0 && !(sameCoupon && identifiers === onlyCoupon)) return undefined
    if (isTotal(orderId)) return totalsProblem(orderId, 'orderId', mapping.columnOf('orderId'))
    if (row?.kind !== 'cells') return undefined
    const first = firstOf(ownCells(row.cells, file, places))
    return isTotal(first) && orderId.endsWith(orderId === '' ? '' : first) ? totalsProblem(first, '', '') : undefined
  }
}

/** The same for a row that ends after a few cells, as footers do. */
export function totalsOfUnreadable({ code, lines }: UnreadableRow, file: SourceFile): Problem | undefined {
  const first = firstOf(ownCells(lines[0] ?? [], file, ownPlaces(file)))
  return code === 'short-row' && isTotal(first) ? totalsProblem(first, '', '') : undefined
}

function firstOf(cells: readonly string[]): string {
  return cells.find((cell) => cell.trim() !== '')?.trim() ?? ''
}

function totalsProblem(value: string, field: string, column: string): Problem {
  const message = `"${value}": the row is a total of other rows, not a sale`
  return problem('totals-row', { field, column, value }, { message })
}
