import { connect } from 'node:net'
import { describe, expect, test } from 'vitest'
import { startSandbox } from '../../src/sandbox/server.js'
import { ask, json, post, sale, storedOrders, withSandbox } from './client.js'

describe('the key', () => {
  test('is missing: 401 in the envelope', () =>
    withSandbox({}, async (sandbox) => {
      const answer = await ask(sandbox, 'GET', '/api/v1/me', '', { 'x-api-key': '  ' })
      expect(answer.status).toBe(401)
      expect(json(answer)).toMatchObject({ profile: null, hasErrors: true, errors: ['An API key is required.'] })
    }))

  test('is wrong: 401 in bare text, and nothing is stored', () =>
    withSandbox({ key: 'LL-API-right' }, async (sandbox) => {
      const answer = await post(sandbox, [sale()], { 'x-api-key': 'LL-API-wrong' })
      expect([answer.status, answer.text]).toEqual([401, 'Invalid API key'])
      expect(sandbox.store()).toEqual([])
      expect((await post(sandbox, [sale()], { 'x-api-key': 'LL-API-right' })).status).toBe(200)
    }))

  test('may be any where none is named', () =>
    withSandbox({}, async (sandbox) => {
      expect((await ask(sandbox, 'GET', '/api/v1/me', '', { 'x-api-key': 'anything' })).status).toBe(200)
    }))

  test('is in no log and on no page', () =>
    withSandbox({ key: 'LL-API-canary' }, async (sandbox) => {
      const key = { 'x-api-key': 'LL-API-canary' }
      await post(sandbox, [sale()], key)
      await ask(sandbox, 'GET', '/api/v1/me?key=LL-API-canary', '', key)
      const pages = ['/_sandbox/', '/_sandbox/store', '/_sandbox/requests']
      const texts = await Promise.all(pages.map(async (path) => (await ask(sandbox, 'GET', path)).text))
      expect([...texts, JSON.stringify(sandbox.requests())].join()).not.toContain('canary')
    }))
})

test('the profile is the account that was given, and otherwise an invented one', async () => {
  await withSandbox({}, async (sandbox) => {
    const { profile, payload } = json(await ask(sandbox, 'GET', '/api/v1/me'))
    expect(payload).toEqual(profile)
    expect(Object.keys(profile)).toEqual(['id', 'aadId', 'email', 'firstName', 'lastName', 'company', 'created'])
    expect(profile).toMatchObject({ id: 7, company: 'Sample Print Shop' })
  })
  await withSandbox({ account: { id: 12, company: 'Elm & Sons' } }, async (sandbox) => {
    expect(json(await ask(sandbox, 'GET', '/api/v1/me')).payload).toMatchObject({ id: 12, company: 'Elm & Sons' })
  })
})

test('each POST that stored something is an upload, which can be asked for and removed', () =>
  withSandbox({ now: () => new Date('2025-01-01T00:00:00Z') }, async (sandbox) => {
    await post(sandbox, [sale({ orderId: 'A-1' }), sale({ orderId: 'A-2' })])
    await post(sandbox, [{}])
    await post(sandbox, [sale({ orderId: 'A-3' })])
    const upload = {
      id: 1,
      fileName: 'api-1.json',
      dataSourceType: 'Api',
      status: 'Completed',
      uploadDate: '2025-01-01T00:00:00.000Z',
    }
    const list = json(await ask(sandbox, 'GET', '/api/v1/conversions'))
    expect(list.payload).toMatchObject([upload, { id: 2 }])
    expect(json(await ask(sandbox, 'GET', '/api/v1/conversions/1/status')).payload).toEqual(upload)
    expect((await ask(sandbox, 'DELETE', '/api/v1/conversions/1')).status).toBe(200)
    expect(storedOrders(sandbox)).toEqual(['A-3'])
    expect((await ask(sandbox, 'DELETE', '/api/v1/conversions/1')).status).toBe(404)
    expect((await ask(sandbox, 'GET', '/api/v1/conversions/1/status')).status).toBe(404)
    await post(sandbox, [sale({ orderId: 'A-1' })])
    expect(storedOrders(sandbox)).toEqual(['A-3', 'A-1'])
  }))

test.each([
  ['PUT', '/api/v1/conversions', 405],
  ['POST', '/api/v1/me', 405],
  ['GET', '/api/v1/conversions/1', 405],
  ['DELETE', '/api/v1/conversions/1/status', 405],
  ['GET', '/api/v1/nothing', 404],
  ['GET', '/api/v1/conversions/one/status', 404],
  ['GET', '/api/v1/me/', 200],
  ['POST', '/v1/conversions', 405],
  ['POST', '/_sandbox/', 405],
  ['GET', '/_sandbox/nothing', 404],
])('%s %s is answered by %i', (method, path, status) =>
  withSandbox({}, async (sandbox) => {
    expect((await ask(sandbox, method, path)).status).toBe(status)
  }),
)

test('a wrong base meets a web page with 200', () =>
  withSandbox({}, async (sandbox) => {
    const answer = await ask(sandbox, 'GET', '/v1/me')
    expect(answer.status).toBe(200)
    expect(answer.text).toContain('<!doctype html>')
  }))

