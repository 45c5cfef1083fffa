import { setImmediate } from 'node:timers/promises'
import { columnsOf } from './domain/columns.js'
import { DayOrderProof } from './domain/date.js'
import type { Finding } from './domain/finding.js'
import { judge, unreadableSale } from './domain/judge.js'
import { compileMapping, type Mapping, type Proofs } from './domain/mapping.js'
import type { Known } from './domain/memory.js'
import { type Decimal, SeparatorProof } from './domain/money.js'
import { fieldsByName } from './domain/own-names.js'
import { carriedMark, carriedNth, stillUnreadable } from './domain/own-rows.js'
import type { Recall } from './domain/recall.js'
import type { Reading, Row, SourceFile } from './domain/row.js'
import type { SaleStore, StoredSale } from './domain/sale.js'
import type { Checks, Fields, RecordRules } from './domain/settings.js'
import { columnReader } from './domain/text-reader.js'
import { totalsFinder } from './domain/totals-row.js'
import type { UserError } from './exit.js'
import { CameBack } from './records/came-back.js'
import { cannotMap, checkProofs, checkZone, endless, type PlaceOf, undecided } from './records/distrust.js'
import { findAll } from './records/find.js'
import { groupDamage, groupKey } from './records/group-key.js'
import { rejectMixedUp } from './records/mixed-up.js'
import { seeSalesWithoutOrderId } from './records/remembered.js'
import { markRepeats } from './records/repeats.js'
import { compileRules, type Rules } from './records/rules.js'
import { EndlessGroup, type FileRules, Sales } from './records/sales.js'

/** Everything that decides what a row becomes. */
export interface Plan {
  /** Without fields, columns that already have the API's names are taken. */
  readonly fields: Fields | undefined
  readonly records: RecordRules
  readonly checks: Checks
  /** Of times without an offset. */
  readonly timezone: string | undefined
  readonly emptyValues: readonly string[]
  readonly revenueAs: 'number' | 'string'
  /** At most so many new sales pass; the rest is skipped. */
  readonly limit: number | undefined
  readonly nowSeconds: number
  /** Sales from before this instant are left out; seconds since 1970. */
  readonly since: number | undefined
  /** Whether sales get marks, by which they are known again: in the ledger, or in another input of the same run. */
  readonly marks: boolean
  /** What an earlier run proved about this input's values. */
  readonly proved: Facts
  /** Where a key of the config stands ("orders.config.json:14"), for messages. */
  readonly placeOf: PlaceOf
  /** A sentence on which other export a file seems to be, for a mapping that does not fit it; "" when it is like none. */
  readonly otherExport: (file: SourceFile) => Promise<string>
}

/** What the columns of a run proved, so that a few rejected rows can later be read alike. */
export interface Facts {
  readonly decimal?: Decimal | undefined
  readonly dayOrder?: 'DMY' | 'MDY' | undefined
  readonly timezone?: string | undefined
}

/** The zone of times without an offset, as the person named it; "" when none was declared. */
export function declaredZone({ fields, facts }: Prepared): string {
  return fields?.eventDate?.timezone ?? facts.timezone ?? ''
}

/** What a preparation came to, beside its findings. */
export interface Prepared {
  rowsRead: number
  facts: Facts
  readonly files: SourceFile[]
  /** The mapping in force, by field, in words. */
  mapping: Mapping | undefined
  fields: Fields | undefined
  /** Two sales with one order id under two store ids, by the file and the number of their first rows. */
  storeClash: readonly { readonly file: number; readonly record: number }[] | undefined
  /** The first sale whose order id the ledger knows under another store. */
  otherStore: { readonly file: number; readonly record: number } | undefined
  /** The latest date of any sale that was read, those in the future left aside; seconds since 1970. */
  newest: number | undefined
}

export function nothingPrepared(): Prepared {
  return {
    rowsRead: 0,
    facts: {},
    files: [],
    mapping: undefined,
    fields: undefined,
    storeClash: undefined,
    otherStore: undefined,
    newest: undefined,
  }
}

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
  let rules: Compiled | undefined
  for await (const reading of source) {
    if (reading.kind === 'opened') {
      prepared.files.push(reading.file)
      rules = await compile(reading.file, plan, proofs, prepared)
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
  if (waiting !== undefined) throw stillWaiting(waiting, prepared, proofs)
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
  }
  const oneCurrency = plan.checks.currencies === 'one' ? currencies : undefined
  const settings = { limit: plan.limit, oneCurrency, recall }
  for (const findings of findAll(store, settings, prepared)) {
    yield findings
    // Signals and garbage collection get their turn.
    await setImmediate()
  }
}

interface Compiled extends FileRules {
  readonly source: SourceFile
  readonly rowRules: Rules
  readonly mapping: Mapping
  readonly cameBack: CameBack | undefined
}

function openProofs(plan: Plan): Proofs {
  return {
    separator: new SeparatorProof(plan.fields?.revenue?.decimal ?? plan.proved.decimal),
    dates: { dayOrder: new DayOrderProof(plan.proved.dayOrder), withoutZone: undefined },
  }
}

