import { expect, test } from 'vitest'
import { parseFaults } from '../../src/sandbox/faults.js'
import { type MetadataStyle, metadataStyles } from '../../src/sandbox/styles.js'
import { balanced, centsIn, expectStored, posts, recordsSent, salesIn, stored } from './books.js'
import { shopifyConfig, shopifyCsv, shopifyOrder } from './exports.js'
import { Folder, runCommand, standIn } from './run-command.js'

/** Twelve sound orders of 26 rows, two that are left out, four that are wrong. */
const orders = [
  ...Array.from({ length: 12 }, (_, at) => shopifyOrder(1001 + at, 1 + (at % 4))),
  shopifyOrder(1050, 2, { 'Cancelled at': '2026-06-02 10:00:00 -0600' }),
  shopifyOrder(1051, 1, { 'Financial Status': 'refunded', 'Refunded Amount': '51.50' }),
  shopifyOrder(1060, 2, { Total: '284.36a' }),
  shopifyOrder(1061, 1, { Email: '', Phone: '', 'Billing Address1': '', 'Discount Code': '' }),
  shopifyOrder(1062, 1, { Total: '-12.00' }),
  shopifyOrder(1063, 3, { 'Paid at': 'yesterday', 'Created at': '' }),
]
const sound = Array.from({ length: 12 }, (_, at) => `#${1001 + at}`)

function shop(): Folder {
  return new Folder().write('orders.csv', shopifyCsv(orders)).writeJson('shop.json', shopifyConfig)
}

test('a Shopify export with several lines an order ends in books that balance and agree with the store', async () => {
  const folder = shop()
  const sandbox = await standIn()
  const { code, stdout } = await runCommand(folder, ['upload', 'orders.csv', '--config', 'shop.json'], sandbox)
  expect(code).toBe(3)
  const summary = balanced(folder)
  expect(summary.books.read).toMatchObject({ sales: 18, rows: 40 })
  expect(summary.books.merged).toBe(22)
  expect(salesIn(summary, 'accepted')).toBe(12)
  expect(salesIn(summary, 'skipped')).toBe(2)
  expect(salesIn(summary, 'rejected')).toBe(4)
  expect(stored(sandbox)).toEqual({ orders: sound, cents: centsIn(summary, 'accepted') })
  expect(summary.rejected.map(({ code }) => code).sort()).toEqual([
    'negative-revenue',
    'no-identifier',
    'unreadable-date',
    'unreadable-revenue',
  ])
  expect(stdout).toMatch(/read \(adds up\) +18 +40/)
  expect(stdout).toMatch(/Next: correct .*rejected\.csv, then: npx lettr-convert upload .* --config shop\.json/)
})

test('a refund is taken off the amount, and the zone of the export counts, not that of the machine', async () => {
  const folder = new Folder().writeJson('shop.json', shopifyConfig)
  folder.write('orders.csv', shopifyCsv([shopifyOrder(1100, 1, { 'Refunded Amount': '0.75' })]))
  const sandbox = await standIn()
  expect((await runCommand(folder, ['upload', 'orders.csv', '--config', 'shop.json'], sandbox)).code).toBe(0)
  expect(sandbox.store()[0]?.record).toMatchObject({
    orderId: '#1100',
    revenue: 99.75,
    eventDate: '2026-06-01T21:23:00Z',
    primaryPhoneNumber: '4015550142',
    primaryAddress: { zipCode: '02906', state: 'RI' },
  })
})

/** Ways of telling that leave open from where records are counted, or which are meant: with 200 nothing is guessed. */
const uncertain = new Set(['row-numbers', 'index-map', 'sentences', 'message-to-indexes', 'member-names', 'none'])

async function uploadWithRefusals(metadataStyle: MetadataStyle) {
  const folder = shop()
  const sandbox = await standIn({ metadataStyle, faults: parseFaults('partial, ok, partial') })
  const args = ['upload', 'orders.csv', '--config', 'shop.json', '--batch-size', '5', '--concurrency', '1']
  const { code } = await runCommand(folder, args, sandbox)
  return { folder, sandbox, code, summary: balanced(folder) }
}

test.each(metadataStyles.filter((style) => !uncertain.has(style)))(
  'refusals told as "%s" are attributed, and accepted is what the store holds',
  async (style) => {
    const { folder, sandbox, code, summary } = await uploadWithRefusals(style)
    expect(code).toBe(3)
    expect(stored(sandbox).orders).toEqual(sound.filter((order) => order !== '#1003'))
    expectStored(sandbox, summary)
    expect(salesIn(summary, 'refused')).toBe(1)
    expect(folder.left('rejected.csv')).toMatch(/,api,refused,,The conversion could not be processed\.,.*,#1003,/)
  },
)

test.each(metadataStyles.filter((style) => uncertain.has(style)))(
  'refusals told as "%s" leave open who is meant: all that may be are sent once more, each alone, and settled',
  async (style) => {
    const { folder, sandbox, code, summary } = await uploadWithRefusals(style)
    expect(code).toBe(3)
    expect(stored(sandbox).orders).toEqual(sound)
    expectStored(sandbox, summary)
    expect(salesIn(summary, 'in doubt') + salesIn(summary, 'refused')).toBe(0)
    expect(recordsSent(sandbox)).toEqual([5, 1, 1, 1, 1, 1, 5, 2])
    expect(folder.left('in-doubt.csv')).toBeUndefined()
  },
)

test('a refused sale that is as it was is only sent again from rejected.csv when --retry-refused says so', async () => {
  const folder = shop()
  const sandbox = await standIn({ faults: parseFaults('partial') })
  await runCommand(folder, ['upload', 'orders.csv', '--config', 'shop.json'], sandbox)
  const first = balanced(folder)
  expect(salesIn(first, 'refused')).toBe(4)
  const again = ['upload', `${folder.run()}/rejected.csv`, '--config', 'shop.json']
  expect((await runCommand(folder, again, sandbox)).code).toBe(3)
  expect(balanced(folder).books.places).toMatchObject({ rejected: { sales: 4 }, refused: { sales: 4 } })
  expect(posts(sandbox)).toBe(1)
  const { code } = await runCommand(folder, [...again, '--retry-refused'], sandbox)
  const second = balanced(folder)
  expect(code).toBe(3)
  expect(second.books.places).toMatchObject({ rejected: { sales: 4 }, accepted: { sales: 4 } })
  expectStored(sandbox, first, second)
  expect(stored(sandbox).orders).toEqual(sound)
})
