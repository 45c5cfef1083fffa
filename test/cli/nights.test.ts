import { expect, test, vi } from 'vitest'
import { parseFaults } from '../../src/sandbox/faults.js'
import { balanced, salesIn } from './books.js'
import { type PlainSale, plainCsv, plainSales } from './exports.js'
import { type Ended, Folder, runCommand, standIn, startCommand } from './run-command.js'

type StandIn = Awaited<ReturnType<typeof standIn>>

const withoutIds = ['primaryEmail', 'revenue', 'eventDate'] as const

/** Uploads these sales in a folder that remembers earlier nights. */
async function night(
  folder: Folder,
  sandbox: StandIn,
  sales: readonly PlainSale[],
  more: { readonly names?: typeof withoutIds; readonly args?: readonly string[] } = {},
): Promise<Ended> {
  folder.write('orders.csv', plainCsv(sales, more.names))
  return runCommand(folder, [...uploading, ...(more.args ?? [])], sandbox)
}

const uploading = ['upload', 'orders.csv', '--no-config', '--state-dir', 'state', '--first-run', '--batch-size', '4']

function emails(sandbox: StandIn): readonly unknown[] {
  return sandbox
    .store()
    .map(({ record }) => record.primaryEmail)
    .sort()
}

test.each([
  ['with', {}],
  ['without', { names: withoutIds }],
])('%s order ids, the same export again sends nothing and ends alike', async (_, more) => {
  const [folder, sandbox] = [new Folder(), await standIn()]
  const sales = [...plainSales(9), { ...plainSales(1, 2001)[0], revenue: 'seven' }]
  expect((await night(folder, sandbox, sales, more)).code).toBe(3)
  const requests = sandbox.requests().filter(({ method }) => method === 'POST').length
  expect((await night(folder, sandbox, sales, more)).code).toBe(3)
  expect(sandbox.requests().filter(({ method }) => method === 'POST')).toHaveLength(requests)
  expect(salesIn(balanced(folder), 'known')).toBe(9)
  expect(sandbox.store()).toHaveLength(9)
})

test('of overlapping exports without order ids only what is new is sent', async () => {
  const [folder, sandbox] = [new Folder(), await standIn()]
  await night(folder, sandbox, plainSales(6, 1001), { names: withoutIds })
  await night(folder, sandbox, plainSales(6, 1004), { names: withoutIds })
  expect(emails(sandbox)).toEqual(plainSales(9, 1001).map(({ primaryEmail }) => primaryEmail))
})

test('equal sales in one export are as many sales, and a further one on the next night is one more', async () => {
  const [folder, sandbox] = [new Folder(), await standIn()]
  const [sale = {}] = plainSales(1)
  await night(folder, sandbox, [sale, sale], { names: withoutIds })
  expect(sandbox.store()).toHaveLength(2)
  await night(folder, sandbox, [sale, sale, sale], { names: withoutIds })
  expect(sandbox.store()).toHaveLength(3)
  await night(folder, sandbox, [sale], { names: withoutIds })
  expect(sandbox.store()).toHaveLength(3)
})

test('a sale without order id that may be a correction is rejected, every night alike, and sent from the rejects', async () => {
  const [folder, sandbox] = [new Folder(), await standIn()]
  const sales = plainSales(3)
  await night(folder, sandbox, sales, { names: withoutIds })
  const corrected = sales.map((sale, at) => (at === 1 ? { ...sale, primaryEmail: 'canaria.new@example.com' } : sale))
  expect((await night(folder, sandbox, corrected, { names: withoutIds })).code).toBe(3)
  expect(folder.left('rejected.csv')).toContain('looks-corrected')
  const again = { names: withoutIds, args: ['--fail-on', 'new'] }
  expect((await night(folder, sandbox, corrected, again)).code).toBe(0)
  expect(sandbox.store()).toHaveLength(3)
  const args = ['upload', `${folder.run()}/rejected.csv`, '--no-config', '--state-dir', 'state']
  expect((await runCommand(folder, args, sandbox)).code).toBe(0)
  expect(sandbox.store()).toHaveLength(4)
})

test('order ids that started again are rejected, every night alike, and corrections are not', async () => {
  const [folder, sandbox] = [new Folder(), await standIn()]
  const [one = {}, two = {}] = plainSales(2)
  await night(folder, sandbox, [one, two])
  const other = { primaryEmail: 'canaria.new@example.com', revenue: '3' }
  const later = { ...one, ...other, eventDate: '2026-11-15T10:00:00Z' }
  expect((await night(folder, sandbox, [later, { ...two, ...other }])).code).toBe(3)
  expect(folder.left('rejected.csv')).toContain('reused-order-id')
  expect(salesIn(balanced(folder), 'known')).toBe(1)
  expect((await night(folder, sandbox, [later], { args: ['--fail-on', 'new'] })).code).toBe(0)
  expect(salesIn(balanced(folder), 'rejected')).toBe(1)
  expect(sandbox.store()).toHaveLength(2)
})

