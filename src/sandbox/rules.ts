import { conversionFields, type Field, isObject, type JsonRecord, propertyName, textOf } from './fields.js'

/** One thing for which a record is refused; the field is null when it is about the record as a whole. */
export interface Complaint {
  readonly field: string | null
  readonly code: string
  readonly message: string
}

const mostRevenue = 7.92e28
const isoDateTime =
  /^(\d{4})-(\d\d)-(\d\d)(T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,7})?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)?)?$/
const identifyingTexts = [
  'primaryEmail',
  'secondaryEmail',
  'primaryPhoneNumber',
  'secondaryPhoneNumber',
  'couponCode',
] as const
const addresses = ['primaryAddress', 'secondaryAddress'] as const
const addressParts = ['address1', 'city', 'state', 'zipCode'] as const

/** All that the API's documented rules hold against a record whose types are right; empty when it is accepted. */
export function complaintsAbout(record: JsonRecord): readonly Complaint[] {
  const found = conversionFields.flatMap((field) => complaintsAboutField(field, record[field.name] ?? null))
  return hasIdentifier(record)
    ? found
    : [...found, { field: null, code: 'NO_IDENTIFIER', message: 'At least one identifier is required.' }]
}

/** Says why an accepted record's address can't be matched to a household, one sentence an address. */
export function unmatchable(record: JsonRecord): readonly string[] {
  return addresses.flatMap((name) => {
    const address = record[name]
    if (!isObject(address)) return []
    const reason = whyUnmatchable(address)
    return reason === undefined ? [] : [`${propertyName(name)} cannot be matched: ${reason}.`]
  })
}

/** A revenue as a number, also when it came as text; undefined when there is none. */
export function revenueOf(record: JsonRecord): number | undefined {
  const value = record.revenue
  return typeof value === 'number' || typeof value === 'string' ? Number(value) : undefined
}

function complaintsAboutField(field: Field, value: unknown): readonly Complaint[] {
  if (field.kind === 'number') return complaintsAboutRevenue(field.name, value)
  if (typeof value !== 'string') return []
  const property = propertyName(field.name)
  const found: Complaint[] = []
  if (field.limit !== undefined && value.length > field.limit) {
    const message = `The field ${property} must be a string with a maximum length of ${field.limit}.`
    found.push({ field: field.name, code: 'TOO_LONG', message })
  }
  if (field.kind === 'email' && !isEmail(value)) {
    found.push({ field: field.name, code: 'EMAIL', message: `The ${property} field is not a valid e-mail address.` })
  }
  if (field.kind === 'date' && !isDateTime(value)) {
    found.push({ field: field.name, code: 'DATE', message: `${property} is not an ISO 8601 date-time.` })
  }
  return found
}

function complaintsAboutRevenue(field: string, value: unknown): readonly Complaint[] {
  if (value === null) return [{ field, code: 'REVENUE_REQUIRED', message: 'Revenue is required.' }]
  const amount = Number(value)
  if (amount >= 0 && amount <= mostRevenue) return []
  return [{ field, code: 'REVENUE_RANGE', message: `The field Revenue must be between 0 and ${mostRevenue}.` }]
}

// The framework's own check and no more: one @, and not at an end.
function isEmail(text: string): boolean {
  const at = text.indexOf('@')
  return at > 0 && at < text.length - 1 && at === text.lastIndexOf('@')
}

function isDateTime(text: string): boolean {
  const parts = isoDateTime.exec(text)
  if (parts === null) return false
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])]
  const date = new Date(Date.UTC(2000, month - 1, 1))
  date.setUTCFullYear(year, month - 1, day)
  // A day that does not exist rolls over into another month.
  return year > 0 && date.getUTCMonth() === month - 1
}

function hasIdentifier(record: JsonRecord): boolean {
  if (identifyingTexts.some((name) => textOf(record, name) !== '')) return true
  return addresses.some((name) => {
    const address = record[name]
    return isObject(address) && (textOf(address, 'fullAddress') !== '' || missingParts(address).length === 0)
  })
}

function whyUnmatchable(address: JsonRecord): string | undefined {
  const full = textOf(address, 'fullAddress')
  const missing = missingParts(address)
  if (full === '' && missing.length === addressParts.length) return undefined
  if (full === '' && missing.length > 0) return `${missing.map(propertyName).join(', ')} missing`
  const street = full === '' ? textOf(address, 'address1') : full
  return /\d/.test(street) ? undefined : 'no house number'
}

function missingParts(address: JsonRecord): readonly string[] {
  return addressParts.filter((name) => textOf(address, name) === '')
}
