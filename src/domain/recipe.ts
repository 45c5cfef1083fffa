import { hash } from 'node:crypto'
import { markVersion } from './identity.js'
import { fieldsByName } from './own-names.js'
import {
  type AddressFields,
  addressParts,
  type DateField,
  type Fields,
  type MoneyField,
  type RecordRules,
  type TextField,
  textFields,
} from './settings.js'

/** What of a run's settings makes the identities of its sales. */
export interface RecipeParts {
  /** Without fields, columns that already have the API's names are taken. */
  readonly fields: Fields | undefined
  readonly records: RecordRules
  /** Of times without an offset. */
  readonly timezone: string | undefined
  readonly emptyValues: readonly string[]
}

/**
 * Digests of what makes identities, 16 hex digits each: `orders` of all that decides which order id and store a sale has,
 * `contents` of all that decides what a sale without order id looks like. Different writings of the same settings are alike;
 * checks, rules on whole sales, and how things are sent change neither.
 */
export interface Recipe {
  readonly orders: string
  readonly contents: string
}

/** Raised when the same cell is no longer turned into the same value of a conversion. */
const normalisation = 1

export function recipeOf(parts: RecipeParts): Recipe {
  const fields =
    parts.fields ?? fieldsByName({ names: [], find: () => ({ kind: 'missing', nearest: undefined }) }, true)
  const { group } = parts.records
  const shared = { normalisation, marks: markVersion, by: group && fold(group.by), empty: setOf(parts.emptyValues) }
  const contents = { ...shared, fields: fieldsOf(fields, parts), rows: group && parts.records.rows }
  const { derive } = fields.orderId ?? {}
  const orders = {
    ...shared,
    orderId: fields.orderId && textOf(fields.orderId),
    storeId: fields.storeId && textOf(fields.storeId),
    // A derived id is as stable as the values that make it.
    derive: derive && { fields: setOf(derive), from: contents.rows, values: derivedFrom(fields, derive, parts) },
  }
  return { orders: digest(orders), contents: digest(contents) }
}

type Plain = { readonly [key: string]: unknown }

function fieldsOf(fields: Fields, parts: RecipeParts): Plain {
  const texts = textFields.map((name) => [name, fields[name] && textOf(fields[name])] as const)
  return {
    ...Object.fromEntries(texts),
    derive: fields.orderId?.derive && setOf(fields.orderId.derive),
    primaryAddress: fields.primaryAddress && addressOf(fields.primaryAddress),
    secondaryAddress: fields.secondaryAddress && addressOf(fields.secondaryAddress),
    revenue: fields.revenue && moneyOf(fields.revenue, parts.records.group?.sum ?? []),
    eventDate: fields.eventDate && dateOf(fields.eventDate, parts.timezone),
  }
}

function derivedFrom(fields: Fields, derive: readonly string[], parts: RecipeParts): Plain {
  const all = fieldsOf(fields, parts)
  const names = new Set(derive.map((field) => field.split('.')[0] ?? field))
  return Object.fromEntries([...names].map((name) => [name, all[name]]))
}

function textOf({ column, columns, join, value, prefix, map, default: otherwise }: TextField): Plain {
  return {
    columns: (columns ?? (column === undefined ? [] : [column])).map(fold),
    join,
    value,
    prefix,
    otherwise,
    map: map && [...map].sort(([one], [other]) => (one < other ? -1 : 1)),
  }
}

function addressOf(address: AddressFields): Plain {
  return Object.fromEntries(addressParts.map((part) => [part, address[part] && textOf(address[part])]))
}

/** The currency is for the books only. */
function moneyOf(money: MoneyField, sum: readonly string[]): Plain {
  const { minus = [], unit = 'units', decimal } = money
  return { ...textOf(money), minus: setOf(minus), unit, decimal, sum: setOf(sum) }
}

function dateOf(date: DateField, general: string | undefined): Plain {
  const { format, timezone = general, timezoneColumn } = date
  return {
    ...textOf(date),
    format,
    timezone: timezone && fold(timezone),
    zones: timezoneColumn && fold(timezoneColumn),
  }
}

/** Names of columns and zones count without case and outer blanks. */
function fold(name: string): string {
  return name.trim().toLowerCase()
}

function setOf(names: readonly string[]): readonly string[] {
  return [...new Set(names.map(fold))].sort()
}

function digest(value: Plain): string {
  return hash('sha256', canonical(value), 'hex').slice(0, 16)
}

/** JSON with keys in order of their names, without those that have no value. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  )
}
