import { writeExactly } from './exact-json.js'
import { type Mark, markOfHex } from './mark.js'
import type { JsonObject, ReadRow, Row, SourceFile, UnreadableRow } from './row.js'
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
  'lettr_dates',
] as const

/** Whether this tool put a column in front of an input's own. */
export function isOwnColumn(name: string): boolean {
  return /^lettr_/i.test(name)
}

/** The columns of a file that are the input's own, by place: all but those that this tool put in front. */
export function ownPlaces(file: SourceFile): readonly number[] {
  const all = file.header.map((_, at) => at)
  return file.ours ? all.filter((at) => !isOwnColumn(file.header[at] ?? '')) : all
}

/** A record's own cells, with what stands beyond the last column. */
export function ownCells(cells: readonly string[], file: SourceFile, places: readonly number[]): readonly string[] {
  if (!file.ours) return cells
  return [...places.map((at) => cells[at] ?? ''), ...cells.slice(file.header.length)]
}

/** A JSON record without the keys that this tool put in front. */
export function withoutOurs(value: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !key.startsWith('lettr_')))
}

/** A short name for what the export itself says in a row. */
export function rowKey(row: ReadRow, file: SourceFile): string {
  if (row.kind === 'unreadable') return rowDigest(row.lines.flat())
  if (row.kind === 'json') return rowDigest([writeExactly(withoutOurs(row.value))])
  return rowDigest(ownCells(row.cells, file, ownPlaces(file)))
}

/**
 * What `lettr_identity` says: the row's key; where only that tells its sale from an equal one, the sale's mark or number and kind;
 * and what its sale was like (see `own-sale`).
 */
export function identityCell(key: string, which: string, sale: string): string {
  return `${which === '' ? key : `${key}-${which}`}${sale}`
}

/** The mark that rows bring with them from a file of ours; undefined when there is none, or when a row was changed since. */
export function carriedMark(rows: readonly Row[], file: SourceFile): Mark | undefined {
  const which = carried(rows, file)
  return which === undefined ? undefined : markOfHex(which)
}

/**
 * Which of the sales with this derived order id a sale was when its rows were written to a file of ours; undefined when they were
 * not, or were changed since in what the id is made from.
 */
export function carriedNth(rows: readonly Row[], file: SourceFile, orderId: string): number | undefined {
  const which = carried(rows, file) ?? common(rows.map((row) => ofKind(written(row, file), orderId)))
  return which !== undefined && /^[1-9]\d{0,8}$/.test(which) ? Number(which) : undefined
}

function ofKind([, which, kind]: readonly string[], orderId: string): string | undefined {
  return kind !== undefined && orderId === `lc-${kind}` ? which : undefined
}

const mayHaveArrived: ReadonlySet<string> = new Set(['in-doubt', 'changed-since', 'delivered-then-excluded'])

/** Whether rows come from a file of ours that says of their sale that it was rejected, refused or left unsent: LettrLabs never took it. */
export function neverTaken(rows: readonly ReadRow[], file: SourceFile): boolean {
  const found = rows.map((row) => codeIn(row, file)).filter((code) => code !== '')
  return found.length > 0 && !found.some((code) => mayHaveArrived.has(code))
}

/** What `lettr_code` says; only the first row of a sale has it. */
export function codeIn(row: ReadRow, file: SourceFile): string {
  if (row.kind === 'json') return typeof row.value.lettr_code === 'string' ? row.value.lettr_code : ''
  return row.kind === 'cells' && file.ours ? ownCell(row.cells, file, 'lettr_code') : ''
}

function carried(rows: readonly Row[], file: SourceFile): string | undefined {
  return common(rows.map((row) => carriedBy(row, file)))
}

function common(all: readonly (string | undefined)[]): string | undefined {
  const [which, ...others] = new Set(all)
  return others.length === 0 ? which : undefined
}

function carriedBy(row: Row, file: SourceFile): string | undefined {
  const [key, which] = written(row, file)
  return which !== undefined && key === rowKey(row, file) ? which : undefined
}

/** The parts of `lettr_identity` that name the row. */
function written(row: Row, file: SourceFile): readonly string[] {
  return identityIn(row, file).split('~', 1)[0]?.split('-') ?? []
}

/** `lettr_identity` as it came back; empty where there is none. */
export function identityIn(row: Row, file: SourceFile): string {
  if (row.kind === 'cells') return file.ours ? ownCell(row.cells, file, 'lettr_identity') : ''
  const identity = row.value.lettr_identity
  return typeof identity === 'string' ? identity : ''
}

/** One of the cells that this tool put in front; empty where there is none. */
export function ownCell(cells: readonly string[], file: SourceFile, name: string): string {
  return cells[file.header.findIndex((column) => column.toLowerCase() === name)] ?? ''
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
  if (ownCell(row.cells, file, 'lettr_stage') !== 'read') return undefined
  return written(row, file)[0] === rowKey(row, file)
    ? unreadable(row, ownCell(row.cells, file, 'lettr_code'), [row.cells])
    : undefined
}

function unreadable(row: Row, code: string, lines: UnreadableRow['lines']): UnreadableRow {
  const known = codes.has(code) ? (code as UnreadableRow['code']) : code === 'totals-row' ? 'short-row' : 'bad-json'
  const message = 'the row is as it was when it could not be read'
  return { kind: 'unreadable', record: row.record, line: row.line, code: known, message, lines }
}
