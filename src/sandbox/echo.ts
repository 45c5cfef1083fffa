import { addressFields, conversionFields, isObject, type JsonRecord } from './fields.js'
import { revenueOf } from './rules.js'

/** A record as a .NET serialiser gives it back: all known keys, null where there was nothing, unknown keys gone. */
export function echo(record: JsonRecord, eventDate: string | null = null): JsonRecord {
  return Object.fromEntries(
    conversionFields.map(({ name, kind }) => {
      if (kind === 'number') return [name, revenueOf(record) ?? null]
      if (kind === 'date') return [name, record[name] ?? eventDate]
      return [name, kind === 'address' ? echoAddress(record[name]) : (record[name] ?? null)]
    }),
  )
}

function echoAddress(address: unknown): JsonRecord | null {
  if (!isObject(address)) return null
  return Object.fromEntries(addressFields.map((name) => [name, address[name] ?? null]))
}
