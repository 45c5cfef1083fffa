import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Sum } from '../src/domain/money.js'
import type { CountSummary, Summary } from '../src/report/summary.js'
import { parseFaults } from '../src/sandbox/faults.js'
import { startSandbox } from '../src/sandbox/server.js'
import { metadataStyles } from '../src/sandbox/styles.js'
import { runInside } from './support/shell.js'

/** Mostly good values, so that much is sent, with all that is odd in between. */
const mostly = (good: fc.Arbitrary<string>, odd: readonly string[]): fc.Arbitrary<string> =>
  fc.oneof({ weight: 9, arbitrary: good }, { weight: 1, arbitrary: fc.constantFrom(...odd) })
const orderId = mostly(
  fc.nat({ max: 99 }).map((number) => `A${number}`),
  ['', '1007', '007'],
)
const email = mostly(fc.constantFrom('ann@example.com', 'bo@example.com'), ['', 'no at', 'x'.repeat(260)])
const total = mostly(
  fc.nat({ max: 99_999 }).map((cents) => (cents / 100).toFixed(2)),
  ['', '0', '"1,234.56"', '$5.25', '-3.00', '12x', '1,5', '9999999.99'],
)
const date = mostly(fc.constantFrom('2026-03-04', '2026-03-04T05:06:07Z', '2026-11-01 01:30:00'), [
  '',
  '31/31/2026',
  'soon',
])
const status = mostly(fc.constantFrom('paid', 'Paid '), ['void', ''])
const line = fc.oneof(
  { weight: 12, arbitrary: fc.tuple(orderId, email, total, date, status).map((cells) => cells.join(',')) },
  { weight: 1, arbitrary: fc.constantFrom('', 'lonely', 'a,b,c,d,e,f,g', 'Q1,"open,1.00,2026-03-04,paid', ',,,,') },
)
const file = fc.array(line, { maxLength: 30 }).map((lines) => `Name,Email,Total,Date,Status\n${lines.join('\n')}\n`)

const records = fc.constantFrom(
  {},
  { group: { by: 'Name' } },
  { group: { by: 'Name', sum: 'Total' } },
  { keep: [{ column: 'Status', in: ['paid'] }] },
  { rows: [{ column: 'Status', in: ['paid'] }], group: { by: 'Name' }, keep: [{ column: 'Total', above: 1 }] },
)
const orderIds = fc.constantFrom(
  {},
  { orderId: 'Name' },
  { orderId: { derive: ['primaryEmail', 'revenue', 'eventDate'] } },
)
const trouble = [
  'partial',
  '503',
  '500',
  '502 after storing',
  '429 for 1 s',
  '401',
  '404',
  '400',
  '413',
  '422',
  'hang up',
  'hang up after storing',
  'html',
  'garbage',
  'cut',
  'truncated json',
  '204',
  '302 to http://127.0.0.1:9/',
]
const fault = fc.oneof(
  { weight: 2, arbitrary: fc.constant('ok') },
  { weight: 1, arbitrary: fc.constantFrom(...trouble) },
)
const faults = fc.array(fault, { maxLength: 4 })

const storedAndLost = ['truncated json', 'cut', '502 after storing', 'hang up after storing']

/** A server that stored a first copy and then refuses the second without saying that it is there breaks what is assumed of the API. */
function contradicts(faults: readonly string[]): boolean {
  const lost = faults.findIndex((fault) => storedAndLost.includes(fault))
  return lost !== -1 && faults.slice(lost).some((fault) => fault === '422' || fault === 'partial')
}

/** What the stand-in may hold, by where the books say that the sales are. */
function totals(places: Summary['books']['places'], names: readonly (keyof Summary['books']['places'])[]) {
  const counts = names.flatMap((name) => (places[name] === undefined ? [] : [places[name]]))
  return { sales: counts.reduce((sum, count) => sum + count.sales, 0), money: addUp(counts.map(moneyOf)) }
}

const moneyOf = (count: CountSummary): string => addUp(Object.values(count.money))

function addUp(amounts: readonly string[]): string {
  const sum = new Sum()
  for (const amount of amounts) sum.add(amount)
  return sum.value
}

