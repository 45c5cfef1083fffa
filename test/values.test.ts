import { describe, expect, test } from 'vitest'
import type { Problem } from '../src/domain/problem.js'
import { planOf, prepareFiles, words } from './support/prepare.js'

const good = {
  orderId: 'W-301',
  eventDate: '2026-10-12T15:04:00Z',
  revenue: '420.00',
  primaryEmail: 'bea@example.com',
}

/** What a single sale comes to: its problems, and what would be sent of it. */
async function prepared(values: Readonly<Record<string, string>>, config?: object) {
  const cells = { ...good, ...values }
  const quoted = (all: readonly string[]) => all.map((text) => `"${text}"`).join(',')
  const text = `${quoted(Object.keys(cells))}\n${quoted(Object.values(cells))}\n`
  const { findings, spool, tally } = await prepareFiles({ 'orders.csv': text }, planOf(config))
  const [finding] = findings
  const problems = finding !== undefined && 'problems' in finding ? finding.problems : []
  return { finding, problems, tally, sent: finding?.kind === 'fresh' ? JSON.parse(spool.read(0).json) : undefined }
}

const told = (problems: readonly Problem[]) =>
  problems.map(({ severity, code, field }) => `${severity} ${code} ${field}`)

describe('a cell with an error of a spreadsheet', () => {
  test.each(['orderId', 'storeId', 'eventDate', 'revenue'])('in %s rejects the sale', async (field) => {
    const { problems, sent } = await prepared({ [field]: '#REF!' })
    expect(told(problems)).toEqual([`error spreadsheet-error ${field}`])
    expect(sent).toBeUndefined()
  })

  test.each(['firstName', 'fullName', 'businessName', 'type', 'uniqueId', 'crmId', 'customerId'])(
    'in %s is left out, with a warning',
    async (field) => {
      const { problems, sent } = await prepared({ [field]: '#N/A' })
      expect(told(problems)).toEqual([`warning spreadsheet-error ${field}`])
      expect(problems[0]?.message).toBe('"#N/A" is an error of a spreadsheet, not a value; it was left out')
      expect(sent).not.toHaveProperty(field)
    },
  )

  test.each(['primaryPhoneNumber', 'couponCode', 'secondaryEmail', 'primaryAddress.city'])(
    'in %s is left out, with a warning, as the e-mail remains',
    async (field) => {
      const { problems, sent } = await prepared({ [field]: '########', 'primaryAddress.address1': '12 Elm St' })
      expect(told(problems)).toContain(`warning spreadsheet-error ${field}`)
      expect(JSON.stringify(sent)).not.toContain('###')
    },
  )

  test('in the only identifier rejects the sale', async () => {
    const { problems } = await prepared({ primaryEmail: '#VALUE!' })
    expect(told(problems)).toEqual(['error spreadsheet-error primaryEmail', 'error no-identifier '])
  })

  test('in a column that is taken off the amount rejects the sale', async () => {
    const fields = { ...ownFields, revenue: { column: 'revenue', minus: 'refund' } }
    const { problems } = await prepared({ refund: '#DIV/0!' }, { fields })
    expect(told(problems)).toEqual(['error spreadsheet-error revenue'])
  })

  test('is empty where the config says so, and a value where the config maps it', async () => {
    const empty = await prepared(
      { crmId: '#N/A' },
      { fields: { ...ownFields, crmId: 'crmId' }, input: { emptyValues: ['#N/A'] } },
    )
    expect(empty.problems).toEqual([])
    const crmId = { column: 'crmId', map: { '#N/A': 'none' } }
    expect((await prepared({ crmId: '#N/A' }, { fields: { ...ownFields, crmId } })).sent.crmId).toBe('none')
  })
})

const ownFields = { orderId: 'orderId', eventDate: 'eventDate', revenue: 'revenue', primaryEmail: 'primaryEmail' }

