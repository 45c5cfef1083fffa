import { expect, test } from 'vitest'
import { plainCsv, plainSales } from './exports.js'
import { Folder, runCommand, standIn } from './run-command.js'

const header = 'orderId,primaryEmail,revenue,eventDate'
const dated = (...dates: readonly string[]) =>
  [header, ...dates.map((date, at) => `A-${at},canaria${at}@example.com,10.00,${date}`), ''].join('\n')

/** Files that can't be trusted as a whole: exit 2, nothing sent, no folder left. */
const unusable: readonly (readonly [string, string, string | Buffer, RegExp])[] = [
  [
    'a file cut inside a quote',
    'orders.csv',
    `${header}\nA-1,canaria@example.com,1.00,"2026-11-02`,
    /orders\.csv:2.*quot/,
  ],
  [
    'an Excel workbook',
    'orders.xlsx',
    Buffer.from('PK\u0003\u0004\u0014\u0000\u0006\u0000xl/workbook.xml', 'latin1'),
    /Excel|\.xlsx/,
  ],
  [
    'an Excel workbook called .csv',
    'orders.csv',
    Buffer.from('PK\u0003\u0004\u0014\u0000\u0006\u0000', 'latin1'),
    /Excel|\.xlsx/,
  ],
  [
    'bytes that are not UTF-8',
    'orders.csv',
    Buffer.concat([Buffer.from(`${header}\nA-1,Jos`), Buffer.from([0xe9]), Buffer.from(',1,2026-11-02\n')]),
    /--encoding/,
  ],
  [
    'dates whose day and month nothing proves',
    'orders.csv',
    dated('03/04/2026', '05/06/2026'),
    /day first or month first.*\n.*--day-order/,
  ],
  ['dates that contradict each other', 'orders.csv', dated('13/04/2026', '04/13/2026'), /contradict|different order/],
  ['times without a zone', 'orders.csv', dated('2026-11-02 10:00:00'), /--timezone America\/New_York/],
  [
    'columns that are not LettrLabs’ own, and no config',
    'orders.csv',
    'Order,Mail,Sum\n1,canaria@example.com,5\n',
    /no export that lettr-convert knows.*\n.*columns: "Order".*\n.*lettr-convert init/,
  ],
  ['no file at all', 'other.csv', '', /orders\.csv/],
]

test.each(unusable)(
  '%s is refused with what to do, exit 2, and leaves no run folder',
  async (_, name, content, words) => {
    const folder = new Folder().write(name, content)
    const sandbox = await standIn()
    const asked = name === 'other.csv' ? 'orders.csv' : name
    const args = ['upload', asked, ...(content.includes('/20') ? ['--timezone', 'America/Denver'] : [])]
    const { code, stdout, stderr } = await runCommand(folder, args, sandbox)
    expect(stderr).toMatch(words)
    expect(code).toBe(2)
    expect(stdout).toBe('')
    expect(sandbox.store()).toHaveLength(0)
    expect(folder.runs()).toEqual([])
  },
)

test('what is wrong late in the file is found before anything is sent', async () => {
  const good = plainCsv(plainSales(1500))
  const folder = new Folder().write('orders.csv', `${good}A-9,canaria@example.com,1.00,"2026-11-02`)
  const sandbox = await standIn()
  expect((await runCommand(folder, ['upload', 'orders.csv'], sandbox)).code).toBe(2)
  expect(sandbox.store()).toHaveLength(0)
})

test('dates that are said to be day first, or proved by one row, are read', async () => {
  const folder = new Folder().write('orders.csv', dated('03/04/2026', '25/06/2026'))
  const sandbox = await standIn()
  const args = ['upload', 'orders.csv', '--timezone', 'America/Denver']
  expect((await runCommand(folder, args, sandbox)).code).toBe(0)
  expect(sandbox.store()[0]?.record.eventDate).toBe('2026-04-03T06:00:00Z')
})

