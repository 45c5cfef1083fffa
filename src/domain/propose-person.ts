import { clean } from './clean.js'
import { otherMeanings } from './column-spellings.js'
import { fieldsMeantBy } from './column-synonyms.js'
import { isOfTheShop, pickText, type Wanted } from './pick-column.js'
import type { Sketch } from './sketch.js'
import { hasDigits, looksLikeEmail, looksLikeName, looksLikePhone } from './value-kinds.js'

const anything = (): boolean => true

const wanted: { readonly [field: string]: Wanted } = {
  primaryEmail: { field: 'primaryEmail', kind: looksLikeEmail, least: 0.5, words: 'e-mail addresses' },
  secondaryEmail: { field: 'secondaryEmail', kind: looksLikeEmail, least: 0.5, words: 'e-mail addresses' },
  primaryPhoneNumber: { field: 'primaryPhoneNumber', kind: looksLikePhone, least: 0.5, words: 'phone numbers' },
  secondaryPhoneNumber: { field: 'secondaryPhoneNumber', kind: looksLikePhone, least: 0.5, words: 'phone numbers' },
  firstName: { field: 'firstName', kind: looksLikeName, least: 0.5, words: 'names' },
  lastName: { field: 'lastName', kind: looksLikeName, least: 0.5, words: 'names' },
  fullName: { field: 'fullName', kind: looksLikeName, least: 0.5, words: 'names' },
  businessName: { field: 'businessName', kind: anything, least: 0, words: 'names of firms' },
  couponCode: { field: 'couponCode', kind: anything, least: 0, words: 'codes' },
  customerId: { field: 'customerId', kind: hasDigits, least: 0, words: 'numbers of customers' },
  crmId: { field: 'crmId', kind: anything, least: 0, words: 'ids' },
  uniqueId: { field: 'uniqueId', kind: hasDigits, least: 0.5, words: 'ids' },
}

const pick = (field: keyof typeof wanted, sketch: Sketch): string | undefined => {
  const found = wanted[field]
  return found === undefined ? undefined : pickText(found, sketch)
}

/** Finds the columns that tell who bought. */
export function proposePerson(sketch: Sketch): void {
  const { fields } = sketch
  if (pick('primaryEmail', sketch) === undefined) emailByValues(sketch)
  pick('secondaryEmail', sketch)
  pick('primaryPhoneNumber', sketch)
  pick('secondaryPhoneNumber', sketch)
  pick('firstName', sketch)
  pick('lastName', sketch)
  if (fields.firstName === undefined || fields.lastName === undefined) pick('fullName', sketch)
  pick('businessName', sketch)
  pick('couponCode', sketch)
  pick('customerId', sketch)
  pick('crmId', sketch)
}

/** An id beside the order's, once that is settled. */
export function proposeUniqueId(sketch: Sketch): void {
  pick('uniqueId', sketch)
}

const lettersOf = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]+/g, '')
const notTheBuyer = new Set(otherMeanings.map(lettersOf))

/** A column whose name says nothing and whose values are e-mail addresses, of many people and not of a few at the shop. */
function emailByValues(sketch: Sketch): void {
  const { first, fields, off, used } = sketch
  const found = first.names.filter((name) => !used.has(name) && first.share(name, looksLikeEmail) >= 0.8)
  const many = (name: string): boolean => first.distinct(name) * 4 >= first.filled(name)
  const silent = (name: string): boolean =>
    fieldsMeantBy(name).length === 0 && !notTheBuyer.has(lettersOf(name)) && !isOfTheShop(name)
  const [best, ...others] = found.toSorted((one, other) => Number(silent(other)) - Number(silent(one)))
  if (best === undefined) return
  const certain = silent(best) && many(best) && others.filter((name) => silent(name) && many(name)).length === 0
  if (certain) {
    fields.primaryEmail = { column: best }
    sketch.because('fields.primaryEmail', 'Its name does not say so, but its values are e-mail addresses.')
  }
  for (const name of certain ? others : found) {
    const why = `"${clean(name, 60)}" holds e-mail addresses; switch it on if they are the customers'.`
    off.push({ under: 'fields', after: 'primaryEmail', key: 'primaryEmail', value: name, why: [why] })
  }
}
