import type { AddressPart, TextFieldName } from './settings.js'

export type Address = { [part in AddressPart]?: string }

/** What `POST /v1/conversions` takes, with the amount as exact decimal text; empty fields are left out. */
export type Conversion = { [name in TextFieldName]?: string } & {
  primaryAddress?: Address
  secondaryAddress?: Address
  revenue?: string
  eventDate?: string
}

/** Longest texts that LettrLabs takes, in UTF-16 units (documented by LettrLabs; limits inside an address are not). */
export const longest = { text: 255, phone: 20 } as const

const largestRevenue = 7.92e28
const amountForm = /^\d{1,29}(\.\d{1,28})?$/
export const dateForm = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/

/** LettrLabs' own check is probably no more than this: one @, at neither end. */
export function isEmail(value: string): boolean {
  const at = value.indexOf('@')
  return at > 0 && at < value.length - 1 && value.indexOf('@', at + 1) === -1
}

export function isRevenue(value: string): boolean {
  return amountForm.test(value) && Number(value) <= largestRevenue
}

interface Identifying {
  readonly primaryEmail?: string | undefined
  readonly secondaryEmail?: string | undefined
  readonly primaryPhoneNumber?: string | undefined
  readonly secondaryPhoneNumber?: string | undefined
  readonly couponCode?: string | undefined
  readonly primaryAddress?: { readonly [part in AddressPart]?: string | undefined } | undefined
  readonly secondaryAddress?: { readonly [part in AddressPart]?: string | undefined } | undefined
}

/** Bits of the identifiers that a conversion brings. */
export const identifierBits = { email: 1, phone: 2, address: 4, coupon: 8 } as const

/** What `identifiersOf` gives for a coupon and nothing else. */
export const onlyCoupon = identifierBits.coupon

/** The identifiers a conversion brings, as a sum of `identifierBits`; 0 means that it can't be matched. Names and ids are none. */
export function identifiersOf(value: Identifying): number {
  return (
    (value.primaryEmail !== undefined || value.secondaryEmail !== undefined ? identifierBits.email : 0) |
    (value.primaryPhoneNumber !== undefined || value.secondaryPhoneNumber !== undefined ? identifierBits.phone : 0) |
    (isWhole(value.primaryAddress) || isWhole(value.secondaryAddress) ? identifierBits.address : 0) |
    (value.couponCode !== undefined ? identifierBits.coupon : 0)
  )
}

/** An address that LettrLabs can match: in one line, or with street, city, state and ZIP. */
export function isWhole(value: Identifying['primaryAddress']): boolean {
  if (value === undefined) return false
  if (value.fullAddress !== undefined) return true
  return (
    value.address1 !== undefined && value.city !== undefined && value.state !== undefined && value.zipCode !== undefined
  )
}

/** The same answer as `conversionSchema` for what the mapping builds, several times faster; it may only say yes where zod does. */
export function isConversion(value: Conversion): boolean {
  if (value.revenue === undefined || !isRevenue(value.revenue)) return false
  if (value.eventDate !== undefined && !dateForm.test(value.eventDate)) return false
  for (const name in value) {
    const field = value[name as keyof Conversion]
    if (typeof field === 'string') {
      if (name === 'revenue' || name === 'eventDate') continue
      if (field.length === 0 || field.length > lengthLimit(name)) return false
    } else if (field !== undefined) {
      for (const part in field) if (!isShort(field[part as AddressPart])) return false
    }
  }
  if (value.primaryEmail !== undefined && !isEmail(value.primaryEmail)) return false
  if (value.secondaryEmail !== undefined && !isEmail(value.secondaryEmail)) return false
  return identifiersOf(value) !== 0
}

function isShort(part: string | undefined): boolean {
  return part === undefined || (part.length > 0 && part.length <= longest.text)
}

/** The longest text that a field takes, in UTF-16 units. */
export function lengthLimit(field: string): number {
  return field === 'primaryPhoneNumber' || field === 'secondaryPhoneNumber' ? longest.phone : longest.text
}

/** The JSON text that goes out, byte for byte; the amount stays exact, as a number or as a string. */
export function conversionJson(value: Conversion, revenueAs: 'number' | 'string'): string {
  let text = '{'
  for (const name in value) {
    const field = value[name as keyof Conversion]
    if (field === undefined) continue
    if (typeof field === 'object') text += keyed(name, text) + addressJson(field)
    else if (name === 'revenue' && revenueAs === 'number') text += keyed(name, text) + field
    else text = withText(text, name, field)
  }
  return `${text}}`
}

function addressJson(address: Address): string {
  let text = '{'
  for (const part in address) {
    const field = address[part as AddressPart]
    if (field !== undefined) text = withText(text, part, field)
  }
  return `${text}}`
}

const plain = /^[ !#-[\]-~]*$/

/** The JSON of an object so far and one more member; several times faster than JSON.stringify where nothing needs an escape. */
function withText(text: string, name: string, value: string): string {
  const key = keyed(name, text)
  return plain.test(value) ? `${text}${key}"${value}"` : `${text}${key}${JSON.stringify(value)}`
}

/** The key of a member that comes behind others, or first. */
function keyed(name: string, text: string): string {
  const keys = text.length === 1 ? firstKeys : nextKeys
  let key = keys.get(name)
  if (key === undefined) {
    key = `${text.length === 1 ? '' : ','}"${name}":`
    keys.set(name, key)
  }
  return key
}

// The names of fields are few, and putting a key together takes longer than looking it up.
const firstKeys = new Map<string, string>()
const nextKeys = new Map<string, string>()
