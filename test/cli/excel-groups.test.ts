import { describe, expect, test } from 'vitest'
import { savings, throughExcel } from './excel.js'
import { openShop } from './shop.js'

type Cells = readonly string[]

const fields = { orderId: 'Order', primaryEmail: 'Email', revenue: 'Total', eventDate: 'Date', fullName: 'Who' }
const input = { timezone: 'America/New_York' }
const summed = { input, fields, records: { group: { by: 'Order', sum: ['Total'] } } }
const lines = [
  'Order,Email,Total,Date,Who,Item',
  'A1,ann@example.com,10.50,2026-03-04,Ann,Towel',
  'A1,ann@example.com,2x.25,2026-03-04,Ann,Bath mat',
  'A1,ann@example.com,5.00,2026-03-04,Ann,Curtain',
  'B1,bea@example.com,1.00,2026-03-04,Bea,Soap',
  'C1,cai@example.com,3.00,2026-03-05,Cai,Lamp',
  'A1,ann@example.com,0.75,2026-03-04,Ann,Ribbon',
]

/** What a person does to the rows below the header; `at` finds the place of a column. */
type Deed = (rows: readonly Cells[], at: (column: string) => number) => readonly Cells[]

async function afterwards(config: object, orders: readonly string[], deed: Deed) {
  const shop = await openShop(config, `${orders.join('\n')}\n`)
  await shop.upload('orders.csv')
  const mended = (_: string, cell: string): string | undefined => (cell === '2x.25' ? '2.25' : undefined)
  const [header = [], ...rows] = throughExcel(shop.rejected(), 'US', mended)
  const saved = [header, ...deed(rows, (column) => header.indexOf(column))]
  shop.save(savings['CSV UTF-8']?.(saved) ?? '')
  const { summary } = await shop.upload('mended.csv')
  const codes = summary?.rejected.map(({ code }) => code) ?? []
  const rejected = codes.length === 0 ? '' : shop.rejected('mended')
  return { stored: shop.stored('revenue', 'fullName'), count: shop.count(), codes, rejected, summary }
}

const sortedBy =
  (column: string): Deed =>
  (rows, at) =>
    rows.toSorted((one, other) => ((one[at(column)] ?? '') < (other[at(column)] ?? '') ? -1 : 1))

describe('an order whose lines are added up', () => {
  test.each<readonly [string, Deed]>([
    ['as they stood', (rows) => rows],
    ['sorted by another column', sortedBy('Item')],
    ['sorted by the amount', sortedBy('Total')],
    ['turned round', (rows) => rows.toReversed()],
    ['with a line pasted twice', (rows) => [...rows, rows[2] ?? []]],
    ['with all lines pasted twice', (rows) => [...rows, ...rows]],
  ])('is one sale with the right sum once a line is mended, its lines %s', async (_, deed) => {
    const { stored, count, codes } = await afterwards(summed, lines, deed)
    expect(codes).toEqual([])
    expect(stored).toEqual({ A1: '18.5 Ann', B1: '1 Bea', C1: '3 Cai' })
    expect(count).toBe(3)
  })

  test('is not sent with too little money when the lines that show no reason were deleted', async () => {
    const { stored, codes, rejected } = await afterwards(summed, lines, (rows) => rows.slice(0, 2))
    expect(stored).toEqual({ B1: '1 Bea', C1: '3 Cai' })
    expect(codes).toEqual(['changed-rows'])
    expect(rejected).toContain('the sale had 4 rows when this file was written, and has 2 now')
  })

  test('is sent with fewer lines when lettr_identity was emptied in those that are left', async () => {
    const { stored } = await afterwards(summed, lines, (rows, at) =>
      rows.slice(0, 3).map((cells) => cells.with(at('lettr_identity'), '')),
    )
    expect(stored).toEqual({ A1: '17.75 Ann', B1: '1 Bea', C1: '3 Cai' })
  })

  test('is not taken together with another whose id a spreadsheet has made alike', async () => {
    const ids = lines.map((line) => line.replace(/^A1/, '0100').replace(/^B1/, '100'))
    const orders = ids.map((line) => line.replace(',1.00,', ',?,'))
    const { stored, rejected } = await afterwards(summed, orders, (rows, at) =>
      rows.map((cells) =>
        cells.with(at('Order'), '100').with(at('Total'), cells[at('Total')]?.replace('?', '1') ?? ''),
      ),
    )
    expect(stored).toEqual({ C1: '3 Cai' })
    expect(rejected).toContain('rows of 2 sales have become one sale')
  })
})

describe('a line that could not be read, among orders whose lines are added up', () => {
  const broken = lines.map((line) =>
    line.replace('2x.25', '2.25').replace('5.00,2026-03-04,Ann', '5.00,2026-03-04,Ann,'),
  )

  test('keeps the orders back that stood beside it, wherever a spreadsheet has sorted them', async () => {
    for (const deed of [sortedBy('Email'), sortedBy('Item'), (rows: readonly Cells[]) => rows.toReversed()]) {
      const { stored } = await afterwards(summed, broken, deed)
      expect(stored).toEqual({ C1: '3 Cai' })
    }
  })

  test('completes its order once it is mended', async () => {
    const { stored, codes } = await afterwards(summed, broken, (rows, at) =>
      rows
        .map((cells) => {
          const far = at('Item') + 1
          return cells[far] === undefined ? cells : [...cells.slice(0, far - 1), cells[far] ?? '']
        })
        .toReversed(),
    )
    expect(codes).toEqual([])
    expect(stored).toEqual({ A1: '18.5 Ann', B1: '1 Bea', C1: '3 Cai' })
  })
})

test('of lines that are not added up the first of the export counts, however they were sorted since', async () => {
  const orders = [
    'Order,Email,Total,Date,Who,Item',
    'A1,ann@example.com,2x.25,2026-03-04,Zoe,Towel',
    'A1,ann@example.com,,,Ann,Bath mat',
  ]
  const { stored } = await afterwards({ input, fields, records: { group: { by: 'Order' } } }, orders, (rows) =>
    rows.toReversed(),
  )
  expect(stored).toEqual({ A1: '2.25 Zoe' })
})

describe('rows without order id', () => {
  const { orderId: _, ...rest } = fields
  const orders = ['Email,Total,Date,Who', 'ann@example.com,2x.25,2026-03-04,Ann', 'bea@example.com,1.00,2026-03-04,Bea']

  test('are one sale when they were pasted twice', async () => {
    const { count, summary } = await afterwards({ input, fields: rest }, orders, (rows) => [...rows, ...rows])
    expect(count).toBe(2)
    expect(summary?.skipped.map(({ message }) => message)).toEqual(['a copy of another row of this file'])
  })

  test('are two sales when the export had two alike', async () => {
    const { count } = await afterwards({ input, fields: rest }, [...orders, orders[1] ?? ''], (rows) => rows)
    expect(count).toBe(3)
  })
})
