import { describe, expect, test } from 'vitest'
import { lawBreach } from '../src/domain/law.js'
import { planOf, prepareFiles, words } from './support/prepare.js'

const shop = {
  records: { group: { by: 'Name' } },
  fields: { orderId: 'Name', primaryEmail: 'Email', revenue: 'Total', eventDate: 'Date' },
}
const header = 'Name,Email,Total,Date\n'

async function found(rows: string, config: object = shop): Promise<readonly string[]> {
  const { findings, prepared, tally } = await prepareFiles({ 'orders.csv': header + rows }, planOf(config))
  expect(lawBreach(prepared.rowsRead, tally, false)).toBeUndefined()
  return findings.map(words)
}

describe('lines of one order', () => {
  test('become one sale, the first value that is not empty counting', async () => {
    const rows = '#1,,10.00,2026-01-01T00:00:00Z\n#1,ann@example.com,,\n#2,bo@example.com,5,2026-01-01T00:00:00Z\n'
    expect(await found(rows)).toEqual(['fresh 2+1 10', 'fresh 4 5'])
  })

  test('belong together wherever they stand in the file', async () => {
    const rows = '#1,,10,2026-01-01Z\n#2,bo@example.com,5,2026-01-01T00:00:00Z\n#1,ann@example.com,,\n'
    expect(await found(rows.replace('2026-01-01Z', '2026-01-01T00:00:00Z'))).toEqual(['fresh 2+1 10', 'fresh 3 5'])
  })

  test('that give different amounts are rejected, since one of them would be a guess', async () => {
    const rows = '#1,ann@example.com,10,2026-01-01T00:00:00Z\n#1,,12,\n'
    expect(await found(rows)).toEqual(['rejected 2+1 conflicting-rows'])
  })

  test.each([
    ['of two buyers', '#4,a@example.com,10,2026-10-01\n#4,b@example.com,10,2026-10-01\n'],
    ['of two days', '#4,a@example.com,10,2026-10-01\n#4,a@example.com,10,2026-10-02\n'],
    ['of which the first says nothing', '#4,,10,2026-10-01\n#4,a@example.com,,\n#4,b@example.com,10,\n'],
  ])('are rejected when they are %s', async (_, rows) => {
    const dates = { column: 'Date', timezone: 'UTC' }
    const config = {
      ...shop,
      fields: { ...shop.fields, eventDate: dates, primaryPhoneNumber: { value: '401-555-0100' } },
    }
    expect(await found(rows, config)).toEqual([expect.stringMatching(/^rejected 2\+\d conflicting-rows$/)])
  })

  test('name both values in which they contradict each other', async () => {
    const rows =
      '#4,a@example.com,10,2026-10-01T12:00:00Z\n#1,c@example.com,1,2026-10-01T12:00:00Z\n#4,b@example.com,11,2026-10-09T12:00:00Z\n'
    const { findings } = await prepareFiles({ 'orders.csv': header + rows }, planOf(shop))
    const messages = findings.flatMap((one) => (one.kind === 'rejected' ? one.problems.map((p) => p.message) : []))
    expect(messages).toEqual([
      'rows of this sale give different e-mail addresses: a@example.com and b@example.com',
      'rows of this sale give different dates: 2026-10-01T12:00:00Z and 2026-10-09T12:00:00Z',
      'rows of this sale give different amounts: 10 and 11',
    ])
  })

  test('may write an address in two ways, and differ by some hours', async () => {
    const rows = '#4,ann@example.com,10,2026-10-01T23:00:00Z\n#4,Ann <Ann@Example.com>,10,2026-10-02T04:00:00Z\n'
    expect(await found(rows)).toEqual(['fresh 2+1 10'])
  })

  test('may have a date in one column for the whole order, and in the next for each line', async () => {
    const config = { ...shop, fields: { ...shop.fields, eventDate: { columns: ['Paid', 'Date'] } } }
    const text =
      'Name,Email,Total,Paid,Date\n#1,a@example.com,5,2026-01-04T00:00:00Z,2026-01-01T00:00:00Z\n#1,,,,2026-01-01T00:00:00Z\n'
    const { findings } = await prepareFiles({ 'orders.csv': text }, planOf(config))
    expect(findings.map(words)).toEqual(['fresh 2+1 5'])
  })

  test('may write the same amount in two ways', async () => {
    expect(await found('#1,ann@example.com,10,2026-01-01T00:00:00Z\n#1,,10.00,\n')).toEqual(['fresh 2+1 10'])
  })

  test('without a value in the group column stand alone', async () => {
    const rows = ',ann@example.com,1,2026-01-01T00:00:00Z\n,bo@example.com,2,2026-01-01T00:00:00Z\n'
    expect(await found(rows)).toEqual(['fresh 2 1', 'fresh 3 2'])
  })

  test('never span files', async () => {
    const rows = `${header}#1,ann@example.com,10,2026-01-01T00:00:00Z\n`
    const { findings } = await prepareFiles({ 'a.csv': rows, 'b.csv': rows }, planOf(shop))
    expect(findings.map(words)).toEqual([
      'fresh 2 10',
      'skipped 2: identical to an earlier sale with the same order id',
    ])
  })

  const summed = { ...shop, records: { group: { by: 'Name', sum: 'Total' } } }

  test('are added up exactly where the config says so', async () => {
    expect(await found('#1,ann@example.com,0.1,2026-01-01T00:00:00Z\n#1,,0.2,\n#1,,,\n', summed)).toEqual([
      'fresh 2+2 0.3',
    ])
  })

  test('may be of several days where they are added up, but not of two buyers', async () => {
    const line = (name: string, email: string, day: number) => `${name},${email},1,2026-01-0${day}T00:00:00Z\n`
    const rows = [line('#1', 'a@example.com', 1), line('#1', '', 4), line('#2', 'a@example.com', 1)]
    expect(await found([...rows, line('#2', 'b@example.com', 1)].join(''), summed)).toEqual([
      'fresh 2+1 2',
      'rejected 4+1 conflicting-rows',
    ])
  })

  test('are not added up when one of them is unreadable', async () => {
    expect(await found('#1,ann@example.com,1.5,2026-01-01T00:00:00Z\n#1,,2x,\n', summed)).toEqual([
      'rejected 2+1 unreadable-revenue',
    ])
  })

  test('reject the sale of the row before a broken one, also when it began earlier', async () => {
    const sale = (name: string) => `${name},ann@example.com,1.5,2026-01-01T00:00:00Z\n`
    expect(await found(`${sale('#1')}${sale('#2')}${sale('#1')}#1,1\n${sale('#3')}`, summed)).toEqual([
      'rejected 2+1 broken-neighbour',
      'fresh 3 1.5',
      'rejected 5 short-row',
      'rejected 6 broken-neighbour',
    ])
  })

  test('may bring the order id late, and are compared by it all the same', async () => {
    const config = { fields: { ...shop.fields, orderId: 'Id' }, records: shop.records }
    const text =
      'Name,Id,Email,Total,Date\n1,,a@example.com,5,2026-01-01T00:00:00Z\n2,X,b@example.com,7,2026-01-01T00:00:00Z\n1,X,,,\n'
    const { findings } = await prepareFiles({ 'orders.csv': text }, planOf(config))
    expect(findings.map(words)).toEqual(['rejected 2+1 duplicate-order', 'rejected 3 duplicate-order'])
  })

  test('reject the sales beside a row that could not be read when amounts are added up', async () => {
    const sale = (name: string) => `${name},ann@example.com,1.5,2026-01-01T00:00:00Z\n`
    expect(await found(`${sale('#1')}${sale('#2')}#2,1\n${sale('#3')}${sale('#4')}`, summed)).toEqual([
      'fresh 2 1.5',
      'rejected 3 broken-neighbour',
      'rejected 4 short-row',
      'rejected 5 broken-neighbour',
      'fresh 6 1.5',
    ])
  })
})