test.each([
  ['an empty file', '', 2],
  ['a file that holds line ends only', '\n\n\n', 2],
  ['a header and nothing else', `${header}\n`, 0],
  ['an empty JSON array', '[]', 0],
])('%s ends with its code and sends nothing', async (_, content, expected) => {
  const name = content === '[]' ? 'orders.json' : 'orders.csv'
  const folder = new Folder().write(name, content)
  const sandbox = await standIn()
  const { code, stdout, stderr } = await runCommand(folder, ['upload', name], sandbox)
  expect(code, stdout + stderr).toBe(expected)
  expect(sandbox.store()).toHaveLength(0)
})

const shop = {
  version: 1,
  fields: { orderId: 'Order ID', revenue: 'Totel', primaryEmail: 'E-mail', eventDate: 'Date' },
}

test('a mapped column that is missing is named with the line of the config, the nearest column, and all that there are', async () => {
  const folder = new Folder().write('orders.csv', 'Order ID,Total,E-mail,Date\n1,2,3,4\n').writeJson('shop.json', shop)
  const sandbox = await standIn()
  const { code, stderr } = await runCommand(folder, ['upload', 'orders.csv', '--config', 'shop.json'], sandbox)
  expect(code).toBe(2)
  expect(stderr).toMatch(/^shop\.json:5: fields\.revenue.*"Totel".*"Total"/m)
  expect(stderr).toContain('"Order ID", "Total", "E-mail", "Date"')
  expect(folder.runs()).toEqual([])
})

test('a header that stands below titles is found, and the message says on which line', async () => {
  const titled = 'Acme Shop\nSales report\n\nOrder ID,Totel,E-mail,Date\n1,2,canaria@example.com,2026-11-02\n'
  const folder = new Folder().write('orders.csv', titled).writeJson('shop.json', shop)
  const { code, stderr } = await runCommand(folder, ['validate', 'orders.csv', '--config', 'shop.json'])
  expect(code).toBe(2)
  expect(stderr).toMatch(/line 4|headerLine/)
})

test('all mistakes of a config are listed at once, each with file, line and the nearest right word', async () => {
  const lines = [
    '{',
    '  "version": 1, // fine',
    '  "surce": "acme",',
    '  "input": { "delimiter": "komma" },',
    '  "fields": { "eventdate": "Paid at", "orderId": 1001 },',
    '  "upload": { "batchSize": 5000 }',
    '}',
  ]
  const folder = new Folder().write('orders.csv', plainCsv(plainSales(1))).write('bad.json', lines.join('\n'))
  const { code, stderr } = await runCommand(folder, ['upload', 'orders.csv', '--config', 'bad.json'])
  expect(code).toBe(2)
  expect(stderr).toMatch(/^bad\.json:3: .*surce.*source/m)
  expect(stderr).toMatch(/^bad\.json:4: .*delimiter.*"komma"/m)
  expect(stderr).toMatch(/^bad\.json:5: .*eventdate.*eventDate/m)
  expect(stderr).toMatch(/^bad\.json:5: .*orderId/m)
  expect(stderr).toMatch(/^bad\.json:6: .*batchSize.*5000/m)
  expect(folder.runs()).toEqual([])
})

test.each([
  [['--config', 'none.json'], /none\.json/],
  [['--batch-size', '5000'], /--batch-size is "5000"/],
  [['--max-rejects', 'few'], /--max-rejects is "few"/],
  [['--encoding', 'utf-9'], /--encoding is "utf-9"/],
  [['--format', 'xml'], /--format is "xml"/],
  [['--timezone', 'America/Denvre'], /America\/Denvre/],
])('a bad setting is refused before the file is touched: %s', async (args, words) => {
  const folder = new Folder().write('orders.csv', plainCsv(plainSales(1)))
  const { code, stderr } = await runCommand(folder, ['upload', 'orders.csv', '--dry-run', ...args])
  expect(stderr).toMatch(words)
  expect(code).toBe(2)
  expect(folder.runs()).toEqual([])
})
