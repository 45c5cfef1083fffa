import type { Mark } from './mark.js'
import type { Problem } from './problem.js'
import type { ReadRow } from './row.js'

/** One sale as it came from the input: its rows as written, and what the mapping and the checks made of them. */
export interface Sale {
  /** The number of its file among the inputs, from 1. */
  readonly file: number
  readonly rows: readonly ReadRow[]
  /** The conversion's JSON text; of a sale that is not ready, as far as it could be read. */
  readonly json: string
  /** Empty when there is none. */
  readonly orderId: string
  readonly storeId: string
  /** Exact decimal; empty when there is no readable amount. */
  readonly amount: string
  readonly currency: string
  /** Seconds since 1970 of the event date, NaN without one; and how far east of Greenwich it was read from. */
  readonly eventSeconds: number
  readonly eventOffset: number
  /** A sum of `identifierBits` and `gapBits`. */
  readonly identifiers: number
  /** Errors and warnings, all of them. */
  readonly problems: readonly Problem[]
  /** Why it is left out, when a rule or an identical sale did so. */
  readonly skipped: string
  /** How the ledger knows it; undefined where nothing is remembered, and of a copy that another sale of the input stands for. */
  readonly mark: Mark | undefined
}

/** A sale read back: its JSON, problems and rows are taken apart only when asked for. */
export interface StoredSale extends Sale {
  readonly rowCount: number
  readonly hasOrderId: boolean
  /** How many bytes the JSON has. */
  readonly jsonLength: number
  /** Copies the JSON's bytes to `target` at `at` and gives their number. */
  copyJson(target: Buffer, at: number): number
  /** Where its first row stands. */
  readonly record: number
  readonly line: number
}

/** A stored sale's content as a plain value, to be stored again with a change. */
export function contentOf(sale: StoredSale): Sale {
  const { file, rows, json, orderId, storeId, amount, currency, problems, skipped, mark } = sale
  const { eventSeconds, eventOffset, identifiers } = sale
  return {
    file,
    rows,
    json,
    orderId,
    storeId,
    amount,
    currency,
    eventSeconds,
    eventOffset,
    identifiers,
    problems,
    skipped,
    mark,
  }
}

/**
 * What became of a sale while the input was read: `waiting` for the column to prove how a value is to be read, `again` when it
 * is ready and an earlier run left it in doubt, `known` when an earlier run's word on it stands.
 */
export type SaleState = 'waiting' | 'ready' | 'again' | 'rejected' | 'skipped' | 'known'

/** The states of sales that are to be sent. */
export function isFresh(state: SaleState): boolean {
  return state === 'ready' || state === 'again'
}

/** Keeps the sales of a run, in the order in which they came, by number from 0. */
export interface SaleStore {
  readonly count: number
  append(sale: Sale, state: SaleState): number
  replace(number: number, sale: Sale, state: SaleState): void
  read(number: number): StoredSale
  state(number: number): SaleState
  setState(number: number, state: SaleState): void
}