describe('sales with the same order id', () => {
  const config = { fields: shop.fields }
  const sale = (total: string) => `#1,ann@example.com,${total},2026-01-01T00:00:00Z\n`

  test.each([
    [
      'identical ones are skipped',
      sale('10') + sale('10.00'),
      ['fresh 2 10', 'skipped 3: identical to an earlier sale with the same order id'],
    ],
    [
      'different ones are both rejected',
      sale('10') + sale('11'),
      ['rejected 2 duplicate-order', 'rejected 3 duplicate-order'],
    ],
    [
      'one of three that differs rejects all',
      sale('10') + sale('10') + sale('11'),
      ['rejected 2 duplicate-order', 'rejected 3 duplicate-order', 'rejected 4 duplicate-order'],
    ],
    [
      'a broken one makes the other one suspect too',
      sale('10') + sale('x'),
      ['rejected 2 duplicate-order', 'rejected 3 unreadable-revenue duplicate-order'],
    ],
  ])('%s', async (_, rows, expected) => {
    expect(await found(rows, config)).toEqual(expected)
  })

  test('name each other in the problem', async () => {
    const { findings } = await prepareFiles({ 'orders.csv': header + sale('10') + sale('11') }, planOf(config))
    const messages = findings.flatMap((finding) =>
      finding.kind === 'rejected' ? [finding.problems.at(-1)?.message] : [],
    )
    expect(messages).toEqual([
      'order "#1" also stands in spreadsheet row 3, with other content',
      'order "#1" also stands in spreadsheet row 2, with other content',
    ])
  })

  describe('under two store ids', () => {
    const fields = { ...shop.fields, storeId: 'Store' }
    const header = 'Name,Email,Total,Date,Store\n'
    const sale = (name: string, store: string, total = '1') =>
      `${name},ann@example.com,${total},2026-01-01T00:00:00Z,${store}\n`
    const clash = async (files: { readonly [name: string]: string }, more: object = {}) =>
      (await prepareFiles(files, planOf({ fields, ...more }))).prepared.storeClash

    test('are told by their rows, the first pair of them', async () => {
      const text = header + sale('#0', 'east') + sale('#1', 'east') + sale('#2', 'west') + sale('#1', 'west')
      expect(await clash({ 'a.csv': text + sale('#1', 'north') })).toEqual([
        { file: 1, record: 3 },
        { file: 1, record: 5 },
      ])
    })

    test('are told also when one of them has none, and across files', async () => {
      expect(await clash({ 'a.csv': header + sale('#1', 'east'), 'b.csv': header + sale('#1', '') })).toEqual([
        { file: 1, record: 2 },
        { file: 2, record: 2 },
      ])
    })

    test('are found among those that repeat in one store', async () => {
      const text = header + sale('#1', 'east') + sale('#1', 'east') + sale('#1', 'west') + sale('#1', 'west')
      const { findings, prepared } = await prepareFiles({ 'a.csv': text }, planOf({ fields }))
      expect(findings.map(({ kind }) => kind)).toEqual(['fresh', 'skipped', 'fresh', 'skipped'])
      expect(prepared.storeClash?.map(({ record }) => record)).toEqual([2, 4])
    })

    test('are no matter when one of them is rejected, or left out by a rule', async () => {
      const rejected = header + sale('#1', 'east') + sale('#1', 'west', 'x')
      expect(await clash({ 'a.csv': rejected })).toBeUndefined()
      const leftOut = header + sale('#1', 'east') + sale('#1', 'west')
      expect(
        await clash({ 'a.csv': leftOut }, { records: { keep: [{ column: 'Store', in: ['east'] }] } }),
      ).toBeUndefined()
    })

    test('are no matter when a later row says that it is one store', async () => {
      const records = { group: { by: 'Group' } }
      const text = `Group,${header}g,#1,ann@example.com,1,2026-01-01T00:00:00Z,\nh,${sale('#1', 'east')}g,,,,,east\n`
      expect(await clash({ 'a.csv': text }, { records })).toBeUndefined()
    })

    test('take no time that grows with the square of their number', async () => {
      const stores = Array.from({ length: 30_000 }, (_, at) => sale('#1', `store ${at}`))
      const { tally, prepared } = await prepareFiles({ 'a.csv': header + stores.join('') }, planOf({ fields }))
      expect(tally.fresh).toBe(30_000)
      expect(prepared.storeClash?.map(({ record }) => record)).toEqual([2, 3])
    })
  })

  test('in different stores are different sales', async () => {
    const fields = { ...shop.fields, storeId: 'Store' }
    const rows =
      'Name,Email,Total,Date,Store\n#1,a@example.com,1,2026-01-01T00:00:00Z,east\n#1,a@example.com,2,2026-01-01T00:00:00Z,west\n'
    const { findings } = await prepareFiles({ 'orders.csv': rows }, planOf({ fields }))
    expect(findings.map(words)).toEqual(['fresh 2 1', 'fresh 3 2'])
  })

  test('that a rule left out do not count', async () => {
    const rows = `${sale('10')}#1,ann@example.com,0,2026-01-01T00:00:00Z\n`
    expect(await found(rows, { ...config, records: { keep: [{ column: 'Total', above: 0 }] } })).toEqual([
      'fresh 2 10',
      'skipped 3: "Total" is not above 0',
    ])
  })
})

