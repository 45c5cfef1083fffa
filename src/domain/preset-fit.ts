import { compileCondition } from './condition.js'
import { foldColumn, type Preset, spellings } from './preset.js'
import {
  type AddressFields,
  addressParts,
  type Condition,
  type DateField,
  type Fields,
  type MoneyField,
  type RecordRules,
  type TextField,
  type TextFieldName,
  textFields,
} from './settings.js'

/** A preset as one file can use it: only columns that the file has, in the file's own spelling. */
export interface Fitted {
  readonly preset: Preset
  readonly records: RecordRules
  readonly fields: Fields
  /** Mapped columns that the file has under another of the names that are known for them. */
  readonly renamed: readonly { readonly column: string; readonly as: string }[]
  /** Columns that the preset would use and the file lacks. */
  readonly missing: readonly string[]
  /** Rules that can't be applied because their column is missing: what they would leave out is not left out. */
  readonly unruled: readonly Condition[]
}

/**
 * Fits a preset to the columns of a file; of JSON these are the paths of its first records, and a field that they lack may
 * come later, so it stays.
 */
export function fitPreset(preset: Preset, header: readonly string[]): Fitted {
  const names = new Map(header.map((name) => [foldColumn(name), name]))
  const renamed = new Map<string, string>()
  const missing = new Set<string>()
  const unruled: Condition[] = []
  const has = (column: string): boolean => spellings(preset, column).some((name) => names.has(foldColumn(name)))
  const seek = (column: string): string | undefined => {
    for (const spelling of spellings(preset, column)) {
      const as = names.get(foldColumn(spelling))
      if (as === undefined) continue
      if (foldColumn(as) !== foldColumn(column)) renamed.set(column, as)
      return as
    }
    missing.add(column)
    return undefined
  }
  const later = preset.format === 'json'
  const find = (column: string): string | undefined => seek(column) ?? (later ? column : undefined)
  const rules = (conditions: readonly Condition[]): Condition[] =>
    conditions.flatMap((condition) => {
      const column = seek(condition.column)
      if (column !== undefined) return [{ ...condition, column }]
      if (later && passesAbsent(condition)) return [condition]
      unruled.push(condition)
      // A later record of JSON may have the key, and is then judged by it.
      return later && condition.in !== undefined ? [{ ...condition, in: [...condition.in, ''] }] : []
    })
  const { rows, group, keep } = preset.records
  const by = group && find(group.by)
  const sum = group?.sum.flatMap((column) => find(column) ?? []) ?? []
  const records = { rows: rules(rows), keep: rules(keep), ...(by === undefined ? {} : { group: { by, sum } }) }
  const fields = fitFields(chooseFields(preset, has), find)
  return {
    preset,
    records,
    fields,
    renamed: [...renamed].map(([column, as]) => ({ column, as })),
    missing: [...missing],
    unruled,
  }
}

/** Such a rule may stay where no record of JSON has its key; any other would leave out all of them. */
function passesAbsent(condition: Condition): boolean {
  return compileCondition(condition, () => undefined)('')
}

/** The preset's fields, with the other way to make one where the file has only the column of that. */
function chooseFields(preset: Preset, has: (column: string) => boolean): Fields {
  const chosen: { [name: string]: unknown } = { ...preset.fields }
  for (const [name, other] of Object.entries(preset.otherwise ?? {})) {
    const usual = chosen[name]
    if (!has(columnOf(usual)) && has(columnOf(other))) chosen[name] = other
  }
  return chosen
}

function columnOf(field: unknown): string {
  return field instanceof Object && 'column' in field ? String(field.column) : ''
}

type Find = (column: string) => string | undefined

function fitFields(fields: Fields, find: Find): Fields {
  const fitted: { [name: string]: unknown } = {}
  for (const name of textFields) put(fitted, name, fields[name] && fitText(fields[name], find))
  for (const name of ['primaryAddress', 'secondaryAddress'] as const) {
    put(fitted, name, fields[name] && fitAddress(fields[name], find))
  }
  put(fitted, 'revenue', fields.revenue && fitMoney(fields.revenue, find))
  put(fitted, 'eventDate', fields.eventDate && fitDate(fields.eventDate, find))
  return fitted
}

function put(target: { [name: string]: unknown }, name: string, value: unknown): void {
  if (value !== undefined) target[name] = value
}

/** A field without its missing columns; undefined when none is left. */
function fitText<Field extends TextField>(field: Field, find: Find): Field | undefined {
  const { column, columns, ...rest } = field
  if (column === undefined && columns === undefined) return field
  const found = (columns ?? [column ?? '']).flatMap((name) => find(name) ?? [])
  if (found.length === 0) return undefined
  if (found.length === 1) {
    const { take: _, join: __, ...alone } = rest
    return { ...alone, column: found[0] } as Field
  }
  return { ...field, columns: found }
}

function fitAddress(address: AddressFields, find: Find): AddressFields | undefined {
  const parts = addressParts.flatMap((part) => {
    const field = address[part] && fitText(address[part], find)
    return field === undefined ? [] : [[part, field] as const]
  })
  return parts.length === 0 ? undefined : Object.fromEntries(parts)
}

function fitMoney(money: MoneyField, find: Find): MoneyField | undefined {
  const field = fitText(money, find)
  if (field === undefined) return undefined
  const { minus, currency, ...rest } = field
  const less = minus?.flatMap((column) => find(column) ?? []) ?? []
  const unit = currency && fitText(currency, find)
  return { ...rest, ...(less.length === 0 ? {} : { minus: less }), ...(unit === undefined ? {} : { currency: unit }) }
}

function fitDate(date: DateField, find: Find): DateField | undefined {
  const field = fitText(date, find)
  if (field?.timezoneColumn === undefined) return field
  const { timezoneColumn, ...rest } = field
  const zone = find(timezoneColumn)
  return zone === undefined ? rest : { ...rest, timezoneColumn: zone }
}

/** Whether fields hold anything that LettrLabs can match by: an e-mail, a phone number, a coupon or a street. */
export function tellBuyer(fields: Fields): boolean {
  const { primaryAddress, secondaryAddress } = fields
  const streets = [primaryAddress, secondaryAddress].some(
    (address) => address?.address1 !== undefined || address?.fullAddress !== undefined,
  )
  return streets || identifyingFields.some((name) => fields[name] !== undefined)
}

const identifyingFields = [
  'primaryEmail',
  'secondaryEmail',
  'primaryPhoneNumber',
  'secondaryPhoneNumber',
  'couponCode',
] as const satisfies readonly TextFieldName[]