describe('people can look', () => {
  test('at counts and the total revenue, with foreign words escaped', () =>
    withSandbox({ account: { id: 1, company: '<b>Elm</b>' } }, async (sandbox) => {
      await post(sandbox, [sale({ revenue: 1000.1 }), sale({ revenue: '0.2' })])
      await ask(sandbox, 'GET', '/api/<script>')
      const { text } = await ask(sandbox, 'GET', '/_sandbox/')
      expect(text).toContain('<tr><th>Conversions stored</th><td>2</td></tr>')
      expect(text).toContain('<tr><th>Total revenue</th><td>1,000.30</td></tr>')
      expect(text).toContain('&lt;b&gt;Elm&lt;/b&gt;')
      expect(text).toContain('&lt;script&gt;')
      expect(text).not.toMatch(/<b>|<script|pat@example/)
    }))

  test('at what is stored, and empty it', () =>
    withSandbox({}, async (sandbox) => {
      await post(sandbox, [sale({ orderId: 'A-1' })])
      expect(json(await ask(sandbox, 'GET', '/_sandbox/store'))).toEqual(sandbox.store())
      expect((await ask(sandbox, 'DELETE', '/_sandbox/store')).status).toBe(204)
      expect(sandbox.store()).toEqual([])
      await post(sandbox, [sale({ orderId: 'A-1' })])
      expect(sandbox.store()).toMatchObject([{ id: 2, uploadId: 2 }])
    }))

  test('at the requests, in the order in which they came', () =>
    withSandbox({ now: () => new Date('2025-01-01T00:00:00Z') }, async (sandbox) => {
      await ask(sandbox, 'GET', '/api/v1/me')
      await post(sandbox, [sale(), {}])
      const log = json(await ask(sandbox, 'GET', '/_sandbox/requests'))
      const at = '2025-01-01T00:00:00.000Z'
      expect(log).toEqual([
        { at, method: 'GET', path: '/api/v1/me', status: 200, records: 0, stored: 0, fault: null },
        { at, method: 'POST', path: '/api/v1/conversions', status: 200, records: 2, stored: 1, fault: null },
      ])
      expect(sandbox.requests()).toEqual(log)
    }))

  test('only by a name of this machine, because a web page could point its own name here', () =>
    withSandbox({}, async (sandbox) => {
      const read = async (host: string) => (await ask(sandbox, 'GET', '/_sandbox/store', '', { host })).status
      expect(await read('elsewhere.example:80')).toBe(403)
      expect(await read('127.0.0.1.elsewhere.example')).toBe(403)
      expect(await read('localhost:80')).toBe(200)
      expect(await read('[::1]')).toBe(200)
    }))
})

describe('it serves this machine only', () => {
  test.each(['0.0.0.0', '::', '192.168.0.1', '127.0.0.1.example.com', ''])('not on %j', async (host) => {
    await expect(startSandbox({ host })).rejects.toThrow(`"${host}" is not a loopback address`)
  })

  test('at the address that its url names', () =>
    withSandbox({ host: 'localhost' }, async (sandbox) => {
      expect(sandbox.url).toBe(`http://127.0.0.1:${sandbox.port}/api`)
      const answer = await fetch(`${sandbox.url}/v1/me`, { headers: { 'x-api-key': 'k' } })
      expect(answer.status).toBe(200)
    }))
})

test('a port in use is told', () =>
  withSandbox({}, async (sandbox) => {
    const message = `The stand-in can't listen on port ${sandbox.port}: `
    await expect(startSandbox({ port: sandbox.port })).rejects.toThrow(message)
  }))

test('each answer of the API waits for the latency', () =>
  withSandbox({ latency: 30 }, async (sandbox) => {
    const start = performance.now()
    await post(sandbox, [sale()])
    expect(performance.now() - start).toBeGreaterThanOrEqual(28)
  }))

test('it closes at once and for good, whatever is open', async () => {
  const sandbox = await startSandbox({ latency: 3_600_000 })
  const pending = post(sandbox, [sale()])
  const idle = connect(sandbox.port, '127.0.0.1')
  const idleEnds = new Promise((resolve) => idle.on('close', resolve).on('error', () => {}))
  await expect.poll(() => sandbox.store().length).toBe(1)
  await Promise.all([sandbox.close(), sandbox.close()])
  expect((await pending).error).toBe('ECONNRESET')
  await idleEnds
  expect((await ask(sandbox, 'GET', '/api/v1/me')).error).toBe('ECONNREFUSED')
})

test('a client that goes away in the middle of its request does not disturb the others', () =>
  withSandbox({}, async (sandbox) => {
    const socket = connect(sandbox.port, '127.0.0.1')
    socket.write('POST /api/v1/conversions HTTP/1.1\r\nhost: x\r\nx-api-key: k\r\ncontent-length: 100\r\n\r\n[{')
    await expect.poll(() => sandbox.requests().length).toBe(1)
    socket.resetAndDestroy()
    expect((await post(sandbox, [sale()])).status).toBe(200)
    expect(sandbox.requests()).toMatchObject([{ status: null, stored: 0 }, { status: 200 }])
  }))
