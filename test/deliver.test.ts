import { tmpdir } from 'node:os'
import { describe, expect, test } from 'vitest'
import { deliver, nothingDelivered } from '../src/deliver.js'
import { Gate, type Patience } from '../src/delivery/gate.js'
import type { Attempt } from '../src/domain/attempt.js'
import type { Finding } from '../src/domain/finding.js'
import type { Mark } from '../src/domain/mark.js'
import type { Journal } from '../src/domain/memory.js'
import type { SaleState } from '../src/domain/sale.js'
import { UserError } from '../src/exit.js'
import { Spool } from '../src/spool.js'
import { markFrom } from './support/mark.js'
import { VirtualClock } from './support/time.js'

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

const mark = (orderId: string, at: number): Mark => markFrom(`${orderId === '' ? 'c' : 'a'}${at}`.padEnd(48, '0'))

function spoolOf(orderIds: readonly string[], state: SaleState = 'ready'): Spool {
  const spool = new Spool(tmpdir())
  orderIds.forEach((orderId, at) => {
    const json = JSON.stringify({ orderId, n: at })
    const rows = [{ kind: 'cells', record: at + 2, line: at + 2, cells: [orderId] }] as const
    const date = { eventSeconds: Number.NaN, eventOffset: 0 }
    const rest = { ...date, storeId: '', amount: '1', currency: 'USD', identifiers: 1, problems: [], skipped: '' }
    spool.append({ file: 1, rows, json, orderId, mark: mark(orderId, at), ...rest }, state)
  })
  return spool
}

interface Settings {
  readonly records?: number
  readonly concurrency?: number
  readonly stop?: AbortController
  readonly patience?: Partial<Patience>
  /** What `GET /v1/me` says. */
  readonly account?: () => Attempt
  readonly state?: SaleState
  readonly journal?: Journal
  readonly clock?: VirtualClock
}

async function run(
  orderIds: readonly string[],
  answer: (body: string, count: number) => Attempt | Promise<Attempt>,
  settings: Settings = {},
) {
  const { records = 2, concurrency = 1, stop = new AbortController(), account = () => accepted } = settings
  const bodies: string[] = []
  const sentAt: number[] = []
  const findings: Finding[] = []
  const delivered = nothingDelivered()
  const { clock = new VirtualClock() } = settings
  let asked = 0
  const ask = async (): Promise<Attempt> => {
    asked += 1
    return account()
  }
  const send = async (bytes: Buffer): Promise<Attempt> => {
    const body = bytes.toString()
    bodies.push(body)
    sentAt.push(clock.elapsed())
    return answer(body, bodies.length)
  }
  const patience = { maxWait: 900_000, maxDuration: undefined, rate: undefined, ...settings.patience }
  const gate = new Gate(clock, patience, stop.signal, ask, () => 0)
  const way = { send, gate, journal: settings.journal, now: () => 0 }
  for await (const found of deliver(
    spoolOf(orderIds, settings.state),
    way,
    { records, bytes: 1 << 20, concurrency },
    delivered,
  )) {
    findings.push(...found)
  }
  const places = findings
    .sort((a, b) => a.sale - b.sale)
    .map((finding) => (finding.kind === 'settled' ? finding.place : finding.kind))
  const sent = bodies.map((body) => JSON.parse(body) as { orderId: string; n: number }[])
  return { bodies: sent, places, delivered, sentAt, asked, clock, took: clock.elapsed() }
}

