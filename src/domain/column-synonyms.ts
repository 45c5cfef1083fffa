import { otherMeanings, partySpellings, personSpellings, personWords, saleSpellings } from './column-spellings.js'

/** What one column may hold, and how sure its name makes it; less is surer. */
interface Meaning {
  readonly field: string
  readonly rank: number
}

/**
 * The fields that a column of this name usually holds, as paths of the config (`primaryEmail`, `primaryAddress.address1`), the
 * likeliest first; several when the name leaves it open, none when it says nothing. Case, accents, punctuation, underscores,
 * blanks and camelCase don't count. Besides fields there are `revenue.minus`, `revenue.currency`, `eventDate.timezoneColumn` and
 * `eventDate.time`, the column with the time of day that belongs to a date.
 */
export function fieldsMeantBy(columnName: string): readonly string[] {
  return meaningsOf(columnName).map(({ field }) => field)
}

/** The columns of a header that usually hold this field, the likeliest first; equally likely ones in the header's order. */
export function columnsMeaning(field: string, header: readonly string[]): readonly string[] {
  return header
    .flatMap((name) => meaningsOf(name).flatMap((meaning) => (meaning.field === field ? [{ name, ...meaning }] : [])))
    .sort((one, other) => one.rank - other.rank)
    .map(({ name }) => name)
}

const longestName = 100

function meaningsOf(columnName: string): readonly Meaning[] {
  if (columnName.length > longestName) return []
  const name = fold(columnName)
  if (others.has(name)) return []
  const sale = salePlaces.get(name) ?? []
  const person = personMeanings(name)
  // "Name" and "ID" are both: what they say of the person comes first.
  return unique([...person, ...sale])
}

const unitWords = new Set('utc gmt usd cad aud eur gbp nzd us local'.split(' '))
const sameWords: { readonly [word: string]: string } = {
  no: 'number',
  nr: 'number',
  num: 'number',
  nbr: 'number',
  numbers: 'number',
  addr: 'address',
  cust: 'customer',
  ph: 'phone',
  telephone: 'phone',
  tel: 'phone',
  incl: 'inc',
  including: 'inc',
  excl: 'ex',
  excluding: 'ex',
}

/** The letters and digits of a name in lower case, with one word for words that are alike, and without units. */
function fold(name: string): string {
  const words = name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replaceAll('#', ' number ')
    .replace(/([\p{Ll}\d])(?=\p{Lu})/gu, '$1 ')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
  const kept = words.filter((word) => !unitWords.has(word))
  return (kept.length === 0 ? words : kept).map((word) => sameWords[word] ?? word).join('')
}

function placesOf(spellings: { readonly [field: string]: readonly string[] }): ReadonlyMap<string, readonly Meaning[]> {
  const places = new Map<string, Meaning[]>()
  for (const [field, names] of Object.entries(spellings)) {
    for (const [rank, name] of names.entries()) {
      const folded = fold(name)
      const there = places.get(folded)
      if (there === undefined) places.set(folded, [{ field, rank }])
      else if (!there.some((meaning) => meaning.field === field)) there.push({ field, rank })
    }
  }
  return places
}

const salePlaces = placesOf(saleSpellings)
const personPlaces = placesOf(personSpellings)
const personNames = new Set(personWords.map(fold))
const others = new Set(otherMeanings.map(fold))

type Party = keyof typeof partySpellings
const parties = Object.entries(partySpellings).flatMap(([party, names]) =>
  [...new Set(names.map(fold))].map((name) => ({ party: party as Party, name })),
)

const mostParties = 3

/** What a name says of a person: a field of the table, with up to three words before or after it that say whose it is. */
function personMeanings(name: string, said: readonly Party[] = []): readonly Meaning[] {
  const own = personPlaces.get(name)
  if (own !== undefined) return own.flatMap((meaning) => placedMeanings(meaning, said))
  if (said.length === 0 && personNames.has(name)) return placedMeanings({ field: 'fullName', rank: leastSure }, said)
  if (said.length === mostParties) return []
  const found = parties.flatMap(({ party, name: words }) => [
    ...(name.startsWith(words) ? personMeanings(name.slice(words.length), [...said, party]) : []),
    ...(name.endsWith(words) ? personMeanings(name.slice(0, -words.length), [...said, party]) : []),
  ])
  return found.toSorted((one, other) => Math.floor(one.rank / step) - Math.floor(other.rank / step))
}

const leastSure = 50
/** How much surer any spelling without a word is than one with it. */
const step = 100

const nameFields = ['firstName', 'lastName', 'fullName', 'businessName']
const otherPlaces = { email: 'secondaryEmail', phone: 'secondaryPhoneNumber' } as const
const firstPlaces = { email: 'primaryEmail', phone: 'primaryPhoneNumber' } as const

/** The field of the config that a person's field is for, given the words around it. */
function placedMeanings({ field, rank }: Meaning, said: readonly Party[]): readonly Meaning[] {
  const [second, service] = [said.includes('second'), said.includes('service')]
  const other = said.includes('shipping') || second
  if (nameFields.includes(field)) {
    // A job or a site has a name too, but it is not a person's.
    if (service || (second && field !== 'businessName')) return []
    return [{ field, rank: rank + (other ? 2 * step : 0) }]
  }
  if (field === 'secondEmail') return [{ field: 'secondaryEmail', rank }]
  if (field === 'secondPhone') return [{ field: 'secondaryPhoneNumber', rank }]
  const later = said.includes('shipping') ? 2 * step : second ? step : 0
  if (field === 'email' || field === 'phone') {
    if (!other) return [{ field: firstPlaces[field], rank: rank + (service ? step : 0) }]
    return [
      { field: otherPlaces[field], rank: rank + later - step },
      { field: firstPlaces[field], rank: rank + later },
    ]
  }
  const primary = { field: `primaryAddress.${field}`, rank: rank + (service ? step : later) }
  const secondary = { field: `secondaryAddress.${field}`, rank: rank + (service ? 2 * step : later - step) }
  if (service) return [primary, secondary]
  return other ? [secondary, primary] : [primary]
}

function unique(meanings: readonly Meaning[]): readonly Meaning[] {
  return meanings.filter(({ field }, at) => meanings.findIndex((other) => other.field === field) === at)
}
