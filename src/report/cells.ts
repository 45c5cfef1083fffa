// What a spreadsheet runs or converts: formulas, leading zeros, long numbers, exponents, dates, and its own text mark.
const formula = /^[=+\-@\t\r']/
const longNumber = /^\d{12,}(?:\.\d+)?$/
const leadingZero = /^0\d/
const exponent = /^\d+(?:\.\d+)?e[+-]?\d+$/i
const dateLike =
  /^\d{1,4}[-/]\d{1,2}(?:[-/]\d{1,4})?(?:$|[ T])|^\d{1,2}\.\d{1,2}\.\d{2,4}(?:$| )|^\d{1,2}[- ]?[a-z]{3,9}[- ]?\d{0,4}$|^[a-z]{3,9}[- ]\d{1,4}$/i

/** A cell that a spreadsheet shows as it is: an apostrophe goes before what it would run or convert. `upload` takes one off again. */
export function guard(cell: string): string {
  const first = cell.charCodeAt(0)
  if (cell === '' || (first > 64 && first < 128 && cell.length > 20)) return cell
  const converted =
    formula.test(cell) || leadingZero.test(cell) || longNumber.test(cell) || exponent.test(cell) || dateLike.test(cell)
  return converted ? `'${cell}` : cell
}

/** One line of a CSV file: guarded, quoted where needed, CRLF at its end. */
export function csvLine(cells: readonly string[]): string {
  return guardedLine(cells.map(guard))
}

/** One line of a CSV file whose cells are guarded already. */
export function guardedLine(cells: readonly string[]): string {
  return `${cells.map(quote).join(',')}\r\n`
}

/** Guards every cell, for rows that must come back exactly as they were to be known again. */
export function guardAlways(cell: string): string {
  return cell === '' ? cell : `'${cell}`
}

function quote(cell: string): string {
  return /[",\r\n;\t]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}