describe('rules', () => {
  test('for rows leave single rows out before grouping, money and all', async () => {
    const rows = '#1,ann@example.com,10,2026-01-01T00:00:00Z\n#1,ann@example.com,-4,2026-01-01T00:00:00Z\n'
    const config = { ...shop, records: { ...shop.records, rows: [{ column: 'Total', atLeast: 0 }] } }
    const { tally, findings } = await prepareFiles({ 'orders.csv': header + rows }, planOf(config))
    expect(findings.map(words).sort()).toEqual(['fresh 2 10', 'skipped 3: "Total" is below 0'])
    expect(tally.place('skipped').money).toEqual(new Map([['', '-4']]))
  })

  test('for sales judge the whole sale, also by a line that comes late', async () => {
    const config = { ...shop, records: { ...shop.records, keep: [{ column: 'Email', notIn: ['VOID@example.com '] }] } }
    const rows = '#1,,10,2026-01-01T00:00:00Z\n#2,bo@example.com,5,2026-01-01T00:00:00Z\n#1,void@example.com,,\n'
    expect(await found(rows, config)).toEqual(['skipped 2+1: "Email" is one of VOID@example.com ', 'fresh 3 5'])
  })
})

describe('amounts to take off', () => {
  test.each(['4', '-4'])('are taken off whether written with a minus sign or without: %s', async (refund) => {
    const fields = { ...shop.fields, revenue: { column: 'Total', minus: 'Refund' } }
    const text = `Name,Email,Total,Date,Refund\n#1,a@example.com,10,2026-03-04T00:00:00Z,${refund}\n`
    const { findings } = await prepareFiles({ 'orders.csv': text }, planOf({ fields }))
    expect(findings.map(words)).toEqual(['fresh 2 6'])
  })
})

