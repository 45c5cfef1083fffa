import { columnsOf } from '../domain/columns.js'
import { judge, unreadableSale } from '../domain/judge.js'
import { compileMapping, type Mapping, type Proofs } from '../domain/mapping.js'
import { fieldsByName } from '../domain/own-names.js'
import { carriedMark, carriedNth } from '../domain/own-rows.js'
import type { Plan, Prepared } from '../domain/plan.js'
import type { Row, SourceFile } from '../domain/row.js'
import { columnReader } from '../domain/text-reader.js'
import { totalsFinder } from '../domain/totals-row.js'
import { CameBack } from './came-back.js'
import { cannotMap, rowsUnknown } from './distrust.js'
import { groupDamage, groupKey } from './group-key.js'
import { compileRules, type Rules } from './rules.js'
import type { FileRules } from './sales.js'

/** The plan made ready for the columns of one file. */
export interface CompiledRules extends FileRules {
  readonly source: SourceFile
  readonly rowRules: Rules
  readonly mapping: Mapping
  readonly cameBack: CameBack | undefined
}

/**
 * Makes the plan ready for a file, and notes in `prepared` which mapping is in force. Throws a UserError when columns are
 * missing or named wrongly.
 */
export async function compileFileRules(
  file: SourceFile,
  plan: Plan,
  proofs: Proofs,
  prepared: Prepared,
): Promise<CompiledRules> {
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
  if (file.ours && sums && !file.header.some((name) => /^lettr_(?:row|identity)$/i.test(name))) throw rowsUnknown(file)
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
