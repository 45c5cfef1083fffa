import { setImmediate } from 'node:timers/promises'
import { DayOrderProof } from './domain/date.js'
import type { Finding } from './domain/finding.js'
import type { Proofs } from './domain/mapping.js'
import { SeparatorProof } from './domain/money.js'
import type { Plan, Prepared } from './domain/plan.js'
import type { Recall } from './domain/recall.js'
import type { Reading, SourceFile } from './domain/row.js'
import type { SaleStore, StoredSale } from './domain/sale.js'
import type { UserError } from './exit.js'
import { checkProofs, checkZone, undecided } from './records/distrust.js'
import { type CompiledRules, compileFileRules } from './records/file-rules.js'
import { findAll } from './records/find.js'
import { rejectMixedUp } from './records/mixed-up.js'
import { seeSalesWithoutOrderId } from './records/remembered.js'
import { markRepeats } from './records/repeats.js'
import { Sales } from './records/sales.js'
import { takeRows } from './records/take-rows.js'

/**
 * Reads, maps, groups and checks the whole input and says of every sale, in the order of the input, what became of it. Fresh
 * sales wait in the store. Nothing is found out of a sale before the input has ended, because a later row may change it. Throws
 * a UserError when the input as a whole can't be mapped for certain.
 */
export async function* prepare(
  source: AsyncIterable<Reading>,
  plan: Plan,
  store: SaleStore,
  prepared: Prepared,
  recall?: Recall,
): AsyncGenerator<readonly Finding[]> {
  const proofs = openProofs(plan)
  const sales = new Sales(store, (sale) => placeOf(sale, prepared.files))
  let rules: CompiledRules | undefined
  for await (const reading of source) {
    if (reading.kind === 'opened') {
      prepared.files.push(reading.file)
      rules = await compileFileRules(reading.file, plan, proofs, prepared)
      sales.startFile(rules)
    } else if (reading.kind === 'closed') {
      prepared.rowsRead += reading.rows
      prepared.files[reading.file.number - 1] = reading.file
      sales.endFile()
    } else if (rules !== undefined) {
      rules.cameBack?.learn(reading.rows)
      const leftOut = takeRows(reading.rows, rules, sales, plan, recall?.known)
      checkZone(proofs, rules.mapping)
      if (leftOut.length > 0) yield leftOut
    }
  }
  const waiting = sales.finish()
  if (rules !== undefined) checkZone(proofs, rules.mapping)
  checkProofs(proofs)
  if (waiting !== undefined) throw stillWaiting(waiting, prepared, proofs, plan.init)
  if (prepared.files.some((file) => file.ours)) rejectMixedUp(store, prepared.files)
  prepared.storeClash = sales.storeClash()?.map(({ file, record }) => ({ file, record }))
  prepared.facts = {
    decimal: proofs.separator.decided,
    dayOrder: proofs.dates.dayOrder.decided,
    timezone: plan.timezone,
  }
  if (plan.marks && sales.someWithoutOrderId) {
    markRepeats(store, prepared.files.length)
    if (recall !== undefined) seeSalesWithoutOrderId(store, recall.known)
  }
  const currencies = {
    column: prepared.mapping?.columnOf('revenue.currency') ?? '',
    place: (sale: StoredSale) => placeOf(sale, prepared.files),
    init: plan.init,
  }
  const oneCurrency = plan.checks.currencies === 'one' ? currencies : undefined
  const settings = { limit: plan.limit, oneCurrency, recall }
  for (const findings of findAll(store, settings, prepared)) {
    yield findings
    // Signals and garbage collection get their turn.
    await setImmediate()
  }
}

function openProofs(plan: Plan): Proofs {
  return {
    separator: new SeparatorProof(plan.fields?.revenue?.decimal ?? plan.proved.decimal),
    dates: { dayOrder: new DayOrderProof(plan.proved.dayOrder), withoutZone: undefined },
  }
}

function stillWaiting(sale: StoredSale, prepared: Prepared, proofs: Proofs, init: string | undefined): UserError {
  const what = proofs.separator.decided === undefined && sale.amount === '' ? 'amounts' : 'dates'
  const column = prepared.mapping?.columnOf(what === 'amounts' ? 'revenue' : 'eventDate') ?? ''
  const ours = prepared.files.some((file) => file.ours)
  return undecided(what, column, placeOf(sale, prepared.files), { ours, init })
}

function placeOf(sale: StoredSale, files: readonly SourceFile[]): string {
  const name = files.length > 1 ? ` of ${files[sale.file - 1]?.name ?? sale.file}` : ''
  return `spreadsheet row ${sale.record}${name}`
}
