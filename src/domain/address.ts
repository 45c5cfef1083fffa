import { americanStates, canadianProvinces } from './states.js'

/** A state as LettrLabs should get it; `odd` is kept as written and deserves a warning. */
export type StateReading =
  | { readonly kind: 'state'; readonly state: string }
  | { readonly kind: 'odd'; readonly state: string }
  | { readonly kind: 'empty' }

/** A ZIP or postal code; `padded` says that leading zeros, lost in a spreadsheet, were put back. */
export type ZipReading =
  | { readonly kind: 'zip'; readonly zip: string; readonly padded?: true }
  | { readonly kind: 'odd'; readonly zip: string }
  | { readonly kind: 'empty' }

const americas = new Set([
  'us',
  'usa',
  'united states',
  'united states of america',
  'the united states',
  'america',
  'u s',
  'u s a',
])
/** A code in capitals needs no looking up, and most are that. */
const americanCodes = new Set(americanStates.values())
const canadas = new Set(['ca', 'can', 'canada'])

const fold = (text: string): string => text.trim().toLowerCase().replace(/\./g, '').replace(/\s+/g, ' ').trim()

/** Whether a country, code or name, is the USA; blank is not. */
export function isUnitedStates(country: string): boolean {
  return country === 'US' || americas.has(fold(country))
}

/** Whether a code, in capitals, is one of a state, territory or military mail of the USA. */
export function isAmericanCode(state: string): boolean {
  return americanCodes.has(state)
}

function isCanada(country: string): boolean {
  return canadas.has(fold(country))
}

/**
 * Names of US states, territories and Canadian provinces become codes; "US-MA" and "ma" become "MA". An unknown one is odd in the
 * USA, in Canada, and when the country is blank; in other countries it is kept as it is.
 */
export function readState(text: string, country: string): StateReading {
  const trimmed = text.trim()
  if (trimmed === '') return { kind: 'empty' }
  if ((country === 'US' || country === '') && americanCodes.has(trimmed)) return { kind: 'state', state: trimmed }
  const state = codeOf(trimmed, country)
  if (state !== undefined) return { kind: 'state', state }
  const foreign = country.trim() !== '' && !isUnitedStates(country) && !isCanada(country)
  return { kind: foreign ? 'state' : 'odd', state: trimmed }
}

function codeOf(text: string, country: string): string | undefined {
  const prefix = /^(us|ca)-([a-z]{2})$/i.exec(text)
  const word = fold(prefix?.[2] ?? text)
  if (prefix !== null) return (prefix[1]?.toLowerCase() === 'us' ? americanStates : canadianProvinces).get(word)
  if (isUnitedStates(country)) return americanStates.get(word)
  if (isCanada(country)) return canadianProvinces.get(word)
  return country.trim() === '' ? (americanStates.get(word) ?? canadianProvinces.get(word)) : undefined
}

/**
 * US ZIP codes as five digits or ZIP+4. Three or four digits get their zeros back when the country is the USA or blank, as does a
 * number that a data tool wrote with decimals ("2906.0"). Canadian codes become "K1A 0B1"; those of other countries are kept as they are.
 */
export function readZip(text: string, country: string): ZipReading {
  const zip = text.trim()
  if (zip === '') return { kind: 'empty' }
  if ((country === 'US' || country === '') && /^\d{5}$/.test(zip) && zip !== '00000') return { kind: 'zip', zip }
  if (country.trim() === '') return readAmerican(zip) ?? readCanadian(zip) ?? { kind: 'odd', zip }
  if (isUnitedStates(country)) return readAmerican(zip) ?? { kind: 'odd', zip }
  if (isCanada(country)) return readCanadian(zip) ?? { kind: 'odd', zip }
  return { kind: 'zip', zip }
}

function readAmerican(text: string): ZipReading | undefined {
  const match = /^(\d{3,5})(?:\.0+|[\s-]*|\s*[-\s]\s*(\d{4}))$/.exec(text) ?? /^(\d{5})(\d{4})$/.exec(text)
  if (match === null) return undefined
  const [, five = '', four] = match
  if (/^0*$/.test(five)) return undefined
  const zip = four === undefined ? five.padStart(5, '0') : `${five.padStart(5, '0')}-${four}`
  return five.length < 5 ? { kind: 'zip', zip, padded: true } : { kind: 'zip', zip }
}

function readCanadian(text: string): ZipReading | undefined {
  const match = /^([a-z]\d[a-z])[\s-]?(\d[a-z]\d)$/i.exec(text)
  return match === null ? undefined : { kind: 'zip', zip: `${match[1]} ${match[2]}`.toUpperCase() }
}
