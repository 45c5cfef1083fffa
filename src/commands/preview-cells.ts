import { type Claim, claimsOf } from '../domain/claims.js'
import { columnsOf, OddCell } from '../domain/columns.js'
import type { ReadRow, Row, SourceFile } from '../domain/row.js'
import type { StoredSale } from '../domain/sale.js'
import type { Run } from './run.js'
import { pathsOf } from './sample.js'

/** A cell of a sale that is not blank, and what the mapping makes of it. */
export interface UsedCell {
  /** Its place among the rows of the sale, from 0. */
  readonly row: number
  readonly column: string
  readonly text: string
  readonly uses: readonly Use[]
}

/** The field that takes a cell; `idle` where another column came first. */
export interface Use extends Pick<Claim, 'path' | 'as'> {
  readonly idle: boolean
}

/** Every cell of a sale that is not blank, in the order of the file, with the fields that take it. */
export function usedCells(run: Run, sale: StoredSale, file: SourceFile): readonly UsedCell[] {
  const rows = sale.rows
  const cells = rows.flatMap((row, at) => cellsOf(row, file).map(({ column, text }) => ({ row: at, column, text })))
  const { emptyValues, records } = run.job.plan
  const empties = new Set(emptyValues.map(fold))
  const uses = new Map<(typeof cells)[number], Use[]>()
  for (const { path, columns, take, as } of claimsOf(run.prepared.fields ?? {}, records.group?.sum ?? [])) {
    const found = columns.flatMap((name) =>
      cells.filter(({ column, text }) => fold(column) === fold(name) && !empties.has(fold(text))),
    )
    const [first] = found
    for (const [at, cell] of found.entries()) {
      // Of each column the first row that has something counts.
      if (take === 'first' && found.findIndex(({ column }) => fold(column) === fold(cell.column)) < at) continue
      uses.set(cell, [...(uses.get(cell) ?? []), { path, as, idle: take === 'first' && cell !== first }])
    }
  }
  return cells.map((cell) => ({ ...cell, uses: uses.get(cell) ?? [] }))
}

function cellsOf(row: ReadRow, file: SourceFile): readonly { readonly column: string; readonly text: string }[] {
  if (row.kind === 'unreadable') return row.lines.flat().map((text) => ({ column: '', text }))
  if (row.kind === 'cells') {
    return row.cells.flatMap((text, at) => {
      const column = file.header[at] ?? ''
      return text.trim() === '' || /^lettr_/i.test(column) ? [] : [{ column, text: text.trim() }]
    })
  }
  const columns = columnsOf(file)
  return pathsOf([row]).flatMap((path) => {
    const pick = columns.find(path)
    const cell = typeof pick === 'function' ? pick(row as Row) : ''
    const text = cell instanceof OddCell ? cell.text : String(cell)
    return text === '' ? [] : [{ column: path, text }]
  })
}

const fold = (name: string): string => name.trim().toLowerCase()
