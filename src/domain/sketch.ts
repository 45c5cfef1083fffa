import type { FirstRows } from './first-rows.js'
import type { Given, OffLine, OpenQuestion } from './proposal.js'
import {
  type AddressFields,
  addressParts,
  type Condition,
  type Fields,
  type InputSettings,
  type MoneyField,
  type TextField,
} from './settings.js'

type Writable<T> = { -readonly [Key in keyof T]: T[Key] }

/** A proposal under construction. */
export class Sketch {
  readonly fields: Writable<Fields> = {}
  readonly records: { rows: Condition[]; group?: { by: string; sum: readonly string[] }; keep: Condition[] } = {
    rows: [],
    keep: [],
  }
  readonly input: Writable<Partial<InputSettings>> = {}
  readonly reasons = new Map<string, readonly string[]>()
  readonly off: OffLine[] = []
  readonly open: OpenQuestion[] = []

  constructor(
    readonly first: FirstRows,
    readonly given: Given,
  ) {}

  /** Adds to the comments above a key. */
  because(path: string, ...texts: readonly string[]): void {
    this.reasons.set(path, [...(this.reasons.get(path) ?? []), ...texts.filter((text) => text !== '')])
  }

  /** Columns that are used so far. */
  get used(): ReadonlySet<string> {
    return new Set([
      ...columnsOfFields(this.fields),
      ...[...this.records.rows, ...this.records.keep].map(({ column }) => column),
      ...(this.records.group === undefined ? [] : [this.records.group.by, ...this.records.group.sum]),
    ])
  }
}

/** Every column that a mapping takes something from. */
function columnsOfFields(fields: Fields): readonly string[] {
  const { primaryAddress, secondaryAddress, ...rest } = fields
  const addresses = [primaryAddress ?? {}, secondaryAddress ?? {}].flatMap(partsOf)
  return [...Object.values(rest), ...addresses].flatMap((field) => columnsOfField(field as TextField))
}

/** The columns of one field: its own, and those of what belongs to it. */
export function columnsOfField(field: TextField): readonly string[] {
  const { column, columns, minus, currency, timezoneColumn } = field as TextField &
    Partial<MoneyField> & { readonly timezoneColumn?: string }
  return [
    ...(column === undefined ? [] : [column]),
    ...(columns ?? []),
    ...(minus ?? []),
    ...(currency === undefined ? [] : columnsOfField(currency)),
    ...(timezoneColumn === undefined ? [] : [timezoneColumn]),
  ]
}

function partsOf(address: AddressFields): readonly TextField[] {
  return addressParts.flatMap((part) => address[part] ?? [])
}
