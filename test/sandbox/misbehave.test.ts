import { describe, expect, test } from 'vitest'
import { parseFaults } from '../../src/sandbox/faults.js'
import { type Exchange, fourRecords, json, post, sale, storedOrders, withSandbox } from './client.js'

const two = [sale({ orderId: 'A-1' }), sale({ orderId: 'A-2' })]
const mebibyte = 1_048_576

/** Sends two records into a fault, checks what was stored, and that the next request is answered as it should be. */
async function meet(words: string, stored: number, check: (exchange: Exchange) => void): Promise<void> {
  await withSandbox({ faults: parseFaults(words) }, async (sandbox) => {
    const exchange = await post(sandbox, two)
    check(exchange)
    expect(sandbox.store()).toHaveLength(stored)
    expect(sandbox.requests()[0]).toMatchObject({ fault: words, stored, status: exchange.status })
    expect((await post(sandbox, two)).status).toBe(200)
    expect(sandbox.store()).toHaveLength(2)
  })
}

describe('a status is answered without storing, unless it comes after storing', () => {
  test.each([201, 202, 204, 302, 400, 401, 403, 404, 408, 413, 421, 422, 429, 500, 502, 503, 504])('%i', (status) =>
    meet(String(status), 0, (exchange) => {
      expect(exchange).toMatchObject({ status, complete: true })
      expect(exchange.headers['retry-after']).toBeUndefined()
    }),
  )

  test('502 after storing', () =>
    meet('502 after storing', 2, ({ status, text }) => {
      expect(status).toBe(502)
      expect(text).toContain('<h1>502 Bad Gateway</h1>')
    }))

  test('307 names another place', () =>
    meet('307 to http://127.0.0.1:9/x', 0, ({ headers }) => expect(headers.location).toBe('http://127.0.0.1:9/x')))
})

describe('a connection that ends or hangs', () => {
  test.each<[string, number]>([
    ['hang up at once', 0],
    ['hang up', 0],
    ['hang up after storing', 2],
    ['hang up at once after storing', 2],
  ])('%s', (words, stored) =>
    meet(words, stored, ({ status, error }) =>
      expect({ status, error }).toEqual({ status: null, error: 'ECONNRESET' }),
    ),
  )

  test('half a status line', () => meet('half a status line', 0, ({ status }) => expect(status).toBe(null)))

  test('not http', () => meet('not http', 0, ({ error }) => expect(error).toMatch(/^HPE_/)))

  test.each<[string, number]>([
    ['silence', 0],
    ['silence after storing', 2],
  ])('%s lasts until the stand-in closes, which it does at once', (words, stored) =>
    withSandbox({ faults: parseFaults(words) }, async (sandbox) => {
      const pending = post(sandbox, two)
      await expect.poll(() => sandbox.requests()[0]?.records).toBe(2)
      expect(sandbox.store()).toHaveLength(stored)
      await sandbox.close()
      expect(await pending).toMatchObject({ status: null, error: 'ECONNRESET' })
      expect(sandbox.requests()[0]?.status).toBe(null)
    }),
  )
})