/** Answers from a list, then the last one for ever. */
const inTurn =
  (...answers: readonly Attempt[]) =>
  (_: string, count: number): Attempt =>
    answers[Math.min(count, answers.length) - 1]!

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

  const unsent = ['unsent', 'unsent', 'unsent']
  const reached = ['accepted', 'accepted', 'accepted']
  test.each([
    ['a wrong key', status(401), unsent, 1, true],
    ['a plan without access', status(403), unsent, 1, true],
    ['a redirect', status(302, [['location', 'https://example.com/x']]), unsent, 1, true],
    ['a 400 about nobody', status(400), unsent, 1, true],
  ] as const)('%s ends the run at once, and nothing is sent again', async (_, attempt, expected, requests, refused) => {
    const { places, bodies, delivered } = await run(['a', 'b', 'c'], () => attempt)
    expect([places, bodies.length, delivered.refused]).toEqual([expected, requests, refused])
  })

  test.each([
    ['with order ids, a rate limit', ['a', 'b', 'c'], status(429, [['retry-after', '7']]), reached, 3],
    ['without order ids, a rate limit', ['', '', ''], status(429, [['retry-after', '7']]), reached, 3],
    ['with order ids, a 503 that says when', ['a', 'b', 'c'], status(503, [['retry-after', '7']]), reached, 3],
    ['with order ids, a request that never left', ['a', 'b', 'c'], { ...silence, started: false }, reached, 3],
    ['without order ids, a request that never left', ['', '', ''], { ...silence, started: false }, reached, 3],
    ['with order ids, a lost answer', ['a', 'b', 'c'], silence, reached, 3],
    ['with order ids, a 502', ['a', 'b', 'c'], status(502), reached, 3],
    ['with order ids, a page instead of an answer', ['a', 'b', 'c'], { ...accepted, body: '<html>' }, reached, 3],
    ['without order ids, a lost answer', ['', '', ''], silence, ['in doubt', 'in doubt', 'accepted'], 2],
    ['without order ids, a 502', ['', '', ''], status(502), ['in doubt', 'in doubt', 'accepted'], 2],
    [
      'without order ids, a 503 that does not say when',
      ['', '', ''],
      status(503),
      ['in doubt', 'in doubt', 'accepted'],
      2,
    ],
  ] as const)('%s, once: what is sent again, and what is not', async (_, ids, attempt, expected, requests) => {
    const { places, bodies, delivered } = await run(ids, inTurn(attempt, accepted))
    expect([places, bodies.length, delivered.stopped]).toEqual([expected, requests, undefined])
  })

  test('sends the same bytes again, six times at the most, and then leaves the order in doubt', async () => {
    const { places, bodies } = await run(['a', 'b'], () => silence)
    expect([places, bodies.length, new Set(bodies.map((body) => JSON.stringify(body))).size]).toEqual([
      ['in doubt', 'in doubt'],
      6,
      1,
    ])
  })

  const answers: readonly (readonly [string, Attempt, string])[] = [
    ['429', status(429, [['retry-after', '99999']]), 'in doubt'],
    ['401', status(401), 'in doubt'],
    ['404', status(404), 'in doubt'],
    ['413', status(413), 'in doubt'],
    ['a refusal', { ...accepted, status: 422, body: '{"errors":["Bad."],"hasErrors":true}' }, 'refused'],
    [
      '"already there"',
      { ...accepted, status: 422, body: '{"errors":["[0]: this order already exists"],"hasErrors":true}' },
      'accepted',
    ],
    ['an acceptance', accepted, 'accepted'],
  ]
  test.each(answers)('after a doubt, an answer settles it or does not: %s', async (_, attempt, expected) => {
    const { places } = await run(['a'], inTurn(silence, attempt))
    expect(places).toEqual([expected])
  })

  test('a doubt followed by a wrong key ends the run for a person to see, and the order stays in doubt', async () => {
    const { places, delivered } = await run(['a', 'b'], inTurn(silence, status(401)), { records: 1 })
    expect([places, delivered.refused]).toEqual([['in doubt', 'unsent'], true])
  })

  test('after a doubt without order ids it asks whether LettrLabs is there, then goes on one at a time', async () => {
    let open = 0
    const openAfter: number[] = []
    let doubts = 0
    const { places, asked } = await run(
      Array.from({ length: 12 }, () => ''),
      async () => {
        open += 1
        if (doubts > 0) openAfter.push(open)
        for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve))
        open -= 1
        doubts += 1
        return doubts === 1 ? silence : accepted
      },
      { records: 1, concurrency: 3 },
    )
    expect([places.filter((place) => place === 'in doubt').length, asked, places.length]).toEqual([1, 1, 12])
    expect(Math.max(...openAfter)).toBe(1)
    expect(openAfter.length).toBeGreaterThan(6)
  })

  test('a server that is gone for good leaves everything unsent once the longest wait is over', async () => {
    const down = { ...silence, started: false }
    const { places, bodies, took, delivered } = await run(['a', 'b', 'c'], () => down, {
      account: () => down,
      patience: { maxWait: 120_000 },
    })
    expect(places).toEqual(unsent)
    expect(bodies.length).toBeLessThanOrEqual(5)
    expect(took).toBeLessThanOrEqual(120_000)
    expect(delivered.stopped).toMatch(/max-wait/)
  })

  test('a pause holds for every sender, and in full', async () => {
    const ids = Array.from({ length: 8 }, (_, at) => `${at}`)
    const answer = inTurn(status(429, [['retry-after', '60']]), accepted)
    const { places, sentAt } = await run(ids, answer, { records: 1, concurrency: 4 })
    expect(new Set(places)).toEqual(new Set(['accepted']))
    expect(sentAt.filter((at) => at > 0 && at < 60_000)).toEqual([])
    expect(sentAt.filter((at) => at === 0).length).toBeLessThanOrEqual(4)
  })

  test.each([502, 503, 413])('what a %i says of coming back is obeyed too', async (code) => {
    const answer = inTurn(status(code, [['retry-after', '60']]), accepted)
    const { places, sentAt } = await run(['a', 'b'], answer)
    expect(places).toEqual(['accepted', 'accepted'])
    expect(sentAt.filter((at) => at > 0 && at < 60_000)).toEqual([])
  })

  test('a server that turns away and asks for no wait is not asked without one', async () => {
    const { bodies, took } = await run(['a'], () => status(429, [['retry-after', '0']]))
    expect(bodies.length).toBeLessThanOrEqual(100)
    expect(took).toBeGreaterThan(0)
  })

  test('a longer pause than the run waits ends it, and says when to come back', async () => {
    const { places, delivered, took } = await run(['a', 'b'], () => status(429, [['retry-after', '86400']]))
    expect([places, delivered.comeBack, took]).toEqual([['unsent', 'unsent'], 86_400_000, 0])
    expect(delivered.stopped).toMatch(/86400 s/)
  })

  test('being asked to wait for ever ends it too', async () => {
    const { places, took } = await run(['a'], () => status(429, [['retry-after', '30']]), {
      patience: { maxWait: 300_000 },
    })
    expect(places).toEqual(['unsent'])
    expect(took).toBeLessThanOrEqual(300_000)
  })

  test('keeps to the rate', async () => {
    const ids = Array.from({ length: 5 }, (_, at) => `${at}`)
    const { sentAt } = await run(ids, () => accepted, { records: 1, concurrency: 4, patience: { rate: 2 } })
    expect(sentAt).toEqual([0, 500, 1000, 1500, 2000])
  })

  test('ends when its time is over, with the rest unsent', async () => {
    const ids = Array.from({ length: 5 }, (_, at) => `${at}`)
    const { places, delivered } = await run(ids, () => accepted, {
      records: 1,
      patience: { rate: 1, maxDuration: 2500 },
    })
    expect(places).toEqual(['accepted', 'accepted', 'accepted', 'unsent', 'unsent'])
    expect(delivered.stopped).toMatch(/max-duration/)
  })

  test('halves what is too large, and packs later requests no larger', async () => {
    const ids = Array.from({ length: 60 }, (_, at) => `${at}`)
    const answer = (body: string) => (JSON.parse(body).length > 2 ? status(413) : accepted)
    const { places, bodies } = await run(ids, answer, { records: 8 })
    expect(new Set(places)).toEqual(new Set(['accepted']))
    const late = bodies.filter((body) => body.some(({ n }) => n >= 24))
    expect(Math.max(...late.map((body) => body.length))).toBeLessThanOrEqual(2)
  })

  test('one record that is too large by itself is refused', async () => {
    const { places } = await run(['a', 'b'], (body) => (body.includes('"a"') ? status(413) : accepted))
    expect(places).toEqual(['refused', 'accepted'])
  })

  test('takes out whom a 400 names and sends the rest again', async () => {
    const named = { ...status(400), body: JSON.stringify({ title: 'Bad', errors: { '$[0].revenue': ['No.'] } }) }
    const { places, bodies } = await run(['a', 'b', 'c'], (body) => (body.includes('"a"') ? named : accepted), {
      records: 3,
    })
    expect(places).toEqual(['refused', 'accepted', 'accepted'])
    expect(bodies.map((body) => body.map(({ orderId }) => orderId))).toEqual([
      ['a', 'b', 'c'],
      ['b', 'c'],
    ])
  })

  test('after three rounds of that the run ends', async () => {
    const named = { ...status(400), body: JSON.stringify({ title: 'Bad', errors: { '$[0].revenue': ['No.'] } }) }
    const { places, delivered } = await run(['a', 'b', 'c', 'd', 'e', 'f'], () => named, { records: 6 })
    expect(places).toEqual(['refused', 'refused', 'refused', 'refused', 'unsent', 'unsent'])
    expect(delivered.refused).toBe(true)
  })

  test('asks about each candidate alone when an answer does not say whom it means', async () => {
    const vague = { ...accepted, body: '{"errors":["Something is wrong."],"hasErrors":true}' }
    const refusal = { ...accepted, status: 422, body: '{"errors":["Bad coupon."],"hasErrors":true}' }
    const answer = (body: string) => {
      const sent = JSON.parse(body)
      if (sent.length > 1) return vague
      return sent[0].orderId === 'b' ? refusal : accepted
    }
    const { places, bodies } = await run(['a', 'b', 'c'], answer, { records: 3 })
    expect([places, bodies.length]).toEqual([['accepted', 'refused', 'accepted'], 4])
    expect((await run(['', ''], () => vague)).places).toEqual(['in doubt', 'in doubt'])
  })

  test('a whole request turned away because one order is there already is asked one by one', async () => {
    const there = { ...accepted, status: 422, body: '{"errors":["An order already exists."],"hasErrors":true}' }
    const answer = (body: string) => (body.includes('"b"') ? there : accepted)
    const { places, bodies } = await run(['a', 'b', 'c'], answer, { records: 3 })
    // What was asked alone was in doubt, so "already there" is how its acceptance is said.
    expect([places, bodies.length]).toEqual([['accepted', 'accepted', 'accepted'], 4])
  })

  test('what an earlier run left in doubt stays so until an answer settles it', async () => {
    expect((await run(['a'], () => status(401), { state: 'again' })).places).toEqual(['in doubt'])
    const there = { ...accepted, status: 422, body: '{"errors":["[0]: this order already exists"],"hasErrors":true}' }
    expect((await run(['a'], () => there, { state: 'again' })).places).toEqual(['accepted'])
    expect((await run(['a'], () => there)).places).toEqual(['known'])
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

  test('sends nothing that is not fresh', async () => {
    expect((await run(['a', 'b'], () => accepted, { state: 'known' })).bodies).toEqual([])
    expect((await run(['a', 'b'], () => accepted, { state: 'rejected' })).bodies).toEqual([])
  })
})

