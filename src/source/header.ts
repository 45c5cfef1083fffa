import { ownColumns } from '../domain/own-rows.js'
import { UserError } from '../exit.js'
import { stripGuard, stripOwnGuard } from './guards.js'
import { mostColumns } from './limits.js'

const ours: ReadonlySet<string> = new Set(ownColumns)

/** The names of the columns: without byte order marks, guards and outer blanks. */
export function readHeader(cells: readonly string[]): string[] {
  const names = cells.map((cell) => cell.replaceAll('\ufeff', '').trim())
  return names.map(isOurs(names) ? stripOwnGuard : stripGuard).map((name) => name.trim())
}

/** Whether a file's first line, whatever its delimiter, seems to be a header that this tool wrote. */
export function seemsOurs(line: string): boolean {
  return !/^\W*[[{]/.test(line) && isOurs(line.split(/\W+/))
}

/** Throws a UserError when a record can't be a header: no letter in it, or more than 2,000 columns. */
export function checkHeader(name: string, line: number, header: readonly string[]): void {
  if (header.length > mostColumns + (isOurs(header) ? ours.size + 1 : 0)) {
    throw new UserError(
      `${name}:${line}: the header has ${header.length} columns, more than ${mostColumns}.`,
      'Check that this is the export you meant, and its delimiter (--delimiter).',
    )
  }
  if (header.some((cell) => /\p{L}/u.test(cell))) return
  throw new UserError(
    `${name}:${line}: there are no column names here.`,
    'The first line must hold the names of the columns. If they stand further down, set input.headerLine to their line.',
  )
}

/** Whether this tool wrote the file: one of its columns is there. */
export function isOurs(header: readonly string[]): boolean {
  return header.some((cell) => ours.has(cell.toLowerCase()))
}