test('a sale in doubt without order id is not sent as its own correction', async () => {
  const [folder, sandbox] = [new Folder(), await standIn({ faults: parseFaults('hang up after storing') })]
  const sales = plainSales(3)
  expect((await night(folder, sandbox, sales, { names: withoutIds })).code).toBe(6)
  const corrected = sales.map((sale, at) => (at === 1 ? { ...sale, primaryEmail: 'canaria.new@example.com' } : sale))
  expect((await night(folder, sandbox, corrected, { names: withoutIds })).code).toBe(6)
  expect(salesIn(balanced(folder), 'in doubt')).toBe(3)
  expect(folder.left('in-doubt.csv')).toContain('looks like its correction')
  expect(sandbox.store()).toHaveLength(3)
})

test('a limit counts what is new, so that the same command again sends the next ones', async () => {
  const [folder, sandbox] = [new Folder(), await standIn()]
  for (const expected of [4, 8, 9, 9]) {
    await night(folder, sandbox, plainSales(9), { args: ['--limit', '4'] })
    expect(sandbox.store()).toHaveLength(expected)
  }
})

test('what is in doubt without order id is held and told by every later run, whatever its export holds', async () => {
  const [folder, sandbox] = [new Folder(), await standIn({ faults: parseFaults('hang up after storing') })]
  const one = { names: withoutIds, args: ['--concurrency', '1'] }
  expect((await night(folder, sandbox, plainSales(6), one)).code).toBe(6)
  expect(salesIn(balanced(folder), 'in doubt')).toBe(4)
  expect((await night(folder, sandbox, plainSales(6), one)).code).toBe(6)
  expect(salesIn(balanced(folder), 'in doubt')).toBe(4)
  expect((await night(folder, sandbox, plainSales(2, 2001), one)).code).toBe(6)
  expect(balanced(folder).open).toMatchObject([{ what: 'in doubt', sales: 4 }])
  expect(sandbox.store()).toHaveLength(8)
})

test('two uploads for one account at once: the second sends nothing, names the first and ends with 5', async () => {
  const [folder, sandbox] = [new Folder(), await standIn({ latency: 1500 })]
  folder.write('orders.csv', plainCsv(plainSales(8)))
  const first = startCommand(folder, [...uploading, '--concurrency', '1'], sandbox)
  await first.printed(/Acme|account/i)
  while (sandbox.requests().every(({ method }) => method === 'GET')) await new Promise(setImmediate)
  const second = await runCommand(folder, uploading, sandbox)
  expect(second.code).toBe(5)
  expect(second.stderr).toContain(String(first.pid))
  expect((await first.ended).code).toBe(0)
  expect(sandbox.store()).toHaveLength(8)
  expect(sandbox.requests().filter(({ method }) => method === 'POST')).toHaveLength(2)
})

test('a redirect is not followed: the place that it points to sees nothing, and the run ends with 4', async () => {
  const elsewhere = await standIn()
  for (const status of [301, 302, 307, 308]) {
    const folder = new Folder()
    const sandbox = await standIn({ faults: parseFaults(`${status} to ${elsewhere.url}/v1/conversions`) })
    const { code, stdout } = await night(folder, sandbox, plainSales(2))
    expect(code).toBe(4)
    expect(stdout).toContain(new URL(elsewhere.url).origin)
    expect(salesIn(balanced(folder), 'unsent')).toBe(2)
  }
  expect(elsewhere.requests()).toEqual([])
})

test('a corrected reject without order id is sent although a delivered sale has the same date and amount', async () => {
  const [folder, sandbox] = [new Folder(), await standIn()]
  const [sale = {}] = plainSales(1)
  const other = { ...sale, primaryEmail: 'canaria.two@example.com' }
  expect((await night(folder, sandbox, [sale, { ...other, revenue: 'seven' }], { names: withoutIds })).code).toBe(3)
  folder.write('mended.csv', (folder.left('rejected.csv') ?? '').replaceAll('seven', String(sale.revenue)))
  const args = ['upload', 'mended.csv', '--no-config', '--state-dir', 'state']
  expect((await runCommand(folder, args, sandbox)).code).toBe(0)
  expect(emails(sandbox)).toEqual([sale.primaryEmail, other.primaryEmail].sort())
})