describe('a character that could not be read', () => {
  test.each(['firstName', 'fullName', 'businessName', 'customerId', 'primaryAddress.city', 'primaryAddress.address1'])(
    'leaves out %s, with a warning',
    async (field) => {
      const { problems, sent } = await prepared({ 'primaryAddress.zipCode': '80202', [field]: 'Mu\ufffdoz' })
      expect(told(problems)).toContain(`warning mojibake ${field}`)
      expect(sent).toBeDefined()
      expect(JSON.stringify(sent)).not.toContain('\ufffd')
    },
  )

  test.each(['primaryPhoneNumber', 'couponCode', 'secondaryEmail'])(
    'leaves out %s, with a warning, as the e-mail remains',
    async (field) => {
      const { problems, sent } = await prepared({ [field]: '303-555-0100\ufffd' })
      expect(told(problems)).toEqual([`warning mojibake ${field}`])
      expect(sent).not.toHaveProperty(field)
    },
  )

  test('rejects the sale in the order id or in the only identifier', async () => {
    expect(told((await prepared({ orderId: 'W-\ufffd1' })).problems)).toEqual(['error mojibake orderId'])
    const { problems } = await prepared({ primaryEmail: 'mu\ufffdoz@example.com' })
    expect(told(problems)).toEqual(['error mojibake primaryEmail', 'error no-identifier '])
  })

  test('does no harm in a column that is not sent', async () => {
    expect((await prepared({ note: 'caf\ufffd' })).problems).toEqual([])
  })
})

describe('an id that a spreadsheet took for a number', () => {
  test('as order id rejects the sale, since two orders may share what is left', async () => {
    const { problems } = await prepared({ orderId: '4.08E+15' })
    expect(told(problems)).toEqual(['error damaged-id orderId'])
    expect(problems[0]).toMatchObject({ value: '4.08E+15', column: 'orderId' })
  })

  test('does so behind a prefix too', async () => {
    const fields = { ...ownFields, orderId: { column: 'orderId', prefix: 'east-' } }
    expect(told((await prepared({ orderId: '4.08E+15' }, { fields })).problems)).toEqual(['error damaged-id orderId'])
  })

  test.each(['uniqueId', 'crmId', 'customerId'])('as %s is left out, with a warning', async (field) => {
    const { problems, sent } = await prepared({ [field]: '4.08E+15' })
    expect(told(problems)).toEqual([`warning damaged-id ${field}`])
    expect(sent).not.toHaveProperty(field)
  })
})

describe('a damaged group column', () => {
  const config = (sum: boolean) => ({
    fields: ownFields,
    records: { group: sum ? { by: 'order', sum: 'revenue' } : { by: 'order' } },
  })
  const rows = (...lines: readonly string[]) =>
    ['order,orderId,eventDate,revenue,primaryEmail', ...lines, ''].join('\n')
  const rest = (amount: number) => `2026-10-12T15:04:00Z,${amount}.00,bea@example.com`

  test('makes no sale of rows that may belong to several: each is rejected by itself', async () => {
    const text = rows(`4.08E+15,A,${rest(1)}`, `4.08E+15,B,${rest(2)}`, `7,C,${rest(3)}`)
    const { findings } = await prepareFiles({ 'a.csv': text }, planOf(config(false)))
    expect(findings.map(words)).toEqual(['rejected 2 damaged-id', 'rejected 3 damaged-id', 'fresh 4 3'])
  })

  test('rejects the sales beside it where amounts are added up, since it may be a part of them', async () => {
    const text = rows(`7,C,${rest(1)}`, `#REF!,C,${rest(2)}`, `8,D,${rest(3)}`, `9,E,${rest(4)}`)
    const { findings } = await prepareFiles({ 'a.csv': text }, planOf(config(true)))
    expect(findings.map(words)).toEqual([
      'rejected 2 broken-neighbour duplicate-order',
      'rejected 3 spreadsheet-error duplicate-order',
      'rejected 4 broken-neighbour',
      'fresh 5 4',
    ])
  })
})

