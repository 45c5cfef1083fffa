import { check } from './check.js'
import { type Conversion, conversionJson } from './conversion.js'
import { derivedOrderId } from './derive.js'
import { markOf } from './identity.js'
import type { Mapping } from './mapping.js'
import type { Mark } from './mark.js'
import { matchBits } from './match.js'
import { type Problem, problem } from './problem.js'
import type { Row, SourceFile, UnreadableRow } from './row.js'
import type { Sale, SaleState } from './sale.js'
import type { Checks } from './settings.js'
import { type FindTotals, totalsOfUnreadable } from './totals-row.js'

/** What it takes to judge the sales of one file. */
export interface Judging {
  readonly file: number
  readonly mapping: Mapping
  /** Why a whole sale is left out by the rules under `records.keep`, or undefined. */
  readonly leftOut: (rows: readonly Row[]) => string | undefined
  readonly checks: Checks
  readonly revenueAs: 'number' | 'string'
  readonly nowSeconds: number
  /** Sales from before this instant are left out; seconds since 1970. */
  readonly since: number | undefined
  /** Whether sales get marks, to be known again; rows of our own files may bring theirs with them. */
  readonly marks: boolean
  readonly carriedMark: (rows: readonly Row[]) => Mark | undefined
  /** Tells a total of other rows from a sale. */
  readonly totals: FindTotals
  /** Fields that the order id is made from, when it is. */
  readonly derive: readonly string[] | undefined
}

/** A sale, what becomes of it, and its date in seconds since 1970; NaN without one. */
export interface Judged {
  readonly sale: Sale
  readonly state: SaleState
  readonly eventSeconds: number
}

/**
 * Maps and checks the rows of a sale and says what becomes of it; `kept` are problems that its own values don't show, `nth` is
 * which one it is of the sales of its file with the same derived order id.
 */
export function judge(rows: readonly Row[], kept: readonly Problem[], judging: Judging, nth: number): Judged {
  const draft = judging.mapping.draft(rows)
  const orderId = judging.derive && derivedOrderId(draft, judging.derive, nth)
  if (orderId !== undefined) draft.conversion.orderId = orderId
  const skipped = judging.leftOut(rows) ?? (draft.eventSeconds < (judging.since ?? draft.eventSeconds) ? tooOld : '')
  const checked = check(draft, judging.mapping, judging.checks, judging.nowSeconds)
  const { conversion } = checked
  const total = judging.totals(rows, conversion)
  const problems = total === undefined ? checked.problems : [total]
  const sale: Sale = {
    file: judging.file,
    rows,
    json: conversionJson(conversion, judging.revenueAs),
    // Totals share the word in their order id, and are no rivals.
    orderId: total === undefined ? (conversion.orderId ?? '') : '',
    storeId: conversion.storeId ?? '',
    // The money of a total is that of the sales above it.
    amount: total === undefined ? draft.amount : '',
    currency: draft.currency,
    eventSeconds: draft.eventSeconds,
    eventOffset: draft.eventOffset,
    identifiers: matchBits(conversion),
    problems: kept.length === 0 ? problems : [...kept, ...problems],
    skipped,
    mark: judging.marks ? markFor(conversion, rows, judging) : undefined,
  }
  const broken = !checked.valid || total !== undefined || kept.length > 0
  const state = draft.undecided ? 'waiting' : skipped !== '' ? 'skipped' : broken ? 'rejected' : 'ready'
  return { sale, state, eventSeconds: draft.eventSeconds }
}

const tooOld = 'from before --since'

/** An order id names the sale; without one, a row of ours that nobody touched knows which of equal sales it is. */
function markFor(conversion: Conversion, rows: readonly Row[], judging: Judging): Mark {
  const carried = conversion.orderId === undefined ? judging.carriedMark(rows) : undefined
  return carried ?? markOf(conversion)
}

/** The sale of a row that could not be read: nothing of it is believed. */
export function unreadableSale(row: UnreadableRow, file: SourceFile): Sale {
  return {
    file: file.number,
    rows: [row],
    json: '',
    orderId: '',
    storeId: '',
    amount: '',
    currency: '',
    eventSeconds: Number.NaN,
    eventOffset: 0,
    identifiers: 0,
    problems: [
      totalsOfUnreadable(row, file) ?? problem(row.code, { value: row.lines[0]?.[0] ?? '' }, { message: row.message }),
    ],
    skipped: '',
    mark: undefined,
  }
}
