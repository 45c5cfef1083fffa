import type { JsonRecord } from './fields.js'

/** Whose account the stand-in pretends to be. */
export interface Account {
  readonly id: number
  readonly company: string
  readonly aadId?: string
  readonly email?: string
  readonly firstName?: string
  readonly lastName?: string
  readonly created?: string
}

/** An answer before it is written: status, headers and the whole body. */
export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** The account when none is given: invented, id 7. */
export const inventedAccount: Account = { id: 7, company: 'Sample Print Shop' }

/** An account as GET /v1/me shows it. */
export function profileOf(account: Account): JsonRecord {
  return {
    id: account.id,
    aadId: account.aadId ?? '00000000-0000-4000-8000-000000000007',
    email: account.email ?? 'owner@example.com',
    firstName: account.firstName ?? 'Olive',
    lastName: account.lastName ?? 'Sample',
    company: account.company,
    created: account.created ?? '2024-01-02T03:04:05Z',
  }
}

/** The API's envelope with the given keys laid over its empty form. */
export function envelope(status: number, keys: JsonRecord, account: Account | null): Reply {
  const body = {
    profile: account === null ? null : profileOf(account),
    payload: null,
    errors: [],
    hasErrors: false,
    warnings: [],
    hasWarnings: false,
    metadata: {},
    ...keys,
  }
  return json(status, 'application/json; charset=utf-8', body)
}

/** The framework's answer to a request that it can't read, naming one path in it. */
export function malformedRequest(path: string, message: string): Reply {
  return json(400, 'application/problem+json; charset=utf-8', {
    type: 'https://tools.ietf.org/html/rfc9110#section-15.5.1',
    title: 'One or more validation errors occurred.',
    status: 400,
    errors: { [path]: [message] },
    traceId: '00-00000000000000000000000000000000-0000000000000000-00',
  })
}

/** An answer in plain text. */
export function plain(status: number, body: string): Reply {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body }
}

/** An answer that is a page of HTML. */
export function html(status: number, body: string): Reply {
  return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, body }
}

/** An answer without a body. */
export function empty(status: number, headers: Readonly<Record<string, string>> = {}): Reply {
  return { status, headers, body: '' }
}

function json(status: number, type: string, body: unknown): Reply {
  return { status, headers: { 'content-type': type }, body: JSON.stringify(body) }
}
