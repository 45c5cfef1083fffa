import { parseExactly, plainComplaint } from '../domain/exact-json.js'
import type { JsonObject, JsonValue, ReadRow, UnreadableRow } from '../domain/row.js'
import { UnsafeNumber } from '../domain/row.js'
import { recordBytes } from './limits.js'

/** Makes a row of the text of one JSON record. */
export function jsonRow(text: string, length: number, record: number, line: number): ReadRow {
  const unreadable = (code: UnreadableRow['code'], message: string): UnreadableRow => ({
    kind: 'unreadable',
    record,
    line,
    code,
    message,
    lines: [[text]],
  })
  if (length > recordBytes) return unreadable('too-large', 'the record is larger than 1 MiB')
  let value: JsonValue
  try {
    value = parseExactly(text)
  } catch (error) {
    return unreadable('bad-json', plainComplaint(error))
  }
  if (isObject(value)) return { kind: 'json', record, line, value, text }
  return unreadable('not-an-object', `got ${nameOf(value)}, a record is an object in braces`)
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof UnsafeNumber)
}

function nameOf(value: JsonValue): string {
  if (Array.isArray(value)) return 'a list'
  if (value === null) return 'null'
  if (typeof value === 'string') return 'a text'
  return typeof value === 'boolean' ? 'true or false' : 'a number'
}
