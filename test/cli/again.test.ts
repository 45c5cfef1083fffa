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

test('what was not sent goes to unsent.csv after a 429, and uploading that file completes the job', async () => {
  const folder = new Folder().write('orders.csv', plainCsv(plainSales(10)))
  const sandbox = await standIn({ faults: parseFaults('ok, 429 for 30 s') })
  const args = ['--batch-size', '4', '--concurrency', '1']
  const { code, stdout } = await runCommand(folder, ['upload', 'orders.csv', ...args], sandbox)
  expect(code).toBe(5)
  const first = balanced(folder)
  expect(salesIn(first, 'accepted')).toBe(4)
  expect(salesIn(first, 'unsent')).toBe(6)
  expect(stored(sandbox).orders).toEqual(['A-1001', 'A-1002', 'A-1003', 'A-1004'])
  expectStored(sandbox, first)
  expect(stdout).toMatch(/come back in 30 s/)
  const next = await standIn()
  const again = `${folder.run()}/unsent.csv`
  expect(first.next).toBe(`npx lettr-convert upload ${again}`)
  expect((await runCommand(folder, ['upload', again], next)).code).toBe(0)
  expectStored(next, balanced(folder))
  expect([...stored(sandbox).orders, ...stored(next).orders]).toEqual(plainSales(10).map(({ orderId }) => orderId))
})

test('a file of sales in doubt can be sent again when they have order ids, and the store counts each once', async () => {
  const folder = new Folder().write('orders.csv', plainCsv(plainSales(5)))
  const sandbox = await standIn({ faults: parseFaults('hang up after storing') })
  expect((await runCommand(folder, ['upload', 'orders.csv'], sandbox)).code).toBe(5)
  expect(salesIn(balanced(folder), 'in doubt')).toBe(5)
  expect((await runCommand(folder, ['upload', `${folder.run()}/in-doubt.csv`], sandbox)).code).toBe(0)
  expectStored(sandbox, balanced(folder))
})
