import { carriedSale, digestsOf } from '../domain/own-sale.js'
import { problem } from '../domain/problem.js'
import type { Row, SourceFile } from '../domain/row.js'
import { contentOf, isFresh, type SaleStore, type StoredSale } from '../domain/sale.js'

const parts = ['order', 'amount', 'email'] as const
type Part = (typeof parts)[number]

const names = {
  order: { field: 'orderId', words: 'order ids' },
  amount: { field: 'revenue', words: 'amounts' },
  email: { field: 'primaryEmail', words: 'e-mail addresses' },
} as const

interface Moved {
  readonly number: number
  readonly was: string
  readonly now: string
}

/**
 * Rejects sales of files of ours whose order ids, amounts or e-mail addresses have changed places: somebody has sorted one column
 * by itself, and each sale would be sent with what belongs to another.
 */
export function rejectMixedUp(store: SaleStore, files: readonly SourceFile[]): void {
  const moved: Record<Part, Moved[]> = { order: [], amount: [], email: [] }
  for (let number = 0; number < store.count; number += 1) {
    const sale = store.read(number)
    const file = files[sale.file - 1]
    if (file?.ours === true) note(number, sale, file, moved)
  }
  for (const part of parts) {
    for (const number of outOfPlace(moved[part])) {
      if (isFresh(store.state(number))) reject(store, number, part)
    }
  }
}

function note(number: number, sale: StoredSale, file: SourceFile, moved: Record<Part, Moved[]>): void {
  const rows = sale.rows.filter((row): row is Row => row.kind !== 'unreadable')
  const carried = rows.map((row) => carriedSale(row, file)).find((one) => one !== undefined && one.rows > 0)
  if (carried === undefined) return
  const digests = digestsOf(sale)
  for (const part of parts) {
    if (digests[part] !== carried[part]) moved[part].push({ number, was: carried[part], now: digests[part] })
  }
}

/** A correction brings in something new; only what was here before, beside another sale, has changed its place. */
function outOfPlace(moved: readonly Moved[]): readonly number[] {
  const before = new Set(moved.map(({ was }) => was).filter((was) => was !== ''))
  const after = new Set(moved.map(({ now }) => now).filter((now) => now !== ''))
  if (!moved.some(({ was, now }) => before.has(now) && after.has(was))) return []
  return moved.filter(({ now }) => now === '' || before.has(now)).map(({ number }) => number)
}

function reject(store: SaleStore, number: number, part: Part): void {
  const sale = store.read(number)
  const { field, words } = names[part]
  const message = `${words} of this file stand beside other sales than when it was written: one column may have been sorted by itself`
  const cure =
    'Take the file as it was written, and sort whole rows only; if it is meant as it stands, empty lettr_identity in its row.'
  const found = problem('changed-by-spreadsheet', { field }, { message, cure })
  store.replace(number, { ...contentOf(sale), problems: [...sale.problems, found] }, 'rejected')
}