describe('delivery and its journal', () => {
  function journalOf(failAt = Number.POSITIVE_INFINITY) {
    const events: string[] = []
    let number = 0
    const write = async (event: string): Promise<void> => {
      if (events.length + 1 >= failAt) throw new UserError('the disk is full', '', 8)
      await new Promise((resolve) => setImmediate(resolve))
      events.push(event)
    }
    const journal: Journal = {
      async intend({ records, money }) {
        number += 1
        const mine = number
        await write(`intend ${mine}: ${records.map((record) => record.record).join(' ')} ${money.get('USD')}`)
        return mine
      },
      settle: (attempt, fates) => write(`settle ${attempt}: ${fates.join(' ')}`),
      release: (attempt) => write(`release ${attempt}`),
    }
    return { journal, events }
  }

  test('an intent is down before each request leaves, and what came of it before anything else', async () => {
    const { journal, events } = journalOf()
    const answer = (_: string, count: number) => {
      events.push(`sent ${count}`)
      return count === 1 ? silence : count === 2 ? status(429) : accepted
    }
    await run(['a', 'b', 'c'], answer, { journal })
    expect(events).toEqual([
      'intend 1: 2 3 2',
      'sent 1',
      'settle 1: doubt doubt',
      'intend 2: 2 3 2',
      'sent 2',
      'settle 2: doubt doubt',
      'intend 3: 2 3 2',
      'sent 3',
      'settle 3: accepted accepted',
      'intend 4: 4 1',
      'sent 4',
      'settle 4: accepted',
    ])
  })

  test('what surely was not stored is released before the wait', async () => {
    const { journal, events } = journalOf()
    const clock = new VirtualClock()
    const release = async (attempt: number): Promise<void> => {
      await journal.release(attempt)
      events.push(`at ${clock.elapsed()}`)
    }
    const answer = inTurn(status(429, [['retry-after', '5']]), accepted)
    const { sentAt } = await run(['a'], answer, { journal: { ...journal, release }, clock })
    expect(events).toEqual(['intend 1: 2 1', 'release 1', 'at 0', 'intend 2: 2 1', 'settle 2: accepted'])
    expect(sentAt).toEqual([0, 5000])
  })

  test('an intent that can not be put down is not followed by a request', async () => {
    const { journal } = journalOf(3)
    const { bodies, places, delivered } = await run(['a', 'b'], () => accepted, { journal, records: 1 })
    expect([bodies.length, places, delivered.diskFailure?.exitCode]).toEqual([1, ['accepted', 'unsent'], 8])
  })

  test('an outcome that can not be put down is told all the same, and ends the sending', async () => {
    const { journal } = journalOf(2)
    const { bodies, places, delivered } = await run(['a', 'b'], () => accepted, { journal, records: 1 })
    expect([bodies.length, places]).toEqual([1, ['accepted', 'unsent']])
    expect(delivered.unrecorded).toEqual(['The request with rows 2 to 2: LettrLabs accepted 1 record.'])
  })
})