describe('the ZIP code against the state', () => {
  const address = (state: string, zipCode: string, country?: string) => ({
    'primaryAddress.address1': '12 Elm St',
    'primaryAddress.city': 'Aurora',
    'primaryAddress.state': state,
    'primaryAddress.zipCode': zipCode,
    ...(country === undefined ? {} : { 'primaryAddress.country': country }),
  })

  test.each([
    ['NY', '80016', undefined],
    ['New York', '80016', 'US'],
    ['ny', '80016-1234', 'United States'],
  ])('%s with %s in %s is a warning, and both are sent', async (state, zip, country) => {
    const { problems, sent } = await prepared(address(state, zip, country))
    expect(told(problems)).toEqual(['warning zip-state-mismatch primaryAddress.zipCode'])
    expect(problems[0]?.message).toBe(`the ZIP code "${zip}" belongs to CO, but the state is NY`)
    expect(sent.primaryAddress).toMatchObject({ state: 'NY', zipCode: zip })
  })

  test.each([
    ['CO', '80016', undefined],
    ['Colorado', '80016', 'USA'],
    ['NSW', '20000', 'Australia'],
    ['NY', '80016', 'Mexico'],
    ['ON', 'K1A 0B1', 'Canada'],
    ['ON', 'K1A 0B1', undefined],
  ])('%s with %s in %s passes', async (state, zip, country) => {
    expect((await prepared(address(state, zip, country))).problems).toEqual([])
  })

  test('a ZIP code that gets its zero back is compared as it is sent', async () => {
    expect(told((await prepared(address('RI', '2906'))).problems)).toEqual([
      'warning padded-zip primaryAddress.zipCode',
    ])
  })
})

describe('a totals row', () => {
  const header = 'orderId,eventDate,revenue,primaryEmail'
  const sale = 'W-301,2026-10-12T15:04:00Z,420.00,bea@example.com'
  const codes = async (text: string, config?: object) => {
    const { findings } = await prepareFiles({ 'a.csv': text }, planOf(config))
    return findings.map(words)
  }

  test.each([
    'Total',
    'TOTAL',
    'Totals:',
    'Grand Total',
    'Grand Totals (12 records)',
    'Total for Acme Roofing',
    'Subtotal',
    'Sub-total',
    'Total of 3 orders',
    'Report Total',
  ])('"%s" is a reject with its own code and no other', async (text) => {
    expect(await codes(`${header}\n${sale}\n${text},,420.00,\n`)).toEqual(['fresh 2 420', 'rejected 3 totals-row'])
  })

  test.each(['Total Wine 7', 'TOTAL-1', 'Totalis', '1 Total', 'Subtotalled', 'T-12'])(
    '"%s" without identifier is a sale that lacks one',
    async (text) => {
      expect(await codes(`${header}\n${text},2026-10-12T15:04:00Z,420.00,\n`)).toEqual(['rejected 2 no-identifier'])
    },
  )

  test('names somebody, and then it is a sale', async () => {
    expect(await codes(`${header}\nTotal for Acme,2026-10-12T15:04:00Z,420.00,bea@example.com\n`)).toEqual([
      'fresh 2 420',
    ])
  })

  test.each(['Total', 'TOTALS', 'Grand Total', 'Subtotal', 'Sum', 'Summe'])(
    '"%s" and no more as order id is none, whomever the row names',
    async (text) => {
      const total = `${text},2026-10-12T15:04:00Z,420.00,shop@example.com`
      expect(await codes(`${header}\n${sale}\n${total}\n`)).toEqual(['fresh 2 420', 'rejected 3 totals-row'])
    },
  )

  test('is known in the first cell that is not empty, where there is no order id', async () => {
    const text = `,memo,${header}\n,,${sale}\n,Total for Acme,,,420.00,\n`
    expect(await codes(text)).toEqual(['fresh 2 420', 'rejected 3 totals-row'])
  })

  test('may be short, as footers are, and breaks no sum beside it', async () => {
    const config = { fields: ownFields, records: { group: { by: 'orderId', sum: 'revenue' } } }
    const text = `${header}\n${sale}\n${sale}\nGrand Total,,840.00\n`
    expect(await codes(text, config)).toEqual(['fresh 2+1 840', 'rejected 4 totals-row'])
  })

  test('is none by a coupon that the config gives to all rows, nor by an order id made from values', async () => {
    const fields = { ...ownFields, orderId: { derive: ['eventDate', 'revenue'] }, couponCode: { value: 'SPRING' } }
    const text = `${header}\n${sale}\nTotal,,420.00,\n`
    expect(await codes(text, { fields })).toEqual(['fresh 2 420', 'rejected 3 totals-row'])
  })

  test('has no money of its own in the books, and two of them are no rivals', async () => {
    const text = `${header}\n${sale}\nTotal,,420.00,\nTotal,,420.00,\n`
    const { tally } = await prepareFiles({ 'a.csv': text }, planOf(undefined))
    expect(tally.place('rejected')).toMatchObject({ sales: 2, withoutAmount: 2 })
    expect(Object.fromEntries(tally.prepared.money)).toEqual({ '': '420' })
  })
})

