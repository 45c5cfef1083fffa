import { expect, test } from 'vitest'
import { posts } from './books.js'
import { Folder, runCommand, standIn } from './run-command.js'

const header =
  'Name,Email,Financial Status,Paid at,Currency,Total,Created at,Lineitem name,Cancelled at,Refunded Amount'
const rows = [
  '#1001,canaria.ann@example.com,paid,2026-09-14 11:09:13 -0600,USD,147.00,2026-09-14 11:07:13 -0600,Wool throw,,7.00',
  '#1001,,,,,,2026-09-14 11:07:13 -0600,Bath towel,,',
  '#1002,canaria.bo@example.com,voided,,USD,149.00,2026-09-15 14:14:26 -0600,Duvet cover,,0.00',
]
const shopify = [header, ...rows, ''].join('\n')

const stored = (sandbox: Awaited<ReturnType<typeof standIn>>) =>
  sandbox.store().map(({ record }) => [record.orderId, Number(record.revenue)])

test('--yes accepts an export that is recognised, and it arrives mapped and grouped', async () => {
  const folder = new Folder().write('orders.csv', shopify)
  const sandbox = await standIn()
  const { code, stderr } = await runCommand(folder, ['upload', 'orders.csv', '--yes', '--first-run'], sandbox)
  expect(code).toBe(0)
  expect(stderr).toContain('Shopify orders export (10 columns, all known), mapped by preset shopify-orders.')
  expect(stored(sandbox)).toEqual([['#1001', 140]])
})

test('off a terminal a recognised export without config needs --yes: exit 2 names it and init, and nothing is sent', async () => {
  const folder = new Folder().write('orders.csv', shopify)
  const sandbox = await standIn()
  const { code, stderr } = await runCommand(folder, ['upload', 'orders.csv'], sandbox)
  expect(code).toBe(2)
  expect(stderr).toMatch(/recognised as a Shopify orders export \(preset shopify-orders\).*nobody can be asked/)
  expect(stderr).toContain('--yes')
  expect(stderr).toContain('npx lettr-convert init orders.csv')
  expect(posts(sandbox)).toBe(0)
})

test.each(['validate orders.csv', 'preview orders.csv', 'upload orders.csv --dry-run', 'upload orders.csv --sandbox'])(
  '%s needs no --yes, as nothing is sent to LettrLabs',
  async (line) => {
    const folder = new Folder().write('orders.csv', shopify)
    const { code, stderr } = await runCommand(folder, line.split(' '))
    expect(code).toBe(0)
    expect(stderr).toContain('Shopify orders export')
  },
)

test('titles above the header are seen, and the header is found below them', async () => {
  const folder = new Folder().write('orders.csv', `Acme Roofing orders\nfrom 1 to 30 September\n\n${shopify}`)
  const sandbox = await standIn()
  const { code } = await runCommand(folder, ['upload', 'orders.csv', '--yes', '--first-run'], sandbox)
  expect(code).toBe(0)
  expect(stored(sandbox)).toEqual([['#1001', 140]])
})

test('standard input is recognised without losing a row of it', async () => {
  const folder = new Folder()
  const { code, stdout } = await runCommand(folder, ['upload', '-', '--sandbox', '--json'], { stdin: shopify })
  expect(code).toBe(0)
  expect(JSON.parse(stdout).books.places).toMatchObject({
    accepted: { sales: 1, rows: 2 },
    skipped: { sales: 1, rows: 1 },
  })
})

test('standard input with titles above its header is refused, as it can not be read twice', async () => {
  const folder = new Folder()
  const { code, stderr } = await runCommand(folder, ['upload', '-', '--sandbox'], { stdin: `A title\n${shopify}` })
  expect(code).toBe(2)
  expect(stderr).toMatch(/can be read only once/)
})

