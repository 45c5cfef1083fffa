import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { balanced, cents, expectStored, salesIn, stored } from './books.js'
import { plainCsv, plainSales } from './exports.js'
import { Folder, runCommand, standIn } from './run-command.js'

const sales = plainSales(3)
const csv = plainCsv(sales)
const orderIds = sales.map(({ orderId }) => orderId)
const ndjson = `${sales.map((sale) => JSON.stringify(sale)).join('\n')}\n`
const nested = sales.map(({ orderId, primaryEmail, revenue, eventDate }) => ({
  name: orderId,
  total: { amount: revenue },
  customer: { email: primaryEmail },
  at: eventDate,
}))
const nestedFields = { orderId: 'name', revenue: 'total.amount', primaryEmail: 'customer.email', eventDate: 'at' }

test.each([
  ['CSV', 'orders.csv', csv],
  ['CSV with a byte order mark and CRLF', 'orders.csv', `\uFEFF${csv.replaceAll('\n', '\r\n')}`],
  ['TSV', 'orders.tsv', csv.replaceAll(',', '\t')],
  ['semicolons', 'orders.csv', csv.replaceAll(',', ';')],
  ['bars', 'orders.txt', csv.replaceAll(',', '|')],
  ['UTF-16', 'orders.csv', Buffer.from(`\uFEFF${csv}`, 'utf16le')],
  ['gzip', 'orders.csv.gz', gzipSync(csv)],
  ['gzip under another name', 'orders.csv', gzipSync(csv)],
  ['NDJSON', 'orders.ndjson', ndjson],
  ['NDJSON in gzip', 'orders.jsonl.gz', gzipSync(ndjson)],
  ['a JSON array', 'orders.json', JSON.stringify(sales)],
  ['a JSON array over many lines', 'orders.json', JSON.stringify(sales, undefined, 2)],
])('an export as %s is read by itself, and the store holds all of it', async (_, name, content) => {
  const folder = new Folder().write(name, content)
  const sandbox = await standIn()
  const { code, stderr } = await runCommand(folder, ['upload', name], sandbox)
  expect(code, stderr).toBe(0)
  expect(stored(sandbox).orders).toEqual(orderIds)
  expectStored(sandbox, balanced(folder))
})

test('a JSON document with its orders under a path, and nested values, is read by a config', async () => {
  const folder = new Folder().writeJson('orders.json', { count: 3, data: { orders: nested } })
  folder.writeJson('shop.json', { version: 1, input: { path: 'data.orders' }, fields: nestedFields })
  const sandbox = await standIn()
  const { code, stderr } = await runCommand(folder, ['upload', 'orders.json', '--config', 'shop.json'], sandbox)
  expect(code, stderr).toBe(0)
  expect(stored(sandbox).orders).toEqual(orderIds)
})

test('bad lines of NDJSON are rejected one by one, and go through once they are mended', async () => {
  const lines = [
    ndjson.split('\n')[0],
    '{"orderId": 9007199254740993, "primaryEmail": "canaria@example.com", "revenue": "5", "eventDate": "2026-11-02"}',
    '{"orderId": "A-1003", "primaryEmail": "canaria@example.com" "revenue": "7"}',
    '["not", "an object"]',
    ndjson.split('\n')[2],
  ]
  const folder = new Folder().write('orders.ndjson', `${lines.join('\n')}\n`)
  const sandbox = await standIn()
  const args = ['--timezone', 'America/Denver']
  expect((await runCommand(folder, ['upload', 'orders.ndjson', ...args], sandbox)).code).toBe(3)
  const first = balanced(folder)
  expect(first.rejected.map(({ code }) => code).sort()).toEqual(['bad-json', 'not-an-object', 'unsafe-number'])
  expect(stored(sandbox).orders).toEqual(['A-1001', 'A-1003'])
  const rejected = (folder.left('rejected.ndjson') ?? '').trimEnd().split('\n')
  expect(rejected).toHaveLength(3)
  const unsafe = rejected.find((line) => line.includes('9007199254740993')) ?? ''
  folder.write('mended.ndjson', `${unsafe.replace(/(?<!")9007199254740993(?!")/, '"9007199254740993"')}\n`)
  const { code, stdout } = await runCommand(folder, ['upload', 'mended.ndjson', ...args], sandbox)
  expect(code, stdout).toBe(0)
  expectStored(sandbox, first, balanced(folder))
  expect(stored(sandbox).orders).toContain('9007199254740993')
})

test('JSON rejects are left as NDJSON alone, byte for byte as they were', async () => {
  const odd =
    '{"orderId":"A-9","primaryEmail":"canaria@example.com","revenue":"12.5O","note":"caf\\u00e9 \\/ 1.10","n":1.10}'
  const folder = new Folder().write('orders.ndjson', `${odd}\n`)
  const sandbox = await standIn()
  expect((await runCommand(folder, ['upload', 'orders.ndjson'], sandbox)).code).toBe(3)
  expect(folder.left('rejected.csv')).toBeUndefined()
  expect(folder.left('rejected.ndjson')).toContain(odd.slice(1))
})

test.each([
  ['CSV', csv],
  ['NDJSON', ndjson],
  ['gzip', gzipSync(csv)],
])('standard input takes %s', async (_, stdin) => {
  const folder = new Folder()
  const sandbox = await standIn()
  const { code, stderr } = await runCommand(folder, ['upload', '-'], { ...sandbox, stdin })
  expect(code, stderr).toBe(0)
  expect(stored(sandbox).orders).toEqual(orderIds)
  expect(folder.run()).toMatch(/_standard-input$/)
})

