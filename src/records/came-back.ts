import type { ColumnProof } from '../domain/column-proof.js'
import type { DayOrderProof } from '../domain/date.js'
import { codeIn, ownCell } from '../domain/own-rows.js'
import {
  type CarriedFacts,
  carriedSale,
  digestsOf,
  lostPoint,
  lostPointInCells,
  sameOrder,
  spreadsheetOrder,
} from '../domain/own-sale.js'
import { type Problem, problem } from '../domain/problem.js'
import type { ReadRow, Row, SourceFile } from '../domain/row.js'
import { rowDigest } from '../domain/row-digest.js'
import type { Sale, SaleState } from '../domain/sale.js'
import type { Fields } from '../domain/settings.js'
import { UserError } from '../exit.js'

type Judged = { readonly sale: Sale; readonly state: SaleState }
type Cells = Row & { readonly kind: 'cells' }

/** What the columns of a run prove, where rows of ours can say it. */
export interface Provable {
  readonly separator: ColumnProof<'.' | ','>
  readonly dates: { readonly dayOrder: DayOrderProof }
}

/** How the fields of a file are read whose values a spreadsheet may have rewritten. */
interface Suspects {
  readonly dates: readonly number[]
  readonly amounts: readonly number[]
  /** Those of them that are taken off the others. */
  readonly takenOff: ReadonlySet<number>
  /** The order of day and month that the config declares. */
  readonly declared: 'DMY' | 'MDY' | undefined
  readonly adds: boolean
}

/**
 * Rows of a file that an earlier run wrote, most often edited and saved in a spreadsheet since. They bring with them what that run
 * proved, and are held to it: what a spreadsheet made of a date, an amount or an order id is never taken for what a person meant.
 */
export class CameBack {
  readonly #suspects: Suspects
  readonly #seen = new Set<number>()
  #facts: CarriedFacts | undefined
  #spreadsheet: 'DMY' | 'MDY' | 'both' | undefined

