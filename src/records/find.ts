import { type Finding, foundSale, onlyFound, type Stage } from '../domain/finding.js'
import type { Known } from '../domain/memory.js'
import type { Recall } from '../domain/recall.js'
import type { SourceFile } from '../domain/row.js'
import type { SaleStore, StoredSale } from '../domain/sale.js'
import { type CurrencyRules, checkCurrencies } from './currencies.js'
import { withMemory } from './remembered.js'

interface FindSettings {
  /** At most so many new sales pass; the rest is skipped. */
  readonly limit: number | undefined
  /** Absent where amounts of several currencies may stand side by side. */
  readonly oneCurrency: CurrencyRules | undefined
  /** Absent when no earlier run is asked. */
  readonly recall: Recall | undefined
}

interface Noticed {
  readonly files: readonly SourceFile[]
  /** The first sale whose order id the ledger knows under another store. */
  otherStore: { readonly file: number; readonly record: number } | undefined
}

const stretch = 500

/**
 * Says of every sale in the store what became of it, in stretches. A sale that earlier runs or the limit keep from being sent is
 * no longer fresh in the store from then on.
 */
export function* findAll(store: SaleStore, settings: FindSettings, noticed: Noticed): Generator<readonly Finding[]> {
  const { limit, oneCurrency, recall } = settings
  let findings: Finding[] = []
  let fresh = 0
  const currencies = new Set<string>()
  for (let number = 0; number < store.count; number += 1) {
    const sale = store.read(number)
    if (store.state(number) === 'ready') currencies.add(sale.currency)
    let finding = find(number, sale, store)
    if (recall !== undefined) {
      finding = withMemory(finding, sale, store, recall, noticed.files)
      if (finding.kind === 'fresh') noteOtherStore(finding, sale, recall.known, noticed)
    }
    if (finding.kind === 'fresh') {
      fresh += 1
      if (limit !== undefined && fresh > limit) {
        store.setState(number, 'skipped')
        finding = beyondLimit(finding, limit)
        if (recall !== undefined && sale.mark !== undefined) recall.known.leave(sale.mark)
      }
    }
    findings.push(finding)
    if (findings.length >= stretch) {
      yield findings
      findings = []
    }
  }
  if (oneCurrency !== undefined && currencies.size > 1) checkCurrencies(currencies, store, oneCurrency)
  yield findings
}

function noteOtherStore(finding: Finding, { orderId, mark }: StoredSale, known: Known, noticed: Noticed): void {
  if (orderId === '' || mark === undefined || noticed.otherStore !== undefined || !known.otherStore(mark)) return
  noticed.otherStore = { file: finding.file, record: finding.record }
}

function beyondLimit(finding: Finding & { readonly kind: 'fresh' }, limit: number): Finding {
  return {
    ...onlyFound(finding),
    kind: 'skipped',
    reason: `beyond the limit of ${limit} sales (--limit)`,
    delivered: '',
  }
}

function find(number: number, sale: StoredSale, store: SaleStore): Finding {
  const state = store.state(number)
  if (state !== 'rejected' && state !== 'skipped') return freshFinding(number, sale)
  const found = foundSale(number, sale)
  if (state === 'rejected') {
    return { kind: 'rejected', ...found, stage: stageOf(sale), problems: sale.problems, since: '' }
  }
  return { kind: 'skipped', ...found, reason: sale.skipped, delivered: '' }
}

/** Named one by one: most sales are fresh, and copying what was found takes three times as long. */
function freshFinding(number: number, sale: StoredSale): Finding {
  return {
    kind: 'fresh',
    sale: number,
    file: sale.file,
    record: sale.record,
    line: sale.line,
    rows: sale.rowCount,
    amount: sale.amount,
    currency: sale.currency,
    orderId: sale.orderId,
    identifiers: sale.identifiers,
    problems: sale.problems,
    eventSeconds: sale.eventSeconds,
    eventOffset: sale.eventOffset,
  }
}

const mapCodes: ReadonlySet<string> = new Set([
  'unsafe-number',
  'not-a-value',
  'bad-text',
  'conflicting-rows',
  'spreadsheet-error',
  'damaged-id',
])

function stageOf(sale: StoredSale): Stage {
  const errors = sale.problems.filter((found) => found.severity === 'error')
  if (sale.json === '') return 'read'
  if (errors.some((found) => found.code === 'duplicate-order')) return 'duplicate'
  return errors.some((found) => mapCodes.has(found.code) || found.code.startsWith('unreadable')) ? 'map' : 'check'
}
