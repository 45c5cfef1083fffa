import type { z } from 'zod'
import { nearest } from '../domain/nearest.js'
import { type ConfigDocument, type Fault, type KeyPath, nameOf } from './document.js'
import { eitherOf, guess, show } from './words.js'

type Issue = z.core.$ZodIssue

/** The schema's findings as sentences, each with its line: key, value, what is allowed, and the nearest valid word. */
export function mistakesIn(issues: readonly Issue[], document: ConfigDocument): Fault[] {
  return issues.flatMap((issue) => faultsOf(issue, [], document))
}

function faultsOf(issue: Issue, above: KeyPath, document: ConfigDocument): Fault[] {
  const path = [...above, ...issue.path.map((part) => (typeof part === 'number' ? part : String(part)))]
  const fault = (text: string, at: KeyPath = path) => ({ line: document.lineOf(at) ?? 1, text })
  if (issue.code === 'unrecognized_keys') {
    const known = issue.message.split(' ')
    return issue.keys.map((key) => fault(unknownKey([...path, key], key, known), [...path, key]))
  }
  if (issue.code === 'invalid_union') {
    const meant = issue.errors.find(
      (branch) => !branch.some((inner) => inner.code === 'invalid_type' && inner.path.length === 0),
    )
    if (meant !== undefined) return meant.flatMap((inner) => faultsOf(inner, path, document))
  }
  return [fault(sentence(issue, path, document))]
}

function sentence(issue: Issue, path: KeyPath, document: ConfigDocument): string {
  const name = nameOf(path)
  if (issue.code === 'custom' && issue.params?.takes !== true) return `${name} ${issue.message}`
  const value = valueAt(document.value, path)
  if (value === undefined) return `${name} is missing; it must be ${issue.message}`
  const is = `${name} is ${/apiKey/.test(name) ? 'not usable' : show(value)}`
  if (issue.code === 'invalid_value' && issue.values.length > 1) {
    const words = issue.values.map(String)
    return `${is}; it must be ${eitherOf(words.map(show))}${guess(value, words)}`
  }
  if (issue.code === 'invalid_type' && issue.expected === 'string' && ['number', 'boolean'].includes(typeof value)) {
    return `${is}; it must be ${issue.message}, in quotes: "${document.literal(path)}"`
  }
  const words: unknown = issue.code === 'custom' ? issue.params?.words : undefined
  return `${is}; it must be ${issue.message}${Array.isArray(words) ? guess(value, words.map(String)) : ''}`
}

/** What people call the API's fields. */
const aliases: ReadonlyMap<string, string> = new Map([
  ['email', 'primaryEmail'],
  ['phone', 'primaryPhoneNumber'],
  ['address', 'primaryAddress'],
  ['name', 'fullName'],
  ['company', 'businessName'],
  ['amount', 'revenue'],
  ['total', 'revenue'],
  ['id', 'orderId'],
  ['order', 'orderId'],
  ['street', 'address1'],
  ['postalcode', 'zipCode'],
  ['province', 'state'],
])

function unknownKey(path: KeyPath, key: string, known: readonly string[]): string {
  const is = `${nameOf(path)} is not a known key`
  const [outer, inner] = key.split('.')
  if (inner !== undefined && known.includes(outer!)) return `${is}; write it nested: "${outer}": { "${inner}": … }`
  const alias = aliases.get(key.toLowerCase())
  const near = alias !== undefined && known.includes(alias) ? alias : nearest(key, known)
  return near === undefined ? `${is}; known here: ${known.join(', ')}` : `${is}; did you mean ${near}?`
}

function valueAt(value: unknown, path: KeyPath): unknown {
  return path.reduce<unknown>(
    (inner, part) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, part) : undefined),
    value,
  )
}
