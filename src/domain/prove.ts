import { type Columns, OddCell } from './columns.js'
import { compileCondition } from './condition.js'
import { DayOrderProof } from './date.js'
import type { DayOrder } from './date-text.js'
import { compileMapping, type Mapping, type Proofs } from './mapping.js'
import { type Decimal, isNegative, SeparatorProof } from './money.js'
import type { ReadRow, Row } from './row.js'
import type { Fields, InputSettings, RecordRules } from './settings.js'
import { columnReader, textReader } from './text-reader.js'

/** What the amounts and dates of an export say about themselves. */
export interface Shown {
  readonly dayOrder: DayOrder | undefined
  readonly decimal: Decimal | undefined
  /** A date that can be read with either order while none is proved, or that contradicts the proof. */
  readonly openDate: string | undefined
  /** An amount that can be read with either separator while none is proved, or that contradicts the proof. */
  readonly openAmount: string | undefined
  /** A time that lies in no zone, and why when it names one that has several meanings. */
  readonly zoneless: { readonly text: string; readonly why: string } | undefined
  readonly amounts: { readonly read: number; readonly unreadable: number; readonly belowZero: number }
  readonly dates: { readonly read: number; readonly unreadable: number }
}

interface Tried {
  readonly mapping: Mapping
  readonly proofs: Proofs
}

/** Reads amounts and dates by the very rules of an upload, to see what they prove and what they leave open. */
export class Proving {
  readonly #amounts: Tried
  readonly #dates: Tried
  /** Reads dates in either order, for they lack a zone whatever their order. */
  readonly #zones: readonly Tried[]
  readonly #passes: (row: Row) => boolean
  readonly #textOf: (field: 'revenue' | 'eventDate', row: Row) => string
  readonly #openDates = new Map<string, string>()
  #openAmount: string | undefined
  readonly #counts = { amounts: 0, badAmounts: 0, belowZero: 0, dates: 0, badDates: 0 }

  constructor(fields: Fields, records: RecordRules, input: Partial<InputSettings>, columns: Columns) {
    const { revenue, eventDate } = fields
    const emptyValues = input.emptyValues ?? []
    const attempt = (part: Fields, order: DayOrder | undefined, timezone: string | undefined): Tried => {
      const proofs: Proofs = {
        separator: new SeparatorProof(revenue?.decimal),
        dates: { dayOrder: new DayOrderProof(order), withoutZone: undefined },
      }
      const settings = { fields: part, sum: [], timezone, emptyValues }
      return { mapping: compileMapping(settings, columns, proofs).mapping, proofs }
    }
    this.#amounts = attempt(revenue === undefined ? {} : { revenue }, undefined, undefined)
    const dated = eventDate === undefined ? {} : { eventDate }
    // Which comes first, day or month, shows in any zone.
    this.#dates = attempt(dated, undefined, input.timezone ?? 'UTC')
    this.#zones = (['MDY', 'DMY'] as const).map((order) => attempt(dated, order, input.timezone))
    const compiling = { columns, empties: new Set<string>(), faults: [] }
    const readers = {
      revenue: revenue && textReader(revenue, [], compiling),
      eventDate: eventDate && textReader(eventDate, [], compiling),
    }
    this.#textOf = (field, row) => {
      const cell = readers[field]?.read([row]) ?? ''
      return cell instanceof OddCell ? '' : String(cell)
    }
    const rules = records.rows.map((rule) => {
      const reader = columnReader(rule.column, [], compiling)
      const test = compileCondition(rule, () => undefined)
      return (row: Row) => test(String(reader.read([row])))
    })
    this.#passes = (row) => rules.every((holds) => holds(row))
  }

  take(rows: readonly ReadRow[]): void {
    for (const row of rows) {
      if (row.kind === 'unreadable' || !this.#passes(row)) continue
      this.#takeAmount(row)
      this.#takeDate(row)
    }
  }

  #takeAmount(row: Row): void {
    const draft = this.#amounts.mapping.draft([row])
    if (draft.undecided) this.#openAmount ??= this.#textOf('revenue', row)
    if (draft.undecided || draft.amount !== '') this.#counts.amounts += 1
    else if (draft.problems.some(({ code }) => code !== 'missing-revenue')) this.#counts.badAmounts += 1
    if (draft.amount !== '' && isNegative(draft.amount)) this.#counts.belowZero += 1
  }

  #takeDate(row: Row): void {
    const text = this.#textOf('eventDate', row)
    if (text === '') return
    const draft = this.#dates.mapping.draft([row])
    for (const { mapping } of this.#zones) mapping.draft([row])
    if (draft.undecided && !this.#openDates.has(signOf(text))) this.#openDates.set(signOf(text), text)
    if (draft.problems.some(({ severity }) => severity === 'error')) this.#counts.badDates += 1
    else this.#counts.dates += 1
  }

  /** The order in which a date is read by what the rows taken so far have shown. */
  orderOf(text: string): DayOrder | undefined {
    return this.#dates.proofs.dates.dayOrder.orderOf(text)
  }

  /** What the rows taken so far have shown. */
  get shown(): Shown {
    const { amounts, badAmounts, belowZero, dates, badDates } = this.#counts
    const proof = this.#dates.proofs.dates.dayOrder
    const openDate = [...this.#openDates.values()].find((text) => proof.orderOf(text) === undefined)
    const decimal = this.#amounts.proofs.separator.decided
    const withoutZone = this.#zones.map(({ proofs }) => proofs.dates.withoutZone).find((found) => found !== undefined)
    return {
      dayOrder: proof.decided,
      decimal,
      openDate: proof.contradiction?.second.text ?? openDate,
      openAmount: decimal === undefined ? this.#openAmount : this.#amounts.proofs.separator.contradiction?.second.text,
      zoneless: withoutZone && { text: withoutZone.text, why: withoutZone.why },
      amounts: { read: amounts, unreadable: badAmounts, belowZero },
      dates: { read: dates, unreadable: badDates },
    }
  }
}

/** What stands between day and month. */
const signOf = (text: string): string => /[/.-]/.exec(text)?.[0] ?? ''