describe('columns that have to prove how they are read', () => {
  const date = { fields: { ...shop.fields }, input: { timezone: 'America/Denver' } }

  test('wait for the first row that decides', async () => {
    const { spool, findings } = await prepareFiles(
      { 'orders.csv': `${header}#1,a@example.com,"1,250",03/04/2026\n#2,b@example.com,"1,5",25/04/2026\n` },
      planOf(date),
    )
    expect(findings.map(words)).toEqual(['fresh 2 1.25', 'fresh 3 1.5'])
    expect(JSON.parse(spool.read(0).json)).toMatchObject({ revenue: 1.25, eventDate: '2026-04-03T06:00:00Z' })
  })

  test.each([
    ['dates', '#1,a@example.com,5,03/04/2026\n', /day first or month first/],
    ['amounts', '#1,a@example.com,"1,250",2026-03-04\n', /a thousand two hundred and fifty, or one and a quarter/],
    [
      'dates that contradict',
      '#1,a@example.com,5,25/04/2026\n#2,a@example.com,5,04/25/2026\n',
      /contradict each other/,
    ],
    [
      'amounts that contradict',
      '#1,a@example.com,"1,50",2026-03-04\n#2,a@example.com,1.50,2026-03-04\n',
      /contradict each other/,
    ],
  ])('end the run when nothing decides: %s', async (_, rows, message) => {
    await expect(prepareFiles({ 'orders.csv': header + rows }, planOf(date))).rejects.toThrow(message)
  })

  test.each([
    ['month-first', '2026-03-04T07:00:00Z'],
    ['day-first', '2026-04-03T06:00:00Z'],
  ])('may be declared to be %s, and other forms of date are read beside it', async (format, expected) => {
    const fields = { ...shop.fields, eventDate: { column: 'Date', format } }
    const rows = '#1,a@example.com,5,03/04/2026\n#2,a@example.com,5,2026-05-06T00:00:00Z\n'
    const { spool } = await prepareFiles({ 'orders.csv': header + rows }, planOf({ ...date, fields }))
    expect([0, 1].map((number) => JSON.parse(spool.read(number).json).eventDate)).toEqual([
      expected,
      '2026-05-06T00:00:00Z',
    ])
  })

  test.each(['05.10.2026', '05-10-2026'])('are not read in the order that slashes prove: %s', async (open) => {
    const rows = `#1,a@example.com,5,10/13/2026\n#2,a@example.com,5,${open}\n`
    await expect(prepareFiles({ 'orders.csv': header + rows }, planOf(date))).rejects.toThrow(
      /first in spreadsheet row 3/,
    )
  })

  test('use what an earlier run of the same rows had proved', async () => {
    const plan = planOf(date, { proved: { dayOrder: 'DMY', decimal: ',' } })
    const { spool } = await prepareFiles({ 'orders.csv': `${header}#1,a@example.com,"1,250",03/04/2026\n` }, plan)
    expect(JSON.parse(spool.read(0).json)).toMatchObject({ revenue: 1.25, eventDate: '2026-04-03T06:00:00Z' })
  })

  test('end the run when no zone is known, naming the flag', async () => {
    const rows = '#1,a@example.com,5,2026-03-04 10:00\n'
    await expect(prepareFiles({ 'orders.csv': header + rows }, planOf(shop))).rejects.toMatchObject({
      hint: expect.stringContaining('--timezone'),
    })
  })
})

