import type { AddressFields, Fields, InputSettings, MoneyField, RecordRules, TextField } from '../domain/settings.js'

type Plain = { readonly [key: string]: unknown }

/** What every sale needs comes first. */
const firstFields = ['orderId', 'revenue', 'eventDate', 'primaryEmail', 'primaryPhoneNumber']

/** Fields as a person writes them in a config: a column alone as its name, maps as objects. */
export function plainFields(fields: Fields): Plain {
  const place = (name: string): number => (firstFields.includes(name) ? firstFields.indexOf(name) : firstFields.length)
  const ordered = Object.entries(fields).sort(([one], [other]) => place(one) - place(other))
  return Object.fromEntries(
    ordered.map(([name, field]) => {
      const isAddress = name === 'primaryAddress' || name === 'secondaryAddress'
      return [name, isAddress ? plainAddress(field as AddressFields) : plainField(field as TextField)]
    }),
  )
}

function plainAddress(address: AddressFields): Plain {
  return Object.fromEntries(Object.entries(address).map(([part, field]) => [part, plainField(field)]))
}

function plainField(field: TextField & Partial<MoneyField>): unknown {
  const entries = Object.entries(field).flatMap(([key, value]): (readonly [string, unknown])[] => {
    if (value === undefined) return []
    if (value instanceof Map) return [[key, Object.fromEntries(value)]]
    if (key === 'currency') return [[key, plainCurrency(value as TextField)]]
    if (key === 'minus' && Array.isArray(value) && value.length === 1) return [[key, value[0]]]
    return [[key, value]]
  })
  const alone = entries.length === 1 && entries[0]?.[0] === 'column'
  return alone ? entries[0]?.[1] : Object.fromEntries(entries)
}

/** A column called USD would be taken for the currency itself, so it is written with something beside it. */
function plainCurrency(field: TextField): unknown {
  const plain = plainField(field)
  return typeof plain === 'string' && /^[A-Z]{3}$/.test(plain) ? { columns: [plain] } : plain
}

/** Rules as a person writes them; undefined when there are none. */
export function plainRecords({ rows, group, keep }: RecordRules): Plain | undefined {
  const sum = group === undefined || group.sum.length === 0 ? {} : { sum: group.sum }
  const plain = {
    ...(rows.length === 0 ? {} : { rows }),
    ...(group === undefined ? {} : { group: { by: group.by, ...sum } }),
    ...(keep.length === 0 ? {} : { keep }),
  }
  return Object.keys(plain).length === 0 ? undefined : plain
}

/** Input settings as a person writes them; undefined when there are none. */
export function plainInput({ emptyValues, delimiter, ...rest }: Partial<InputSettings>): Plain | undefined {
  const plain = {
    ...rest,
    ...(delimiter === undefined ? {} : { delimiter: delimiter === '\t' ? 'tab' : delimiter }),
    ...(emptyValues === undefined || emptyValues.length === 0 ? {} : { emptyValues }),
  }
  return Object.keys(plain).length === 0 ? undefined : plain
}
