import { OddCell } from '../domain/columns.js'
import { compileCondition, describeBreach } from '../domain/condition.js'
import type { Decimal } from '../domain/money.js'
import type { Row } from '../domain/row.js'
import type { Condition } from '../domain/settings.js'
import { type Compiling, columnReader } from '../domain/text-reader.js'

/** The first rule that rows break, in words for the books, or undefined when they pass all of them. */
export type Rules = (rows: readonly Row[]) => string | undefined

/** Makes rules ready for one file's columns; a rule on a column that is missing is added to the faults. */
export function compileRules(
  conditions: readonly Condition[],
  key: 'rows' | 'keep',
  compiling: Compiling,
  decimal: () => Decimal | undefined,
): Rules {
  const tests = conditions.map((condition, index) => {
    const reader = columnReader(condition.column, ['records', key, String(index), 'column'], compiling)
    const passes = compileCondition(condition, decimal)
    const broken = describeBreach(condition)
    return (rows: readonly Row[]) => {
      const cell = reader.read(rows)
      return passes(cell instanceof OddCell ? cell.text : String(cell)) ? undefined : broken
    }
  })
  return (rows) => {
    for (const test of tests) {
      const broken = test(rows)
      if (broken !== undefined) return broken
    }
    return undefined
  }
}