describe('the input as a whole', () => {
  test('that came back without the columns that know its rows is not added up', async () => {
    const config = { ...shop, records: { group: { by: 'Name', sum: 'Total' } } }
    const row = 'check,#1,a@example.com,5,2026-03-04T00:00:00Z\n'
    const text = (own: string) => `${own},${header}${row}`
    const come = (own: string, plan = planOf(config)) => prepareFiles({ 'rejected.csv': text(own) }, plan)
    await expect(come('lettr_stage')).rejects.toThrow('its columns lettr_row and lettr_identity are gone')
    for (const one of [come('lettr_row'), come('lettr_identity'), come('note'), come('lettr_stage', planOf(shop))])
      expect((await one).findings).toHaveLength(1)
  })

  test('needs the columns that the config names, and says the nearest', async () => {
    const config = { fields: { ...shop.fields, revenue: 'Totl' } }
    await expect(found('#1,,,\n', config)).rejects.toThrow('The input has no column "Totl". Did you mean "Total"?')
  })

  test('says on which line the header seems to stand when titles come first', async () => {
    const plan = planOf(shop)
    const text = `Orders of May\nmade by hand\n${header}#1,a@example.com,5,2026-03-04T00:00:00Z\n`
    await expect(prepareFiles({ 'orders.csv': text }, plan)).rejects.toThrow(/stand on line 3 of orders\.csv/)
  })

  test('may not have a mapped column twice', async () => {
    const text = 'Name,Email,Total,Date,Total\n#1,a@example.com,5,2026-03-04T00:00:00Z,6\n'
    await expect(prepareFiles({ 'orders.csv': text }, planOf(shop))).rejects.toThrow(/2 columns called "Total"/)
  })

  test('with sales of two currencies ends the run, unless the config allows it', async () => {
    const fields = { ...shop.fields, revenue: { column: 'Total', currency: 'Currency' } }
    const text =
      'Name,Email,Total,Date,Currency\n#1,a@example.com,5,2026-03-04T00:00:00Z,USD\n#2,a@example.com,5,2026-03-04T00:00:00Z,cad\n'
    await expect(prepareFiles({ 'orders.csv': text }, planOf({ fields }))).rejects.toThrow(
      'USD: 1 sale, 5.00; first: spreadsheet row 2 (#1)',
    )
    const mixed = await prepareFiles({ 'orders.csv': text }, planOf({ fields, checks: { currencies: 'mixed' } }))
    expect(mixed.tally.place('ready').money).toEqual(
      new Map([
        ['USD', '5'],
        ['CAD', '5'],
      ]),
    )
  })

  test('needs a group column that tells orders apart', async () => {
    const rows = '#1,a@example.com,5,2026-03-04T00:00:00Z\n'.repeat(10_001)
    await expect(found(rows)).rejects.toThrow(/more than 10,000 rows share the value "#1"/)
  })

  test("is mapped by itself when its columns have the API's names, in CSV and in JSON", async () => {
    const csv = 'OrderId ,revenue,eventDate,primaryAddress.fullAddress\nA,5,2026-03-04T00:00:00Z,"1 Elm St, Keene NH"\n'
    const json =
      '[{"orderId":"B","revenue":5.5,"eventDate":"2026-03-04T00:00:00Z","primaryAddress":{"fullAddress":"x"}}]'
    for (const [name, text, order] of [
      ['a.csv', csv, 'A'],
      ['b.json', json, 'B'],
    ] as const) {
      const { findings, spool } = await prepareFiles({ [name]: text }, planOf(undefined))
      expect(findings.map((finding) => finding.kind)).toEqual(['fresh'])
      expect(JSON.parse(spool.read(0).json)).toMatchObject({ orderId: order, primaryAddress: {} })
    }
  })

  test('is cut by a limit, and what is beyond it counts as left out', async () => {
    const sale = (name: string) => `${name},a@example.com,5,2026-03-04T00:00:00Z\n`
    const { findings, prepared, tally } = await prepareFiles(
      { 'orders.csv': header + sale('#1') + sale('#2') + sale('#3') },
      planOf(shop, { limit: 1 }),
    )
    expect(findings.map((finding) => finding.kind)).toEqual(['fresh', 'skipped', 'skipped'])
    expect(lawBreach(prepared.rowsRead, tally, false)).toBeUndefined()
  })
})

describe('amounts in the smallest unit', () => {
  const config = {
    fields: {
      primaryEmail: 'Email',
      revenue: { column: 'Total', unit: 'minor', currency: 'Currency' },
      eventDate: { value: '2026-01-01T00:00:00Z' },
    },
    checks: { currencies: 'mixed', orderId: 'optional' },
  }

  test('are read by the currency of their own sale', async () => {
    const rows = 'ann@example.com,1250,USD\nbo@example.com,1250,jpy\ncy@example.com,1250,KWD\n'
    const { findings } = await prepareFiles({ 'a.csv': `Email,Total,Currency\n${rows}` }, planOf(config))
    expect(findings.map(words)).toEqual(['fresh 2 12.5', 'fresh 3 1250', 'fresh 4 1.25'])
  })

  test('are rejected where no currency says how many decimals they have', async () => {
    const rows = 'ann@example.com,1250,\nbo@example.com,1250,bits\n'
    const { findings } = await prepareFiles({ 'a.csv': `Email,Total,Currency\n${rows}` }, planOf(config))
    expect(findings.map(words)).toEqual(['rejected 2 unreadable-revenue', 'rejected 3 unreadable-revenue'])
  })
})
