import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { markOf } from '../../src/domain/identity.js'
import { openLedger, readLedger } from '../../src/ledger/open.js'
import { ledgerFileName } from '../../src/ledger/state-folder.js'
import { posts } from './books.js'
import { type PlainSale, plainCsv, plainSales } from './exports.js'
import { Folder, type RunOptions, runCommand, standIn } from './run-command.js'

/** A folder with a memory of its own, and the stand-in that its account is at. */
async function shop() {
  const [folder, sandbox] = [new Folder(), await standIn()]
  mkdirSync(folder.at('state'), { mode: 0o700 })
  const place = (account: string) => ({
    path: join(folder.at('state'), ledgerFileName(account, sandbox.url)),
    account,
    baseUrl: sandbox.url,
    tool: 'test',
    now: () => new Date('2026-11-02T03:00:00Z'),
  })
  const upload = async (sales: readonly PlainSale[], ...args: string[]) => {
    folder.write('orders.csv', plainCsv(sales))
    return runCommand(folder, ['upload', 'orders.csv', '--no-config', '--state-dir', 'state', ...args], sandbox)
  }
  return { folder, sandbox, place, upload }
}

type Shop = Awaited<ReturnType<typeof shop>>

/** Nights of so many new sales of 1,000 dollars each, after one real one whose settings they share. */
async function nights({ place, upload }: Shop, sales: readonly number[]): Promise<void> {
  expect((await upload(plainSales(sales[0] ?? 0, 1))).code).toBe(0)
  const [first] = readLedger(place('7').path)?.runs ?? []
  const ledger = await openLedger(place('7'))
  for (const count of sales.slice(1)) {
    const { source = '', recipe = { orders: '', contents: '' } } = first ?? {}
    await ledger.startRun({ folder: '', inputs: ['orders.csv'], source, recipe, sample: [] })
    await ledger.endRun(0, { sales: count, money: [['', `${count * 1000}`]] })
  }
  await ledger.close()
}

test('many more new sales than in the last seven runs stop the run, until that is said to be right', async () => {
  const own = await shop()
  await nights(own, [24, 10, 20, 22, 24, 20, 12])
  const sent = posts(own.sandbox)
  const ended = await own.upload(plainSales(97, 2001))
  expect(ended.code).toBe(7)
  expect(ended.stdout).toContain(
    'There are 97 new sales, where the last 7 runs had 10 to 24 (source "columns by name").',
  )
  expect(ended.stdout).toContain('--unusual-volume')
  expect(posts(own.sandbox)).toBe(sent)
  expect((await own.upload(plainSales(97, 2001), '--dry-run', '--account-id', '7')).code).toBe(7)
  expect((await own.upload(plainSales(97, 2001), '--limit', '96')).code).toBe(0)
  expect((await own.upload(plainSales(200, 2001), '--unusual-volume')).code).toBe(0)
  expect(own.sandbox.store()).toHaveLength(24 + 200)
})

test('the config can let any volume pass, a variable of the environment can’t', async () => {
  const own = await shop()
  await nights(own, [24, 24, 24, 24, 24, 24, 24])
  own.folder.write('orders.csv', plainCsv(plainSales(100, 2001)))
  own.folder.writeJson('any.json', { version: 1, source: 'columns by name', upload: { volume: 'any' } })
  const args = ['upload', 'orders.csv', '--state-dir', 'state']
  const options: RunOptions = { env: { ...own.sandbox.env, LETTR_CONVERT_UNUSUAL_VOLUME: '1' } }
  expect((await runCommand(own.folder, [...args, '--no-config'], options)).code).toBe(7)
  expect((await runCommand(own.folder, [...args, '--config', 'any.json'], own.sandbox)).code).toBe(0)
})

test('runs with --limit and of a rejects file are no measure for later ones', async () => {
  const own = await shop()
  const good = plainSales(30, 2001)
  expect((await own.upload([...good, { ...plainSales(1)[0], revenue: 'x' }], '--limit', '9')).code).toBe(3)
  const rejected = `${own.folder.run()}/rejected.csv`
  const again = ['upload', rejected, '--no-config', '--state-dir', 'state']
  expect((await runCommand(own.folder, again, own.sandbox)).code).toBe(3)
  expect((await own.upload(good)).code).toBe(0)
  const volumes = readLedger(own.place('7').path)?.runs.map(({ volume }) => volume?.sales)
  expect(volumes).toEqual([undefined, undefined, 21])
})

const named = (sales: readonly PlainSale[], name: (number: string) => string): readonly PlainSale[] =>
  sales.map((sale) => ({ ...sale, orderId: name(sale.orderId?.slice(2) ?? '') }))

test.each([
  ['leading zeros', '00', ''],
  ['a #', '#', ''],
  ['a prefix and zeros', 'W-0', 'W-'],
  ['zeros that were not there', '', '00000'],
])('order ids that have lost %s stop the run, and name what they were', async (_, before, after) => {
  const { upload, sandbox } = await shop()
  expect((await upload(named(plainSales(5), (number) => `${before}${number}`))).code).toBe(0)
  const shifted = [...plainSales(4), ...plainSales(12, 2001)]
  const ended = await upload(named(shifted, (number) => `${after}${number}`))
  expect(ended.code).toBe(7)
  expect(ended.stdout).toContain('4 of 16 new sales were sent already')
  expect(ended.stdout).toContain(`"${after}1001" in spreadsheet row 2 was sent as "${before}1001", "${after}1002" in`)
  expect(sandbox.store()).toHaveLength(5)
  const since = await upload(
    named(shifted, (number) => `${after}${number}`),
    '--since',
    '2026-11-03',
  )
  expect([since.code, sandbox.store().length]).toEqual([0, 5])
})

