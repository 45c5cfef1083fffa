/** A JSON object as it was received. */
export type JsonRecord = Readonly<Record<string, unknown>>

/** What the API's documents say of one field of a conversion; the limit is in UTF-16 units. */
export interface Field {
  readonly name: string
  readonly kind: 'text' | 'email' | 'number' | 'date' | 'address'
  readonly limit?: number
}

/** The fields of a conversion in the order in which the API's reference lists them. */
export const conversionFields: readonly Field[] = [
  { name: 'firstName', kind: 'text', limit: 255 },
  { name: 'lastName', kind: 'text', limit: 255 },
  { name: 'fullName', kind: 'text', limit: 255 },
  { name: 'businessName', kind: 'text', limit: 255 },
  { name: 'primaryAddress', kind: 'address' },
  { name: 'secondaryAddress', kind: 'address' },
  { name: 'couponCode', kind: 'text', limit: 255 },
  { name: 'primaryPhoneNumber', kind: 'text', limit: 20 },
  { name: 'secondaryPhoneNumber', kind: 'text', limit: 20 },
  { name: 'primaryEmail', kind: 'email', limit: 255 },
  { name: 'secondaryEmail', kind: 'email', limit: 255 },
  { name: 'revenue', kind: 'number' },
  { name: 'type', kind: 'text' },
  { name: 'orderId', kind: 'text', limit: 255 },
  { name: 'storeId', kind: 'text', limit: 255 },
  { name: 'uniqueId', kind: 'text', limit: 255 },
  { name: 'crmId', kind: 'text', limit: 255 },
  { name: 'customerId', kind: 'text', limit: 255 },
  { name: 'eventDate', kind: 'date' },
]

/** The fields of an address; the API publishes no limits for them. */
export const addressFields = ['fullAddress', 'address1', 'address2', 'city', 'state', 'zipCode', 'country'] as const

/** Whether a JSON value is an object, so neither null nor an array. */
export function isObject(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A field's text without its outer blanks, empty when it is absent. */
export function textOf(record: JsonRecord, name: string): string {
  const value = record[name]
  return typeof value === 'string' ? value.trim() : ''
}

/** A field's name as .NET spells the property: revenue becomes Revenue. */
export function propertyName(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1)
}
