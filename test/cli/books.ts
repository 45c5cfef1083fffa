import { expect } from 'vitest'
import type { Sandbox } from '../../src/sandbox/server.js'
import type { Folder } from './run-command.js'

/** A count as summary.json has it. */
interface Count {
  readonly sales: number
  readonly rows: number
  readonly money: Readonly<Record<string, string>>
  readonly withoutAmount: number
}

export type Place = 'ready' | 'accepted' | 'known' | 'skipped' | 'rejected' | 'refused' | 'in doubt' | 'unsent'

/** What the tests look at in summary.json. */
export interface Summary {
  readonly exitCode: number
  readonly mode: string
  readonly account: { readonly id: string; readonly company: string } | null
  readonly books: {
    readonly read: Count
    readonly merged: number
    readonly places: Readonly<Partial<Record<Place, Count>>>
  }
  readonly rejected: readonly Reason[]
  readonly refused: readonly Reason[]
  readonly skipped: readonly Reason[]
  readonly inDoubt: readonly Reason[]
  readonly warnings: readonly Reason[]
  readonly changedSince: { readonly changed: Count; readonly excluded: Count }
  readonly open: readonly { readonly what: string; readonly sales: number; readonly inputs: readonly string[] }[]
  readonly delivery: { readonly requests: number; readonly stopped: string; readonly events: readonly string[] }
  readonly files: readonly string[]
  readonly next: string
}

interface Reason {
  readonly code: string
  readonly message: string
  readonly count: number
  readonly example: { readonly file: string; readonly row: number; readonly orderId: string }
}

/** The newest run's summary; its books must balance in sales, rows and money. */
export function balanced(folder: Folder): Summary {
  const summary = JSON.parse(folder.left('summary.json') ?? 'null') as Summary
  expectBalance(summary)
  return summary
}

/** Adds the places up with cents as whole numbers, by nobody's arithmetic but our own. */
export function expectBalance({ books }: Summary): void {
  const places = Object.values(books.places)
  for (const part of ['sales', 'rows', 'withoutAmount'] as const) {
    expect(
      places.reduce((sum, place) => sum + place[part], 0),
      `the places' ${part}`,
    ).toBe(books.read[part])
  }
  for (const currency of new Set([books.read, ...places].flatMap(({ money }) => Object.keys(money)))) {
    const sum = places.reduce((total, { money }) => total + cents(money[currency] ?? '0'), 0)
    expect(sum, `the places' money in "${currency}"`).toBe(cents(books.read.money[currency] ?? '0'))
  }
  expect(books.merged).toBe(books.read.rows - books.read.sales)
}

/** An exact decimal with at most two places, in cents. */
export function cents(amount: string | number): number {
  const [, sign = '', whole = '', part = ''] = /^(-?)(\d+)(?:\.(\d{1,2}))?$/.exec(String(amount)) ?? []
  if (whole === '') throw new Error(`"${amount}" is no amount`)
  return Number(`${sign}${Number(whole) * 100 + Number(part.padEnd(2, '0'))}`)
}

/** How many sales a place holds. */
export function salesIn(summary: Summary, place: Place): number {
  return summary.books.places[place]?.sales ?? 0
}

/** Money of a place in cents, over all currencies. */
export function centsIn(summary: Summary, place: Place): number {
  return Object.values(summary.books.places[place]?.money ?? {}).reduce((sum, amount) => sum + cents(amount), 0)
}

/** What the stand-in stored: order ids as they stand, and money in cents. */
export function stored(sandbox: Sandbox): { readonly orders: readonly string[]; readonly cents: number } {
  const records = sandbox.store().map(({ record }) => record)
  return {
    orders: records.map(({ orderId }) => String(orderId ?? '')).sort(),
    cents: records.reduce((sum, { revenue }) => sum + cents(revenue as number), 0),
  }
}

/** The accepted of all these runs are what the stand-in holds, in count and money. */
export function expectStored(sandbox: Sandbox, ...summaries: readonly Summary[]): void {
  const held = stored(sandbox)
  const total = (of: (summary: Summary, place: Place) => number) =>
    summaries.reduce((sum, summary) => sum + of(summary, 'accepted'), 0)
  expect({ sales: held.orders.length, cents: held.cents }).toEqual({ sales: total(salesIn), cents: total(centsIn) })
}

/** How many requests with conversions reached the stand-in. */
export function posts(sandbox: Sandbox): number {
  return sandbox.requests().filter(({ method }) => method === 'POST').length
}

/** How many conversions each such request held. */
export function recordsSent(sandbox: Sandbox): readonly number[] {
  return sandbox.requests().flatMap(({ method, records }) => (method === 'POST' ? [records] : []))
}