test('order ids that look like others stop nothing when the sales differ, or are few', async () => {
  const { upload, sandbox } = await shop()
  expect((await upload(named(plainSales(5), (number) => `#${number}`))).code).toBe(0)
  const others = plainSales(5).map((sale) => ({ ...sale, primaryEmail: 'canaria.new@example.com' }))
  expect((await upload(named(others, (number) => number))).code).toBe(0)
  expect((await upload(named(plainSales(2), (number) => `0${number}`))).code).toBe(0)
  expect(sandbox.store()).toHaveLength(12)
})

/** Notes in the memory of another account that these sales were delivered there. */
async function sentElsewhere({ place }: Shop, sales: readonly PlainSale[], account = '8'): Promise<void> {
  const ledger = await openLedger(place(account))
  const recipe = { orders: 'a'.repeat(16), contents: 'b'.repeat(16) }
  await ledger.startRun({ folder: '', inputs: ['orders.csv'], source: 'other', recipe, sample: [] })
  const records = sales.map((sale, at) => ({ mark: markOf({ ...sale }), file: 1, record: at + 2 }))
  const attempt = await ledger.intend({ withOrderIds: true, records, money: new Map() })
  await ledger.settle(
    attempt,
    records.map(() => 'accepted'),
  )
  await ledger.endRun(0)
  await ledger.close()
}

test('sales that this computer sent to another account stop the run, until that is said to be right', async () => {
  const own = await shop()
  await sentElsewhere(own, plainSales(20))
  const ended = await own.upload(plainSales(100))
  expect(ended.code).toBe(7)
  expect(ended.stdout).toContain(
    '20 of 100 new sales were sent from this computer to account 8; this key belongs to account 7.',
  )
  expect(ended.stdout).toContain('--other-account')
  expect(posts(own.sandbox)).toBe(0)
  expect((await own.upload(plainSales(100), '--limit', '40')).code).toBe(0)
  expect((await own.upload(plainSales(100), '--other-account')).code).toBe(0)
  expect(own.sandbox.store()).toHaveLength(100)
})

test.each([
  ['fewer than twenty', plainSales(19), plainSales(19)],
  ['less than a fifth', plainSales(20), plainSales(101)],
  [
    'other sales under the same order numbers',
    plainSales(40).map((sale) => ({ ...sale, revenue: '5' })),
    plainSales(40),
  ],
])('%s in another account’s memory do not', async (_, elsewhere, sales) => {
  const own = await shop()
  await sentElsewhere(own, elsewhere)
  expect((await own.upload(sales)).code).toBe(0)
})

test('another account’s memory that is damaged is none of this run’s business', async () => {
  const own = await shop()
  own.folder.write(`state/${ledgerFileName('8', own.sandbox.url)}`, '{"ledger":"lettr-convert","format":1,"a', 0o600)
  expect((await own.upload(plainSales(30))).code).toBe(0)
})

test('the config can allow sales of another account', async () => {
  const own = await shop()
  await sentElsewhere(own, plainSales(40))
  own.folder.write('orders.csv', plainCsv(plainSales(40)))
  own.folder.writeJson('both.json', { version: 1, upload: { otherAccount: 'allow' } })
  const args = ['upload', 'orders.csv', '--state-dir', 'state']
  expect((await runCommand(own.folder, [...args, '--no-config'], own.sandbox)).code).toBe(7)
  expect((await runCommand(own.folder, [...args, '--config', 'both.json'], own.sandbox)).code).toBe(0)
})

const hour = 3_600_000
const hoursAgo = (hours: number) => `${new Date(Date.now() - hours * hour).toISOString().slice(0, 19)}Z`

test('an export whose newest sale is older than it may be stops the run, also when nothing in it is new', async () => {
  const own = await shop()
  const sales = plainSales(3).map((sale, at) => ({ ...sale, eventDate: hoursAgo(50 + at) }))
  expect((await own.upload(sales)).code).toBe(0)
  const ended = await own.upload(sales, '--stale-after', '2d')
  expect(ended.code).toBe(7)
  expect(ended.stdout).toMatch(
    /The newest sale of the input is of \S+Z, 2 days ago; more than 2d is too old \(flag --stale-after\)\./,
  )
  expect(ended.stdout).toContain('--stale-after off')
  expect((await own.upload(sales, '--stale-after', '3d')).code).toBe(0)
  expect((await own.upload(sales, '--stale-after', '2d', '--limit', '1')).code).toBe(0)
  own.folder.write('orders.csv', plainCsv(sales)).writeJson('late.json', { version: 1, upload: { staleAfter: '36h' } })
  const judged = await runCommand(own.folder, ['validate', 'orders.csv', '--config', 'late.json'])
  expect([judged.code, judged.stdout]).toEqual([7, expect.stringContaining('(config late.json:')])
})

test('a date in the future does not make an old export new', async () => {
  const own = await shop()
  const [one = {}, other = {}] = plainSales(2)
  const sales = [
    { ...one, eventDate: hoursAgo(90) },
    { ...other, eventDate: hoursAgo(-90) },
  ]
  expect((await own.upload(sales, '--stale-after', '1d')).code).toBe(7)
  expect((await own.upload(sales, '--stale-after', 'soon')).code).toBe(2)
})

test('a night without a new sale is a good one, and says so', async () => {
  const own = await shop()
  await own.upload(plainSales(3))
  const { code, stdout } = await own.upload(plainSales(3))
  expect([code, stdout]).toEqual([0, expect.stringContaining('Done: there is no new sale in this input')])
})
