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
  /** Whether the stand-in kept the batch that went wrong. */
  readonly kept: boolean
}

/** Ten sales in batches of four; the second batch goes wrong. */
const doubts: readonly Case[] = [
  { what: 'a 503 without a time', faults: 'ok, 503', kept: false },
  { what: 'a 500 after storing', faults: 'ok, 500 after storing', kept: true },
  { what: 'a 502', faults: 'ok, 502', kept: false },
  { what: 'a hang-up after storing', faults: 'ok, hang up after storing', kept: true },
  { what: 'a hang-up before storing', faults: 'ok, hang up', kept: false },
  { what: 'a web page with 200', faults: 'ok, html', kept: false },
  { what: 'an answer cut short', faults: 'ok, cut', kept: true },
  { what: 'half an answer that looks whole', faults: 'ok, truncated json', kept: true },
  { what: 'something that is not HTTP', faults: 'ok, not http', kept: false },
  { what: 'an answer without end in sight', faults: 'ok, huge', kept: true },
]

test.each(doubts)('with order ids $what is settled by the same request once more', async ({ faults, kept }) => {
  const folder = new Folder().write('orders.csv', plainCsv(plainSales(10)))
  // The strict kind: it refuses an order that it has. What an earlier copy had stored must still count as accepted.
  const sandbox = await standIn({ faults: parseFaults(faults), duplicates: 'refuse' })
  expect((await runCommand(folder, ['upload', 'orders.csv', ...oneByOne], sandbox)).code).toBe(0)
  const summary = balanced(folder)
  expect(salesIn(summary, 'accepted')).toBe(10)
  expectStored(sandbox, summary)
  expect(stored(sandbox).orders).toEqual(plainSales(10).map(({ orderId }) => orderId))
  const requests = sandbox.requests().filter(({ method }) => method === 'POST')
  expect(requests.map(({ records }) => records)).toEqual([4, 4, 4, 2])
  expect(requests.map(({ stored }) => stored)).toEqual([4, kept ? 4 : 0, kept ? 0 : 4, 2])
  expect(folder.left('in-doubt.csv')).toBeUndefined()
})

test.each(doubts)('without order ids $what is never sent again: it is held, and the rest is sent', async (fault) => {
  const folder = new Folder().write('orders.csv', plainCsv(plainSales(10), withoutOrderId))
  const sandbox = await standIn({ faults: parseFaults(fault.faults) })
  const args = ['upload', 'orders.csv', '--first-run', ...oneByOne]
  const { code, stdout } = await runCommand(folder, args, sandbox)
  expect(code).toBe(6)
  expect(balanced(folder).books.places).toMatchObject({ accepted: { sales: 6 }, 'in doubt': { sales: 4 } })
  const held = fault.kept ? 10 : 6
  expect(sandbox.store()).toHaveLength(held)
  expect(posts(sandbox)).toBe(3)
  for (const { primaryEmail } of plainSales(4, 1005)) expect(folder.left('in-doubt.csv')).toContain(`,${primaryEmail},`)
  expect(folder.left('in-doubt.csv')).not.toContain('canaria1004@')
  expect(stdout).toMatch(/Next: npx lettr-convert resolve/)
  const again = await runCommand(folder, args, sandbox)
  expect(again.code).toBe(6)
  expect(balanced(folder).books.places).toMatchObject({ known: { sales: 6 }, 'in doubt': { sales: 4 } })
  expect(sandbox.store()).toHaveLength(held)
  expect(posts(sandbox)).toBe(3)
})

test.each([
  { what: 'a 401 in mid-run', faults: 'ok, 401', words: /refused the API key \(401\)/ },
  { what: 'a 403', faults: 'ok, 403', words: /refused access \(403\)/ },
  { what: 'a 404', faults: 'ok, 404', words: /answered 404/ },
  { what: 'a 400 that names no record', faults: 'ok, 400', words: /answered 400/ },
])('$what turns the batch away: it and the rest are unsent, and not in the store', async ({ faults, words }) => {
  const folder = new Folder().write('orders.csv', plainCsv(plainSales(10)))
  const sandbox = await standIn({ faults: parseFaults(faults) })
  const ended = await runCommand(folder, ['upload', 'orders.csv', ...oneByOne], sandbox)
  expect(ended.code).toBe(4)
  expect(ended.stdout).toMatch(words)
  const summary = balanced(folder)
  expect(summary.books.places).toMatchObject({ accepted: { sales: 4 }, unsent: { sales: 6 } })
  expectStored(sandbox, summary)
  expect(posts(sandbox)).toBe(2)
  expect(folder.left('in-doubt.csv')).toBeUndefined()
})

