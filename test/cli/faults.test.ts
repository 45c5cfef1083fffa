import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { parseFaults } from '../../src/sandbox/faults.js'
import { balanced, expectStored, posts, salesIn, stored } from './books.js'
import { type PlainSale, plainCsv, plainSales } from './exports.js'
import { Folder, runCommand, standIn } from './run-command.js'

const withoutOrderId: readonly (keyof PlainSale)[] = ['primaryEmail', 'revenue', 'eventDate']
const oneByOne = ['--batch-size', '4', '--concurrency', '1']

interface Case {
  readonly what: string
  readonly faults: string
  readonly code: number
  /** Whether the stand-in kept the batch that went wrong. */
  readonly kept: boolean
}

/** Ten sales in batches of four; the second batch goes wrong. */
const doubts: readonly Case[] = [
  { what: 'a 503 without a time', faults: 'ok, 503', code: 5, kept: false },
  { what: 'a 500 after storing', faults: 'ok, 500 after storing', code: 5, kept: true },
  { what: 'a 502', faults: 'ok, 502', code: 5, kept: false },
  { what: 'a hang-up after storing', faults: 'ok, hang up after storing', code: 5, kept: true },
  { what: 'a hang-up before storing', faults: 'ok, hang up', code: 5, kept: false },
  { what: 'a web page with 200', faults: 'ok, html', code: 5, kept: false },
  { what: 'an answer cut short', faults: 'ok, cut', code: 5, kept: true },
  { what: 'half an answer that looks whole', faults: 'ok, truncated json', code: 5, kept: true },
  { what: 'something that is not HTTP', faults: 'ok, not http', code: 5, kept: false },
  { what: 'an answer without end in sight', faults: 'ok, huge', code: 5, kept: true },
]

test.each(doubts)('with order ids $what leaves only its own batch in doubt', async ({ faults, code, kept }) => {
  const folder = new Folder().write('orders.csv', plainCsv(plainSales(10)))
  const sandbox = await standIn({ faults: parseFaults(faults) })
  expect((await runCommand(folder, ['upload', 'orders.csv', ...oneByOne], sandbox)).code).toBe(code)
  const summary = balanced(folder)
  expect({ accepted: salesIn(summary, 'accepted'), inDoubt: salesIn(summary, 'in doubt') }).toEqual({
    accepted: 6,
    inDoubt: 4,
  })
  expect(stored(sandbox).orders).toHaveLength(kept ? 10 : 6)
  for (const { orderId } of plainSales(4, 1005)) expect(folder.left('in-doubt.csv')).toContain(`,${orderId},`)
  expect(folder.left('in-doubt.csv')).not.toContain(',A-1004,')
})

test.each(doubts)('without order ids $what stops the sending, and nothing is sent twice', async ({ faults, kept }) => {
  const folder = new Folder().write('orders.csv', plainCsv(plainSales(10), withoutOrderId))
  const sandbox = await standIn({ faults: parseFaults(faults) })
  const { code, stdout } = await runCommand(folder, ['upload', 'orders.csv', ...oneByOne], sandbox)
  expect(code).toBe(6)
  const summary = balanced(folder)
  expect(summary.books.places).toMatchObject({ accepted: { sales: 4 }, 'in doubt': { sales: 4 }, unsent: { sales: 2 } })
  expect(sandbox.store()).toHaveLength(kept ? 8 : 4)
  expect(posts(sandbox)).toBe(2)
  expect(folder.left('unsent.csv')?.trimEnd().split('\r\n')).toHaveLength(3)
  expect(stdout).toMatch(/Next: ask LettrLabs which sales of .*in-doubt\.csv arrived/)
})

