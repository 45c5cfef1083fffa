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
