import type { Client } from '../http.js'

/** One upload as LettrLabs lists it; the words are foreign text, "" where they are missing. */
export interface Upload {
  readonly id: string
  readonly fileName: string
  readonly status: string
  /** ISO 8601 in UTC. */
  readonly at: string
}

/** What LettrLabs says of its uploads; `silent` with the reason in words when that could not be found out. */
export type Uploads =
  | { readonly kind: 'list'; readonly uploads: readonly Upload[] }
  | { readonly kind: 'silent'; readonly why: string }

/** Asks LettrLabs for its uploads, once; never fails. */
export async function listUploads(client: Client): Promise<Uploads> {
  const attempt = await client.request('GET', '/v1/conversions')
  if (attempt.kind === 'silence') return silent(attempt.message)
  if (attempt.status !== 200) return silent(`it answered ${attempt.status}`)
  const list = attempt.complete ? listIn(parse(attempt.body)) : undefined
  return list === undefined
    ? silent('its answer could not be understood')
    : { kind: 'list', uploads: list.flatMap(uploadOf) }
}

function silent(why: string): Uploads {
  return { kind: 'silent', why }
}

/** The payload's list; the answer itself, or a list inside the payload, would mean the same. */
function listIn(answer: unknown): readonly unknown[] | undefined {
  if (Array.isArray(answer)) return answer
  const payload = fieldsOf(answer)?.get('payload')
  if (Array.isArray(payload)) return payload
  const lists = [...(fieldsOf(payload)?.values() ?? [])].filter((value) => Array.isArray(value))
  return lists.length === 1 ? lists[0] : undefined
}

/** Without a readable date an upload says nothing. */
function uploadOf(value: unknown): readonly Upload[] {
  const fields = fieldsOf(value)
  const at = instantOf(textOf(fields?.get('uploaddate')))
  if (at === undefined) return []
  const text = (name: string): string => textOf(fields?.get(name))
  return [{ id: text('id'), fileName: text('filename'), status: text('status'), at }]
}

/** A date without an offset is taken as UTC, in which the API speaks. */
function instantOf(text: string): string | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(text)) return undefined
  const date = new Date(/(Z|[+-]\d{2}:?\d{2})$/i.test(text) ? text : `${text}Z`)
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString()
}

/** Keys without case. */
function fieldsOf(value: unknown): ReadonlyMap<string, unknown> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  return new Map(Object.entries(value).map(([key, inner]) => [key.toLowerCase(), inner]))
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
