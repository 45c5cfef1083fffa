import { expect, test } from 'vitest'
import { expectBalance } from './books.js'
import { plainCsv, plainSales } from './exports.js'
import { Folder, runCommand, standIn } from './run-command.js'

const good = () => new Folder().write('orders.csv', plainCsv(plainSales(3)))
const bad = () =>
  new Folder().write(
    'orders.csv',
    plainCsv([
      ...plainSales(3),
      { orderId: 'A-7', primaryEmail: 'canaria@@example.com', revenue: '7.00', eventDate: '2026-11-02T10:00:00Z' },
      {
        orderId: 'A-8',
        primaryEmail: 'ann.canaria@example.com',
        revenue: 'canaria',
        eventDate: '2026-11-02T10:00:00Z',
      },
      { orderId: 'A-9', primaryEmail: 'ann.canaria@example.com', revenue: '9.00', eventDate: 'canaria' },
    ]),
  )

test.each(['upload orders.csv', 'validate orders.csv', 'upload orders.csv --dry-run', 'upload orders.csv --sandbox'])(
  '%s --json prints exactly one JSON document, which is summary.json without customers’ values',
  async (line) => {
    const folder = bad()
    const sandbox = await standIn()
    const { code, stdout } = await runCommand(folder, [...line.split(' '), '--json'], sandbox)
    const summary = JSON.parse(stdout)
    expect(summary).toMatchObject({ version: 1, exitCode: code })
    expectBalance(summary)
    const kept = JSON.parse(folder.left('summary.json') ?? 'null')
    expect(JSON.stringify(kept)).toContain('canaria')
    const codes = kept.rejected.map((reason: { code: string }) => reason.code)
    expect(summary.rejected.map((reason: { code: string }) => reason.code)).toEqual(codes)
    expect({ ...summary, rejected: [] }).toEqual({ ...kept, rejected: [] })
  },
)

test('--json prints a document on stdout even when the file can’t be used', async () => {
  const folder = new Folder().write('orders.csv', '')
  const { code, stdout, stderr } = await runCommand(folder, ['validate', 'orders.csv', '--json'])
  expect(code).toBe(2)
  expect(stderr).toContain('orders.csv')
  expect(JSON.parse(stdout)).toMatchObject({ version: 1, exitCode: 2, error: 'orders.csv: the file is empty.' })
})

test('--quiet prints nothing at 0', async () => {
  const sandbox = await standIn()
  const { code, stdout, stderr } = await runCommand(good(), ['upload', 'orders.csv', '--quiet'], sandbox)
  expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: '', stderr: '' })
})

test.each([
  ['rejects', bad, [], 3],
  ['a guard', bad, ['--max-rejects', '0'], 7],
  ['a file that is missing', () => new Folder(), [], 2],
])('--quiet does not silence %s', async (_, folder, args, expected) => {
  const sandbox = await standIn()
  const { code, stdout, stderr } = await runCommand(folder(), ['upload', 'orders.csv', '--quiet', ...args], sandbox)
  expect(code).toBe(expected)
  expect(stdout).toBe('')
  expect(stderr).not.toBe('')
})

test.each([
  { what: 'off a terminal', env: {}, args: [], colour: false },
  { what: 'with FORCE_COLOR', env: { FORCE_COLOR: '1' }, args: [], colour: true },
  { what: 'with FORCE_COLOR=0', env: { FORCE_COLOR: '0' }, args: [], colour: false },
  { what: 'with NO_COLOR and FORCE_COLOR', env: { NO_COLOR: '1', FORCE_COLOR: '1' }, args: [], colour: false },
  { what: 'with --color', env: { NO_COLOR: '1', TERM: 'dumb' }, args: ['--color'], colour: true },
  { what: 'with --no-color', env: { FORCE_COLOR: '1' }, args: ['--no-color'], colour: false },
])('$what colour is $colour', async ({ env, args, colour }) => {
  const sandbox = await standIn()
  const { stdout } = await runCommand(good(), ['upload', 'orders.csv', ...args], { env: { ...env, ...sandbox.env } })
  expect(stdout.includes('\u001b[')).toBe(colour)
})

