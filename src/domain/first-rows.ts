import { columnsOf, OddCell } from './columns.js'
import { jsonPaths } from './json-paths.js'
import { isOwnColumn } from './own-rows.js'
import { foldColumn } from './preset.js'
import type { ReadRow, Row, SourceFile } from './row.js'

/** Says of a value, which is never empty, whether it is of a kind. */
type Kind = (value: string) => boolean

/** The first rows of an export, by column: what a mapping can be told from. */
export class FirstRows {
  readonly rows: readonly Row[]
  /** Columns that can be mapped, in their order; of JSON the paths to single values outside lists. */
  readonly names: readonly string[]
  /** Columns of a name that stands in the header more than once. */
  readonly doubled: readonly string[]
  readonly #values = new Map<string, readonly string[]>()
  readonly #counts = new Map<Kind, Map<string, number>>()
  readonly #empties: ReadonlySet<string>

  constructor(
    readonly file: SourceFile,
    rows: readonly ReadRow[],
    readonly emptyValues: readonly string[],
  ) {
    this.rows = rows.filter((row) => row.kind !== 'unreadable')
    const found = file.format === 'csv' ? file.header : jsonPaths(rows).filter((path) => !/\.\d+(?:\.|$)/.test(path))
    const own = found.filter((name) => name.trim() !== '' && !isOwnColumn(name))
    const times = new Map<string, number>()
    for (const name of own) times.set(foldColumn(name), (times.get(foldColumn(name)) ?? 0) + 1)
    this.names = own.filter((name) => times.get(foldColumn(name)) === 1)
    this.doubled = [...new Set(own.filter((name) => (times.get(foldColumn(name)) ?? 0) > 1))]
    this.#empties = new Set(emptyValues.map((value) => value.trim().toLowerCase()))
  }

  /** The column's name as the header has it, for a name in any case; undefined when there is none. */
  find(name: string): string | undefined {
    return this.names.find((known) => foldColumn(known) === foldColumn(name))
  }

  /** What stands in a column, row by row, without outer blanks; "" where it is empty. */
  values(name: string): readonly string[] {
    const known = this.#values.get(name)
    if (known !== undefined) return known
    const pick = columnsOf(this.file).find(name)
    const values = this.rows.map((row) => {
      const cell = typeof pick === 'function' ? pick(row) : ''
      const text = cell instanceof OddCell ? cell.text : String(cell)
      return this.#empties.has(text.toLowerCase()) ? '' : text
    })
    this.#values.set(name, values)
    return values
  }

  filled(name: string): number {
    return this.count(name, isFilled)
  }

  distinct(name: string): number {
    return new Set(this.values(name).filter(isFilled)).size
  }

  /** How many of a column's values are of a kind. */
  count(name: string, kind: Kind): number {
    const counts = this.#counts.get(kind) ?? new Map<string, number>()
    this.#counts.set(kind, counts)
    const known = counts.get(name)
    if (known !== undefined) return known
    const count = this.values(name).filter((value) => value !== '' && kind(value)).length
    counts.set(name, count)
    return count
  }

  /** The share of a column's values that are of a kind, from 0 to 1; 0 for an empty column. */
  share(name: string, kind: Kind): number {
    const filled = this.filled(name)
    return filled === 0 ? 0 : this.count(name, kind) / filled
  }
}

const isFilled: Kind = (value) => value !== ''
