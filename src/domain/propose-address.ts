import { fieldsMeantBy } from './column-synonyms.js'
import { candidatesFor, type Wanted } from './pick-column.js'
import { type AddressPart, addressParts, type TextField } from './settings.js'
import type { Sketch } from './sketch.js'
import { looksLikeState, looksLikeStreet } from './value-kinds.js'

type AddressName = 'primaryAddress' | 'secondaryAddress'
type Parts = { [part in AddressPart]?: string }

const anything = (): boolean => true

const kinds: { readonly [part in AddressPart]: Omit<Wanted, 'field'> } = {
  fullAddress: { kind: looksLikeStreet, least: 0.5, words: 'addresses' },
  address1: { kind: looksLikeStreet, least: 0.5, words: 'streets' },
  address2: { kind: anything, least: 0, words: 'second lines' },
  city: { kind: (value) => /\p{L}{2}/u.test(value), least: 0.5, words: 'cities' },
  state: { kind: looksLikeState, least: 0.3, words: 'states' },
  // Other countries' codes are kept as they are, so that nearly anything is one.
  zipCode: { kind: (value) => /\d/.test(value) || value.length <= 8, least: 0.5, words: 'ZIP codes' },
  country: { kind: (value) => /\p{L}{2}/u.test(value), least: 0.5, words: 'countries' },
}

/** Finds one or two addresses, each of columns that belong together: never a billing street with a shipping city. */
export function proposeAddresses(sketch: Sketch): void {
  const billing = partsOf('primaryAddress', 'primaryAddress', sketch)
  const shipping = partsOf('secondaryAddress', 'secondaryAddress', sketch)
  const second = hasStreet(shipping) ? shipping : partsOf('secondaryAddress', 'primaryAddress', sketch, billing)
  if (hasStreet(billing)) {
    put('primaryAddress', billing, sketch)
    if (hasStreet(second)) put('secondaryAddress', second, sketch)
  } else if (hasStreet(shipping)) put('primaryAddress', { ...billing, ...shipping }, sketch)
  else put('primaryAddress', { ...shipping, ...billing }, sketch)
}

const hasStreet = ({ address1, fullAddress }: Parts): boolean => address1 !== undefined || fullAddress !== undefined

/** The columns for each part of an address, of those whose names mean `first` before anything else. */
function partsOf(name: AddressName, first: AddressName, sketch: Sketch, taken: Parts = {}): Parts {
  const others = new Set(Object.values(taken))
  const find = (part: AddressPart): readonly string[] =>
    candidatesFor({ ...kinds[part], field: `${name}.${part}` }, sketch).fitting.filter(
      (column) => !others.has(column) && fieldsMeantBy(column)[0]?.startsWith(`${first}.`),
    )
  const whole = find('fullAddress').find((column) => sketch.first.share(column, looksWhole) >= 0.5)
  const parts: Parts = {}
  for (const part of addressParts) {
    const column = find(part).find((column) => column !== whole)
    if (part !== 'fullAddress' && column !== undefined && !Object.values(parts).includes(column)) parts[part] = column
  }
  const { address1, city, zipCode } = parts
  if (whole === undefined || (address1 !== undefined && city !== undefined && zipCode !== undefined)) return parts
  return { fullAddress: whole }
}

/** Street, city and ZIP code in one: "712 N Elm St, Austin, TX 78702". */
const looksWhole = (value: string): boolean => /,.*\d{4,}/s.test(value)

function put(name: AddressName, parts: Parts, sketch: Sketch): void {
  const fields = Object.entries(parts).map(([part, column]): [string, TextField] => [part, { column }])
  if (fields.length > 0) sketch.fields[name] = Object.fromEntries(fields)
}