  constructor(
    private readonly file: SourceFile,
    fields: Fields,
    adds: boolean,
    private readonly proofs: Provable,
  ) {
    const { eventDate, revenue } = fields
    this.#suspects = {
      dates: placesOf(file, [eventDate?.column, ...(eventDate?.columns ?? [])]),
      amounts: placesOf(file, [revenue?.column, ...(revenue?.columns ?? []), ...(revenue?.minus ?? [])]),
      takenOff: new Set(placesOf(file, revenue?.minus ?? [])),
      declared: declaredOrder(eventDate?.format),
      adds,
    }
  }

  /** Takes over what the rows bring with them. Throws a UserError when they come from runs that read dates or amounts differently. */
  learn(rows: readonly ReadRow[]): void {
    for (const row of rows) {
      if (row.kind !== 'cells') continue
      const facts = carriedSale(row, this.file)?.facts
      if (facts !== undefined) this.#take(facts)
      const order = spreadsheetOrder(row, this.file)
      if (order === undefined) continue
      this.#spreadsheet = this.#spreadsheet === undefined || this.#spreadsheet === order ? order : 'both'
    }
    const { separator, dates } = this.proofs
    if (this.#facts?.decimal !== undefined) separator.declare(this.#facts.decimal)
    const order = this.#facts?.dayOrder ?? (this.#spreadsheet === 'both' ? undefined : this.#spreadsheet)
    if (order !== undefined) dates.dayOrder.declare(order)
  }

  #take(facts: CarriedFacts): void {
    this.#facts ??= facts
    const { dayOrder, decimal } = this.#facts
    if (dayOrder === facts.dayOrder && decimal === facts.decimal) return
    throw new UserError(
      `${this.file.name}: its rows come from runs that read ${dayOrder === facts.dayOrder ? 'amounts' : 'dates'} differently; nothing was sent.`,
      'Upload the rejects of each run by themselves.',
    )
  }

  /** Whether a row is a copy of an earlier one in all its cells, ours among them: pasted twice, it is still one row. */
  isCopy(row: Row): boolean {
    if (row.kind !== 'cells' || ownCell(row.cells, this.file, 'lettr_row') === '') return false
    if (carriedSale(row, this.file)?.rows === 0) return false
    const digest = Number.parseInt(rowDigest(row.cells).slice(0, 13), 16)
    if (this.#seen.has(digest)) return true
    this.#seen.add(digest)
    return false
  }

  /** The rows of a sale in the order in which the export had them, however they were sorted since. */
  inOrder(rows: readonly Row[]): readonly Row[] {
    const numbers = new Map(rows.map((row) => [row, this.#number(row)]))
    if ([...numbers.values()].some((number) => Number.isNaN(number))) return rows
    return rows.toSorted((one, other) => (numbers.get(one) ?? 0) - (numbers.get(other) ?? 0))
  }

  #number(row: Row): number {
    const text = row.kind === 'cells' ? ownCell(row.cells, this.file, 'lettr_row') : ''
    return /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
  }

  /** Whether a sale was rejected because a row beside it could not be read. */
  stoodBesideBroken(rows: readonly ReadRow[]): boolean {
    return rows.some((row) => codeIn(row, this.file).split(' ').includes('broken-neighbour'))
  }

  /** A judged sale, rejected when it is not what its rows were written for, or a spreadsheet has changed what was meant. */
  hold(judged: Judged, rows: readonly Row[]): Judged {
    if (judged.state === 'skipped') return judged
    const found = [
      ...this.#ofRows(rows),
      ...this.#ofOrder(judged.sale, rows),
      ...this.#ofAmount(judged.sale, rows),
      ...rows.flatMap((row) => this.#ofCells(row)),
    ]
    if (found.length === 0) return judged
    const sale = { ...judged.sale, problems: [...judged.sale.problems, ...found] }
    return { sale, state: judged.state === 'waiting' ? 'waiting' : 'rejected' }
  }

  #ofRows(rows: readonly Row[]): readonly Problem[] {
    const carried = rows.map((row) => carriedSale(row, this.file))
    const names = new Set(carried.flatMap((one) => (one === undefined || one.order === '' ? [] : [one.order])))
    if (names.size > 1) {
      const message = `rows of ${names.size} sales have become one sale: a spreadsheet may have changed what tells them apart`
      return [problem('changed-rows', {}, { message })]
    }
    const whole = Math.max(0, ...carried.map((one) => one?.rows ?? 0))
    const here = carried.filter((one) => one !== undefined && one.rows > 0).length
    if (!this.#suspects.adds || whole === 0 || here === whole) return []
    const message = `the sale had ${whole} ${whole === 1 ? 'row' : 'rows'} when this file was written, and has ${here} now`
    return [problem('changed-rows', {}, { message })]
  }

  #ofOrder({ orderId }: Sale, rows: readonly Row[]): readonly Problem[] {
    const carried = rows.map((row) => carriedSale(row, this.file)?.order ?? '').find((order) => order !== '')
    if (carried === undefined || orderId === '') return []
    const now = sameOrder(orderId, carried)
    if (now === 'same') return []
    const typed = rows.some((row) => bareCells(row).some(({ text }) => text !== '' && orderId.endsWith(text)))
    if (now === 'other' && !typed) return []
    const message =
      now === 'lost-zeros'
        ? `the order id "${orderId}" has lost zeros that it had when this file was written`
        : `the order id "${orderId}" is not what it was: a spreadsheet may have rewritten it`
    return [problem('changed-by-spreadsheet', { field: 'orderId', value: orderId }, { message })]
  }

  #ofAmount({ amount }: Sale, rows: readonly Row[]): readonly Problem[] {
    const carried = rows.map((row) => carriedSale(row, this.file)?.amount ?? '').find((one) => one !== '')
    if (carried === undefined || amount === '') return []
    const times = lostPoint(amount, carried)
    if (times === undefined && !this.#lostInCells(amount, carried, rows)) return []
    const message =
      times === undefined
        ? `the amount ${amount} is not what it was when this file was written: a part of it may have lost its decimal sign`
        : `the amount ${amount} is ${times} times what it was when this file was written: it may have lost its decimal sign`
    return [problem('changed-by-spreadsheet', { field: 'revenue', value: amount }, { message })]
  }

  /** An amount that comes from several cells, of which a spreadsheet may have rewritten some. */
  #lostInCells(amount: string, carried: string, rows: readonly Row[]): boolean {
    const { amounts, takenOff } = this.#suspects
    const cells = rows.flatMap((row) =>
      row.kind === 'cells' ? amounts.map((at) => ({ at, text: row.cells[at] })) : [],
    )
    const whole = cells.flatMap(({ at, text = '' }) => {
      const digits = /^\s*-?([1-9]\d{0,14})\s*$/.exec(text)?.[1]
      return digits === undefined ? [] : [{ digits, takenOff: takenOff.has(at) }]
    })
    return digestsOf({ orderId: '', amount, json: '' }).amount !== carried && lostPointInCells(amount, carried, whole)
  }

  #ofCells(row: Row): readonly Problem[] {
    return bareCells(row).flatMap(({ at, text }) => {
      const column = this.file.header[at] ?? ''
      if (this.#suspects.dates.includes(at) && this.#mayBeTurned(text)) {
        const message = `the date "${text}" may have day and month the other way round: this spreadsheet writes dates differently from the export`
        const cure = "Write it with the year first and an apostrophe before it, such as '2026-01-31."
        return [problem('changed-by-spreadsheet', { field: 'eventDate', column, value: text }, { message, cure })]
      }
      if (this.#suspects.amounts.includes(at) && this.#mayBeThousands(text)) {
        const message = `the amount "${text}" may be meant in thousands`
        const cure = 'Write it as a plain number with two decimals, such as 1234.50.'
        return [problem('changed-by-spreadsheet', { field: 'revenue', column, value: text }, { message, cure })]
      }
      return []
    })
  }

  /** Only a date that makes sense both ways, written by a spreadsheet in another order than the one in which it will be read. */
  #mayBeTurned(text: string): boolean {
    const match = /^(\d{1,2})[/.-](\d{1,2})[/.-]\d{2,4}(?!\d)/.exec(text)
    if (match === null || this.#spreadsheet === undefined) return false
    const [day, month] = [Number(match[1]), Number(match[2])]
    const order = this.#suspects.declared ?? this.proofs.dates.dayOrder.decided
    return day <= 12 && month <= 12 && day !== month && this.#spreadsheet !== order
  }

  /** A spreadsheet drops zeros at the end, so three decimals that somebody typed are more likely a group of thousands. */
  #mayBeThousands(text: string): boolean {
    const match = /^\D{0,5}[1-9]\d{0,2}([.,])\d{3}\D{0,5}$/.exec(text)
    return match !== null && match[1] === this.proofs.separator.decided
  }
}

function bareCells(row: Row): readonly { readonly at: number; readonly text: string }[] {
  if (row.kind !== 'cells') return []
  return (row.bare ?? []).map((at) => ({ at, text: (row as Cells).cells[at]?.trim() ?? '' }))
}

function placesOf(file: SourceFile, names: readonly (string | undefined)[]): readonly number[] {
  const wanted = new Set(names.flatMap((name) => (name === undefined ? [] : [name.trim().toLowerCase()])))
  return file.header.flatMap((name, at) => (wanted.has(name.toLowerCase()) ? [at] : []))
}

/** Of `month-first` and `MM/DD/YYYY` MDY; undefined for formats that don't begin with a day or a month in digits. */
function declaredOrder(format: string | undefined): 'DMY' | 'MDY' | undefined {
  if (format === 'month-first' || /^\s*M{1,2}(?!M)/.test(format ?? '')) return 'MDY'
  return format === 'day-first' || /^\s*D/.test(format ?? '') ? 'DMY' : undefined
}
