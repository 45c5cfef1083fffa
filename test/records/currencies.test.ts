import { describe, expect, test } from 'vitest'
import { UserError } from '../../src/exit.js'
import { type PreparedFile, planOf, prepareFiles } from '../support/prepare.js'

const fields = {
  orderId: 'Name',
  eventDate: 'Date',
  primaryEmail: 'Email',
  revenue: { column: 'Total', currency: 'Currency' },
}

const file = (...sales: readonly (readonly [total: string, currency: string])[]) => {
  const rows = sales.map(
    ([total, currency], at) => `#${at + 1},2026-10-12T15:04:00Z,a@example.com,"${total}",${currency}`,
  )
  return { 'orders.csv': ['Name,Date,Email,Total,Currency', ...rows, ''].join('\n') }
}

async function failure(files: ReturnType<typeof file>, config: object): Promise<UserError> {
  const ended = await prepareFiles(files, planOf(config)).catch((error: unknown) => error)
  if (ended instanceof UserError) return ended
  throw new Error(`no UserError, but ${(ended as PreparedFile).findings.length} findings`)
}

describe('an input with several currencies', () => {
  const mixed = file(['10.00', 'CAD'], ['20.50', 'USD'], ['5.00', 'usd'], ['1,000.00', 'EUR'], ['7.00', ''])

  test('ends the run with exit 2, and names the sales, the money and the first row of each', async () => {
    const { message, exitCode } = await failure(mixed, { fields })
    expect(exitCode).toBe(2)
    expect(message.split('\n').slice(1)).toEqual([
      '  USD: 2 sales, 25.50; first: spreadsheet row 3 (#2)',
      '  CAD: 1 sale, 10.00; first: spreadsheet row 2 (#1)',
      '  EUR: 1 sale, 1,000.00; first: spreadsheet row 5 (#4)',
      '  no currency: 1 sale, 7.00; first: spreadsheet row 6 (#5)',
    ])
  })

  test('is told the rule that keeps the most frequent one, which then passes', async () => {
    const { hint } = await failure(mixed, { fields })
    expect(hint).toContain('add {"column": "Currency", "in": ["USD"]} to the list "keep" under "records"')
    expect(hint).toContain('"checks": { "currencies": "mixed" }. Nothing was sent.')
    const keep = [{ column: 'Currency', in: ['USD'] }]
    const { tally } = await prepareFiles(mixed, planOf({ fields, records: { keep } }))
    expect(Object.fromEntries(tally.place('ready').money)).toEqual({ USD: '25.5' })
  })

  test('passes as plain numbers where the config says so, and the books keep them apart', async () => {
    const { tally } = await prepareFiles(mixed, planOf({ fields, checks: { currencies: 'mixed' } }))
    expect(Object.fromEntries(tally.place('ready').money)).toEqual({ CAD: '10', USD: '25.5', EUR: '1000', '': '7' })
  })

  test('is counted whole when a limit sends only the first sales', async () => {
    const ended = await prepareFiles(mixed, planOf({ fields }, { limit: 1 })).catch((error: unknown) => error)
    expect((ended as UserError).message).toContain('EUR: 1 sale')
  })

  test('has no column to keep one by when the amounts name it', async () => {
    const own = { ...fields, revenue: 'Total' }
    const { message, hint } = await failure(file(['€10.00', ''], ['£5.00', '']), { fields: own })
    expect(message).toContain('£: 1 sale, 5.00; first: spreadsheet row 3 (#2)')
    expect(hint).toContain('Split the input by currency')
  })
})

describe('one currency', () => {
  const revenue = 'Total'

  test.each([
    ['a symbol and the one code it can mean', file(['$10.00', ''], ['USD 5.00', ''])],
    ['amounts with and without currency', file(['$10.00', ''], ['5.00', ''])],
  ])('is %s', async (_, files) => {
    const { tally } = await prepareFiles(files, planOf({ fields: { ...fields, revenue } }))
    expect(tally.fresh).toBe(2)
  })

  test('is not a symbol and two codes that it can mean', async () => {
    const files = file(['$10.00', ''], ['USD 5.00', ''], ['CAD 5.00', ''])
    expect((await failure(files, { fields: { ...fields, revenue } })).message).toContain('$: 1 sale')
  })

  test('is not a symbol and a code that it can’t mean', async () => {
    const files = file(['$10.00', ''], ['EUR 5.00', ''])
    expect((await failure(files, { fields: { ...fields, revenue } })).message).toContain('EUR: 1 sale')
  })

  test('is what remains when the others are rejected or left out', async () => {
    const files = file(['10.00', 'USD'], ['-5.00', 'CAD'])
    expect((await prepareFiles(files, planOf({ fields }))).tally.fresh).toBe(1)
  })
})