test('another spelling of a column is taken, and said; rules whose column is missing are named', async () => {
  const text = shopify.replace('Cancelled at', 'Canceled at').replace('Financial Status', 'Status of money')
  const folder = new Folder().write('orders.csv', text)
  const { code, stderr } = await runCommand(folder, ['upload', 'orders.csv', '--dry-run'])
  expect(code).toBe(0)
  expect(stderr).toContain('"Canceled at" is taken for "Cancelled at".')
  expect(stderr).toMatch(/Sales where "Financial Status" is not one of .* can't be left out/)
})

test('an export that lacks a needed column is refused with the column that may be meant', async () => {
  const folder = new Folder().write('orders.csv', shopify.replace(',Total,', ',Totals,'))
  const { code, stderr } = await runCommand(folder, ['upload', 'orders.csv', '--dry-run'])
  expect(code).toBe(2)
  expect(stderr).toMatch(/most like a Shopify orders export .* but lacks "Total" \(is "Totals" meant\?\)/)
  expect(stderr).toContain('npx lettr-convert init orders.csv')
})

test('a config builds on a preset: what it says itself counts more, an empty list of rules too', async () => {
  const folder = new Folder().write('orders.csv', shopify).writeJson('acme.json', {
    version: 1,
    preset: 'shopify-orders',
    records: { keep: [] },
    fields: { revenue: 'Total', orderId: { column: 'Name', prefix: 'east-' } },
  })
  const sandbox = await standIn()
  const { code } = await runCommand(folder, ['upload', 'orders.csv', '--config', 'acme.json', '--first-run'], sandbox)
  expect(code).toBe(0)
  expect(stored(sandbox)).toEqual([
    ['east-#1001', 147],
    ['east-#1002', 149],
  ])
})

test('a rule of a config is added to those of the preset, and takes their place on the same column alone', async () => {
  const folder = new Folder().write(
    'orders.csv',
    `${shopify}#1003,canaria.cy@example.com,paid,,CAD,60.00,2026-09-16 10:00:00 -0600,Rug,,\n`,
  )
  const sandbox = await standIn()
  const refused = await runCommand(folder, ['upload', 'orders.csv', '--yes', '--first-run'], sandbox)
  expect(refused.code).toBe(2)
  expect(refused.stderr).toContain(
    'add {"column": "Currency", "in": ["USD"]} to the list "keep" in the config that this writes: npx lettr-convert init orders.csv',
  )
  const keep = (...rules: object[]) =>
    folder.writeJson('acme.json', { version: 1, preset: 'shopify-orders', records: { keep: rules } })
  keep({ column: 'currency', in: ['USD'] })
  const args = ['upload', 'orders.csv', '--config', 'acme.json', '--first-run']
  const added = await runCommand(folder, args, sandbox)
  expect(added.stderr).not.toContain('rules of its own')
  expect(stored(sandbox)).toEqual([['#1001', 140]])
  keep({ column: 'Currency', in: ['USD'] }, { column: 'Financial status', in: ['paid', 'voided'] })
  const replaced = await runCommand(folder, args, sandbox)
  expect(replaced.stderr).toMatch(/as the config has rules of its own: sales where "Financial Status" is not one of/)
  expect(stored(sandbox)).toEqual([
    ['#1001', 140],
    ['#1002', 149],
  ])
})

test('a config for one export and a file of another: the file is named for what it is', async () => {
  const folder = new Folder()
    .write('orders.csv', shopify)
    .writeJson('acme.json', { version: 1, fields: { revenue: 'Gross', eventDate: 'Day', primaryEmail: 'Mail' } })
  const { code, stderr } = await runCommand(folder, ['upload', 'orders.csv', '--config', 'acme.json', '--dry-run'])
  expect(code).toBe(2)
  expect(stderr).toContain('orders.csv looks like a Shopify orders export; is this config for another export?')
})

test('a config that merely lies in the folder is told from the file, and --no-config with it, before what is missing', async () => {
  const columns = ['A', 'B', 'C', 'D', 'E'].map((name) => ({ column: `Gross ${name}`, empty: false }))
  const fields = { revenue: 'Gross', eventDate: 'Day', primaryEmail: 'Mail' }
  const folder = new Folder()
    .write('orders.csv', shopify)
    .writeJson('lettr-convert.config.json', { version: 1, fields, records: { keep: columns } })
  const { code, stderr } = await runCommand(folder, ['upload', 'orders.csv', '--dry-run'])
  expect(code).toBe(2)
  expect(stderr).toMatch(
    /^orders\.csv looks like a Shopify orders export, and the config that was found here, lettr-convert\.config\.json, does not fit it\..*--no-config.*\n/,
  )
  expect(stderr).toMatch(/(?:\nlettr-convert\.config\.json:\d+: .*){5}\nand 3 more\n/)
  expect((await runCommand(folder, ['upload', 'orders.csv', '--dry-run', '--no-config'])).code).toBe(0)
})

test('dates that nothing proves have a way out without a config, in a config, and in a file of rejects', async () => {
  const own = 'orderId,revenue,eventDate,primaryEmail\nA-1,5.00,01/02/2026,ann@example.com\n'
  const bare = { orderId: 'orderId', revenue: 'revenue', eventDate: 'eventDate', primaryEmail: 'primaryEmail' }
  const folder = new Folder().write('own.csv', own).writeJson('acme.json', { version: 1, fields: bare })
  folder.write('amounts.csv', own.replace('5.00', '"1,250"').replace('01/02/2026', '2026-01-02'))
  folder.writeJson('pin.json', { version: 1, upload: { account: { id: 7 } } })
  const init = 'npx lettr-convert init own.csv'
  const says = async (...args: readonly string[]) => (await runCommand(folder, ['upload', ...args, '--dry-run'])).stderr
  for (const flags of [[], ['--config', 'pin.json']]) {
    expect(await says('own.csv', ...flags)).toContain(
      `${init} --day-order month-first or ${init} --day-order day-first.`,
    )
  }
  expect(await says('amounts.csv', '--timezone', 'UTC')).toContain(
    'init amounts.csv --decimal . or npx lettr-convert init amounts.csv --decimal ,',
  )
  expect(await says('own.csv', '--config', 'acme.json')).toContain('Add "format": "month-first"')
  expect((await runCommand(folder, ['init', 'own.csv', '--day-order', 'day-first', '--timezone', 'UTC'])).code).toBe(0)
  expect(await says('own.csv')).not.toContain('two ways')
})

test('a preset that does not fit the file says what is missing', async () => {
  const folder = new Folder()
    .write('orders.csv', 'Id,Mail,Sum\n1,canaria@example.com,5\n')
    .writeJson('acme.json', { version: 1, preset: 'shopify-orders' })
  const { code, stderr } = await runCommand(folder, ['upload', 'orders.csv', '--config', 'acme.json', '--dry-run'])
  expect(code).toBe(2)
  expect(stderr).toMatch(/\(preset shopify-orders\) it lacks "Name", "Total", "Created at" or "Paid at"/)
})

test('rejects of a recognised export go through with the same command, and need no --yes twice', async () => {
  const folder = new Folder().write('orders.csv', shopify.replace('canaria.ann@example.com', ''))
  const first = await runCommand(folder, ['upload', 'orders.csv', '--sandbox'])
  expect(first.code).toBe(3)
  const rejected = folder.left('rejected.csv') ?? ''
  folder.write('rejected.csv', rejected.replace('#1001,,paid', '#1001,canaria.ann@example.com,paid'))
  const second = await runCommand(folder, ['upload', 'rejected.csv', '--sandbox', '--json'])
  expect(second.code).toBe(0)
  expect(JSON.parse(second.stdout).books.places.accepted).toMatchObject({ sales: 1, rows: 2 })
})

test('JSON that is like nothing known is refused with its paths', async () => {
  const folder = new Folder().write('orders.json', '[{"Name":"#1","buyer":{"mail":"canaria@example.com"},"Total":5}]')
  const { code, stderr } = await runCommand(folder, ['upload', 'orders.json', '--dry-run'])
  expect(code).toBe(2)
  expect(stderr).toContain('Its columns: "Name", "buyer.mail", "Total".')
})

test.each([
  ['Financial Status', 'Money', /Sales where "Financial Status" is not one of .* can't be left out/],
  [
    'Refunded Amount',
    'Refund',
    /Refunds can't be taken off: the file has no column "Refunded Amount"\.\n {2}"Refund" may tell/,
  ],
])(
  'without the column %s, --yes is not enough, and a config that names the preset is told to decide',
  async (column, other, why) => {
    const folder = new Folder().write('orders.csv', shopify.replace(column, other))
    const sandbox = await standIn()
    const accepted = await runCommand(folder, ['upload', 'orders.csv', '--yes', '--first-run'], sandbox)
    expect(accepted.code).toBe(2)
    expect(accepted.stderr).toMatch(why)
    folder.writeJson('acme.json', { version: 1, preset: 'shopify-orders' })
    const named = await runCommand(folder, ['upload', 'orders.csv', '--config', 'acme.json', '--first-run'], sandbox)
    expect(named.code).toBe(2)
    expect(named.stderr).toContain('"records": { "keep": […] }')
    expect(posts(sandbox)).toBe(0)
    folder.writeJson('acme.json', {
      version: 1,
      preset: 'shopify-orders',
      records: { keep: [] },
      fields: { revenue: 'Total' },
    })
    const decided = await runCommand(folder, ['upload', 'orders.csv', '--config', 'acme.json', '--first-run'], sandbox)
    expect(decided.code).toBe(0)
    expect(stored(sandbox)).toHaveLength(2)
  },
)

test('a list of customers is no Shopify export, however many of its columns Shopify has too', async () => {
  const text =
    'Name,Email,Phone,Total,Created at,Notes,Tags\nAnn Canaria,canaria@example.com,,5.00,2026-09-01 10:00:00 -0600,,\n'
  const folder = new Folder().write('customers.csv', text)
  const { code, stderr } = await runCommand(folder, ['upload', 'customers.csv', '--dry-run'])
  expect(code).toBe(2)
  expect(stderr).toContain('this is no export that lettr-convert knows')
})

test('a column that may tell of cancelled sales and that the preset does not know keeps --yes from passing', async () => {
  const columns =
    'order_id,order_date,order_amount,order_status,billing_name,billing_address_1,billing_city,billing_state,billing_postal_code,email'
  const row = '1,2026-09-01,10.00,cancelled,Ann,1 Elm St,Denver,CO,80202,canaria@example.com'
  const folder = new Folder().write('o.csv', `${columns}\n${row}\n`)
  const sandbox = await standIn()
  const { code, stderr } = await runCommand(folder, ['upload', 'o.csv', '--yes', '--timezone', 'UTC'], sandbox)
  expect(code).toBe(2)
  expect(stderr).toContain('"order_status" may tell of sales that were cancelled or refunded')
  expect(posts(sandbox)).toBe(0)
})

test('a rule on a key that only later records of JSON have is applied to these', async () => {
  const order = (at: number, more: object) =>
    JSON.stringify({
      id: `gid://shopify/Order/${at}`,
      name: `#${at}`,
      email: 'canaria@example.com',
      createdAt: '2026-09-01T10:00:00Z',
      processedAt: '2026-09-01T10:00:00Z',
      currentTotalPriceSet: { shopMoney: { amount: '5.00', currencyCode: 'USD' } },
      ...more,
    })
  const lines = Array.from({ length: 600 }, (_, at) => order(at + 1, {}))
  lines.push(order(9001, { displayFinancialStatus: 'VOIDED' }))
  const folder = new Folder().write('orders.jsonl', `${lines.join('\n')}\n`)
  const { stdout } = await runCommand(folder, ['upload', 'orders.jsonl', '--dry-run', '--json'])
  expect(JSON.parse(stdout).books.places).toMatchObject({ ready: { sales: 600 }, skipped: { sales: 1 } })
})

test('JSON files of two kinds of exports in one run are refused', async () => {
  const charge = { id: 'ch_1', object: 'charge', amount: 500, amount_refunded: 0, currency: 'usd', created: 1788300000 }
  const order = {
    name: '#1',
    email: 'canaria@example.com',
    createdAt: '2026-09-01T10:00:00Z',
    displayFinancialStatus: 'PAID',
  }
  const money = { currentTotalPriceSet: { shopMoney: { amount: '5.00', currencyCode: 'USD' } } }
  const folder = new Folder()
    .write('a.jsonl', `${JSON.stringify({ id: 'gid://shopify/Order/1', ...order, ...money })}\n`)
    .write('b.jsonl', `${JSON.stringify({ ...charge, paid: true, captured: true, status: 'succeeded' })}\n`)
  const { code, stderr } = await runCommand(folder, ['upload', 'a.jsonl', 'b.jsonl', '--dry-run'])
  expect(code).toBe(2)
  expect(stderr).toMatch(/b\.jsonl is not recognised as a Shopify orders export .*, as a\.jsonl is/)
  const twice = await runCommand(folder.write('c.jsonl', folder.read('a.jsonl')), [
    'upload',
    'a.jsonl',
    'c.jsonl',
    '--dry-run',
  ])
  expect(twice.code).toBe(0)
})