describe('a 200 that is not an answer', () => {
  test('html', () =>
    meet('html', 0, ({ status, headers, text }) => {
      expect({ status, type: headers['content-type'] }).toEqual({ status: 200, type: 'text/html; charset=utf-8' })
      expect(text).toContain('<!doctype html>')
    }))

  test.each<[string, number]>([
    ['garbage', 0],
    ['truncated json', 2],
    ['truncated json before storing', 0],
  ])('%s is complete to HTTP and is no JSON', (words, stored) =>
    meet(words, stored, (exchange) => {
      expect(exchange).toMatchObject({ status: 200, complete: true })
      expect(() => json(exchange)).toThrow(SyntaxError)
    }),
  )

  test.each(['cut', 'chunked cut'])('%s breaks off in the middle', (words) =>
    meet(words, 2, ({ status, complete, text, error }) => {
      expect({ status, complete, error }).toEqual({ status: 200, complete: false, error: 'ECONNRESET' })
      expect(text).toMatch(/^\{"profile"/)
    }),
  )
})

describe('a right answer in a form that few expect', () => {
  test('huge', () =>
    meet('huge', 2, (exchange) => {
      expect(exchange.text.length).toBeGreaterThan(8 * mebibyte)
      expect(exchange.text.length).toBeLessThan(10 * mebibyte)
      expect(json(exchange).payload).toHaveLength(2)
    }))

  test('header flood', () =>
    withSandbox({ faults: parseFaults('header flood') }, async (sandbox) => {
      expect((await post(sandbox, two)).error).toBe('HPE_HEADER_OVERFLOW')
      expect(sandbox.store()).toHaveLength(2)
    }))

  test('bom', () => meet('bom', 2, ({ text }) => expect(text.startsWith('\uFEFF{')).toBe(true)))

  test('proto', () => meet('proto', 2, (exchange) => expect(Object.keys(json(exchange))[0]).toBe('__proto__')))

  test('drip', () =>
    meet('drip 50 ms', 2, (exchange) => {
      expect(exchange.complete).toBe(true)
      expect(json(exchange).payload).toHaveLength(2)
    }))

  test('slow', () => meet('slow 20 ms', 2, (exchange) => expect(json(exchange).payload).toHaveLength(2)))

  test('slow stores before it waits', () =>
    withSandbox({ faults: parseFaults('slow 1 h') }, async (sandbox) => {
      const pending = post(sandbox, two)
      await expect.poll(() => sandbox.store().length).toBe(2)
      await sandbox.close()
      expect((await pending).status).toBe(null)
    }))

  test('ok', () => meet('ok', 2, ({ status }) => expect(status).toBe(200)))

  test('ok before storing claims what it did not do', () =>
    meet('ok before storing', 0, (exchange) => expect(json(exchange).payload).toHaveLength(2)))
})

test('gzip comes though nobody asked for it', () =>
  withSandbox({ faults: parseFaults('gzip') }, async (sandbox) => {
    const answer = await fetch(`${sandbox.url}/v1/conversions`, {
      method: 'POST',
      headers: { 'x-api-key': 'k' },
      body: JSON.stringify(two),
    })
    expect(answer.headers.get('content-encoding')).toBe('gzip')
    expect(await answer.json()).toMatchObject({ payload: [{ orderId: 'A-1' }, { orderId: 'A-2' }] })
  }))

test('partial refuses every third record of a valid batch', () =>
  withSandbox({ faults: parseFaults('partial') }, async (sandbox) => {
    const batch = Array.from({ length: 7 }, (_, index) => sale({ orderId: `A-${index}` }))
    const answer = await post(sandbox, batch)
    expect(answer.status).toBe(200)
    expect(json(answer).metadata.invalidConversions).toMatchObject([{ index: 2 }, { index: 5 }])
    expect(storedOrders(sandbox)).toEqual(['A-0', 'A-1', 'A-3', 'A-4', 'A-6'])
  }))

describe('a wait', () => {
  const start = new Date('2025-01-01T00:00:00.000Z')

  test('lasts as long as it says, and every POST meets it', async () => {
    let now = start
    await withSandbox({ faults: parseFaults('429 for 2 s, 503'), now: () => now }, async (sandbox) => {
      const meetAfter = async (milliseconds: number) => {
        now = new Date(start.getTime() + milliseconds)
        const { status, headers } = await post(sandbox, two)
        return [status, headers['retry-after'], headers.date]
      }
      expect(await meetAfter(0)).toEqual([429, '2', 'Wed, 01 Jan 2025 00:00:00 GMT'])
      expect(await meetAfter(500)).toEqual([429, '2', 'Wed, 01 Jan 2025 00:00:00 GMT'])
      expect(await meetAfter(1999)).toEqual([429, '1', 'Wed, 01 Jan 2025 00:00:01 GMT'])
      expect(await meetAfter(2000)).toEqual([503, undefined, 'Wed, 01 Jan 2025 00:00:02 GMT'])
      expect(await meetAfter(2001)).toEqual([200, undefined, 'Wed, 01 Jan 2025 00:00:02 GMT'])
    })
  })

  test.each([
    ['503 for 2 s by date', 'Wed, 01 Jan 2025 00:00:02 GMT'],
    ['429 for a while', 'a while'],
  ])('%s', (words, retryAfter) =>
    withSandbox({ faults: parseFaults(words), now: () => start }, async (sandbox) => {
      expect((await post(sandbox, two)).headers['retry-after']).toBe(retryAfter)
    }),
  )
})

test('faults go by one a POST with a right key, and nothing else uses them up', () =>
  withSandbox({ faults: parseFaults('503, 500'), key: 'right' }, async (sandbox) => {
    expect((await post(sandbox, fourRecords, { 'x-api-key': 'wrong' })).status).toBe(401)
    const statuses = []
    for (let i = 0; i < 3; i++) statuses.push((await post(sandbox, two, { 'x-api-key': 'right' })).status)
    expect(statuses).toEqual([503, 500, 200])
  }))
