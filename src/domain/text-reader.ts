import { type Cell, type Columns, OddCell, type Pick } from './columns.js'
import { cellDamage, type Damage } from './damage.js'
import type { Row } from './row.js'
import type { TextField } from './settings.js'

/** Reads one value out of the rows of a sale: of several rows the first that has something. */
export interface Reader {
  read(rows: readonly Row[]): Cell
  /** The column or columns, for messages. */
  readonly column: string
}

/** A column of the mapping that the input does not have as it should. */
export interface MappingFault {
  /** Where in the config the column is named, as in `fields.revenue.minus`. */
  readonly path: readonly string[]
  readonly message: string
  /** The column that is missing, when it is that. */
  readonly column?: string
}

/** What the readers of one file share: its columns, the words that mean "empty", and the faults found while compiling. */
export interface Compiling {
  readonly columns: Columns
  readonly empties: ReadonlySet<string>
  readonly faults: MappingFault[]
}

/** A reader of one column; a column that is missing or there twice is added to the faults. */
export function columnReader(name: string, path: readonly string[], compiling: Compiling): Reader {
  const pick = compiling.columns.find(name)
  if (typeof pick !== 'function') {
    const missing = pick.kind === 'missing' ? { column: name } : {}
    compiling.faults.push({ path, message: columnFault(name, pick), ...missing })
    return { read: () => '', column: name }
  }
  return { read: firstOver(pick, compiling.empties), column: name }
}

function columnFault(name: string, fault: Exclude<ReturnType<Columns['find']>, Pick>): string {
  if (fault.kind === 'twice') {
    return `The input has ${fault.count} columns called "${name}", so it is not certain which one is meant; rename one.`
  }
  const hint = fault.nearest === undefined ? '' : ` Did you mean "${fault.nearest}"?`
  return `The input has no column "${name}".${hint}`
}

function firstOver(pick: Pick, empties: ReadonlySet<string>): Reader['read'] {
  const clean = empties.size === 0 ? pick : (row: Row) => blank(pick(row), empties)
  return (rows) => {
    for (const row of rows) {
      const cell = clean(row)
      if (cell !== '') return cell
    }
    return ''
  }
}

function blank(cell: Cell, empties: ReadonlySet<string>): Cell {
  return typeof cell === 'string' && empties.has(cell.toLowerCase()) ? '' : cell
}

/** A reader of a whole text field: its column or columns or constant, then `map`, `default` and `prefix`. Damaged cells are odd. */
export function textReader(
  field: TextField,
  path: readonly string[],
  compiling: Compiling,
  damage: Damage = cellDamage,
): Reader {
  const source = sourceReader(field, path, compiling, damage)
  const { map, prefix } = field
  const fallback = field.default
  if (map === undefined && prefix === undefined && fallback === undefined) return source
  return {
    column: source.column,
    read(rows) {
      const cell = source.read(rows)
      const text = map?.get((cell instanceof OddCell ? cell.text : String(cell)).toLowerCase()) ?? cell
      if (text instanceof OddCell) return text
      const filled = text === '' ? (fallback ?? '') : text
      return prefix === undefined || filled === '' ? filled : `${prefix}${filled}`
    },
  }
}

function sourceReader(field: TextField, path: readonly string[], compiling: Compiling, damage: Damage): Reader {
  const { value } = field
  if (value !== undefined) return { read: () => value, column: '' }
  const soundReader = (name: string) => sound(columnReader(name, path, compiling), damage)
  if (field.column !== undefined) return soundReader(field.column)
  const readers = (field.columns ?? []).map(soundReader)
  const column = readers.map((reader) => reader.column).join(field.join === undefined ? ', else ' : ' + ')
  return { column, read: field.join === undefined ? firstOf(readers) : joined(readers, field.join) }
}

/** A reader that gives no damaged text for a value. */
function sound(reader: Reader, damage: Damage): Reader {
  return {
    column: reader.column,
    read(rows) {
      const cell = reader.read(rows)
      const code = typeof cell === 'string' ? damage(cell) : undefined
      return code === undefined ? cell : new OddCell(code, String(cell))
    },
  }
}

function firstOf(readers: readonly Reader[]): Reader['read'] {
  return (rows) => {
    for (const reader of readers) {
      const cell = reader.read(rows)
      if (cell !== '') return cell
    }
    return ''
  }
}

function joined(readers: readonly Reader[], between: string): Reader['read'] {
  return (rows) => {
    const parts: string[] = []
    for (const reader of readers) {
      const cell = reader.read(rows)
      if (cell instanceof OddCell) return cell
      if (cell !== '') parts.push(String(cell))
    }
    return parts.join(between)
  }
}
