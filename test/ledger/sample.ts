import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { hexOf, type Mark } from '../../src/domain/mark.js'
import type { Intent } from '../../src/domain/memory.js'
import type { Disk } from '../../src/ledger/disk.js'
import type { Ledger, RunStart } from '../../src/ledger/ledger.js'
import { openLedger } from '../../src/ledger/open.js'
import { markFrom } from '../support/mark.js'

export const owner = { account: '7', baseUrl: 'https://api.example.com' }
export const recipe = { orders: 'aa', contents: 'bb' }
export const runStart: RunStart = {
  folder: 'runs/2026-11-22_0915_orders',
  inputs: ['orders.csv'],
  source: 'shopify',
  recipe,
  sample: [markFrom('0f'.repeat(24))],
}

/** A path for a ledger in a folder that goes away with the test. */
export function ledgerPath(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lettr-ledger-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'ledger.jsonl')
}

export function open(path: string, at = '2026-11-22T09:15:00.000Z', disk?: Disk): Promise<Ledger> {
  return openLedger({
    path,
    ...owner,
    tool: '0.1.0',
    now: () => new Date(at),
    ...(disk === undefined ? {} : { disk }),
  })
}

/** A mark of an order, its store and its content, each a small number. */
export function mark(order: number, content = 0, store = 0): Mark {
  // Spread over the parts of the index as digests are, some of them in one place.
  const spread = ((order * 0x9e3779b1) >>> 0).toString(16).padStart(8, '0')
  return markFrom(spread + hex(order, 8) + hex(store, 16) + hex(content, 8) + hex(content, 8))
}

/** A mark whose content says just this: 10 bits, 10 bits, 12 bits, and 32 bits of the whole. */
export function markOf(order: number, amount: number, date: number, identifiers: number, whole: number): Mark {
  const parts = hex(((amount << 22) | (date << 12) | identifiers) >>> 0, 8)
  return markFrom(hexOf(mark(order)).slice(0, 32) + parts + hex(whole, 8))
}

function hex(number: number, digits: number): string {
  return number.toString(16).padStart(digits, '0')
}

/** A request of these marks, which stand in rows 2, 3, … of the first file. */
export function intent(marks: readonly Mark[], withOrderIds = true): Intent {
  return {
    withOrderIds,
    records: marks.map((one, at) => ({ mark: one, file: 1, record: 2 + at })),
    money: new Map([['USD', '12.50']]),
  }
}
