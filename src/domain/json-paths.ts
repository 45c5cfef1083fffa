import { type JsonValue, type ReadRow, UnsafeNumber } from './row.js'

const deepest = 5

/** The paths to single values in JSON records, in the order in which they are met; of a list the first element counts, as `items.0.sku`. */
export function jsonPaths(rows: readonly ReadRow[]): readonly string[] {
  const paths = new Set<string>()
  for (const row of rows) if (row.kind === 'json') walk(row.value, '', 1, paths)
  return [...paths]
}

function walk(value: JsonValue, path: string, depth: number, paths: Set<string>): void {
  const single = typeof value !== 'object' || value === null || value instanceof UnsafeNumber
  if (single || depth > deepest) {
    paths.add(path)
    return
  }
  const entries = Array.isArray(value) ? Object.entries(value.slice(0, 1)) : Object.entries(value)
  for (const [key, inner] of entries) walk(inner as JsonValue, path === '' ? key : `${path}.${key}`, depth + 1, paths)
}
