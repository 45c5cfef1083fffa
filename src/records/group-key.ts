import { OddCell } from '../domain/columns.js'
import { idDamage, oddProblem } from '../domain/damage.js'
import type { Mapping } from '../domain/mapping.js'
import type { Problem } from '../domain/problem.js'
import type { Row } from '../domain/row.js'
import type { Reader } from '../domain/text-reader.js'

/** The text of the group column that rows of one sale share; undefined where it is damaged, as rows of several sales may share that. */
export function groupKey(group: Reader): (row: Row) => string | undefined {
  return (row) => {
    const cell = group.read([row])
    return cell instanceof OddCell || idDamage(String(cell)) !== undefined ? undefined : String(cell)
  }
}

/** The problem of rows whose group column is damaged, unless the order id comes from there and tells it. */
export function groupDamage(rows: readonly Row[], group: Reader | undefined, mapping: Mapping): readonly Problem[] {
  const [row] = rows
  if (group === undefined || row === undefined || mapping.columnOf('orderId') === group.column) return none
  const cell = group.read([row])
  const code = cell instanceof OddCell ? cell.code : idDamage(String(cell))
  if (code === undefined) return none
  return [oddProblem(cell instanceof OddCell ? cell : new OddCell(code, String(cell)), '', group.column)]
}

const none: readonly Problem[] = []
