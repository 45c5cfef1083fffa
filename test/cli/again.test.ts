import { expect, test } from 'vitest'
import { parseFaults } from '../../src/sandbox/faults.js'
import { balanced, expectStored, salesIn, stored } from './books.js'
import { plainCsv, plainSales, shopifyConfig, shopifyCsv, shopifyOrder } from './exports.js'
import { Folder, runCommand, standIn } from './run-command.js'
import { fixCells, type Saving } from './spreadsheet.js'

const orders = [
  ...Array.from({ length: 6 }, (_, at) => shopifyOrder(1001 + at, 1 + (at % 3))),
  shopifyOrder(1060, 2, { Total: '284.36a' }),
  shopifyOrder(1061, 1, { Email: '', Phone: '', 'Billing Address1': '' }),
  shopifyOrder(1063, 3, { 'Paid at': 'yesterday', 'Created at': '' }),
  shopifyOrder(1064, 1, { Total: '-64.00', 'Lineitem name': '=SUM(A1), "quoted"; 12' }),
]

/** What a person types over the cells that were wrong. */
const cures: Readonly<Record<string, string>> = {
  '284.36a': '284.36',
  yesterday: '2026-06-01 15:23:00 -0600',
  "'-64.00": '64.00',
}

const savings: readonly (readonly [string, Saving])[] = [
  ['as it was', { delimiter: ',', bom: true, ending: '\r\n' }],
  ['with semicolons and no byte order mark', { delimiter: ';', bom: false, ending: '\r\n' }],
  ['with tabs and Unix line ends', { delimiter: '\t', bom: true, ending: '\n' }],
  ['with every cell quoted', { delimiter: ',', bom: false, ending: '\r\n', quoteAll: true }],
  [
    'with empty cells after every row and empty rows after the last',
    { delimiter: ';', bom: true, ending: '\r\n', trailing: 3 },
  ],
]

test.each(savings)(
  'a rejects file that was fixed and saved %s goes through with the same config',
  async (_, saving) => {
    const folder = new Folder().write('orders.csv', shopifyCsv(orders)).writeJson('shop.json', shopifyConfig)
    const sandbox = await standIn()
    expect((await runCommand(folder, ['upload', 'orders.csv', '--config', 'shop.json'], sandbox)).code).toBe(3)
    const first = balanced(folder)
    expect(salesIn(first, 'rejected')).toBe(4)
    const fixed = fixCells(folder.left('rejected.csv') ?? '', saving, (column, cell, row) => {
      if (column === 'Email' && row.Name === '#1061') return 'canaria1061@example.com'
      return cures[cell] ?? cell
    })
    folder.write('mended.csv', fixed)
    const { code, stdout, stderr } = await runCommand(
      folder,
      ['upload', 'mended.csv', '--config', 'shop.json'],
      sandbox,
    )
    expect(code, stdout + stderr).toBe(0)
    const second = balanced(folder)
    expect(second.books.read).toMatchObject({ sales: 4, rows: 7 })
    expectStored(sandbox, first, second)
    expect(stored(sandbox).orders).toEqual(orders.map(([row]) => row?.Name).sort())
    const quirky = sandbox.store().find(({ record }) => record.orderId === '#1064')
    expect(quirky?.record).toMatchObject({ revenue: 64, primaryAddress: { zipCode: '02906' } })
  },
)

test('a rejects file that nobody mended is rejected again, alike, and sends nothing', async () => {
  const folder = new Folder().write('orders.csv', shopifyCsv(orders)).writeJson('shop.json', shopifyConfig)
  const sandbox = await standIn()
  await runCommand(folder, ['upload', 'orders.csv', '--config', 'shop.json'], sandbox)
  const first = folder.left('rejected.csv')
  await runCommand(folder, ['upload', `${folder.run()}/rejected.csv`, '--config', 'shop.json'], sandbox)
  const cells = (text = '') => text.split('\r\n').map((line) => line.replace(/^\d+,\d+,/, ''))
  expect(cells(folder.left('rejected.csv'))).toEqual(cells(first))
  expect(sandbox.store()).toHaveLength(6)
})