test('whatever the file, the rules and the answers: the books balance, and agree with what is stored', async () => {
  await fc.assert(
    fc.asyncProperty(
      file,
      records,
      orderIds,
      faults,
      fc.constantFrom(...metadataStyles),
      fc.integer({ min: 1, max: 5 }),
      async (text, rules, ids, wrong, metadataStyle, batchSize) => {
        const cwd = mkdtempSync(join(tmpdir(), 'law-'))
        const sandbox = await startSandbox({ faults: parseFaults(wrong.join(', ') || 'ok'), metadataStyle })
        try {
          const fields = {
            primaryEmail: 'Email',
            revenue: { column: 'Total', decimal: '.', currency: { value: 'USD' } },
            eventDate: 'Date',
          }
          const config = {
            version: 1,
            input: { timezone: 'America/Denver' },
            records: rules,
            fields: { ...fields, ...ids },
          }
          writeFileSync(join(cwd, 'orders.csv'), text)
          writeFileSync(join(cwd, 'config.json'), JSON.stringify(config))
          const args = [
            'upload',
            'orders.csv',
            '--config',
            'config.json',
            '--batch-size',
            String(batchSize),
            '--quiet',
            '--first-run',
          ]
          const env = { LETTRLABS_API_KEY: 'LL-API-test', LETTRLABS_API_BASE_URL: sandbox.url }
          const { code, err } = await runInside(args, { cwd, env })
          const runs = join(cwd, 'lettr-convert-runs')
          if (code === 2) {
            expect(err).toMatch(/orders\.csv/)
            expect(sandbox.store()).toEqual([])
            return
          }
          const [folder = ''] = readdirSync(runs).filter((name) => name !== '.gitignore')
          const summary = JSON.parse(readFileSync(join(runs, folder, 'summary.json'), 'utf8')) as Summary
          const { places, read } = summary.books
          expect(code).toBe(summary.exitCode)
          expect(code).not.toBe(1)
          const all = totals(places, Object.keys(places) as (keyof typeof places)[])
          expect(all).toEqual({ sales: read.sales, money: moneyOf(read) })
          expect(Object.values(places).reduce((rows, count) => rows + count.rows, 0)).toBe(read.rows)
          const stored = sandbox.store().map(({ record }) => record as { revenue: number })
          const sure = totals(places, ['accepted'])
          const lied = contradicts(wrong)
          const possible = totals(places, ['accepted', 'known', 'in doubt', ...(lied ? (['refused'] as const) : [])])
          expect(stored.length).toBeGreaterThanOrEqual(sure.sales)
          expect(stored.length).toBeLessThanOrEqual(possible.sales)
          if (places['in doubt'] === undefined && !lied)
            expect(addUp(stored.map(({ revenue }) => String(revenue)))).toBe(sure.money)

          // The same command again settles what it can and counts nothing twice.
          const again = await runInside([...args, '--out', 'again'], { cwd, env })
          const [second = ''] = readdirSync(join(cwd, 'again')).filter((name) => name !== '.gitignore')
          const later = (JSON.parse(readFileSync(join(cwd, 'again', second, 'summary.json'), 'utf8')) as Summary).books
          expect([0, 3, 4, 5, 6]).toContain(again.code)
          expect(totals(later.places, Object.keys(later.places) as (keyof typeof places)[]).sales).toBe(read.sales)
          const valid = totals(places, ['accepted', 'known', 'in doubt', 'unsent', 'refused']).sales
          expect(sandbox.store().length).toBeLessThanOrEqual(valid)
          const reached = totals(later.places, ['accepted', 'known'])
          expect(sandbox.store().length).toBeGreaterThanOrEqual(reached.sales)
          if (later.places['in doubt'] === undefined && !lied) {
            expect(addUp(sandbox.store().map(({ record }) => String((record as { revenue: number }).revenue)))).toBe(
              reached.money,
            )
          }
        } finally {
          await sandbox.close()
          rmSync(cwd, { recursive: true, force: true })
        }
      },
    ),
    { numRuns: 150, examples: [] },
  )
}, 120_000)
