import type { ReadRow, Row, SourceFile, UnreadableRow } from './row.js'
import { rowDigest } from './row-digest.js'

/** Columns that stand before the input's own in every file we write; `upload` knows such a file by them. */
export const ownColumns = [
  'lettr_row',
  'lettr_line',
  'lettr_stage',
  'lettr_code',
  'lettr_field',
  'lettr_problem',
  'lettr_cure',
  'lettr_identity',
] as const

/** The columns of a file that are the input's own, by place: all but those that this tool put in front. */
export function ownPlaces(file: SourceFile): readonly number[] {
  const all = file.header.map((_, at) => at)
  return file.ours ? all.filter((at) => !/^lettr_/i.test(file.header[at] ?? '')) : all
}

/** A record's own cells, with what stands beyond the last column. */
export function ownCells(cells: readonly string[], file: SourceFile, places: readonly number[]): readonly string[] {
  if (!file.ours) return cells
  return [...places.map((at) => cells[at] ?? ''), ...cells.slice(file.header.length)]
}

const codes: ReadonlySet<string> = new Set<UnreadableRow['code']>([
  'short-row',
  'long-row',
  'unclosed-quote',
  'bad-json',
  'not-an-object',
  'too-large',
  'too-many-columns',
])

/**
 * A row that comes back in a rejects file although it could not be read, and that nobody has mended: it is still unreadable,
 * even though a spreadsheet, when saving, made it as wide as the others.
 */
export function stillUnreadable(row: ReadRow, file: SourceFile): UnreadableRow | undefined {
  if (row.kind === 'cells') return file.ours ? unmendedCells(row, file) : undefined
  if (row.kind === 'unreadable') return undefined
  const { lettr_lines: lines, lettr_code: code } = row.value
  return Array.isArray(lines) ? unreadable(row, String(code), lines as readonly string[][]) : undefined
}

function unmendedCells(row: Row & { readonly kind: 'cells' }, file: SourceFile): UnreadableRow | undefined {
  const { header } = file
  const lastNamed = header.findLastIndex((name) => name !== '')
  if (row.cells.some((cell, at) => cell !== '' && at > lastNamed)) {
    return { ...unreadable(row, 'long-row', [row.cells]), message: 'a value stands beyond the last column' }
  }
  const at = (name: string): string => row.cells[header.findIndex((column) => column.toLowerCase() === name)] ?? ''
  if (at('lettr_stage') !== 'read') return undefined
  const own = ownCells(row.cells, file, ownPlaces(file))
  return at('lettr_identity') === rowDigest(own) ? unreadable(row, at('lettr_code'), [row.cells]) : undefined
}

function unreadable(row: Row, code: string, lines: UnreadableRow['lines']): UnreadableRow {
  const known = codes.has(code) ? (code as UnreadableRow['code']) : 'bad-json'
  const message = 'the row is as it was when it could not be read'
  return { kind: 'unreadable', record: row.record, line: row.line, code: known, message, lines }
}
