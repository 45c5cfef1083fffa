import { addressFields, conversionFields, type Field, isObject, type JsonRecord } from './fields.js'

/** The records of a request body, or the first thing in it for which the whole request is refused with 400. */
export type Batch =
  | { readonly kind: 'batch'; readonly records: readonly JsonRecord[] }
  | { readonly kind: 'malformed'; readonly path: string; readonly message: string }

const mostRecords = 1000
const numberInText = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i
const typeNames: Record<Field['kind'], string> = {
  text: 'System.String',
  email: 'System.String',
  number: 'System.Nullable`1[System.Decimal]',
  date: 'System.Nullable`1[System.DateTime]',
  address: 'LettrLabs.Address',
}
const fieldsByName = new Map(conversionFields.map((field) => [field.name, field]))
const addressNames = new Set<string>(addressFields)

interface Culprit {
  readonly path: string
  readonly type: string
}

/** Reads a request body as a serialiser with fixed types would: one wrong type refuses all, and only the first is named. */
export function readBatch(body: Buffer): Batch {
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    return malformed('$', 'The body is not a valid JSON value. Path: $.')
  }
  if (!Array.isArray(value)) return unconvertible({ path: '$', type: 'System.Collections.Generic.List`1[Conversion]' })
  if (value.length === 0) return malformed('conversions', 'At least one conversion is required.')
  if (value.length > mostRecords) {
    return malformed('conversions', `At most ${mostRecords} conversions can be sent at once; got ${value.length}.`)
  }
  for (const [index, record] of value.entries()) {
    const culprit = culpritIn(record, `$[${index}]`)
    if (culprit !== undefined) return unconvertible(culprit)
  }
  return { kind: 'batch', records: value }
}

function culpritIn(record: unknown, path: string): Culprit | undefined {
  if (!isObject(record)) return { path, type: 'LettrLabs.Conversion' }
  // In the order in which the fields were written, as a streaming parser meets them.
  for (const [name, value] of Object.entries(record)) {
    const field = fieldsByName.get(name)
    if (field === undefined || value === null) continue
    const culprit = culpritInField(field, value, `${path}.${name}`)
    if (culprit !== undefined) return culprit
  }
  return undefined
}

function culpritInField(field: Field, value: unknown, path: string): Culprit | undefined {
  if (field.kind === 'address' && isObject(value)) return culpritInAddress(value, path)
  return isOfKind(field.kind, value) ? undefined : { path, type: typeNames[field.kind] }
}

function culpritInAddress(address: JsonRecord, path: string): Culprit | undefined {
  for (const [name, value] of Object.entries(address)) {
    if (addressNames.has(name) && value !== null && typeof value !== 'string') {
      return { path: `${path}.${name}`, type: typeNames.text }
    }
  }
  return undefined
}

function isOfKind(kind: Field['kind'], value: unknown): boolean {
  if (kind === 'address') return false
  if (kind !== 'number') return typeof value === 'string'
  // The framework's web defaults also read a number out of a string.
  return typeof value === 'number' || (typeof value === 'string' && numberInText.test(value))
}

function unconvertible({ path, type }: Culprit): Batch {
  return malformed(path, `The JSON value could not be converted to ${type}. Path: ${path}.`)
}

function malformed(path: string, message: string): Batch {
  return { kind: 'malformed', path, message }
}
