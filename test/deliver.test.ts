import { tmpdir } from 'node:os'
import { describe, expect, test } from 'vitest'
import { deliver, nothingDelivered } from '../src/deliver.js'
import type { Attempt } from '../src/domain/attempt.js'
import type { Finding } from '../src/domain/finding.js'
import { Spool } from '../src/spool.js'

const accepted: Attempt = {
  kind: 'answer',
  status: 200,
  headers: new Map(),
  body: '{"payload":[],"errors":[],"hasErrors":false}',
  complete: true,
}
const status = (code: number, headers: readonly (readonly [string, string])[] = []): Attempt => ({
  ...accepted,
  status: code,
  headers: new Map(headers),
  body: '',
})
const silence: Attempt = { kind: 'silence', started: true, code: 'ECONNRESET', message: 'the connection was reset' }

function spoolOf(orderIds: readonly string[]): Spool {
  const spool = new Spool(tmpdir())
  orderIds.forEach((orderId, at) => {
    const json = JSON.stringify({ orderId, n: at })
    const rows = [{ kind: 'cells', record: at + 2, line: at + 2, cells: [orderId] }] as const
    const rest = { storeId: '', amount: '1', currency: '', identifiers: 1, problems: [], skipped: '' }
    spool.append({ file: 1, rows, json, orderId, ...rest }, 'ready')
  })
  return spool
}

async function run(
  orderIds: readonly string[],
  answer: (body: string, count: number) => Attempt | Promise<Attempt>,
  { records = 2, concurrency = 1, stop = new AbortController() } = {},
) {
  const bodies: string[] = []
  const findings: Finding[] = []
  const delivered = nothingDelivered()
  const send = async (bytes: Buffer): Promise<Attempt> => {
    const body = bytes.toString()
    bodies.push(body)
    return answer(body, bodies.length)
  }
  const limits = { records, bytes: 1 << 20, concurrency }
  for await (const found of deliver(spoolOf(orderIds), send, limits, stop.signal, () => 0, delivered)) {
    findings.push(...found)
  }
  const places = findings
    .sort((a, b) => a.sale - b.sale)
    .map((finding) => (finding.kind === 'settled' ? finding.place : finding.kind))
  return { bodies: bodies.map((body) => JSON.parse(body) as { orderId: string; n: number }[]), places, delivered }
}

describe('delivery', () => {
  test('sends every record once, in order, the bytes as they were checked', async () => {
    const { bodies, places } = await run(['a', 'b', 'c'], () => accepted)
    expect(bodies.map((body) => body.map(({ orderId }) => orderId))).toEqual([['a', 'b'], ['c']])
    expect(places).toEqual(['accepted', 'accepted', 'accepted'])
  })

  test('never mixes records with and without order id in one request', async () => {
    const { bodies } = await run(['a', '', 'b', ''], () => accepted)
    expect(bodies.map((body) => body.map(({ orderId }) => orderId))).toEqual([
      ['a', 'b'],
      ['', ''],
    ])
  })

  test('has as many requests on the wire as it may, and no more', async () => {
    let open = 0
    let most = 0
    await run(
      Array.from({ length: 40 }, (_, at) => `${at}`),
      async () => {
        open += 1
        most = Math.max(most, open)
        await new Promise((resolve) => setImmediate(resolve))
        open -= 1
        return accepted
      },
      { concurrency: 3 },
    )
    expect(most).toBe(3)
  })

  test.each([
    ['a wrong key', status(401), ['unsent', 'unsent', 'unsent'], 1, 'refused'],
    ['a redirect', status(302, [['location', 'https://example.com/x']]), ['unsent', 'unsent', 'unsent'], 1, 'refused'],
    ['a rate limit', status(429, [['retry-after', '7']]), ['unsent', 'unsent', 'unsent'], 1, 'incomplete'],
    ['a request that never left', { ...silence, started: false }, ['unsent', 'unsent', 'unsent'], 1, 'incomplete'],
    ['a lost answer', silence, ['in doubt', 'in doubt', 'in doubt'], 2, 'incomplete'],
    [
      'an answer that is no answer',
      { ...accepted, body: '<html>' },
      ['in doubt', 'in doubt', 'in doubt'],
      2,
      'incomplete',
    ],
  ] as const)('after %s, says of each sale what is certain', async (_, attempt, expected, requests, ends) => {
    const { places, bodies, delivered } = await run(['a', 'b', 'c'], () => attempt)
    expect([places, bodies.length, [...delivered.ends]]).toEqual([expected, requests, [ends]])
  })

  test('stops at the first doubt about records without order id, because more requests might double more sales', async () => {
    const { places, delivered } = await run(['', '', ''], () => silence)
    expect([places, [...delivered.ends]]).toEqual([['in doubt', 'in doubt', 'unsent'], ['doubt']])
  })

  test('stops after five requests in doubt in a row', async () => {
    const ids = Array.from({ length: 8 }, (_, at) => `${at}`)
    const { bodies, places } = await run(ids, () => silence, { records: 1 })
    expect([bodies.length, places.filter((place) => place === 'unsent').length]).toEqual([5, 3])
  })

  test('ends a stop signal with what is in flight settled and the rest unsent', async () => {
    const stop = new AbortController()
    const answer = () => {
      stop.abort()
      return accepted
    }
    const { bodies, places, delivered } = await run(['a', 'b', 'c', 'd'], answer, { stop })
    expect([bodies.length, places]).toEqual([1, ['accepted', 'accepted', 'unsent', 'unsent']])
    expect(delivered.stopped).toMatch(/signal/)
  })

  test('gives refusals to the records that they are about, and the rest is accepted', async () => {
    const body = JSON.stringify({ hasErrors: true, metadata: { invalid: { b: ['No such coupon.'] } } })
    const { places } = await run(['a', 'b'], () => ({ ...accepted, body }))
    expect(places).toEqual(['accepted', 'refused'])
  })

  test('sends nothing that is not ready', async () => {
    const spool = spoolOf(['a', 'b'])
    spool.setState(0, 'rejected')
    const bodies: string[] = []
    const limits = { records: 9, bytes: 1 << 20, concurrency: 1 }
    const send = async (body: Buffer) => {
      bodies.push(body.toString())
      return accepted
    }
    for await (const _ of deliver(spool, send, limits, new AbortController().signal, () => 0, nothingDelivered())) {
      // only what is sent counts here
    }
    expect(bodies).toEqual(['[{"orderId":"b","n":1}]'])
  })
})