test.each([
  ['uplaod orders.csv', /unknown command 'uplaod'[\s\S]*upload/],
  ['chekc', /unknown command 'chekc'[\s\S]*check/],
  ['upload orders.csv --dryrun', /unknown option '--dryrun'[\s\S]*--dry-run/],
  ['upload orders.csv --timezon UTC', /unknown option '--timezon'[\s\S]*--timezone/],
  ['validate orders.csv --qiet', /unknown option '--qiet'[\s\S]*--quiet/],
  ['upload', /file/],
])('%s ends with 2 and names what may be meant', async (line, words) => {
  const folder = good()
  const { code, stdout, stderr } = await runCommand(folder, line.split(' '))
  expect(stderr).toMatch(words)
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(folder.runs()).toEqual([])
})

test.each(['', 'upload', 'validate', 'preview', 'check', 'sandbox'])(
  'the help of "%s" starts with examples',
  async (command) => {
    const args = command === '' ? ['--help'] : [command, '--help']
    const { code, stdout } = await runCommand(new Folder(), args)
    expect(code).toBe(0)
    expect(stdout).toMatch(/^Examples:\n {2}npx lettr-convert /)
    expect(await runCommand(new Folder(), command === '' ? ['help'] : ['help', command])).toMatchObject({
      code: 0,
      stdout,
    })
  },
)

test('without any argument the help is shown', async () => {
  expect((await runCommand(new Folder(), [])).stdout).toContain('Usage: lettr-convert')
})

test('--version prints the version alone', async () => {
  const { code, stdout } = await runCommand(new Folder(), ['--version'])
  expect(code).toBe(0)
  expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
})

test.each([
  ['--dry-run --sandbox', /choose one/],
  ['--faults 503', /--faults needs --sandbox/],
  ['--sandbox --faults explode', /"explode" is not known/],
])('upload %s is a contradiction, exit 2', async (flags, words) => {
  const { code, stderr } = await runCommand(good(), ['upload', 'orders.csv', ...flags.split(' ')])
  expect(code).toBe(2)
  expect(stderr).toMatch(words)
})

test('a summary off a terminal names rows, columns and codes, and no customer', async () => {
  const sandbox = await standIn()
  const { stdout } = await runCommand(bad(), ['upload', 'orders.csv'], sandbox)
  expect(stdout).toMatch(/1 × unreadable-revenue.*spreadsheet row 6 .*column "revenue"/)
  expect(stdout).toMatch(/1 × unreadable-date.*spreadsheet row 7 .*column "eventDate"/)
})

test('names of columns and files can’t drive the terminal', async () => {
  const folder = new Folder().write('or\u001b[2Jders.csv', 'orderId,\u001b]0;x\u0007Mail,revenue\n1,2,3\n')
  const { stdout, stderr } = await runCommand(folder, ['validate', 'or\u001b[2Jders.csv'])
  expect(stdout + stderr).not.toContain('\u001b')
})

test.each([
  'upload orders.csv',
  'upload orders.csv --json',
  'validate orders.csv',
  'validate orders.csv --json --quiet',
])('%s shows values off a terminal only with --show-values', async (line) => {
  const value = 'bea@@example.com'
  const sale = { orderId: 'A-7', primaryEmail: value, revenue: '7.00', eventDate: '2026-11-02T10:00:00Z' }
  const folder = new Folder().write('orders.csv', plainCsv([...plainSales(3), sale]))
  const sandbox = await standIn()
  const hidden = await runCommand(folder, line.split(' '), sandbox)
  expect(hidden.stdout + hidden.stderr).not.toContain(value)
  const shown = await runCommand(folder, [...line.split(' '), '--show-values'], sandbox)
  expect(shown.stdout).toContain(value)
  expect(shown.code).toBe(3)
})