test('rejects of standard input have the original cells', async () => {
  const folder = new Folder()
  const sandbox = await standIn()
  const stdin = plainCsv([...sales, { orderId: 'A-7', primaryEmail: 'canaria7@example.com', revenue: 'seven' }])
  expect((await runCommand(folder, ['upload', '-'], { ...sandbox, stdin })).code).toBe(3)
  expect(folder.left('rejected.csv')).toContain(',A-7,canaria7@example.com,seven,')
})

test('several files are one run, with one set of books and a name for the file of each reject', async () => {
  const folder = new Folder()
    .write(
      'march.csv',
      plainCsv([...plainSales(2), { orderId: 'A-1', revenue: '1', eventDate: '2026-11-02T10:00:00Z' }]),
    )
    .write('april.csv', plainCsv(plainSales(2, 1101)))
  const sandbox = await standIn()
  expect((await runCommand(folder, ['upload', 'march.csv', 'april.csv'], sandbox)).code).toBe(3)
  const summary = balanced(folder)
  expect(summary.books.read).toMatchObject({ sales: 5, rows: 5 })
  expect(summary.rejected[0]?.example).toMatchObject({ file: 'march.csv', row: 4 })
  expect(folder.left('rejected.csv')).toMatch(/^.*lettr_file,orderId.*\r\n4,4,.*,march\.csv,A-1,/)
  expectStored(sandbox, summary)
})

test('files with different columns are not taken together, and nothing is sent', async () => {
  const folder = new Folder().write('a.csv', csv).write('b.csv', 'other,columns\n1,2\n')
  const sandbox = await standIn()
  const { code } = await runCommand(folder, ['upload', 'a.csv', 'b.csv'], sandbox)
  expect(code).toBe(2)
  expect(sandbox.store()).toHaveLength(0)
  expect(folder.runs()).toEqual([])
})

test('identical sales with one order id are sent once, different ones not at all, and both rows are named', async () => {
  const [first, second, third] = sales
  const folder = new Folder().write(
    'orders.csv',
    plainCsv([first ?? {}, first ?? {}, second ?? {}, { ...second, revenue: '7.00' }, third ?? {}]),
  )
  const sandbox = await standIn()
  const { code } = await runCommand(folder, ['upload', 'orders.csv'], sandbox)
  expect(code).toBe(3)
  const summary = balanced(folder)
  expect(summary.books.places).toMatchObject({ accepted: { sales: 2 }, skipped: { sales: 1 }, rejected: { sales: 2 } })
  expect(stored(sandbox).orders).toEqual(['A-1001', 'A-1003'])
  const rejected = folder.left('rejected.csv') ?? ''
  expect(rejected).toMatch(/^4,4,duplicate,duplicate-order,orderId,.*spreadsheet row 5/m)
  expect(rejected).toMatch(/^5,5,duplicate,duplicate-order,orderId,.*spreadsheet row 4/m)
})

test('a file without order ids is sent once somebody says that it is the first, with a word on what that means', async () => {
  const folder = new Folder().write('orders.csv', plainCsv(sales, ['primaryEmail', 'revenue', 'eventDate']))
  const sandbox = await standIn()
  const guarded = await runCommand(folder, ['upload', 'orders.csv'], sandbox)
  expect(guarded.code).toBe(7)
  expect(guarded.stdout + guarded.stderr).toContain('--first-run')
  expect(sandbox.store()).toEqual([])
  const { code, stdout } = await runCommand(folder, ['upload', 'orders.csv', '--first-run'], sandbox)
  expect(code).toBe(0)
  expect(stdout).toContain('3 sales without order id: LettrLabs counts such a sale again each time it is sent.')
  expectStored(sandbox, balanced(folder))
})

test('--limit sends so many sales and counts the rest as left out', async () => {
  const folder = new Folder().write('orders.csv', plainCsv(plainSales(10)))
  const sandbox = await standIn()
  expect((await runCommand(folder, ['upload', 'orders.csv', '--limit', '4'], sandbox)).code).toBe(0)
  const summary = balanced(folder)
  expect(salesIn(summary, 'skipped')).toBe(6)
  expect(summary.skipped[0]?.message).toContain('--limit')
  expectStored(sandbox, summary)
  expect(stored(sandbox).orders).toEqual(['A-1001', 'A-1002', 'A-1003', 'A-1004'])
})

test('amounts of several currencies are kept apart in the books', async () => {
  const config = {
    version: 1,
    fields: { orderId: 'id', primaryEmail: 'mail', revenue: { column: 'sum', currency: 'cur' }, eventDate: 'at' },
    checks: { currencies: 'mixed' },
  }
  const rows = [
    'id,mail,sum,cur,at',
    '1,canaria@example.com,10.10,USD,2026-11-02T10:00:00Z',
    '2,canaria@example.com,5.05,CAD,2026-11-02T10:00:00Z',
  ]
  const folder = new Folder().write('orders.csv', `${rows.join('\n')}\n`).writeJson('shop.json', config)
  const sandbox = await standIn()
  expect((await runCommand(folder, ['upload', 'orders.csv', '--config', 'shop.json'], sandbox)).code).toBe(0)
  const { money } = balanced(folder).books.read
  expect([cents(money.USD ?? ''), cents(money.CAD ?? '')]).toEqual([1010, 505])
})

test('a file whose name begins with a hyphen comes back in the next command as a file', async () => {
  const folder = new Folder().write('-orders.csv', csv)
  const { code, stdout } = await runCommand(folder, ['validate', '--', '-orders.csv'])
  expect(code).toBe(0)
  expect(stdout).toContain('Next: npx lettr-convert upload ./-orders.csv')
})