test.each([
  { what: 'a 401 in mid-run', faults: 'ok, 401', code: 4, words: /refused the API key \(401\)/ },
  { what: 'a 403', faults: 'ok, 403', code: 4, words: /refused access \(403\)/ },
  { what: 'a 404', faults: 'ok, 404', code: 4, words: /answered 404/ },
  { what: 'a 400 that names no record', faults: 'ok, 400', code: 4, words: /answered 400/ },
  { what: 'a 429 without a time', faults: 'ok, 429', code: 5, words: /slow down \(429\)/ },
  { what: 'a 503 with a time', faults: 'ok, 503 for 20 s', code: 5, words: /not available just now \(503\)/ },
  { what: 'a 429 with a nonsense time', faults: 'ok, 429 for a while', code: 5, words: /slow down \(429\)/ },
])('$what turns the batch away: it and the rest are unsent, and not in the store', async ({ faults, code, words }) => {
  const folder = new Folder().write('orders.csv', plainCsv(plainSales(10)))
  const sandbox = await standIn({ faults: parseFaults(faults) })
  const ended = await runCommand(folder, ['upload', 'orders.csv', ...oneByOne], sandbox)
  expect(ended.code).toBe(code)
  expect(ended.stdout).toMatch(words)
  const summary = balanced(folder)
  expect(summary.books.places).toMatchObject({ accepted: { sales: 4 }, unsent: { sales: 6 } })
  expectStored(sandbox, summary)
  expect(posts(sandbox)).toBe(2)
  expect(folder.left('in-doubt.csv')).toBeUndefined()
})

test('a redirect to another origin is named and never followed: the other server sees nothing', async () => {
  let seen = 0
  const other = createServer((_, response) => {
    seen += 1
    response.end('{}')
  })
  other.on('connection', () => {
    seen += 1
  })
  await new Promise<void>((done) => other.listen(0, '127.0.0.1', done))
  onTestFinished(() => void other.close())
  const origin = `http://127.0.0.1:${(other.address() as AddressInfo).port}`
  const folder = new Folder().write('orders.csv', plainCsv(plainSales(3)))
  for (const status of [301, 302, 307, 308]) {
    const sandbox = await standIn({ faults: parseFaults(`${status} to ${origin}/take?it=all`) })
    const { code, stdout } = await runCommand(folder, ['upload', 'orders.csv'], sandbox)
    expect(code).toBe(4)
    expect(stdout).toContain(`points to ${origin}; redirects are never followed`)
    expect(salesIn(balanced(folder), 'unsent')).toBe(3)
    expect(sandbox.store()).toHaveLength(0)
  }
  expect(seen).toBe(0)
})

test('a request that is all refused with 422 refuses every sale with LettrLabs words, exit 3', async () => {
  const folder = new Folder().write('orders.csv', plainCsv(plainSales(3)))
  const sandbox = await standIn({ faults: parseFaults('422') })
  expect((await runCommand(folder, ['upload', 'orders.csv'], sandbox)).code).toBe(3)
  const summary = balanced(folder)
  expect(salesIn(summary, 'refused')).toBe(3)
  expectStored(sandbox, summary)
  expect(folder.left('rejected.csv')).toContain('All conversions were invalid.')
})

test('an answer that is slower than --timeout leaves its sales in doubt', async () => {
  const folder = new Folder().write('orders.csv', plainCsv(plainSales(3)))
  const sandbox = await standIn({ faults: parseFaults('silence') })
  const { code } = await runCommand(folder, ['upload', 'orders.csv', '--timeout', '1'], sandbox)
  expect(code).toBe(5)
  expect(salesIn(balanced(folder), 'in doubt')).toBe(3)
})

test('five failed requests in a row end the sending of sales with order ids', async () => {
  const folder = new Folder().write('orders.csv', plainCsv(plainSales(10)))
  const sandbox = await standIn({ faults: parseFaults('5 x 500') })
  const args = ['upload', 'orders.csv', '--batch-size', '1', '--concurrency', '1']
  const { code, stdout } = await runCommand(folder, args, sandbox)
  expect(code).toBe(5)
  expect(posts(sandbox)).toBe(5)
  expect(balanced(folder).books.places).toMatchObject({ 'in doubt': { sales: 5 }, unsent: { sales: 5 } })
  expect(stdout).toContain('Stopped: 5 requests in a row failed')
})

test('an order that LettrLabs says it has already is known, not refused', async () => {
  const folder = new Folder().write('orders.csv', plainCsv(plainSales(3)))
  const sandbox = await standIn({ duplicates: 'refuse' })
  expect((await runCommand(folder, ['upload', 'orders.csv'], sandbox)).code).toBe(0)
  const { code, stdout } = await runCommand(folder, ['upload', 'orders.csv'], sandbox)
  expect(code).toBe(0)
  expect(salesIn(balanced(folder), 'known')).toBe(3)
  expect(stdout).toMatch(/already at LettrLabs +3/)
  expect(sandbox.store()).toHaveLength(3)
})
