import { type JsonValue, UnsafeNumber } from './row.js'

const suspicious = /\d{16}|[eE]\+?\d{3}/
const stringOrNumber = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g

/**
 * Parses a JSON text like JSON.parse, which it throws like, but a number beyond 2^53 comes out as an UnsafeNumber with
 * the digits as written. Keys such as `__proto__` are ordinary own keys.
 */
export function parseExactly(text: string): JsonValue {
  const value = JSON.parse(text) as JsonValue
  if (!suspicious.test(text)) return value
  let unsafe = false
  // Every string gets a mark in front, so that the numbers turned into strings can be told from the others.
  const marked = text.replace(stringOrNumber, (token) => {
    if (token.startsWith('"')) return `"$${token.slice(1)}`
    if (Math.abs(Number(token)) <= Number.MAX_SAFE_INTEGER) return token
    unsafe = true
    return `"#${token}"`
  })
  return unsafe ? unmark(JSON.parse(marked) as JsonValue) : value
}

function unmark(value: JsonValue): JsonValue {
  if (typeof value === 'string') return value.startsWith('#') ? new UnsafeNumber(value.slice(1)) : value.slice(1)
  if (Array.isArray(value)) return value.map(unmark)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key.slice(1), unmark(inner)]))
}

/** The JSON text of a value; an UnsafeNumber comes out with its digits as written. */
export function writeExactly(value: JsonValue): string {
  if (value instanceof UnsafeNumber) return value.text
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(writeExactly).join(',')}]`
  return `{${Object.entries(value)
    .map(([key, inner]) => `${JSON.stringify(key)}:${writeExactly(inner)}`)
    .join(',')}}`
}

/** Why a text is not JSON, in plain words and without any of the text. */
export function plainComplaint(error: unknown): string {
  const said = error instanceof Error ? error.message : ''
  const position = /at position (\d+)/.exec(said)?.[1]
  const where = position === undefined ? '' : ` at character ${Number(position) + 1}`
  if (/unterminated string/i.test(said)) return `not JSON: a text is not closed${where}`
  if (/unexpected end/i.test(said)) return 'not JSON: it ends too early'
  if (/control character/i.test(said)) return `not JSON: a raw line break or tab inside a text${where}`
  if (/escape/i.test(said)) return `not JSON: a wrong backslash${where}`
  if (/after JSON|after.*value.*JSON$/i.test(said)) return `not JSON: something follows its end${where}`
  if (/expected '?,'?|Expected ',' or/i.test(said)) return `not JSON: a comma is missing${where}`
  if (/expected ':'/i.test(said)) return `not JSON: a colon is missing${where}`
  if (/property name|double-quoted/i.test(said)) return `not JSON: a name in double quotes is missing${where}`
  return `not JSON: something unexpected${where}`
}
