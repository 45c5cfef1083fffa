import { once } from 'node:events'
import http from 'node:http'
import net, { type AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { readAccount } from '../../src/api/me.js'
import { exitCodes, UserError } from '../../src/exit.js'
import { type Client, openClient } from '../../src/http.js'

const key = 'LL-API-canary-0123456789'
const cleanups: (() => unknown)[] = []

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

async function origin(server: net.Server): Promise<string> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  cleanups.push(() => server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function ask(base: string, keyFaults: readonly string[] = []) {
  const baseUrl = `${base}/api`
  const client = openClient({ baseUrl, key, concurrency: 1, timeout: 2000, userAgent: 'test' })
  cleanups.push(() => client.destroy())
  return readAccount(client, { baseUrl, keySource: 'LETTRLABS_API_KEY', keyFaults })
}

async function askServer(
  status: number,
  body: string,
  headers: http.OutgoingHttpHeaders = {},
  faults: readonly string[] = [],
) {
  const asked: string[] = []
  const server = http.createServer((request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers['x-api-key']}`)
    response.writeHead(status, headers).end(body)
  })
  const base = await origin(server)
  const outcome = await ask(base, faults).catch((error: unknown) => error)
  expect(asked).toEqual([`GET /api/v1/me ${key}`])
  return { outcome, base }
}

function userError(outcome: unknown): UserError {
  expect(outcome).toBeInstanceOf(UserError)
  const error = outcome as UserError
  expect(`${error.message} ${error.hint}`).not.toContain('canary')
  expect(error.hint).toContain('Nothing was sent.')
  return error
}

const person = { email: 'pat@example.com', firstName: 'Pat', lastName: 'Doe', created: '2020-01-01T00:00:00Z' }

describe('whose key it is', () => {
  test.each([
    [
      'id and company of the payload',
      { payload: { ...person, id: 7, aadId: 'aad', company: ' Acme Roofing ' }, profile: { id: 8, company: 'Other' } },
      { id: '7', company: 'Acme Roofing' },
    ],
    ['an id that is text', { payload: { id: 'a-7', company: 'Acme' } }, { id: 'a-7', company: 'Acme' }],
    [
      'the aadId where there is no id',
      { payload: { id: null, aadId: 'aad-1', company: 'Acme' } },
      { id: 'aad-1', company: 'Acme' },
    ],
    [
      'the aadId where the id is too large to be exact',
      { payload: { id: 2 ** 60, aadId: 'aad-1' } },
      { id: 'aad-1', company: '' },
    ],
    [
      'the profile where there is no payload',
      { profile: { ...person, id: 8, company: 'Acme' }, hasErrors: false },
      { id: '8', company: 'Acme' },
    ],
    [
      'the profile where the payload names nobody',
      { payload: {}, profile: { id: 8, company: 'Acme' } },
      { id: '8', company: 'Acme' },
    ],
    ['nothing more than it knows', { profile: { ...person, company: null } }, { id: undefined, company: '' }],
  ])('is %s', async (_, envelope, account) => {
    expect((await askServer(200, JSON.stringify(envelope))).outcome).toEqual(account)
  })

  test('is not told by inherited names', async () => {
    const { outcome } = await askServer(
      200,
      '{"__proto__":{"profile":{"id":1}},"payload":{"__proto__":{"id":9},"company":"Acme"}}',
    )
    expect(outcome).toEqual({ id: undefined, company: 'Acme' })
  })
})

describe('a key that is turned away ends the run with 4', () => {
  test.each([
    ['the bare text', 'Invalid API key'],
    ['an envelope', '{"profile":null,"errors":["Invalid API key"],"hasErrors":true}'],
    ['nothing', ''],
  ])('401 with %s names where the key came from and what is odd about it', async (_, body) => {
    const error = userError((await askServer(401, body, {}, ['it begins with a blank', 'it is in quotes'])).outcome)
    expect(error.exitCode).toBe(exitCodes.refused)
    expect(error.message).toBe('LettrLabs does not know the key from LETTRLABS_API_KEY (401).')
    expect(error.hint).toContain('it begins with a blank; it is in quotes.')
  })

  test('403 speaks of the plan', async () => {
    const error = userError((await askServer(403, '')).outcome)
    expect(error.exitCode).toBe(exitCodes.refused)
    expect(error.hint).toContain('plan')
  })

  test('a 200 that names nobody is not taken for an account', async () => {
    const error = userError(
      (await askServer(200, '{"profile":null,"payload":null,"hasErrors":true,"errors":["no"]}')).outcome,
    )
    expect(error.exitCode).toBe(exitCodes.refused)
    expect(error.message).toBe('LettrLabs took the key but did not say whose it is.')
  })
})

describe('an address that is not the API ends the run with 4', () => {
  test.each([
    [200, '<!doctype html><title>LettrLabs</title>'],
    [200, '{"ok":true}'],
    [200, '[1]'],
    [200, 'null'],
    [200, ''],
    [204, ''],
    [404, '{"profile":null}'],
    [405, ''],
  ])('%i with %j', async (status, body) => {
    const { outcome, base } = await askServer(status, body)
    const error = userError(outcome)
    expect(error.exitCode).toBe(exitCodes.refused)
    expect(error.message).toContain(`This is not the LettrLabs API: ${base} (`)
  })

  test.each([
    ['https://evil.example.com/path?token=secret', 'https://evil.example.com (307)'],
    ['//user:pw@other.example.com/x', 'http://other.example.com (307)'],
    ['/login', 'another path there (307)'],
    ['javascript:alert(1)', 'an unknown address (307)'],
    ['http://[', 'an unknown address (307)'],
  ])('a redirect to %s is told by its origin only', async (location, told) => {
    const error = userError((await askServer(307, '', { location })).outcome)
    expect(error.exitCode).toBe(exitCodes.refused)
    expect(error.message).toContain(told)
    expect(error.message).not.toMatch(/secret|pw|login|alert/)
  })

  test('a server that does not speak HTTP', async () => {
    const server = net.createServer((socket) => socket.end('220 mail.example.com ESMTP\r\n'))
    const error = userError(await ask(await origin(server)).catch((thrown: unknown) => thrown))
    expect(error.exitCode).toBe(exitCodes.refused)
    expect(error.message).toContain('This is not the LettrLabs API')
  })

  test('a server that can prove nothing, because running again changes nothing', async () => {
    const server = net.createServer((socket) => socket.end('HTTP/1.1 400 Bad\r\n\r\n'))
    const base = (await origin(server)).replace('http:', 'https:')
    const error = userError(await ask(base).catch((thrown: unknown) => thrown))
    expect(error.exitCode).toBe(exitCodes.refused)
    expect(error.message).toContain('no secure connection came about')
  })
})

describe('what passes by itself ends the run with 5', () => {
  test.each([408, 425, 429, 500, 502, 503, 504])('%i', async (status) => {
    const error = userError((await askServer(status, '<html>', { 'retry-after': '30' })).outcome)
    expect(error.exitCode).toBe(exitCodes.incomplete)
    expect(error.message).toContain(`(${status})`)
    expect(error.hint).toContain('in 30 seconds or later')
  })

  test('a Retry-After that is no number is not repeated', async () => {
    const error = userError((await askServer(503, '', { 'retry-after': 'soon' })).outcome)
    expect(error.hint).toContain('in a few minutes')
  })

  test('an answer that is cut short', async () => {
    const { outcome } = await askServer(200, '{"profile":{"id":1', { 'content-length': 100, connection: 'close' })
    expect(userError(outcome).exitCode).toBe(exitCodes.incomplete)
  })

  test('a server that is not there', async () => {
    const server = net.createServer()
    const base = await origin(server)
    server.close()
    await once(server, 'close')
    const error = userError(await ask(base).catch((thrown: unknown) => thrown))
    expect(error.exitCode).toBe(exitCodes.incomplete)
    expect(error.message).toBe(`${base} could not be asked: the server refused the connection (ECONNREFUSED).`)
    expect(error.hint).toContain('base URL')
  })

  test('a reset', async () => {
    const server = net.createServer((socket) => socket.once('data', () => socket.resetAndDestroy()))
    const error = userError(await ask(await origin(server)).catch((thrown: unknown) => thrown))
    expect(error.exitCode).toBe(exitCodes.incomplete)
  })
})

test('a key that no header can hold is blamed on the key', async () => {
  const client: Client = {
    request: async () => ({ kind: 'silence', started: false, code: 'UND_ERR_INVALID_ARG', message: 'x' }),
    close: async () => {},
    destroy: async () => {},
  }
  const access = {
    baseUrl: 'https://app.lettrlabs.com/api',
    keySource: 'the key file a.key',
    keyFaults: ['it holds a line break'],
  }
  const error = userError(await readAccount(client, access).catch((thrown: unknown) => thrown))
  expect(error.exitCode).toBe(exitCodes.refused)
  expect(`${error.message} ${error.hint}`).toMatch(/the key file a\.key.*it holds a line break/s)
})
