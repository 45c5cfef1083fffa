import { guard } from '../domain/guard.js'

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
