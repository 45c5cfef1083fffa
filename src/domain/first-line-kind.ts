import { fieldsMeantBy } from './column-synonyms.js'
import { looksLikeDate, looksLikeEmail, looksLikeInstant, looksLikeMoney } from './value-kinds.js'

/** Whether the line that should hold the names of columns holds a sale: then nothing of it may be shown. */
export function looksLikeSale(header: readonly string[]): boolean {
  const cells = header.map((cell) => cell.trim())
  if (cells.some(looksLikeEmail)) return true
  // Months or days may be names of columns beside real ones.
  const named = cells.filter((cell) => fieldsMeantBy(cell).length > 0).length
  return named < 2 && cells.some((cell) => isDay(cell) || isPrice(cell))
}

const isDay = (cell: string): boolean => /\d\D+\d/.test(cell) && (looksLikeDate(cell) || looksLikeInstant(cell))
const isPrice = (cell: string): boolean => /\d[.,]\d\d\)?$/.test(cell) && looksLikeMoney(cell)

/** The sentence for such a line. */
export const firstLineIsSale = 'the first line looks like a sale, not like a header'
