import { createHash } from 'node:crypto'

/** A short name for what stands in a row, so that a row that comes back can be told to be unchanged; empty cells at its end don't count. */
export function rowDigest(cells: readonly string[]): string {
  let end = cells.length
  while (end > 0 && cells[end - 1] === '') end -= 1
  return createHash('sha256')
    .update(JSON.stringify(cells.slice(0, end)))
    .digest('hex')
    .slice(0, 32)
}
