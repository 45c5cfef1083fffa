import { mkdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { balanced, expectStored, posts, salesIn } from './books.js'
import { plainCsv, plainSales } from './exports.js'
import { Folder, runCommand, standIn } from './run-command.js'

/** So many sales in all, so many of them without an amount. */
function withRejects(all: number, rejects: number): Folder {
  const sales = plainSales(all).map((sale, at) => (at < rejects ? { ...sale, revenue: '' } : sale))
  return new Folder().write('orders.csv', plainCsv(sales))
}

test.each([
  { all: 10, rejects: 3, limit: '2', code: 7 },
  { all: 10, rejects: 2, limit: '2', code: 3 },
  { all: 10, rejects: 1, limit: '0', code: 7 },
  { all: 99, rejects: 50, limit: '5%', code: 3 },
  { all: 100, rejects: 6, limit: '5%', code: 7 },
  { all: 100, rejects: 5, limit: '5%', code: 3 },
])('$rejects rejects of $all sales with --max-rejects $limit end with $code', async ({ all, rejects, limit, code }) => {
  const folder = withRejects(all, rejects)
  const sandbox = await standIn()
  const ended = await runCommand(folder, ['upload', 'orders.csv', '--max-rejects', limit], sandbox)
  expect(ended.code).toBe(code)
  const summary = balanced(folder)
  expect(salesIn(summary, 'rejected')).toBe(rejects)
  expectStored(sandbox, summary)
  if (code !== 7) return
  expect(posts(sandbox)).toBe(0)
  expect(ended.stdout).toMatch(/more than the limit of .* \(flag --max-rejects\)/)
  expect(ended.stdout).toContain('Nothing was sent.')
  expect(summary.books.places).toMatchObject({ ready: { sales: all - rejects } })
})

test('validate ends with the same code as the upload would', async () => {
  const folder = withRejects(10, 3)
  expect((await runCommand(folder, ['validate', 'orders.csv', '--max-rejects', '2'])).code).toBe(7)
  expect((await runCommand(folder, ['validate', 'orders.csv'])).code).toBe(3)
})

test('the guard does not stop the mending of a rejects file', async () => {
  const folder = withRejects(10, 3)
  const sandbox = await standIn()
  await runCommand(folder, ['upload', 'orders.csv'], sandbox)
  const again = `${folder.run()}/rejected.csv`
  expect((await runCommand(folder, ['upload', again, '--max-rejects', '0'], sandbox)).code).toBe(3)
})

test('a folder that can’t be made ends with 8, before anything is sent', async () => {
  const folder = new Folder().write('orders.csv', plainCsv(plainSales(3))).write('taken', '')
  const sandbox = await standIn()
  const { code, stderr } = await runCommand(folder, ['upload', 'orders.csv', '--out', 'taken/runs'], sandbox)
  expect(code).toBe(8)
  expect(stderr).toContain('--out')
  expect(sandbox.store()).toHaveLength(0)
})

// root may write anywhere, so a folder's mode stops only others.
test.skipIf(process.getuid?.() === 0)('a read-only folder ends with 8, before anything is sent', async () => {
  const folder = new Folder().write('orders.csv', plainCsv(plainSales(3)))
  mkdirSync(folder.at('closed'), { mode: 0o500 })
  const sandbox = await standIn()
  expect((await runCommand(folder, ['upload', 'orders.csv', '--out', 'closed'], sandbox)).code).toBe(8)
  expect(sandbox.store()).toHaveLength(0)
})

test('two runs in one minute have folders of their own, and others can’t look into them', async () => {
  const folder = new Folder().write('orders.csv', plainCsv(plainSales(3)))
  const sandbox = await standIn()
  await runCommand(folder, ['upload', 'orders.csv'], sandbox)
  await runCommand(folder, ['upload', 'orders.csv'], sandbox)
  expect(new Set(folder.runs()).size).toBe(2)
  expect(folder.read('lettr-convert-runs/.gitignore')).toBe('*\n')
})

const card = '4111 1111 1111 1111'

/** Ten sales, the third and the fifth of them with such a number in the name. */
function withNumbers(): Folder {
  const rows = plainSales(10).map(({ orderId, primaryEmail, revenue, eventDate }, at) =>
    [orderId, primaryEmail, revenue, eventDate, at === 2 ? `Bea ${card}` : at === 4 ? card : 'Bea'].join(','),
  )
  const config = {
    version: 1,
    fields: { orderId: 'Id', primaryEmail: 'Mail', revenue: 'Total', eventDate: 'Date', fullName: 'Ship Name' },
  }
  return new Folder()
    .write('orders.csv', `Id,Mail,Total,Date,Ship Name\n${rows.join('\n')}\n`)
    .write('config.json', JSON.stringify(config))
}

const withConfig = ['orders.csv', '--config', 'config.json']

test('a card number in a name stops the run before anything is sent, and is not shown', async () => {
  const folder = withNumbers()
  const sandbox = await standIn()
  const ended = await runCommand(folder, ['upload', ...withConfig], sandbox)
  expect(ended.code).toBe(7)
  expect(ended.stdout).toContain(
    'In 2 sales what looks like a card number stands in fullName, column "Ship Name", first in spreadsheet row 4.',
  )
  expect(ended.stdout).toContain('--allow-sensitive')
  expect(ended.stdout + ended.stderr + JSON.stringify(balanced(folder))).not.toContain(card)
  expect(posts(sandbox)).toBe(0)
})

test('the dry run ends as the upload would, validate tells it as a warning', async () => {
  const folder = withNumbers()
  expect((await runCommand(folder, ['upload', ...withConfig, '--dry-run'])).code).toBe(7)
  const judged = await runCommand(folder, ['validate', ...withConfig, '--json'])
  expect(judged.code).toBe(0)
  expect(JSON.parse(judged.stdout)).toMatchObject({
    warnings: [{ code: 'card-number', column: 'Ship Name', count: 2, example: { row: 4 } }],
  })
})

test('what looks like a card number is sent where that is allowed', async () => {
  const folder = withNumbers()
  const sandbox = await standIn()
  expect((await runCommand(folder, ['upload', ...withConfig, '--allow-sensitive'], sandbox)).code).toBe(0)
  expect(sandbox.store()).toHaveLength(10)
  const config = JSON.parse(folder.read('config.json'))
  folder.writeJson('config.json', { ...config, upload: { ...config.upload, sensitive: 'allow' } })
  expect((await runCommand(folder, ['upload', ...withConfig, '--resend'], sandbox)).code).toBe(0)
})

test('one order id under two stores stops upload, dry run and validate, with both rows and no value', async () => {
  const config = {
    version: 1,
    fields: { orderId: 'Id', storeId: 'Shop', primaryEmail: 'Mail', revenue: 'Total', eventDate: 'Date' },
  }
  const sale = (id: string, shop: string) => `${id},${shop},bea@example.com,5,2026-10-12T15:04:00Z\n`
  const folder = new Folder()
    .write('orders.csv', `Id,Shop,Mail,Total,Date\n${sale('A-1', 'east')}${sale('A-2', 'east')}${sale('A-1', '')}`)
    .write('config.json', JSON.stringify(config))
  const sandbox = await standIn()
  for (const args of [['upload'], ['upload', '--dry-run'], ['validate']]) {
    const ended = await runCommand(folder, [...args, ...withConfig], sandbox)
    expect(ended.code).toBe(7)
    expect(ended.stdout).toContain(
      'The same order id stands under two store ids, in spreadsheet row 2 and spreadsheet row 4;',
    )
    expect(ended.stdout).toContain('"orderId": { "columns": ["Shop", "Id"], "join": "-" }')
    expect(ended.stdout).not.toMatch(/A-1|east/)
  }
  expect(posts(sandbox)).toBe(0)
})
