import type { JsonValue, ReadRow, Row } from '../domain/row.js'
import { isFresh, type StoredSale } from '../domain/sale.js'
import type { Run } from './run.js'

const mostLookedAt = 500

/** Up to 500 sales, from the first to the last, that are to be sent or that nothing tells whom they are about. */
export function sampleSales({ spool }: Run): readonly StoredSale[] {
  const step = Math.max(1, spool.count / mostLookedAt)
  const sales: StoredSale[] = []
  for (let at = 0; Math.floor(at) < spool.count; at += step) {
    const number = Math.floor(at)
    const state = spool.state(number)
    if (!isFresh(state) && state !== 'rejected') continue
    const sale = spool.read(number)
    if (isFresh(state) || sale.problems.some(({ code }) => code === 'no-identifier')) sales.push(sale)
  }
  return sales
}

const mostPaths = 300

/** The paths to the values of a few JSON records, such as `customer.email`; lists are not looked into. */
export function pathsOf(rows: readonly ReadRow[]): readonly string[] {
  const paths = new Set<string>()
  const walk = (value: JsonValue, before: string): void => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return
    for (const [key, inner] of Object.entries(value)) {
      if (paths.size >= mostPaths) return
      if (typeof inner === 'string' || typeof inner === 'number') paths.add(`${before}${key}`)
      else walk(inner, `${before}${key}.`)
    }
  }
  for (const row of rows) if (row.kind === 'json') walk((row as Row & { kind: 'json' }).value, '')
  return [...paths]
}