test.each([['--limit', '1'] as const, ['--since', '2027-01-01'] as const])(
  'what is left open stays told when %s leaves it out',
  async (...args) => {
    const [folder, sandbox] = [new Folder(), await standIn({ faults: parseFaults('ok, 404') })]
    expect((await night(folder, sandbox, plainSales(8), { args: ['--concurrency', '1'] })).code).toBe(4)
    expect((await night(folder, sandbox, plainSales(8), { args })).code).toBe(5)
    const unsent = args[0] === '--limit' ? 3 : 4
    expect(balanced(folder).open).toMatchObject([{ what: 'unsent', sales: unsent }])
  },
)

const mapped = { revenue: 'revenue', eventDate: 'eventDate', primaryEmail: 'primaryEmail' }
const mappedArgs = ['upload', 'orders.csv', '--config', 'shop.json', '--state-dir', 'state', '--first-run']

test.each([
  ['a night without sales', []],
  ['--since', ['--since', '2027-01-01']],
] as const)('%s does not let a changed mapping send again what was sent', async (how, more) => {
  const [folder, sandbox] = [new Folder(), await standIn()]
  const export_ = (count: number): Folder => folder.write('orders.csv', plainCsv(plainSales(count)))
  folder.writeJson('shop.json', { version: 1, fields: mapped })
  export_(3)
  expect((await runCommand(folder, mappedArgs, sandbox)).code).toBe(0)
  folder.writeJson('shop.json', { version: 1, fields: { ...mapped, orderId: 'orderId' } })
  export_(how === '--since' ? 3 : 0)
  expect((await runCommand(folder, [...mappedArgs, ...more], sandbox)).code).toBe(0)
  export_(3)
  expect((await runCommand(folder, mappedArgs, sandbox)).code).toBe(7)
  expect(sandbox.store()).toHaveLength(3)
})

test('after --since has let two mappings send, neither sends without it', async () => {
  const [folder, sandbox] = [new Folder(), await standIn()]
  const old = { version: 1, fields: { ...mapped, orderId: 'orderId' } }
  folder.write('orders.csv', plainCsv(plainSales(3))).writeJson('shop.json', old)
  expect((await runCommand(folder, mappedArgs, sandbox)).code).toBe(0)
  folder.writeJson('shop.json', { version: 1, fields: { ...mapped, orderId: { column: 'orderId', prefix: 'A-' } } })
  const later = plainSales(2, 2001).map((sale) => ({ ...sale, eventDate: '2099-01-01T00:00:00Z' }))
  folder.write('orders.csv', plainCsv(later))
  // What the old mapping may have sent must be left out.
  expect((await runCommand(folder, [...mappedArgs, '--since', '2020-01-01'], sandbox)).code).toBe(7)
  expect((await runCommand(folder, [...mappedArgs, '--since', '2098-01-01'], sandbox)).code).toBe(0)
  folder.writeJson('shop.json', old)
  expect((await runCommand(folder, mappedArgs, sandbox)).code).toBe(7)
  expect(sandbox.store()).toHaveLength(5)
})

test('a dry run that asks the memory is stopped by a changed mapping as the upload is', async () => {
  const [folder, sandbox] = [new Folder(), await standIn()]
  folder.write('orders.csv', plainCsv(plainSales(2))).writeJson('shop.json', { version: 1, fields: mapped })
  expect((await runCommand(folder, mappedArgs, sandbox)).code).toBe(0)
  folder.writeJson('shop.json', { version: 1, fields: { ...mapped, orderId: 'orderId' } })
  const { account } = balanced(folder)
  const looking = [...mappedArgs, '--dry-run', '--account-id', account?.id ?? '']
  expect((await runCommand(folder, looking, sandbox)).code).toBe(7)
})

test('a run that was killed is told until a later one has all of it, whatever the files are called', async () => {
  const [folder, sandbox] = [new Folder(), await standIn({ faults: parseFaults('slow 60 s') })]
  const first = plainSales(9)
  folder.write('orders.csv', plainCsv(first))
  const killed = startCommand(folder, uploading, sandbox)
  await vi.waitFor(() => expect(sandbox.requests().some(({ method }) => method === 'POST')).toBe(true), 20_000)
  killed.kill('SIGKILL')
  await killed.ended
  const other = await night(folder, sandbox, plainSales(2, 2001))
  expect([
    other.code,
    balanced(folder)
      .open.map(({ what }) => what)
      .sort(),
  ]).toEqual([6, ['in doubt', 'unfinished']])
  expect((await night(folder, sandbox, first)).code).toBe(0)
  expect((await night(folder, sandbox, plainSales(2, 3001))).code).toBe(0)
})

test('an order id column that appears later does not make old sales new without a word', async () => {
  const [folder, sandbox] = [new Folder(), await standIn()]
  await night(folder, sandbox, plainSales(3), { names: withoutIds })
  const { code, stdout } = await night(folder, sandbox, plainSales(3))
  expect(code).toBe(7)
  expect(stdout).toMatch(/mapping|order id/)
  expect(sandbox.store()).toHaveLength(3)
})