async function compile(file: SourceFile, plan: Plan, proofs: Proofs, prepared: Prepared): Promise<Compiled> {
  const columns = columnsOf(file)
  const fields = plan.fields ?? fieldsByName(columns, file.format !== 'csv')
  const { records, checks, revenueAs, nowSeconds, since, marks, timezone, emptyValues } = plan
  const settings = { fields, sum: records.group?.sum ?? [], timezone, emptyValues }
  const { mapping, faults } = compileMapping(settings, columns, proofs)
  const compiling = { columns, empties: new Set<string>(), faults: [...faults] }
  const decimal = () => proofs.separator.decided
  const rowRules = compileRules(records.rows, 'rows', compiling, decimal)
  const leftOut = compileRules(records.keep, 'keep', compiling, decimal)
  const group = records.group && columnReader(records.group.by, ['records', 'group', 'by'], compiling)
  if (compiling.faults.length > 0) {
    throw cannotMap(file, compiling.faults, { placeOf: plan.placeOf, otherExport: await plan.otherExport(file) })
  }
  prepared.mapping = mapping
  prepared.fields = fields
  const judging = {
    carriedMark: (rows: readonly Row[]) => carriedMark(rows, file),
    file: file.number,
    mapping,
    leftOut,
    checks,
    revenueAs,
    nowSeconds,
    since,
    marks,
    totals: totalsFinder(file, mapping, fields.orderId?.derive !== undefined),
    derive: fields.orderId?.derive,
  }
  const key = group && groupKey(group)
  const sums = settings.sum.length > 0
  const cameBack = file.ours ? new CameBack(file, fields, sums, proofs) : undefined
  return {
    file: file.number,
    source: file,
    mapping,
    rowRules,
    sums,
    cameBack,
    stoodBesideBroken: (rows) => cameBack?.stoodBesideBroken(rows) === true,
    ...(key === undefined ? {} : { groupKey: key }),
    derives: judging.derive !== undefined,
    carriedNth: (rows, orderId) => carriedNth(rows, file, orderId),
    judge(rows, kept, nth) {
      const ordered = cameBack?.inOrder(rows) ?? rows
      const damage = group === undefined ? [] : groupDamage(ordered, group, mapping)
      const judged = judge(ordered, damage.length === 0 ? kept : kept.concat(damage), judging, nth)
      const { eventSeconds } = judged
      if (eventSeconds <= nowSeconds && eventSeconds > (prepared.newest ?? 0)) prepared.newest = eventSeconds
      return cameBack === undefined ? judged : cameBack.hold(judged, rows)
    },
    reject: (row) => unreadableSale(row, file),
  }
}

function takeRows(
  rows: (Reading & { kind: 'rows' })['rows'],
  rules: Compiled,
  sales: Sales,
  plan: Plan,
  known: Known | undefined,
): readonly Finding[] {
  const leftOut: Finding[] = []
  try {
    for (const read of rows) {
      const row = stillUnreadable(read, rules.source) ?? read
      const reason = row.kind === 'unreadable' ? undefined : reasonToLeave(row, rules)
      if (reason === undefined) sales.take(row, rules)
      else if (!keepExcluded(row as Row, reason, rules, sales, known))
        leftOut.push(leftOutRow(row as Row, reason, rules))
    }
  } catch (error) {
    if (error instanceof EndlessGroup) throw endless(error.key, plan.placeOf)
    throw error
  }
  return leftOut
}

function reasonToLeave(row: Row, rules: Compiled): string | undefined {
  const copied = rules.cameBack?.isCopy(row) === true
  return copied ? 'a copy of another row of this file' : rules.rowRules([row])
}

/** A row that is a sale by itself and was delivered by an earlier run is kept, so that a report can show it. */
function keepExcluded(row: Row, reason: string, rules: Compiled, sales: Sales, known: Known | undefined): boolean {
  if (known === undefined || rules.groupKey !== undefined) return false
  const { sale } = rules.judge([row], [], 1)
  if (sale.mark === undefined) return false
  const memory = known.recall(sale.mark)
  if (memory !== undefined) known.leave(sale.mark)
  if (memory?.fate !== 'accepted') return false
  sales.keepSkipped({ ...sale, skipped: reason })
  return true
}

function leftOutRow(row: Row, reason: string, rules: Compiled): Finding {
  const { amount, currency, conversion } = rules.mapping.draft([row])
  const { record, line } = row
  const orderId = conversion.orderId ?? ''
  return {
    kind: 'skipped',
    sale: -1,
    file: rules.file,
    record,
    line,
    rows: 1,
    amount,
    currency,
    orderId,
    reason,
    delivered: '',
  }
}

function stillWaiting(sale: StoredSale, prepared: Prepared, proofs: Proofs): UserError {
  const what = proofs.separator.decided === undefined && sale.amount === '' ? 'amounts' : 'dates'
  const column = prepared.mapping?.columnOf(what === 'amounts' ? 'revenue' : 'eventDate') ?? ''
  return undecided(what, column, placeOf(sale, prepared.files))
}

function placeOf(sale: StoredSale, files: readonly SourceFile[]): string {
  const name = files.length > 1 ? ` of ${files[sale.file - 1]?.name ?? sale.file}` : ''
  return `spreadsheet row ${sale.record}${name}`
}