describe('a test order', () => {
  test.each([
    [{ fullName: 'Test Test' }, 'fullName'],
    [{ fullName: 'test order' }, 'fullName'],
    [{ fullName: 'TEST' }, 'fullName'],
    [{ fullName: 'Bogus Gateway' }, 'fullName'],
    [{ firstName: 'Test', lastName: 'Test' }, 'firstName'],
    [{ firstName: 'Test', lastName: 'Customer' }, 'firstName'],
    [{ firstName: 'test' }, 'firstName'],
    [{ primaryEmail: 'test@test.com' }, 'primaryEmail'],
    [{ primaryEmail: 'ann@shop.test' }, 'primaryEmail'],
    [{ primaryEmail: 'ann@nothing.invalid' }, 'primaryEmail'],
    [{ orderId: 'TEST-1' }, 'orderId'],
    [{ orderId: '#test order 12' }, 'orderId'],
    [{ type: 'test' }, 'type'],
    [{ type: 'Bogus Gateway' }, 'type'],
    [{ type: '(for testing) Bogus Gateway' }, 'type'],
  ])('%j is told with one warning, and sent', async (values, field) => {
    const { problems, sent } = await prepared(values)
    expect(told(problems)).toEqual([`warning test-order ${field}`])
    expect(sent).toBeDefined()
  })

  test.each([
    { fullName: 'Zoe Test' },
    { fullName: 'Testa Rossi' },
    { fullName: 'Tessa Order' },
    { fullName: 'Bo Gateway' },
    { firstName: 'Test', lastName: 'Holloway' },
    { firstName: 'Ann', lastName: 'Tester' },
    { firstName: 'Ann', lastName: 'Test' },
    { primaryEmail: 'test@example.com' },
    { primaryEmail: 'test@gmail.com' },
    { primaryEmail: 'contest@test.company' },
    { primaryEmail: 'ann@latest.com' },
    { primaryEmail: 'ann@fastest' + '.net' },
    { orderId: 'TESTA-12' },
    { orderId: 'T-1' },
    { orderId: 'TEST-1234567' },
    { orderId: '#1001' },
    { type: 'latest' },
    { type: 'test drive' },
    { couponCode: 'TEST' },
    { businessName: 'Test Prep of Denver' },
  ])('%j is a real one', async (values) => {
    expect((await prepared(values)).problems).toEqual([])
  })
})

describe('letters in the wrong encoding', () => {
  test('are one warning a column, with the count and the first row', async () => {
    const rows = ['NuÃ±ez', 'PÃ©rez', 'Holloway'].map(
      (name, at) => `W-${at},2026-10-12T15:04:00Z,1.00,a@example.com,${name}`,
    )
    const text = `orderId,eventDate,revenue,primaryEmail,lastName\n${rows.join('\n')}\n`
    const { tally } = await prepareFiles({ 'a.csv': text }, planOf(undefined))
    expect([...tally.warnings.values()]).toEqual([
      expect.objectContaining({
        code: 'mojibake',
        column: 'lastName',
        count: 2,
        example: expect.objectContaining({ record: 2 }),
      }),
    ])
  })
})