test.each([
  { what: 'a 429 without a time', faults: 'ok, 429', words: /slow down \(429\)/ },
  { what: 'a 429 with a nonsense time', faults: 'ok, 429 for a while', words: /slow down \(429\)/ },
  { what: 'a 503 with a time', faults: 'ok, 503 for 1 s', words: /not available just now \(503\)/ },
])('$what is waited for, and the batch goes once more, with or without order ids', async ({ faults, words }) => {
  for (const columns of [undefined, withoutOrderId]) {
    const folder = new Folder().write('orders.csv', plainCsv(plainSales(10), columns))
    const sandbox = await standIn({ faults: parseFaults(faults) })
    const ended = await runCommand(folder, ['upload', 'orders.csv', '--first-run', ...oneByOne], sandbox)
    expect(ended.code).toBe(0)
    expect(ended.stdout).toMatch(words)
    const summary = balanced(folder)
    expect(summary.books.places).toMatchObject({ accepted: { sales: 10 } })
    expectStored(sandbox, summary)
  }
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

test('an answer that is slower than --timeout is a lost one: with order ids the request goes once more', async () => {
  const folder = new Folder().write('orders.csv', plainCsv(plainSales(3)))
  const sandbox = await standIn({ faults: parseFaults('silence after storing') })
  const { code } = await runCommand(folder, ['upload', 'orders.csv', '--timeout', '1'], sandbox)
  expect(code).toBe(0)
  expect(posts(sandbox)).toBe(2)
  const summary = balanced(folder)
  expect(salesIn(summary, 'accepted')).toBe(3)
  expectStored(sandbox, summary)
})

test('after five failed requests in a row the account is asked, and sending goes on once it answers', async () => {
  const folder = new Folder().write('orders.csv', plainCsv(plainSales(10)))
  const sandbox = await standIn({ faults: parseFaults('5 x 500') })
  const args = ['upload', 'orders.csv', '--batch-size', '1', '--concurrency', '5']
  expect((await runCommand(folder, args, sandbox)).code).toBe(0)
  expect(posts(sandbox)).toBe(15)
  expect(
    sandbox
      .requests()
      .map(({ method }) => method)
      .join(' '),
  ).toMatch(/^GET( POST){5,} GET POST/)
  const summary = balanced(folder)
  expect(salesIn(summary, 'accepted')).toBe(10)
  expectStored(sandbox, summary)
})

test('--max-duration ends the trying: what may have arrived is in doubt, the rest is unsent, the next run settles it', async () => {
  const folder = new Folder().write('orders.csv', plainCsv(plainSales(10)))
  const sandbox = await standIn({ faults: parseFaults('3 x 500, 5 x slow 2 s') })
  const args = ['upload', 'orders.csv', '--batch-size', '1', '--concurrency', '3']
  const { code, stdout } = await runCommand(folder, [...args, '--max-duration', '1s'], sandbox)
  expect(code).toBe(5)
  expect(stdout).toContain('--max-duration')
  const first = balanced(folder)
  expect(salesIn(first, 'unsent')).toBeGreaterThan(0)
  expect(salesIn(first, 'unsent') + salesIn(first, 'in doubt') + salesIn(first, 'accepted')).toBe(10)
  expect((await runCommand(folder, args, sandbox)).code).toBe(0)
  expect(stored(sandbox).orders).toEqual(plainSales(10).map(({ orderId }) => orderId))
})

test('an order that LettrLabs says it has already is known, not refused', async () => {
  const folder = new Folder().write('orders.csv', plainCsv(plainSales(3)))
  const sandbox = await standIn({ duplicates: 'refuse' })
  const args = ['upload', 'orders.csv', '--no-ledger']
  expect((await runCommand(folder, args, sandbox)).code).toBe(0)
  const { code, stdout } = await runCommand(folder, args, sandbox)
  expect(code).toBe(0)
  expect(posts(sandbox)).toBe(2)
  expect(salesIn(balanced(folder), 'known')).toBe(3)
  expect(stdout).toMatch(/already at LettrLabs +3/)
  expect(sandbox.store()).toHaveLength(3)
})
