import { describe, expect, test } from 'vitest'
import { compileCondition } from '../../src/domain/condition.js'
import { FirstRows } from '../../src/domain/first-rows.js'
import type { Given, Proposal } from '../../src/domain/proposal.js'
import { proposeColumns } from '../../src/domain/propose-columns.js'
import type { SourceFile } from '../../src/domain/row.js'
import { neverStates } from '../../src/domain/sale-states.js'

/** Cells are parted by bars. */
function propose(lines: readonly string[], given: Partial<Given> = {}): Proposal {
  const [header = [], ...rows] = lines.map((line) => line.split('|').map((cell) => cell.trim()))
  const file: SourceFile = {
    number: 1,
    name: 'a.csv',
    format: 'csv',
    encoding: 'utf-8',
    header,
    ours: false,
    notes: [],
  }
  const read = rows.map((cells, at) => ({ kind: 'cells', record: at + 2, line: at + 2, cells }) as const)
  return proposeColumns(new FirstRows(file, read, []), { columns: new Map(), ...given }, {}, 'a')
}

const zoned = '2026-01-31T10:00:00Z'
const sale = (cells: string): string => `${cells} | 12.50 | ${zoned}`

describe('who bought', () => {
  test.each<[name: string, lines: readonly string[], fields: object]>([
    [
      'is known by usual names',
      [
        'Customer Email | Mobile | First Name | Surname | Total | Date',
        sale('ann@example.com | 303-555-0101 | Ann | Example'),
      ],
      {
        primaryEmail: { column: 'Customer Email' },
        primaryPhoneNumber: { column: 'Mobile' },
        firstName: { column: 'First Name' },
        lastName: { column: 'Surname' },
      },
    ],
    [
      'is known by values where the name says nothing',
      ['Spalte A | Total | Date', sale('ann@example.com'), sale('bob@example.com')],
      { primaryEmail: { column: 'Spalte A' } },
    ],
    [
      'is known by the end of a long name',
      ['buyer_info_buyer_email | Total | Date', sale('ann@example.com')],
      { primaryEmail: { column: 'buyer_info_buyer_email' } },
    ],
    ['is not the seller', ['seller_info_email | Total | Date', sale('shop@example.com')], { primaryEmail: undefined }],
    [
      'is not told by hashes',
      ['Email | Total | Date', sale('0123456789abcdef0123456789abcdef')],
      { primaryEmail: undefined },
    ],
    [
      'is not told by a few addresses of the staff',
      ['Handled | Total | Date', ...Array.from({ length: 10 }, () => sale('till@example.com'))],
      { primaryEmail: undefined },
    ],
    [
      'has a second address of its own columns',
      [
        'Billing Street | Billing City | Billing State | Billing Zip | Ship Street | Ship City | Ship State | Ship Zip | Total | Date',
        sale('1 Elm St | Austin | TX | 78702 | 2 Oak St | Boulder | CO | 80302'),
      ],
      {
        primaryAddress: {
          address1: { column: 'Billing Street' },
          city: { column: 'Billing City' },
          state: { column: 'Billing State' },
          zipCode: { column: 'Billing Zip' },
        },
        secondaryAddress: {
          address1: { column: 'Ship Street' },
          city: { column: 'Ship City' },
          state: { column: 'Ship State' },
          zipCode: { column: 'Ship Zip' },
        },
      },
    ],
    [
      'has one address when only the parcel has one',
      ['Ship Street | Ship City | Ship State | Ship Zip | Total | Date', sale('2 Oak St | Boulder | CO | 80302')],
      {
        primaryAddress: {
          address1: { column: 'Ship Street' },
          city: { column: 'Ship City' },
          state: { column: 'Ship State' },
          zipCode: { column: 'Ship Zip' },
        },
        secondaryAddress: undefined,
      },
    ],
    [
      'may have the whole address in one column',
      ['Address | Total | Date', sale('2 Oak St, Boulder, CO 80302')],
      { primaryAddress: { fullAddress: { column: 'Address' } } },
    ],
    [
      'may be taken from the columns that a person names',
      ['Email | Second | Total | Date', sale('ann@example.com | bob@example.com')],
      { primaryEmail: { column: 'Email' } },
    ],
  ])('%s', (_, lines, fields) => {
    const found: { readonly [name: string]: unknown } = propose(lines).fields
    expect(Object.fromEntries(Object.keys(fields).map((name) => [name, found[name]]))).toEqual(fields)
  })

  test('what a person names comes first', () => {
    const lines = ['Email | Other | Total | Net | Date', `ann@example.com | x | 12.50 | 11.00 | ${zoned}`]
    const columns = new Map([
      ['primaryEmail', 'Other'],
      ['revenue', 'Net'],
    ])
    const { fields } = propose(lines, { columns })
    expect([fields.primaryEmail, fields.revenue?.column]).toEqual([{ column: 'Other' }, 'Net'])
  })

  test('rows that tell whom they are about are counted by the rules of an upload', () => {
    const lines = [
      'Street | City | State | Zip | Total | Date',
      sale('1 Elm St | Austin | TX | 78702'),
      sale('| Austin | TX | 78702'),
    ]
    expect(propose(lines).matchable).toBe(1)
  })
})