describe('a date', () => {
  test('that is the number of a spreadsheet is read only when that is declared, and the cure says so', async () => {
    const { problems } = await prepared({ eventDate: '46000.5' })
    expect(told(problems)).toEqual(['error unreadable-date eventDate'])
    expect(problems[0]?.cure).toContain('"format": "excel-serial"')
    const fields = { ...ownFields, eventDate: { column: 'eventDate', format: 'excel-serial', timezone: 'UTC' } }
    expect((await prepared({ eventDate: '46000.5' }, { fields })).sent.eventDate).toBe('2025-12-09T12:00:00Z')
  })

  test('may stand in three columns: day, time and the zone as Rails calls it', async () => {
    const cells = { Date: 'Apr 02, 2026', Time: '1:30 PM', Zone: 'Pacific Time (US & Canada)' }
    const eventDate = { columns: ['Date', 'Time'], join: ' ', timezoneColumn: 'Zone' }
    expect((await prepared(cells, { fields: { ...ownFields, eventDate } })).sent.eventDate).toBe('2026-04-02T20:30:00Z')
    expect((await prepared({ ...cells, Zone: 'PDT' }, { fields: { ...ownFields, eventDate } })).sent.eventDate).toBe(
      '2026-04-02T20:30:00Z',
    )
  })
})

describe('the currency beside an amount', () => {
  const fields = { ...ownFields, revenue: { column: 'revenue', minus: 'less', currency: 'currency' } }
  const come = (revenue: string, less: string, currency: string) =>
    prepared({ revenue, less, currency }, { fields, checks: { currencies: 'mixed' } })

  test.each([
    ['€90.00', '', 'USD', '"€90.00" is in EUR, but the sale is in USD'],
    ['90.00 CAD', '', 'USD', '"90.00 CAD" is in CAD, but the sale is in USD'],
    ['C$90.00', '', 'usd', '"C$90.00" is in CAD, but the sale is in USD'],
    ['$90.00', '', '€', '"$90.00" is in $, but the sale is in EUR'],
    ['90.00', '€10.00', 'USD', '"€10.00" is in EUR, but the sale is in USD'],
    ['€90.00', '$10.00', '', '"$10.00" is in $, but the sale is in EUR'],
    ['C$90.00', 'US$10.00', '$', '"US$10.00" is in USD, but the sale is in CAD'],
  ])('rejects %s less %s of a sale in %s', async (revenue, less, currency, message) => {
    const { problems, sent } = await come(revenue, less, currency)
    expect(told(problems)).toEqual(['error unreadable-revenue revenue'])
    expect(problems[0]?.message).toBe(`the amount ${message}`)
    expect(sent).toBeUndefined()
  })

  test.each([
    ['$90.00', '$10.00', 'USD', 'USD'],
    ['$90.00', '-$10.00', 'CAD', 'CAD'],
    ['$90.00 CAD', '$10.00', '', 'CAD'],
    ['$90.00', 'A$10.00', '', 'AUD'],
    ['90.00 kr', '10.00 SEK', 'kr', 'SEK'],
    ['90.00 kr.', '10', 'DKK', 'DKK'],
    ['£90.00', '£10', 'GBP', 'GBP'],
    ['€90.00', '10', '€', 'EUR'],
    ['90', '10', 'US dollars', 'US DOLLARS'],
    ['$90', '10', 'US dollars', 'US DOLLARS'],
  ])('may be a sign: %s less %s of a sale in %s is 80 %s', async (revenue, less, currency, books) => {
    const { finding, problems } = await come(revenue, less, currency)
    expect(problems).toEqual([])
    expect(finding).toMatchObject({ amount: '80', currency: books })
  })
})
