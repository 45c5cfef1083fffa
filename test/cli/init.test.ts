import { linkSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { parseConfig } from '../../src/config/load.js'
import { runInside } from '../support/shell.js'
import { Folder, runCommand } from './run-command.js'

const name = 'lettr-convert.config.json'

const header = 'Order Number,Client E-Mail,Street,City,State,Zip,Total,Sold on,Status,Colour'
const known = [
  header,
  'A-1,ann.canaria@example.com,1 Canaria St,Austin,TX,78702,"1,012.50",2026-01-31 10:00:00,Completed,red',
  'A-2,bob.canaria@example.com,2 Oak St,Boulder,CO,80302,20.00,2026-02-01 10:00:00,Cancelled,blue',
].join('\n')

function place(files: { readonly [file: string]: string } = { 'jobs 2026-03.csv': known }) {
  const cwd = mkdtempSync(join(tmpdir(), 'init-'))
  onTestFinished(() => rmSync(cwd, { recursive: true, force: true }))
  for (const [file, text] of Object.entries(files)) writeFileSync(join(cwd, file), text)
  const run = (args: readonly string[], given: object = {}) => runInside(args, { cwd, ...given })
  return { cwd, run, read: (file = name) => readFileSync(join(cwd, file), 'utf8') }
}

const jobs = 'jobs 2026-03.csv'

describe('init on an export that is not known', () => {
  test('writes a config with which the next command works as it is printed', async () => {
    const { run, read } = place()
    const { code, out } = await run(['init', jobs, '--timezone', 'America/Denver'])
    expect(code).toBe(0)
    expect(out).toBe(
      `Wrote ${name}: made from the names of 10 columns and from 2 rows. Of 2 rows looked at, 2 tell who bought.
Look it over, then see what comes of it; nothing is sent yet.
Next: npx lettr-convert upload '${jobs}' --dry-run
`,
    )
    const config = parseConfig(read(), name, true)
    expect(config).toMatchObject({
      source: 'jobs',
      input: { timezone: 'America/Denver' },
      records: { keep: [{ column: 'Status', notIn: expect.arrayContaining(['Cancelled', 'Refunded']) }] },
      fields: {
        orderId: { column: 'Order Number' },
        revenue: { column: 'Total', decimal: '.' },
        eventDate: { column: 'Sold on' },
        primaryEmail: { column: 'Client E-Mail' },
      },
    })
    const dry = await run(['upload', jobs, '--dry-run'])
    expect([dry.code, dry.out]).toEqual([
      0,
      expect.stringMatching(/ready to send .* 1 +1 +1,012\.50\n +left out +1 +1 +20\.00/),
    ])
  })

  test('gives each choice its evidence, and shows no value of a customer', async () => {
    const { run, read } = place()
    const { out, err } = await run(['init', jobs, '--timezone', 'UTC'])
    const text = read()
    expect(text).toContain('// filled in all 2 rows, all look like e-mail addresses, such as a***@e***.com\n')
    expect(text).toContain('// filled in all 2 rows, 2 different, such as x-9\n')
    expect(text).toContain('"Status" has Completed (1), Cancelled (1).\n')
    expect(text).toContain('// Columns of the file that are not used: "Colour".')
    expect(text).toContain('"$schema": ')
    expect(`${text}${out}${err}`.toLowerCase()).not.toMatch(/canaria|austin|78702|1,012/)
  })

  test('leaves a line for what nothing proves, exits with 2, and upload refuses that line by name', async () => {
    const { run, read } = place()
    const { code, out } = await run(['init', jobs])
    expect(code).toBe(2)
    const line =
      read()
        .split('\n')
        .findIndex((text) => text.includes('"timezone"')) + 1
    const wanted = `input.timezone is still to be filled in: the zone of the shop's clock, such as America/New_York`
    expect(out).toContain(`fill in what the file does not tell:\n  ${name}:${line}: ${wanted}\n`)
    expect(out).toContain(`npx lettr-convert init '${jobs}' --force --timezone ZONE\n`)
    const refused = await run(['upload', jobs, '--dry-run'])
    expect([refused.code, refused.err]).toEqual([2, `${name}:${line}: ${wanted}\n`])
  })

  test('leaves states that say nothing to a person, and names no flag that would not help', async () => {
    const { run } = place({ 'a.csv': known.replace('Completed', 'Bezahlt').replace('Cancelled', 'Storniert') })
    const { code, out } = await run(['init', 'a.csv', '--timezone', 'UTC'])
    expect([code, out]).toEqual([
      2,
      expect.stringContaining('records.keep[0].notIn[0] is still to be filled in: the s'),
    ])
    expect(out).not.toContain('Or say it here')
    expect((await run(['upload', 'a.csv', '--dry-run'])).code).toBe(2)
  })

  test.each([
    '1001,Ann Canaria,ann.canaria@example.com,100.00,2026-10-01\n1002,Bob Canaria,bob.canaria@example.com,5.00,2026-10-02\n',
    'Ann Canaria,1 Canaria St,Austin,TX,78702,"$100.00"\nBob Canaria,2 Canaria St,Austin,TX,78702,$5.00\n',
    'Ann Canaria;1 Canaria St;Austin;TX;78702;31/10/2026;100\n',
  ])('shows nothing of a first line that is a sale: %#', async (text) => {
    const mine = JSON.stringify({ version: 1, fields: { revenue: 'Total', primaryEmail: 'Email', eventDate: 'Date' } })
    const { run, cwd } = place({ 'a.csv': text, 'mine.json': mine })
    const upload = ['upload', 'a.csv', '--dry-run']
    for (const args of [
      ['init', 'a.csv'],
      ['init', 'a.csv', '--force'],
      upload,
      [...upload, '--config', 'mine.json'],
    ]) {
      const { code, out, err } = await run(args)
      expect([code, err]).toEqual([2, expect.stringContaining('the first line looks like a sale, not like a header')])
      expect((out + err).toLowerCase()).not.toMatch(/canaria|austin|100|2026/)
    }
    expect((await readdir(cwd)).filter((file) => file.endsWith('.json'))).toEqual(['mine.json'])
  })

  test('refuses a list of customers, unless it is told otherwise', async () => {
    const header = 'Customer,Email,Last Order Date,Total Spent,Orders Count'
    const { run, cwd } = place({ 'a.csv': `${header}\nAnn Canaria,ann@example.com,2026-09-10,200.50,3\n` })
    const { code, err } = await run(['init', 'a.csv', '--timezone', 'UTC'])
    expect([code, err]).toEqual([
      2,
      expect.stringMatching(/a list of customers, not of sales: "Total Spent".*Export the/s),
    ])
    expect(await readdir(cwd)).toEqual(['a.csv'])
    for (const said of ['--force', '--map=revenue=Total Spent']) {
      expect((await run(['init', 'a.csv', '--timezone', 'UTC', '--print', said])).code).toBe(0)
    }
  })

  test('takes months for columns where others have names', async () => {
    const { run } = place({ 'a.csv': 'Email,Total,Order Date,2026-10-01\na@example.com,5.00,2026-10-01T10:00:00Z,1\n' })
    expect((await run(['init', 'a.csv'])).code).toBe(0)
  })

  test('prints a command that says again all that was said, and decides nothing', async () => {
    const text = 'Belegnr;Erstellt;Brutto Summe;E-Mail\nB-1;01/02/2026 10:00;1,250;ann@example.com\n'
    const { run } = place({ 'b.csv': text })
    const maps = ['--map', 'revenue=brutto summe', '--map', 'eventDate=Erstellt']
    const { code, out } = await run(['init', 'b.csv', '--config', 'z.json', '--delimiter', ';', ...maps])
    expect(code).toBe(2)
    const flags = `--config z.json --delimiter ';' --map 'revenue=Brutto Summe' --map eventDate=Erstellt --force`
    expect(out).toContain(
      `Or say it here: npx lettr-convert init b.csv ${flags} --day-order ORDER --decimal SIGN --timezone ZONE\n`,
    )
    expect(out).toContain('  ORDER: month-first or day-first; SIGN: . or ,; ZONE: such as America/New_York\n')
    const pasted = ['--force', '--timezone', 'UTC', '--day-order', 'ORDER', '--decimal', 'SIGN']
    expect((await run(['init', 'b.csv', '--config', 'z.json', ...pasted])).err).toContain('"ORDER"')
    const zone = ['--timezone', 'UTC', '--print', '--encoding', 'utf-8', '--day-order', 'day-first', ...maps]
    expect((await run(['init', 'b.csv', ...zone])).err).toContain(
      `init b.csv --encoding utf-8 --timezone UTC --day-order day-first --map 'revenue=Brutto Summe' --map eventDate=Erstellt --print --decimal SIGN\n`,
    )
  })

  test('never prints a command that writes over a config that is not its own', async () => {
    const square = 'Date,Time,Time Zone,Gross Sales,Net Sales,Total Collected,Transaction ID,Payment ID,Customer ID'
    const payment = '2026-06-18,09:15:02,UTC,$12.00,$12.00,$12.00,T1,P1,C1'
    const { run, read } = place({ 'q.csv': `${square}\n${payment}\n`, [name]: 'mine' })
    const named = await run(['init', 'q.csv', '--config', 's.json', '--timezone', 'UTC'])
    expect([named.code, named.err]).toEqual([2, expect.stringContaining('--config s.json --timezone UTC --force\n')])
    const printed = await run(['init', 'q.csv', '--print'])
    expect(printed.err).toContain('npx lettr-convert init q.csv --print --force\n')
    expect((await run(['init', 'q.csv', '--print', '--force'])).out).toContain('"version": 1')
    expect(read()).toBe('mine')
  })

  test('writes over nothing, unless it is told to', async () => {
    const { run, read, cwd } = place()
    writeFileSync(join(cwd, name), 'mine')
    const { code, err } = await run(['init', jobs, '--timezone', 'UTC'])
    expect([code, err]).toEqual([2, expect.stringContaining(`"${name}" is there already`)])
    expect(read()).toBe('mine')
    expect((await run(['init', jobs, '--timezone', 'UTC', '--force'])).code).toBe(0)
    expect(read()).toContain('"version": 1')
    expect((await readdir(cwd)).sort()).toEqual([jobs, name])
  })

  test('never writes over the export itself, whatever it is called', async () => {
    const { run, read, cwd } = place()
    symlinkSync(jobs, join(cwd, 'link.json'))
    linkSync(join(cwd, jobs), join(cwd, 'second.json'))
    for (const target of [jobs, `./${jobs}`, 'link.json', 'second.json']) {
      const { code, err } = await run(['init', jobs, '--timezone', 'UTC', '--config', target, '--force'])
      expect([code, err]).toEqual([2, expect.stringContaining('is the export itself')])
    }
    expect(read(jobs)).toBe(known)
    expect((await readdir(cwd)).sort()).toEqual([jobs, 'link.json', 'second.json'])
  })

  test('writes where --config says, and names that file in the next command', async () => {
    const { run, read } = place()
    const { out } = await run(['init', jobs, '--timezone', 'UTC', '--config', 'acme.json'])
    expect(out).toContain(`Next: npx lettr-convert upload '${jobs}' --dry-run --config acme.json\n`)
    expect(parseConfig(read('acme.json'), 'acme.json', false).fields.orderId).toEqual({ column: 'Order Number' })
    const missing = await run(['init', jobs, '--timezone', 'UTC', '--config', 'no/such/acme.json'])
    expect([missing.code, missing.err]).toEqual([8, expect.stringContaining('could not be written (ENOENT)')])
  })

  test.each([['--print'], ['--config', '-']])(
    'with %s %s the config alone goes to standard output',
    async (...flags) => {
      const { run, cwd } = place()
      const { code, out, err } = await run(['init', jobs, '--timezone', 'UTC', ...flags])
      expect(code).toBe(0)
      expect(parseConfig(out, name, true).fields.revenue).toEqual({ column: 'Total', decimal: '.' })
      expect(err).toContain(`Save it as ${name}`)
      expect(await readdir(cwd)).toEqual([jobs])
    },
  )

  test('takes the columns that --map names, and says what is wrong with it', async () => {
    const { run, read } = place()
    const mapped = ['--map', 'primaryAddress.address2=colour', '--map', 'revenue=Total', '--map', 'type=Status']
    expect((await run(['init', jobs, '--timezone', 'UTC', ...mapped])).code).toBe(0)
    expect(parseConfig(read(), name, true).fields).toMatchObject({
      primaryAddress: { address1: { column: 'Street' }, address2: { column: 'Colour' } },
      type: { column: 'Status' },
    })
    for (const [pair, words] of [
      ['email=Colour', /"email" is no field\. Is primaryEmail meant\?/],
      ['revenue=Totl', /has no column "Totl" that could be mapped\. Is "Total" meant\?/],
      ['revenue', /has no column ""/],
    ] as const) {
      const { code, err } = await run(['init', jobs, '--print', '--map', pair])
      expect([code, err]).toEqual([2, expect.stringMatching(words)])
    }
  })

  test.each([
    [['--timezone', 'Mars/Olympus'], 'is no time zone'],
    [['--day-order', 'ymd'], 'must be month-first or day-first'],
    [['--decimal', ';'], 'must be "." or ","'],
  ])('refuses %j', async (flags, words) => {
    const { run, cwd } = place()
    const { code, err } = await run(['init', jobs, ...flags])
    expect([code, err]).toEqual([2, expect.stringContaining(words)])
    expect(await readdir(cwd)).toEqual([jobs])
  })

  test('refuses sales that nobody can be found for, unless it is told to write all the same', async () => {
    const { run, cwd, read } = place({
      'a.csv': 'Order ID,Customer Name,City,Total,Date\n1,Ann Canaria,Austin,5.00,2026-01-31T10:00:00Z',
    })
    const { code, err } = await run(['init', 'a.csv'])
    expect(code).toBe(2)
    expect(err).toMatch(/nothing in its columns tells LettrLabs whom a sale is about/)
    expect(err).toContain('What it has ("Customer Name", "City") is not enough.')
    expect(await readdir(cwd)).toEqual(['a.csv'])
    const forced = await run(['init', 'a.csv', '--force'])
    expect([forced.code, forced.out]).toEqual([
      2,
      expect.stringContaining('every sale would be rejected: map what does.'),
    ])
    expect(parseConfig(read(), name, true).fields.orderId).toEqual({ column: 'Order ID' })
  })

  test('reads on behind the first rows for what these leave open', async () => {
    const rows = Array.from({ length: 6000 }, (_, at) => `A-${at},a${at}@example.com,${at + 10}.50,01/02/2026`)
    const lines = ['Order ID,Email,Total,Date', ...rows]
    const { run, read } = place({
      'open.csv': lines.join('\n'),
      'proved.csv': [...lines, 'A-x,x@example.com,1.00,31/01/2026'].join('\n'),
    })
    expect((await run(['init', 'open.csv', '--timezone', 'UTC', '--print'])).out).toContain('"format": "FILL IN: ')
    expect((await run(['init', 'proved.csv', '--timezone', 'UTC'])).code).toBe(0)
    expect(parseConfig(read(), name, true).fields.eventDate).toEqual({ column: 'Date', format: 'day-first' })
    expect(read()).toContain('a look at the first 5,')
    expect(read()).toContain('Rows further below prove how they are to be read.')
  })

  test.each([
    [
      'ndjson',
      '{"order":{"id":"A-1","total":12.5},"customer":{"email":"ann@example.com"},"created_at":"2026-01-31T10:00:00Z"}\n',
    ],
    ['csv', `\ufefforder.id;customer.email;order.total;created_at\nA-1;ann@example.com;12,50;2026-01-31T10:00:00Z\n`],
    [
      'json',
      '{"list":[{"order":{"id":"A-1","total":"12.50"},"customer":{"email":"ann@example.com"},"created_at":1769853600}]}',
    ],
  ])('works for %s', async (ending, text) => {
    const { run, read } = place({ [`a.${ending}`]: text })
    expect((await run(['init', `a.${ending}`])).code).toBe(0)
    expect(parseConfig(read(), name, true).fields).toMatchObject({
      orderId: { column: 'order.id' },
      primaryEmail: { column: 'customer.email' },
      eventDate: { column: 'created_at' },
    })
    const dry = await run(['upload', `a.${ending}`, '--dry-run', '--json'])
    expect(JSON.parse(dry.out).books.places.ready.sales).toBe(1)
  })

  test('writes down how the file had to be read, and what the environment says', async () => {
    const text = 'Order;Email;Total;Date;Name\nA-1;ann@example.com;12,50;2026-01-31;Zo\u00eb'
    const { run, read, cwd } = place({})
    writeFileSync(join(cwd, 'a.csv'), Buffer.from(text, 'latin1'))
    expect((await run(['init', 'a.csv'])).err).toContain('--encoding')
    const env = { LETTR_CONVERT_TIMEZONE: 'Europe/Berlin' }
    expect((await run(['init', 'a.csv', '--encoding', 'windows-1252'], { env })).code).toBe(0)
    expect(parseConfig(read(), name, true).input).toMatchObject({ encoding: 'windows-1252', timezone: 'Europe/Berlin' })
    expect(read()).toContain('You said in which zone')
    expect((await run(['upload', 'a.csv', '--dry-run'])).code).toBe(0)
  })

  test('reads standard input, and asks nothing there', async () => {
    const { run, cwd } = place({})
    const { code, out } = await run(['init', '-', '--timezone', 'UTC'], { stdin: known, terminal: true })
    expect([code, out]).toEqual([0, expect.stringContaining('Next: npx lettr-convert upload - --dry-run')])
    expect(await readdir(cwd)).toEqual([name])
  })
})

describe('init on a known export', () => {
  const shopify =
    'Name,Email,Created at,Total,Currency,Financial Status,Phone Extra\n#1001,ann@example.com,2026-01-05 10:00:00 -0500,100.00,USD,paid,x\n'

  test('maps it as its preset does, explains every rule, and says what the file lacks', async () => {
    const { run, read } = place({ 'orders.csv': shopify })
    const { code, out } = await run(['init', 'orders.csv'])
    expect([code, out]).toEqual([
      0,
      expect.stringContaining('Shopify orders export (7 columns, 6 known), mapped as preset shopify-orders does it.'),
    ])
    expect(parseConfig(read(), name, true)).toMatchObject({
      source: 'shopify-orders',
      preset: undefined,
      records: { group: { by: 'Name', sum: [] }, keep: [{ column: 'Financial Status' }] },
      fields: { revenue: { column: 'Total', currency: { column: 'Currency' } }, eventDate: { column: 'Created at' } },
    })
    expect(read()).toContain('Rows with the same "Name" are one sale; its first amount counts.')
    expect(read().replaceAll(/\n *\/\/ /g, ' ')).toContain(
      'Only sales whose "Financial Status" is "paid", "partially_paid" or "partially_refunded" count',
    )
    expect(read().replaceAll(/\n *\/\/ /g, ' ')).toContain(
      `Sales where "Cancelled at" is not empty can't be left out: this file has no such column.`,
    )
    expect(read()).toContain('Columns of the file that are not used: "Phone Extra".')
  })

  test('refuses one without anything that tells who bought, and says what it is', async () => {
    const { run } = place({
      'orders.csv':
        'Name,Created at,Total,Currency,Financial Status\n#1001,2026-01-05 10:00:00 -0500,100.00,USD,paid\n',
    })
    const { code, err } = await run(['init', 'orders.csv'])
    expect([code, err]).toEqual([
      2,
      expect.stringMatching(/this is a Shopify orders export, but nothing in its columns tells/),
    ])
  })
})

test('the built command does the same', async () => {
  const folder = new Folder().write('jobs.csv', known)
  const ended = await runCommand(folder, ['init', 'jobs.csv', '--timezone', 'America/Denver'])
  expect([ended.code, ended.stderr]).toEqual([0, ''])
  const dry = await runCommand(folder, ['upload', 'jobs.csv', '--dry-run'])
  expect(dry.code).toBe(0)
})