test('rows that could not be read come back whole, and are accepted once they are mended', async () => {
  const lines = plainCsv(plainSales(4)).trimEnd().split('\n')
  lines[2] = 'A-1002,canaria1002@example.com,$1,002.02,2026-11-02T10:00:00Z'
  lines[4] = 'A-1004,canaria1004@example.com'
  const folder = new Folder().write('orders.csv', `${lines.join('\n')}\n`)
  const sandbox = await standIn()
  expect((await runCommand(folder, ['upload', 'orders.csv'], sandbox)).code).toBe(3)
  const first = balanced(folder)
  expect(first.rejected.map(({ code }) => code).sort()).toEqual(['long-row', 'short-row'])
  const rejected = folder.left('rejected.csv') ?? ''
  const mended = rejected
    .replace("'$1,'002.02,'2026-11-02T10:00:00Z", '"$1,002.02",2026-11-02T10:00:00Z')
    .replace('canaria1004@example.com', 'canaria1004@example.com,1004.04,2026-11-02T10:00:00Z')
  folder.write('mended.csv', mended)
  const { code, stdout, stderr } = await runCommand(folder, ['upload', 'mended.csv'], sandbox)
  expect(code, rejected + stdout + stderr).toBe(0)
  expectStored(sandbox, first, balanced(folder))
  expect(stored(sandbox).orders).toEqual(['A-1001', 'A-1002', 'A-1003', 'A-1004'])
})

const small = ['--batch-size', '4', '--concurrency', '1', '--max-wait', '1s']

test('after a 429 that is too long to wait for, the same command completes the job', async () => {
  const folder = new Folder().write('orders.csv', plainCsv(plainSales(10)))
  const late = { on: false }
  const now = () => new Date(Date.now() + (late.on ? 60_000 : 0))
  const sandbox = await standIn({ faults: parseFaults('ok, 429 for 30 s'), now })
  const args = ['upload', 'orders.csv', ...small]
  const { code, stdout } = await runCommand(folder, args, sandbox)
  expect(code).toBe(5)
  const first = balanced(folder)
  expect(first.books.places).toMatchObject({ accepted: { sales: 4 }, unsent: { sales: 6 } })
  expectStored(sandbox, first)
  expect(stdout).toMatch(/come back in 30 s/)
  expect(first.next).toBe('npx lettr-convert upload orders.csv')
  late.on = true
  expect((await runCommand(folder, args, sandbox)).code).toBe(0)
  const second = balanced(folder)
  expect(second.books.places).toMatchObject({ known: { sales: 4 }, accepted: { sales: 6 } })
  expectStored(sandbox, first, second)
  expect(stored(sandbox).orders).toEqual(plainSales(10).map(({ orderId }) => orderId))
})

test('what was not sent goes to unsent.csv, and uploading that file completes the job as well', async () => {
  const folder = new Folder().write('orders.csv', plainCsv(plainSales(10)))
  const late = { on: false }
  const now = () => new Date(Date.now() + (late.on ? 60_000 : 0))
  const sandbox = await standIn({ faults: parseFaults('ok, 429 for 30 s'), now })
  expect((await runCommand(folder, ['upload', 'orders.csv', ...small], sandbox)).code).toBe(5)
  const first = balanced(folder)
  late.on = true
  expect((await runCommand(folder, ['upload', `${folder.run()}/unsent.csv`], sandbox)).code).toBe(0)
  const second = balanced(folder)
  expect(second.books.read.sales).toBe(6)
  expect(second.open).toEqual([])
  expectStored(sandbox, first, second)
})

test('without a ledger the file of what was not sent is named instead, and completes the job', async () => {
  const folder = new Folder().write('orders.csv', plainCsv(plainSales(10)))
  const sandbox = await standIn({ faults: parseFaults('ok, 429 for 30 s') })
  const args = ['upload', 'orders.csv', '--no-ledger', ...small]
  expect((await runCommand(folder, args, sandbox)).code).toBe(5)
  const first = balanced(folder)
  const again = `${folder.run()}/unsent.csv`
  expect(first.next).toBe(`npx lettr-convert upload ${again}`)
  const next = await standIn()
  expect((await runCommand(folder, ['upload', again, '--no-ledger'], next)).code).toBe(0)
  expectStored(next, balanced(folder))
  expect([...stored(sandbox).orders, ...stored(next).orders]).toEqual(plainSales(10).map(({ orderId }) => orderId))
})

test.each(['orders.csv', 'in-doubt.csv'])(
  'sales that stayed in doubt are sent again from %s when they have order ids, and the store counts each once',
  async (input) => {
    const folder = new Folder().write('orders.csv', plainCsv(plainSales(5)))
    const sandbox = await standIn({ faults: parseFaults('hang up after storing, 401') })
    expect((await runCommand(folder, ['upload', 'orders.csv'], sandbox)).code).toBe(4)
    expect(balanced(folder).books.places).toMatchObject({ accepted: { sales: 0 }, 'in doubt': { sales: 5 } })
    const file = input === 'orders.csv' ? input : `${folder.run()}/${input}`
    expect((await runCommand(folder, ['upload', file], sandbox)).code).toBe(0)
    expectStored(sandbox, balanced(folder))
    expect(stored(sandbox).orders).toEqual(plainSales(5).map(({ orderId }) => orderId))
  },
)
