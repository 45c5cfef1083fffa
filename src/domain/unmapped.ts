import { columnsMeaning } from './column-synonyms.js'
import { type AddressFields, type Fields, type TextField, textFields } from './settings.js'

/** Columns that no field takes yet, and the fields that they would fill. */
export interface UnmappedIdentifier {
  readonly kind: 'address' | 'email' | 'phone'
  /** The field as a config writes it: `secondaryAddress`, `primaryEmail`. */
  readonly field: string
  /** `map` a field that is not mapped yet, or `add` the column to those of a field that is. */
  readonly how: 'map' | 'add'
  /** Field paths and the columns for them, whose values are all needed. */
  readonly parts: readonly { readonly path: string; readonly column: string }[]
  /** Parts of the address that the mapping has already, and that are needed too. */
  readonly kept: readonly string[]
}

/** What the columns of a header would bring by their names, if they were mapped, beyond what the fields take already. */
export function unmappedIdentifiers(header: readonly string[], fields: Fields): readonly UnmappedIdentifier[] {
  const taken = new Set(columnsOf(fields).map(fold))
  const free = header.filter((name) => name !== '' && !/^lettr_/i.test(name) && !taken.has(fold(name)))
  return [
    ...(['primaryAddress', 'secondaryAddress'] as const).flatMap((field) => address(field, fields[field], free)),
    ...single('email', 'primaryEmail', 'secondaryEmail', fields, free),
    ...single('phone', 'primaryPhoneNumber', 'secondaryPhoneNumber', fields, free),
  ]
}

const neededParts = ['address1', 'city', 'state', 'zipCode'] as const

function address(
  field: 'primaryAddress' | 'secondaryAddress',
  mapped: AddressFields | undefined,
  free: readonly string[],
): readonly UnmappedIdentifier[] {
  if (mapped?.fullAddress !== undefined) return []
  const kept = neededParts.filter((part) => mapped?.[part] !== undefined)
  const parts = neededParts.flatMap((part) => {
    const [column] = kept.includes(part) ? [] : columnsMeaning(`${field}.${part}`, free)
    return column === undefined ? [] : [{ path: `${field}.${part}`, column }]
  })
  if (parts.length > 0 && parts.length + kept.length === neededParts.length) {
    return [{ kind: 'address', field, how: 'map', parts, kept }]
  }
  const [whole] = mapped === undefined ? columnsMeaning(`${field}.fullAddress`, free) : []
  if (whole === undefined) return []
  return [{ kind: 'address', field, how: 'map', parts: [{ path: `${field}.fullAddress`, column: whole }], kept: [] }]
}

function single(
  kind: 'email' | 'phone',
  first: 'primaryEmail' | 'primaryPhoneNumber',
  second: 'secondaryEmail' | 'secondaryPhoneNumber',
  fields: Fields,
  free: readonly string[],
): readonly UnmappedIdentifier[] {
  const columns = new Set([...columnsMeaning(first, free), ...columnsMeaning(second, free)])
  const open = fields[first] === undefined ? first : fields[second] === undefined ? second : undefined
  const field = open ?? first
  return [...columns].map((column) => ({
    kind,
    field,
    how: open === undefined ? 'add' : 'map',
    parts: [{ path: field, column }],
    kept: [],
  }))
}

/** Every column that the fields take something from. */
function columnsOf(fields: Fields): readonly string[] {
  const { revenue, eventDate, primaryAddress, secondaryAddress } = fields
  const texts: readonly (TextField | undefined)[] = [
    ...textFields.map((name) => fields[name]),
    ...[primaryAddress, secondaryAddress].flatMap((parts) => Object.values(parts ?? {})),
    ...[revenue, revenue?.currency, eventDate],
  ]
  const others = [
    ...(revenue?.minus ?? []),
    ...(eventDate?.timezoneColumn === undefined ? [] : [eventDate.timezoneColumn]),
  ]
  return [
    ...texts.flatMap((field) => [...(field?.columns ?? []), ...(field?.column === undefined ? [] : [field.column])]),
    ...others,
  ]
}

const fold = (name: string): string => name.trim().toLowerCase()
