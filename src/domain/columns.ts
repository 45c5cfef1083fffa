import { nearest } from './nearest.js'
import type { ProblemCode } from './problem.js'
import { type JsonValue, type Row, type SourceFile, UnsafeNumber } from './row.js'

/** A value that can't be taken as it is, with the problem it makes where a field needs it. */
export class OddCell {
  constructor(
    readonly code: ProblemCode,
    readonly text: string,
  ) {}
}

/** What stands in a column: text without outer blanks ("" when absent), a JSON number, or something odd. */
export type Cell = string | number | OddCell

/** Takes one column's value out of a row. */
export type Pick = (row: Row) => Cell

/** Why a column can't be had: it is missing (with the nearest that exists), or there are several of that name. */
type NoColumn =
  | { readonly kind: 'missing'; readonly nearest: string | undefined }
  | { readonly kind: 'twice'; readonly count: number }

/** Finds columns by name, without case and outer blanks. In JSON a name is a key or a path such as `customer.email`, and never missing. */
export interface Columns {
  find(name: string): Pick | NoColumn
  readonly names: readonly string[]
}

export function columnsOf(file: SourceFile): Columns {
  return file.format === 'csv' ? headerColumns(file.header) : { names: [], find: jsonPath }
}

const fold = (name: string): string => name.trim().toLowerCase()

function headerColumns(header: readonly string[]): Columns {
  const places = new Map<string, number[]>()
  header.forEach((name, at) => {
    const known = places.get(fold(name))
    if (known === undefined) places.set(fold(name), [at])
    else known.push(at)
  })
  return {
    names: header,
    find(name) {
      const [at, ...others] = places.get(fold(name)) ?? []
      if (at === undefined) return { kind: 'missing', nearest: nearest(name, header) }
      if (others.length > 0) return { kind: 'twice', count: others.length + 1 }
      return (row) => (row.kind === 'cells' ? trimmed(row.cells[at] ?? '') : '')
    },
  }
}

/** `trim`, without the call where a text plainly neither begins nor ends with a blank. */
function trimmed(text: string): string {
  const first = text.charCodeAt(0)
  const last = text.charCodeAt(text.length - 1)
  return first > blank && first < afterAscii && last > blank && last < afterAscii ? text : text.trim()
}

const [blank, afterAscii] = [32, 127]

function jsonPath(name: string): Pick {
  const whole = name.trim()
  const steps = whole.split('.')
  return (row) => {
    if (row.kind !== 'json') return ''
    const direct = step(row.value, whole)
    return cellOf(direct === undefined && steps.length > 1 ? walk(row.value, steps) : direct)
  }
}

function walk(value: JsonValue, steps: readonly string[]): JsonValue | undefined {
  let at: JsonValue | undefined = value
  for (const name of steps) {
    if (at === undefined) return undefined
    at = step(at, name)
  }
  return at
}

function step(value: JsonValue, name: string): JsonValue | undefined {
  if (Array.isArray(value)) return /^\d{1,6}$/.test(name) ? (value as readonly JsonValue[])[Number(name)] : undefined
  if (typeof value !== 'object' || value === null || value instanceof UnsafeNumber) return undefined
  const object = value as { readonly [key: string]: JsonValue }
  if (Object.hasOwn(object, name)) return object[name]
  const folded = fold(name)
  for (const key in object) if (key.length >= folded.length && fold(key) === folded) return object[key]
  return undefined
}

function cellOf(value: JsonValue | undefined): Cell {
  if (value === undefined || value === null) return ''
  if (typeof value === 'string') return value.isWellFormed() ? value.trim() : new OddCell('bad-text', value)
  if (typeof value === 'number') return value
  if (typeof value === 'boolean') return String(value)
  if (value instanceof UnsafeNumber) return new OddCell('unsafe-number', value.text)
  return new OddCell('not-a-value', Array.isArray(value) ? '[…]' : '{…}')
}
