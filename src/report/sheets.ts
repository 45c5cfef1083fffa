import { join } from 'node:path'
import { kindOf } from '../domain/derive.js'
import { writeExactly } from '../domain/exact-json.js'
import type { FoundSale, Stage } from '../domain/finding.js'
import { guard } from '../domain/guard.js'
import { hexOf } from '../domain/mark.js'
import { identityCell, ownCells, ownColumns, ownPlaces, rowKey, withoutOurs } from '../domain/own-rows.js'
import { type CarriedFacts, saleToken, sampleDate } from '../domain/own-sale.js'
import type { Problem } from '../domain/problem.js'
import type { ReadRow, SourceFile } from '../domain/row.js'
import type { StoredSale } from '../domain/sale.js'
import { UserError } from '../exit.js'
import { csvLine, guardAlways, guardedLine } from './cells.js'
import { WholeFile } from './whole-file.js'

/** Why a sale is in a sheet: at its first row the words, at its other rows nothing. */
export interface Entry {
  readonly found: FoundSale
  readonly stage: Stage
  readonly code: string
  readonly problems: readonly Pick<Problem, 'field' | 'message' | 'cure'>[]
}

export type SheetName = 'rejected' | 'in-doubt' | 'unsent' | 'changed'

/**
 * The files of sales that did not go through, which `upload` takes as they are: CSV for delimited inputs, with the input's own
 * columns and cells, and NDJSON for JSON inputs and for the rejects of every input. A file with nothing in it is not written.
 */
export class Sheets {
  readonly #open = new Map<string, WholeFile>()
  #failure: UserError | undefined

  constructor(
    readonly folder: string,
    readonly files: readonly SourceFile[],
    /** What the run has proved by the time that something is added. */
    readonly facts: () => CarriedFacts,
  ) {}

  /** The first failure of the disk; from then on no file is written, because none could be whole. */
  get failure(): UserError | undefined {
    return this.#failure
  }

  /** Adds a sale with all its rows. */
  add(name: SheetName, sale: StoredSale, entry: Entry): void {
    const file = this.files[sale.file - 1]
    if (file === undefined) throw new RangeError(`no input ${sale.file}`)
    this.#attempt(() => {
      if (file.format === 'csv') this.#addCells(name, sale, entry, file)
      if (file.format !== 'csv' || name === 'rejected') this.#addJson(name, sale, entry, file)
    })
  }

  /** Brings the files to their place and gives the paths of those that are whole. */
  finish(): readonly string[] {
    const finished: string[] = []
    for (const file of [...this.#open.values()]) {
      this.#attempt(() => {
        file.finish()
        finished.push(file.path)
      })
    }
    return finished
  }

  /** Leaves nothing behind. */
  abandon(): void {
    for (const file of this.#open.values()) file.abandon()
    this.#open.clear()
  }

  #attempt(work: () => void): void {
    if (this.#failure !== undefined) return
    try {
      work()
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      this.#failure = error
      this.abandon()
    }
  }

  #addCells(name: SheetName, sale: StoredSale, entry: Entry, source: SourceFile): void {
    const own = ownPlaces(source)
    const file = this.#sheet(`${name}.csv`, () => {
      const columns = [...ownColumns, ...(this.files.length > 1 ? ['lettr_file'] : [])]
      return `\uFEFF${csvLine([...columns, ...own.map((at) => source.header[at] ?? '')])}`
    })
    let first = true
    for (const row of sale.rows) {
      for (const cells of linesOf(row)) {
        const kept = ownCells(cells, source, own)
        const inputName = this.files.length > 1 ? [source.name] : []
        const guarded = kept.map(row.kind === 'unreadable' ? guardAlways : guard)
        file.write(
          guardedLine([
            ...[...lead(row, entry, first), this.#identityOf(row, sale, source)].map(guard),
            sampleDate,
            ...inputName.map(guard),
            ...guarded,
          ]),
        )
        first = false
      }
    }
  }

  #addJson(name: SheetName, sale: StoredSale, entry: Entry, source: SourceFile): void {
    const file = this.#sheet(`${name}.ndjson`, () => '')
    let first = true
    for (const row of sale.rows) {
      const words = {
        lettr_row: row.record,
        lettr_line: row.line,
        ...(this.files.length > 1 ? { lettr_file: source.name } : {}),
        lettr_stage: entry.stage,
        lettr_code: entry.code,
        ...(source.format === 'csv' ? {} : { lettr_identity: this.#identityOf(row, sale, source) }),
        ...(first ? { lettr_problems: entry.problems } : {}),
      }
      file.write(`${JSON.stringify(words).slice(0, -1)}${jsonRest(row, source)}\n`)
      first = false
    }
  }

  /** Only sales without an order id of their own need more than the row's key to be told from equal ones. */
  #identityOf(row: ReadRow, sale: StoredSale, source: SourceFile): string {
    const { orderId, mark } = sale
    const token = saleToken(row.kind === 'unreadable' ? 0 : sale.rowCount, sale, this.facts())
    const which = orderId !== '' ? kindOf(orderId) : mark === undefined ? '' : hexOf(mark)
    return identityCell(rowKey(row, source), which, token)
  }

  #sheet(name: string, head: () => string): WholeFile {
    const known = this.#open.get(name)
    if (known !== undefined) return known
    const file = new WholeFile(join(this.folder, name))
    file.write(head())
    this.#open.set(name, file)
    return file
  }
}

function linesOf(row: ReadRow): readonly (readonly string[])[] {
  if (row.kind === 'unreadable') return row.lines
  return row.kind === 'cells' ? [row.cells] : []
}

function lead(row: ReadRow, entry: Entry, first: boolean): readonly string[] {
  const { problems } = entry
  const words = first
    ? [
        entry.stage,
        entry.code,
        unique(problems.map((found) => found.field)),
        unique(problems.map((found) => found.message)),
        unique(problems.map((found) => found.cure)),
      ]
    : ['', '', '', '', '']
  return [String(row.record), String(row.line), ...words]
}

const unique = (words: readonly string[]): string => [...new Set(words.filter((word) => word !== ''))].join('; ')

/** The record's own keys after ours, byte for byte where the input was JSON. */
function jsonRest(row: ReadRow, source: SourceFile): string {
  if (row.kind === 'json') {
    const text = 'lettr_row' in row.value ? writeExactly(withoutOurs(row.value)) : oneLine(row.text)
    return /^\{\s*\}$/.test(text) ? '}' : `,${text.slice(1)}`
  }
  if (row.kind === 'unreadable') return `,${JSON.stringify({ lettr_lines: row.lines }).slice(1)}`
  const taken = new Map<string, number>()
  const own = ownPlaces(source).map((at) => {
    const name = source.header[at] ?? ''
    const count = (taken.get(name) ?? 0) + 1
    taken.set(name, count)
    return `${JSON.stringify(count === 1 ? name : `${name} (${count})`)}:${JSON.stringify(row.cells[at] ?? '')}`
  })
  return own.length === 0 ? '}' : `,${own.join(',')}}`
}

/** JSON on one line: line breaks can only stand between its parts, never inside a text. */
function oneLine(json: string): string {
  return json.trim().replace(/[\r\n][ \t\r\n]*/g, ' ')
}
