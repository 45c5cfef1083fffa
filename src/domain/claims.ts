import { addressParts, type Fields, type TextField, textFields } from './settings.js'

/** What a field of the mapping takes from which columns. */
export interface Claim {
  /** `revenue`, `primaryAddress.city`. */
  readonly path: string
  readonly columns: readonly string[]
  /** Of several columns or rows: the first that is not empty, or all of them. */
  readonly take: 'first' | 'all'
  /** What the value is for: the field itself, to be taken off its amount, the books' currency, or the zone of its time. */
  readonly as: 'value' | 'minus' | 'currency' | 'zone'
}

/** Every claim of a mapping; columns in `sums` are added up over the rows of a sale. */
export function claimsOf(fields: Fields, sums: readonly string[]): readonly Claim[] {
  const { revenue, eventDate } = fields
  const added = new Set(sums.map(fold))
  const texts: readonly (readonly [string, TextField | undefined])[] = [
    ...textFields.map((name) => [name, fields[name]] as const),
    ...(['primaryAddress', 'secondaryAddress'] as const).flatMap((name) =>
      addressParts.map((part) => [`${name}.${part}`, fields[name]?.[part]] as const),
    ),
    ['eventDate', eventDate],
    ['revenue', revenue],
  ]
  const zone = eventDate?.timezoneColumn
  return [
    ...texts.flatMap(([path, field]) => {
      const columns = columnsOf(field)
      if (columns.length === 0) return []
      const all = field?.join !== undefined || (path === 'revenue' && columns.some((name) => added.has(fold(name))))
      return [{ path, columns, take: all ? 'all' : 'first', as: 'value' } as const]
    }),
    ...(revenue?.minus ?? []).map((column) => {
      const take = added.has(fold(column)) ? 'all' : 'first'
      return { path: 'revenue', columns: [column], take, as: 'minus' } as const
    }),
    ...claim('revenue', columnsOf(revenue?.currency), 'currency'),
    ...claim('eventDate', zone === undefined ? [] : [zone], 'zone'),
  ]
}

function claim(path: string, columns: readonly string[], as: Claim['as']): readonly Claim[] {
  return columns.length === 0 ? [] : [{ path, columns, take: 'first', as }]
}

function columnsOf(field: TextField | undefined): readonly string[] {
  return field?.columns ?? (field?.column === undefined ? [] : [field.column])
}

const fold = (name: string): string => name.trim().toLowerCase()
