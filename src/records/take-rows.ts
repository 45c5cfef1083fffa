import type { Finding } from '../domain/finding.js'
import type { Known } from '../domain/memory.js'
import { stillUnreadable } from '../domain/own-rows.js'
import type { Plan } from '../domain/plan.js'
import type { ReadRow, Row } from '../domain/row.js'
import { endless } from './distrust.js'
import type { CompiledRules } from './file-rules.js'
import { EndlessGroup, type Sales } from './sales.js'

/** Takes rows in, and says which of them a rule left out before they could become part of a sale. */
export function takeRows(
  rows: readonly ReadRow[],
  rules: CompiledRules,
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

function reasonToLeave(row: Row, rules: CompiledRules): string | undefined {
  const copied = rules.cameBack?.isCopy(row) === true
  return copied ? 'a copy of another row of this file' : rules.rowRules([row])
}

/** A row that is a sale by itself and was delivered by an earlier run is kept, so that a report can show it. */
function keepExcluded(row: Row, reason: string, rules: CompiledRules, sales: Sales, known: Known | undefined): boolean {
  if (known === undefined || rules.groupKey !== undefined) return false
  const { sale } = rules.judge([row], [], 1)
  if (sale.mark === undefined) return false
  const memory = known.recall(sale.mark)
  if (memory !== undefined) known.leave(sale.mark)
  if (memory?.fate !== 'accepted') return false
  sales.keepSkipped({ ...sale, skipped: reason })
  return true
}

function leftOutRow(row: Row, reason: string, rules: CompiledRules): Finding {
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
