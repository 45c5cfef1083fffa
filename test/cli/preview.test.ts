import { expect, test } from 'vitest'
import { shopifyConfig, shopifyCsv, shopifyOrder } from './exports.js'
import { canaryPerson, Folder, runCommand } from './run-command.js'

function shop(): Folder {
  const orders = [
    shopifyOrder(1001, 3),
    shopifyOrder(1002, 1, { Total: 'much' }),
    shopifyOrder(1003, 1),
    shopifyOrder(1004, 1),
  ]
  return new Folder().write('orders.csv', shopifyCsv(orders)).writeJson('shop.json', shopifyConfig)
}

const args = ['preview', 'orders.csv', '--config', 'shop.json']

test('preview off a terminal hides values, shows columns and fields, and leaves nothing', async () => {
  const folder = shop()
  const { code, stdout, stderr } = await runCommand(folder, args)
  expect(code).toBe(0)
  expect(stdout).toMatch(/^spreadsheet rows 2, 3 and 4: would be sent; match: strong$/m)
  expect(stdout).toMatch(/^ +Email +\(23 characters\) += primaryEmail$/m)
  expect(stdout).toMatch(/^spreadsheet row 5: rejected$/m)
  expect(stdout).not.toContain('#1004')
  expect(stderr).toContain('--show-values shows them')
  expect(stderr).toContain('Sales of orders.csv: 3 ready, 1 rejected; nothing was sent.')
  expect(folder.runs()).toEqual([])
})

const shown = { showsValues: true }

test('preview --show-values shows every cell beside what it becomes, in lines of 80 characters', async () => {
  const { code, stdout } = await runCommand(shop(), [...args, '--show-values', '--rows', '4'], shown)
  expect(code).toBe(0)
  expect(stdout).toContain(canaryPerson)
  expect(stdout).toMatch(/^ +Paid at +2026-06-01 15:23:00 -0600 +eventDate: 2026-06-01T21:23:00Z$/m)
  expect(stdout).toMatch(/^ +Billing Zip +'?02906 +(?:=|\S+:) ?primaryAddress\.zipCode/m)
  expect(stdout).toMatch(/^ +Name +#1004 += orderId$/m)
  expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([])
})

test('all rows of a sale are there, and a cell that nothing takes stands alone', async () => {
  const { stdout } = await runCommand(shop(), [...args, '--show-values', '--rows', '1'], shown)
  const [, third = ''] = stdout.split('  row 3:\n')
  expect(third.split('  row 4:\n')[0]).toMatch(/^ +Lineitem name +\S.*$/m)
  expect(third).toMatch(/^ +Name +#1001$/m)
})

test('a rejected sale that comes later is shown too, with what is wrong with it and what to do', async () => {
  const { stdout } = await runCommand(shop(), [...args, '--show-values', '--rows', '1'], shown)
  const [, rejected = ''] = stdout.split('The first sale that is rejected:\n')
  expect(rejected).toMatch(/^spreadsheet row 5: rejected$/m)
  expect(rejected).toMatch(/^ +Total +much +revenue: not sent$/m)
  expect(rejected).toMatch(/^ {2}PROBLEM unreadable-revenue: .*"much"/m)
})

test('what is taken off, joined, spare or set by the config is told; so are warnings', async () => {
  const fields = {
    orderId: { column: 'No', prefix: 'web-' },
    storeId: { value: 'online' },
    fullName: { columns: ['First', 'Last'], join: ' ' },
    primaryEmail: 'Mail',
    primaryPhoneNumber: { columns: ['Mobile', 'Home'] },
    revenue: { column: 'Sum', minus: 'Back', currency: 'Money' },
    eventDate: 'Day',
  }
  const folder = new Folder()
    .write(
      'orders.csv',
      `No,First,Last,Mail,Mobile,Home,Sum,Back,Money,Day
7,Bea,Lee,bea@@example.com,(512) 555-0137,512-555-0138,100.00,20.50,USD,2026-10-01T10:00:00Z
8,Bea,Lee
`,
    )
    .writeJson('own.json', { version: 1, fields })
  const { stdout } = await runCommand(folder, ['preview', 'orders.csv', '--config', 'own.json', '--show-values'])
  expect(stdout.split('\n').map((line) => line.trimEnd().replace(/ {2,}/g, '  '))).toEqual([
    'spreadsheet row 2: would be sent; match: fair',
    '  in the file  becomes (= unchanged)',
    '  No  7  orderId: web-7',
    '  First  Bea  fullName: Bea Lee',
    '  Last  Lee  fullName: Bea Lee',
    '  Mail  bea@@example.com  primaryEmail: not sent',
    '  Mobile  (512) 555-0137  primaryPhoneNumber: 5125550137',
    '  Home  512-555-0138  (spare for primaryPhoneNumber)',
    '  Sum  100.00  revenue: 79.5',
    '  Back  20.50  revenue (taken off)',
    '  Money  USD  revenue (currency, not sent)',
    '  Day  2026-10-01T10:00:00Z  = eventDate',
    '  (by the config)  storeId: online',
    '  warning bad-email: "bea@@example.com" has more than one @; it was left out,',
    '  another identifier remains. Write one address, such as ann@example.com.',
    '',
    'spreadsheet row 3: rejected',
    '  in the file  becomes (= unchanged)',
    '  8',
    '  Bea',
    '  Lee',
    expect.stringMatching(/^ {2}PROBLEM short-row: got 3 fields, the header has 10\./),
    expect.any(String),
    '',
  ])
})

test('a JSON record is shown by the paths of its values', async () => {
  const sale = { id: 7, customer: { email: 'bea@example.com' }, total: '5.00', at: '2026-10-01T10:00:00Z', tags: ['x'] }
  const fields = { orderId: 'id', primaryEmail: 'customer.email', revenue: 'total', eventDate: 'at' }
  const folder = new Folder()
    .write('orders.ndjson', `${JSON.stringify(sale)}\n`)
    .writeJson('own.json', { version: 1, fields })
  const { stdout } = await runCommand(folder, ['preview', 'orders.ndjson', '--config', 'own.json', '--show-values'])
  expect(stdout).toMatch(/^record 1: would be sent/m)
  expect(stdout).toMatch(/^ +customer\.email +bea@example\.com += primaryEmail$/m)
  expect(stdout).toMatch(/^ +total +5\.00 +revenue: 5$/m)
})

test.each(['0', '1.5', 'many', ''])('preview --rows "%s" is refused', async (rows) => {
  expect((await runCommand(shop(), ['preview', 'orders.csv', '--rows', rows])).code).toBe(2)
})