describe('amounts', () => {
  const amounts = (header: string, ...cells: readonly string[]): Proposal =>
    propose([`Email | Date | ${header}`, ...cells.map((cell) => `ann@example.com | ${zoned} | ${cell}`)])

  test.each<[name: string, header: string, cells: readonly string[], revenue: object]>([
    ['come from the total', 'Tax | Subtotal | Total', ['1.00 | 10.00 | 11.00'], { column: 'Total', decimal: '.' }],
    [
      'lose what was refunded',
      'Total | Refunded Amount | Currency',
      ['11.00 | 2.00 | USD'],
      {
        column: 'Total',
        minus: ['Refunded Amount'],
        currency: { column: 'Currency' },
        decimal: '.',
      },
    ],
    ['that are net lose nothing', 'Net Sales | Refunds', ['11.00 | 2.00'], { column: 'Net Sales', decimal: '.' }],
    ['with commas prove them', 'Total', ['1.234', '12,50'], { column: 'Total', decimal: ',' }],
    ['are cents when their name says so', 'total_cents', ['1250'], { column: 'total_cents', unit: 'cents' }],
    ['are left alone when all are whole', 'Total', ['1250'], { column: 'Total' }],
  ])('%s', (_, header, cells, revenue) => {
    expect(amounts(header, ...cells).fields.revenue).toEqual(revenue)
  })

  test.each<[name: string, header: string, cells: readonly string[]]>([
    ['what is still due', 'Amount | Total Due', ['11.00 | 0.00', '12.00 | 12.00']],
    ['what is left', 'Amount | Balance Due | Amount Due', ['11.00 | 0.00 | 0.00']],
  ])('are never %s', (_, header, cells) => {
    expect(amounts(header, ...cells).fields.revenue?.column).toBe('Amount')
  })

  test.each<[header: string, cells: readonly string[], choices: readonly string[]]>([
    ['Quantity | Price', ['1 | 10.00', '3 | 11.00'], ['Price']],
    ['Qty | Unit Price', ['2 | 10.00'], ['Unit Price']],
    ['Quantity | Sale Price | Line Total', ['2 | 10.00 | 20.00'], ['Line Total', 'Sale Price']],
  ])('for one piece of several are never a sale by themselves: %s', (header, cells, choices) => {
    const { open, fields } = amounts(header, ...cells)
    expect(open).toMatchObject([{ kind: 'column', path: 'revenue', choices }])
    expect(fields.revenue?.column).toMatch(/^FILL IN: /)
    const columns = new Map([['revenue', choices[0] ?? '']])
    expect(propose([`Email | Date | ${header}`, `a@example.com | ${zoned} | ${cells[0]}`], { columns }).open).toEqual(
      [],
    )
  })

  test.each([
    ['Quantity | Price', ['1 | 10.00', '1 | 11.00'], 'Price'],
    ['Quantity | Price | Total', ['2 | 10.00 | 20.00'], 'Total'],
    ['Quantity | Total Price', ['2 | 20.00'], 'Total Price'],
  ])('are taken where pieces change nothing: %s', (header, cells, column) => {
    const { open, fields } = amounts(header, ...cells)
    expect([open, fields.revenue?.column]).toEqual([[], column])
  })

  test.each([
    ['Amount | Currency', ['2000 | usd', '2100 | usd'], true],
    ['Payment | Amount', ['pi_1x | 2000', 'pi_2x | 2100'], true],
    ['Amount | Currency', ['2000 | USD'], false],
    ['Amount | Currency', ['20.00 | usd', '21 | usd'], false],
    ['amount_in_cents | currency', ['2000 | usd'], false],
  ])('of a payment service may be cents: %s %j', (header, cells, isOpen) => {
    const unit = amounts(header, ...cells).fields.revenue?.unit ?? ''
    expect(unit.startsWith('FILL IN: "cents"')).toBe(isOpen)
  })

  test('that can be read in two ways are to be told', () => {
    const { fields, open } = amounts('Total', '1,250')
    expect(open).toMatchObject([{ kind: 'decimal', path: 'fields.revenue.decimal', example: '1,250' }])
    expect(fields.revenue?.decimal).toMatch(/^FILL IN: /)
  })

  test('below zero and unreadable ones are counted', () => {
    const reasons = amounts('Total', '1.00', '-2.00', '284.36a', '1.00', '1.00', '1.00').reasons.get('fields.revenue')
    expect(reasons?.join(' ')).toMatch(/5 of them look like amounts.*1 of the amounts.* below 0.*1 can't be read/s)
  })

  test('are asked for when no name tells them', () => {
    const { open, fields } = amounts('Wert A | Wert B', '1.50 | 2.50')
    expect(open).toMatchObject([{ kind: 'column', path: 'revenue', choices: ['Wert A', 'Wert B'] }])
    expect(fields.revenue?.column).toBe('FILL IN: the column with the amount of the sale: "Wert A" or "Wert B"')
  })

  test('are asked for when two columns are as likely and differ', () => {
    const lines = (second: string) => ['Email | Date | Total | TOTAL', `a@example.com | ${zoned} | 1.50 | ${second}`]
    expect(
      propose(['Email | Date | Total USD | Total CAD', `a@example.com | ${zoned} | 1.50 | 2.50`]).open,
    ).toMatchObject([{ path: 'revenue', choices: ['Total USD', 'Total CAD'] }])
    expect(propose(['Email | Date | Total USD | Total CAD', `a@example.com | ${zoned} | 1.50 | 1.50`]).open).toEqual([])
    // Names that stand twice can't be mapped at all.
    expect(propose(lines('2.50')).reasons.get('fields')?.join()).toContain('stand more than once in the header')
  })
})

describe('dates', () => {
  const dates = (header: string, cells: readonly string[], given: Partial<Given> = {}): Proposal =>
    propose([`Email | Total | ${header}`, ...cells.map((cell) => `ann@example.com | 1.50 | ${cell}`)], given)

  test.each<[name: string, header: string, cells: readonly string[], eventDate: object, zone: string | undefined]>([
    ['with offsets need no zone', 'Order Date', [zoned], { column: 'Order Date' }, undefined],
    ['without offsets need one', 'Order Date', ['2026-01-31'], { column: 'Order Date' }, 'FILL IN: '],
    [
      'of a column that says UTC have one',
      'Created (UTC)',
      ['2026-01-31'],
      { column: 'Created (UTC)', timezone: 'UTC' },
      undefined,
    ],
    [
      'may have their time beside them',
      'Date | Time',
      ['2026-01-31 | 10:00'],
      { columns: ['Date', 'Time'], join: ' ' },
      'FILL IN: ',
    ],
    [
      'may have their zone beside them',
      'Date | Time Zone',
      ['2026-01-31 10:00 | America/Denver'],
      {
        column: 'Date',
        timezoneColumn: 'Time Zone',
      },
      undefined,
    ],
    [
      'may be missing where another is',
      'Paid at | Created at',
      [` | ${zoned}`, `${zoned} | ${zoned}`],
      {
        columns: ['Paid at', 'Created at'],
      },
      undefined,
    ],
    [
      'prove that the month comes first',
      'Date',
      ['01/02/2026', '01/31/2026'],
      { column: 'Date', format: 'month-first' },
      'FILL IN: ',
    ],
    ['prove that the day comes first', 'Date', ['31/01/2026'], { column: 'Date', format: 'day-first' }, 'FILL IN: '],
    [
      'that a spreadsheet made numbers are declared',
      'Date',
      ['46053'],
      { column: 'Date', format: 'excel-serial' },
      'FILL IN: ',
    ],
    ['may be seconds', 'created', ['1769853600'], { column: 'created' }, undefined],
  ])('%s', (_, header, cells, eventDate, zone) => {
    const { fields, input } = dates(header, cells)
    expect(fields.eventDate).toEqual(eventDate)
    if (zone === undefined) expect(input.timezone).toBeUndefined()
    else expect(input.timezone).toContain(zone)
  })

  test('that nothing proves are to be told, with their zone', () => {
    expect(dates('Date', ['01/02/2026']).open.map(({ kind }) => kind)).toEqual(['day-order', 'zone'])
    const told = dates('Date', ['01/02/2026'], { dayOrder: 'DMY', timezone: 'UTC' })
    expect([told.open, told.input.timezone, told.fields.eventDate?.format]).toEqual([[], 'UTC', 'day-first'])
  })

  test('that contradict each other are to be told', () => {
    expect(dates('Date', ['31/01/2026', '01/31/2026'], { timezone: 'UTC' }).open).toMatchObject([{ kind: 'day-order' }])
  })

  test('are asked for when there are none', () => {
    expect(propose(['Email | Total', 'a@example.com | 1.50']).open).toMatchObject([
      { kind: 'column', path: 'eventDate' },
    ])
  })
})

describe('orders of several rows', () => {
  const orders = (...rows: readonly string[]): Proposal => propose(['Order ID | Email | Date | Total', ...rows])
  const row = (id: string, person: string, amount: string): string =>
    `${id} | ${person}@example.com | ${zoned} | ${amount}`

  test.each<[name: string, rows: readonly string[], group: object | undefined]>([
    ['none where no id repeats', [row('A-1', 'ann', '1.50'), row('A-2', 'bob', '1.50')], undefined],
    [
      'are added up where their amounts differ',
      [row('A-1', 'ann', '1.50'), row('A-1', 'ann', '2.50')],
      { by: 'Order ID', sum: ['Total'] },
    ],
    [
      'count once where they repeat the amount',
      [row('A-1', 'ann', '1.50'), row('A-1', 'ann', '1.50')],
      { by: 'Order ID', sum: [] },
    ],
    ['count once where later rows are empty', [row('A-1', 'ann', '1.50'), 'A-1 | | |'], { by: 'Order ID', sum: [] }],
    ['none where an id stands for other people', [row('A-1', 'ann', '1.50'), row('A-1', 'bob', '2.50')], undefined],
  ])('%s', (_, rows, group) => {
    expect(orders(...rows).records.group).toEqual(group)
  })

  test('equal amounts prove nothing, unless the name or very many orders do', () => {
    const twice = (name: string, amountOf: (at: number) => number, many: number) => {
      const rows = Array.from({ length: many * 2 }, (_, at) =>
        row(`A-${at >> 1}`, `p${at >> 1}`, `${amountOf(at >> 1)}.00`),
      )
      return propose([`Order ID | Email | Date | ${name}`, ...rows]).records.group?.sum
    }
    const open = [expect.stringMatching(/^FILL IN: 'Amount' if every row has/)]
    expect(twice('Amount', (at) => 10 + at, 3)).toEqual(open)
    expect(twice('Amount', () => 10, 20)).toEqual(open)
    expect(twice('Amount', (at) => 10 + at, 12)).toEqual([])
    expect(twice('Order Total', () => 10, 3)).toEqual([])
  })

  test('while no amount is known, nobody can say what is added up', () => {
    const rows = ['A-1 | ann@example.com | 2 | 5.00', 'A-1 | ann@example.com | 1 | 6.00']
    const { records } = propose([
      'Order ID | Email | Quantity | Price | Date',
      ...rows.map((row) => `${row} | ${zoned}`),
    ])
    expect(records.group?.sum).toEqual([expect.stringMatching(/^FILL IN: the column of the amount/)])
  })

  test('an id that repeats over other people is no order id, and that is said', () => {
    const { fields, off } = orders(row('A-1', 'ann', '1.50'), row('A-1', 'bob', '2.50'))
    expect(fields.orderId).toBeUndefined()
    expect(off.find(({ key }) => key === 'orderId')?.why.join(' ')).toMatch(/"Order ID" sounds like an order id, but/)
  })
})

test('without an order id, a column that differs in every row is shown', () => {
  const { fields, off } = propose([
    'Email | Ref | Total | Date',
    sale('a@example.com | R1'),
    sale('a@example.com | R2'),
  ])
  expect(fields.orderId).toBeUndefined()
  expect(off).toContainEqual(expect.objectContaining({ key: 'orderId', value: 'Ref' }))
})

describe('states of a sale', () => {
  const states = (header: string, ...cells: readonly string[]): Proposal =>
    propose([`Email | Date | Total | ${header}`, ...cells.map((cell) => `ann@example.com | ${zoned} | 1.50 | ${cell}`)])

  /** Of these cells, the ones that the proposed rules let pass. */
  const passing = (header: string, ...cells: readonly string[]): readonly string[] => {
    const { records } = states(header, ...cells)
    const at = header.split('|').map((name) => name.trim())
    const tests = [...records.rows, ...records.keep].map((rule) => {
      const holds = compileCondition(rule, () => undefined)
      return (cell: string) => holds(cell.split('|')[at.indexOf(rule.column)]?.trim() ?? '')
    })
    return cells.filter((cell) => tests.every((test) => test(cell)))
  }

  test('that are no sale are left out, and those to be judged are shown', () => {
    const { records, off } = states('Status', 'Completed', 'Cancelled', 'Pending')
    expect(records.keep).toEqual([{ column: 'Status', notIn: neverStates }])
    expect(off).toContainEqual(
      expect.objectContaining({ under: 'records.keep', value: { column: 'Status', in: ['Completed', 'Pending'] } }),
    )
  })

  test.each<[name: string, header: string, seen: readonly string[], sales: readonly string[]]>([
    [
      'are told by their words',
      'Order Status',
      [
        ...[
          'Completed',
          'Payment failed',
          'Unpaid',
          'Cancelled by merchant',
          'Not paid',
          'No show',
          'canceled_by_user',
        ],
        ...['Order cancelled', 'Payment Declined', 'Partially cancelled', 'Voided order', 'Annulled', 'refund-pending'],
      ],
      ['Completed', 'Partially cancelled', 'refund-pending'],
    ],
    ['do not vouch for odd ones', 'Status', ['Completed', 'Cancelled', 'Paid (card)'], ['Completed', 'Paid (card)']],
    ['of a deal count once it is won', 'Stage', ['Closed Won', 'Closed Lost', 'Prospecting'], ['Closed Won']],
    ['of a deal that is not won yet', 'Deal Stage', ['Closed lost', 'Appointment scheduled'], []],
    ['may be types', 'Type', ['Sale', 'Refund', 'Void', 'Declined'], ['Sale']],
    [
      'may be a yes or a date of their own',
      'Cancelled | Refunded At | Cancelled At | Test',
      [
        'false | | | false',
        'true | | | false',
        'false | 2026-09-30 | | false',
        'false | | 2026-09-30 | false',
        'false | | | true',
      ],
      ['false | | | false'],
    ],
    ['may be a number that says yes', 'Refunded', ['0', '1', '0'], ['0', '0']],
  ])('%s', (_, header, seen, sales) => {
    expect(passing(header, ...seen)).toEqual(sales)
  })

  test('that come later are left out too', () => {
    for (const header of ['Status', 'Payment Status', 'order_status', 'FinancialStatus']) {
      const [rule] = states(header, 'Completed').records.keep
      const holds = compileCondition(rule ?? { column: '' }, () => undefined)
      const later = ['Canceled', 'CANCELLED', 'Refunded', 'voided', 'Completed', 'Partially refunded', '']
      expect(later.filter(holds)).toEqual(['Completed', 'Partially refunded', ''])
    }
  })

  test.each([
    ['that are all unknown', 'Status', ['Abgeschlossen', 'Storniert']],
    ['with digits, which may be customers', 'Status', ['Completed', 'Cancelled 7']],
    [
      'that are too many',
      'Status',
      Array.from({ length: 50 }, (_, at) => `cancelled ${'x'.repeat((at % 25) + 1)}${at < 25 ? '' : '!'}`),
    ],
    ['that are neither yes nor a date', 'Cancelled', ['by the shop', '']],
  ])('%s are left to a person', (_, header, cells) => {
    const { records, reasons } = states(header, ...cells)
    expect(records.keep[0]?.notIn?.[0]).toMatch(/^FILL IN: /)
    expect(JSON.stringify([...reasons])).not.toContain('7 (')
  })

  test.each([
    ['of something else', 'Delivery Status', ['Cancelled']],
    ['that are kinds of goods', 'Type', ['Roof repair', 'Returning customer']],
    ['that are places', 'Order State', ['TX', 'CO']],
    ['that are amounts', 'Refunded', ['0.00', '12.50']],
    ['of a laboratory', 'Test', ['Blood count']],
  ])('are not taken from a column %s', (_, header, cells) => {
    const { records } = states(header, ...cells)
    expect([...records.rows, ...records.keep]).toEqual([])
  })

  test('of rows that bring money back leave the rows out before they are added up', () => {
    const { records } = propose([
      'Order ID | Email | Date | Total | Type',
      `A-1 | ann@example.com | ${zoned} | 20.00 | Sale`,
      `A-1 | ann@example.com | ${zoned} | 5.00 | Refund`,
    ])
    expect(records).toMatchObject({ rows: [{ column: 'Type' }], keep: [] })
  })
})

test('a column whose name breaks the line stays within its comment', () => {
  const { reasons } = propose(['Email | Total | Date | Da\nte | Time', `a@example.com | 1.00 | 2026-01-31 | | 10:00`])
  expect([...reasons.values()].flat().join('')).not.toMatch(/[\r\n]/)
})

test('columns that are not used are listed', () => {
  expect(propose(['Email | SKU | Total | Date', sale('ann@example.com | 77')]).unused).toEqual(['SKU'])
})

test('a store is only ever shown: it makes two sales of one order id', () => {
  const { fields, off } = propose(['Email | Store | Total | Date', sale('ann@example.com | North')])
  expect(fields.storeId).toBeUndefined()
  expect(off).toContainEqual(expect.objectContaining({ key: 'storeId', value: 'Store' }))
})
