import { expect, test } from 'vitest'
import { balanced } from './books.js'
import { Folder, runCommand } from './run-command.js'

const address = (street: string) => `${street},Austin,TX,78702`
const none = ',,,'
const header = 'Order,Total,Date,Code,Street,City,State,Zip,Ship To Street,Ship To City,Ship To State,Ship To Zip,Mail'
const config = {
  version: 1,
  fields: {
    orderId: 'Order',
    revenue: 'Total',
    eventDate: 'Date',
    couponCode: 'Code',
    primaryAddress: { address1: 'Street', city: 'City', state: 'State', zipCode: 'Zip' },
  },
}

/** Sales of a coupon, a billing and a shipping address, and an e-mail, each in a column of its own. */
function exported(rows: readonly { code?: string; billing?: string; shipping?: string }[], fields = {}): Folder {
  const lines = rows.map(({ code = '', billing = none, shipping = none }, at) =>
    [`A-${at}`, '5', '2026-10-01T10:00:00Z', code, billing, shipping, ''].join(','),
  )
  return new Folder()
    .write('orders.csv', `${[header, ...lines].join('\n')}\n`)
    .writeJson('config.json', { ...config, fields: { ...config.fields, ...fields } })
}

const args = ['upload', 'orders.csv', '--config', 'config.json', '--sandbox']

test('the grades of all sales are counted, and the columns that would help most are named', async () => {
  const folder = exported([
    { code: 'X', billing: address('1 Elm St') },
    { billing: address('1 Elm St') },
    { code: 'X', shipping: address('2 Elm St') },
    { shipping: address('2 Elm St') },
  ])
  const ended = await runCommand(folder, args)
  expect(ended.stdout).toContain(
    `Matchable by address 2, e-mail 0, phone 0, coupon 2 of 3 sales.
  Grades: strong 1 (whole address and more), good 1 (whole address), weak 1 (coupon only)
  Best improvement: 2 of 4 sales (1 rejected among them) have no whole address; the export has "Ship To Street", "Ship To City", "Ship To State" and "Ship To Zip": map them as secondaryAddress.
`,
  )
  expect(balanced(folder)).toMatchObject({
    matchability: { sales: 3, address: 2, grades: { strong: 1, good: 1, fair: 0, weak: 1, none: 1 } },
  })
})

test('columns in which nothing stands are not advised, another export is', async () => {
  const folder = exported([
    { code: 'X', billing: ',Austin,TX,78702' },
    { code: 'X', billing: address('1 Elm St') },
  ])
  const ended = await runCommand(folder, args)
  expect(ended.stdout).toContain(
    'Best improvement: 1 of 2 sales has no street; export again with street, city, state and ZIP filled in, if your shop has it.',
  )
})

test('where all is there, nothing is advised', async () => {
  const folder = exported([{ code: 'X', billing: address('1 Elm St') }])
  const { stdout } = await runCommand(folder, args)
  expect(stdout).toContain('Grades: strong 1 (whole address and more)\n')
  expect(stdout).not.toContain('Best improvement')
})

test('paths of JSON records are advised like columns', async () => {
  const sale = { id: 'A-1', total: '5', at: '2026-10-01T10:00:00Z', code: 'X', customer: { email: 'bea@example.com' } }
  const folder = new Folder().write('orders.ndjson', `${JSON.stringify(sale)}\n`).writeJson('config.json', {
    version: 1,
    fields: { orderId: 'id', revenue: 'total', eventDate: 'at', couponCode: 'code' },
  })
  const { stdout } = await runCommand(folder, ['validate', 'orders.ndjson', '--config', 'config.json'])
  expect(stdout).toContain('the export has "customer.email": map it as primaryEmail.')
})

test('of a known export the columns are named that another export would bring', async () => {
  const row = (name: string) => `${name},bea@example.com,paid,2026-10-01 10:00:00 -0600,5.00,USD`
  const folder = new Folder().write(
    'orders.csv',
    `Name,Email,Financial Status,Paid at,Total,Currency\n${row('#1001')}\n${row('#1002')}\n`,
  )
  const { stdout, stderr } = await runCommand(folder, ['validate', 'orders.csv'])
  expect(stdout, stderr).toContain(
    'Best improvement: 2 of 2 sales have no whole address; export again with all columns: this Shopify orders export lacks "Billing Address1", "Billing City", "Billing Province" and "Billing Zip".',
  )
})
