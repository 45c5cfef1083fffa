import { describe, expect, test } from 'vitest'
import { type Country, savings, throughExcel } from './excel.js'
import { openShop } from './shop.js'

const fields = {
  orderId: 'Order',
  primaryEmail: 'Email',
  revenue: { column: 'Total', minus: ['Refund'] },
  eventDate: 'Date',
  fullName: 'Name',
  couponCode: 'Coupon',
  primaryAddress: { zipCode: 'Zip', address2: 'Apt' },
}
const input = { timezone: 'America/New_York' }
const header = 'Order,Email,Total,Refund,Date,Name,Coupon,Zip,Apt,Note'
const styles = {
  ISO: (day: number) => `2026-03-${String(day).padStart(2, '0')}`,
  'ISO with a time': (day: number) => `2026-03-${String(day).padStart(2, '0')} 00:00:00`,
  'month first': (day: number) => `03/${String(day).padStart(2, '0')}/2026`,
  'day first': (day: number) => `${String(day).padStart(2, '0')}/03/2026`,
  named: (day: number) => `"Mar ${day}, 2026"`,
}
type Style = keyof typeof styles
const utc = (day: number): string => `2026-03-${String(day).padStart(2, '0')}T0${day <= 8 ? 5 : 4}:00:00Z`

/** Orders without a readable amount, and one in order that proves how the dates are written. */
const ids = ['00123', '408012345678901', '1-2', 'MAY25', '12E45', '1.10', 'true', 'W-7', '0', '#1001']
const rowOf = (id: string, at: number, style: Style): string =>
  `${id},ann${at}@example.com,?,1.50,${styles[style](at + 3)},"José ""Pepe"", O’Neil €",${at % 2 === 0 ? '0042' : 'APR10'},02906,${at}-2,"=1+1,
'x'"`
const ordersIn = (style: Style): string =>
  `${[header, ...ids.map((id, at) => rowOf(id, at, style)), `OK,ok@example.com,"1,999.95",,${styles[style](25)},Ann,,10001,,`].join('\n')}\n`
const shownFields = ['primaryEmail', 'revenue', 'eventDate', 'fullName', 'couponCode']
const truthOf = (at: number): string =>
  `ann${at}@example.com ${at + 10.5} ${utc(at + 3)} José "Pepe", O’Neil € ${at % 2 === 0 ? '0042' : 'APR10'}`
const truth = Object.fromEntries(ids.map((id, at) => [id, truthOf(at)]))

/** Types the amount that was missing. */
const fillIn = (column: string, _: string, row: Readonly<Record<string, string>>): string | undefined =>
  column === 'Total' ? String(Number(/^ann(\d)/.exec(row.Email ?? '')?.[1]) + 12) : undefined

const countries: readonly Country[] = ['US', 'UK', 'DE', 'SE']

describe('a rejects file that was opened in Excel, mended and saved goes through unchanged', () => {
  const cases = Object.keys(savings).flatMap((saving) => countries.map((country) => [saving, country] as const))
  test.each(cases)('as %s, %s', async (saving, country) => {
    const styleNames = Object.keys(styles) as Style[]
    const style =
      styleNames[cases.findIndex((one) => one[0] === saving && one[1] === country) % styleNames.length] ?? 'ISO'
    const shop = await openShop({ input, fields }, ordersIn(style))
    await shop.upload('orders.csv')
    shop.save(savings[saving]?.(throughExcel(shop.rejected(), country, fillIn)) ?? '')
    const { code, err, summary } = await shop.upload('mended.csv')
    expect(code, err + JSON.stringify([summary?.rejected, summary?.delivery])).toBe(0)
    const { OK, ...others } = shop.stored(...shownFields)
    expect(OK).toContain('1999.95')
    expect(others).toEqual(truth)
  })
})

describe('with all apostrophes taken out in Excel, a sale is right or it is not sent', () => {
  const cases = (Object.keys(styles) as Style[]).flatMap((style) =>
    countries.map((country) => [style, country] as const),
  )
  test.each(cases)('dates %s, %s', async (style, country) => {
    const shop = await openShop({ input, fields }, ordersIn(style))
    await shop.upload('orders.csv')
    const bare = (column: string, cell: string, row: Readonly<Record<string, string>>): string =>
      fillIn(column, cell, row) ?? cell.replaceAll("'", '')
    shop.save(savings['CSV UTF-8']?.(throughExcel(shop.rejected(), country, bare)) ?? '')
    const { summary } = await shop.upload('mended.csv')
    const { OK: _, ...stored } = shop.stored('primaryEmail', 'revenue', 'eventDate')
    for (const [id, record] of Object.entries(stored)) expect(`${truth[id]} `, id).toContain(`${record} `)
    const found = summary === undefined ? 'nothing' : Object.keys(stored).sort()
    expect(found).toMatchSnapshot()
  })
})

/** Types cells over others, by order id and column. */
const typing =
  (typed: Readonly<Record<string, Readonly<Record<string, string>>>>) =>
  (column: string, _: string, row: Readonly<Record<string, string>>): string | undefined =>
    typed[(row.Order ?? '').replace(/^'/, '')]?.[column]

const plainFields = { orderId: 'Order', primaryEmail: 'Email', revenue: 'Total', eventDate: 'Date' }

describe('a date that is typed in Excel', () => {
  // By the export's dates, the country of the spreadsheet, and what is typed: what is stored, or why not.
  test.each([
    ['ISO', 'US', '2026-03-05', utc(5)],
    ['ISO', 'UK', '2026-03-05', utc(5)],
    ['ISO', 'DE', '2026-03-05', utc(5)],
    ['ISO', 'SE', '2026-03-05', utc(5)],
    ['ISO', 'UK', '5/3/2026', utc(5)],
    ['ISO', 'US', '3/5/2026', utc(5)],
    ['month first', 'US', '3/5/2026', utc(5)],
    ['month first', 'US', '2026-03-05', utc(5)],
    ['month first', 'UK', '2026-03-05', 'changed-by-spreadsheet'],
    ['month first', 'DE', '2026-03-05', 'changed-by-spreadsheet'],
    ['month first', 'SE', '2026-03-05', utc(5)],
    ['month first', 'UK', "'2026-03-05", utc(5)],
    ['day first', 'UK', '5/3/2026', utc(5)],
    ['day first', 'US', '2026-03-05', 'changed-by-spreadsheet'],
    ['day first', 'DE', '5.3.2026', utc(5)],
  ] as const)('%s, in %s as %j', async (style, country, typed, expected) => {
    const write = styles[style]
    const orders = [`Order,Email,Total,Date`, `A,ann@example.com,10.50,soon`, `B,bea@example.com,11.50,${write(25)}`]
    const shop = await openShop({ input, fields: plainFields }, `${orders.join('\n')}\n`)
    await shop.upload('orders.csv')
    const saved = throughExcel(shop.rejected(), country, typing({ A: { Date: typed } }))
    shop.save(savings['CSV UTF-8']?.(saved) ?? '')
    const { summary } = await shop.upload('mended.csv')
    const found = shop.stored('eventDate').A ?? summary?.rejected.map(({ code }) => code).join()
    expect(found).toBe(expected)
  })

  test('rows of two runs that read dates differently are not taken together', async () => {
    const texts = await Promise.all(
      (['month first', 'day first'] as const).map(async (style) => {
        const orders = `Order,Email,Total,Date\n${style},a@example.com,?,${styles[style](5)}\nB,b@example.com,1.00,${styles[style](25)}\n`
        const shop = await openShop({ input, fields: plainFields }, orders)
        await shop.upload('orders.csv')
        return shop.rejected().replace('?', '7.00')
      }),
    )
    const shop = await openShop({ input, fields: plainFields }, '')
    shop.save(`${texts[0]}${texts[1]?.split('\r\n').slice(1).join('\r\n')}`)
    const { code, err } = await shop.upload('mended.csv')
    expect([code, err]).toEqual([2, expect.stringContaining('come from runs that read dates differently')])
  })
})

describe('an amount that is typed in Excel', () => {
  test.each([
    ['.', 'US', '1250.5', '1250.5'],
    ['.', 'US', '1,250', '1250'],
    ['.', 'DE', '1.250', 'changed-by-spreadsheet'],
    ['.', 'DE', '1250,50', 'unreadable-revenue'],
    [',', 'DE', '1250,50', '1250.5'],
    [',', 'DE', '1.250', '1250'],
    [',', 'US', '1,250', 'changed-by-spreadsheet'],
    [',', 'US', '1250.50', 'unreadable-revenue'],
  ] as const)('decimals with %s, in %s as %s', async (sign, country, typed, expected) => {
    const orders = `Order;Email;Total;Date\nA;a@example.com;?;2026-03-04\nB;b@example.com;1${sign}50;2026-03-04\n`
    const shop = await openShop({ input, fields: plainFields }, orders)
    await shop.upload('orders.csv')
    const saved = throughExcel(shop.rejected(), country, typing({ A: { Total: typed } }))
    shop.save(savings['CSV UTF-8']?.(saved) ?? '')
    const { summary } = await shop.upload('mended.csv')
    expect(shop.stored('revenue').A ?? summary?.rejected.map(({ code }) => code).join()).toBe(expected)
  })

  test('that has lost its decimal sign since the file was written is not sent', async () => {
    const orders = 'Order,Email,Total,Date\nA,?,10.50,2026-03-04\nB,b@example.com,1.50,2026-03-04\n'
    const shop = await openShop({ input, fields: plainFields }, orders)
    await shop.upload('orders.csv')
    shop.save(shop.rejected().replace("'10.50", '1050').replace(',?,', ',a@example.com,'))
    const { summary } = await shop.upload('mended.csv')
    expect([shop.count(), summary?.rejected.map(({ code }) => code)]).toEqual([1, ['changed-by-spreadsheet']])
  })
})

describe('an amount from several cells', () => {
  const revenue = { column: 'Total', minus: ['Fee', 'Tip'], decimal: ',' }
  const orders = 'Order;Email;Total;Date;Fee;Tip\nA;?;500;2026-03-04;2,30;1,5\nB;b@example.com;1;2026-03-04;;\n'

  test.each([
    ["'2,30", '230', ["'1,5", '15'], 'changed-by-spreadsheet'],
    ["'2,30", '230', ["'1,5", "'1,5"], 'changed-by-spreadsheet'],
    ["'2,30", '3', ["'1,5", "'1,5"], '495.5'],
    ["'2,30", "'2,30", ["'1,5", "'1,5"], '496.2'],
  ])('of which %s became %s, and %s', async (fee, feeNow, [tip = '', tipNow = ''], expected) => {
    const shop = await openShop({ input, fields: { ...plainFields, revenue } }, orders)
    await shop.upload('orders.csv')
    const text = shop.rejected()
    expect([text.includes(fee), text.includes(tip)]).toEqual([true, true])
    shop.save(
      text
        .replace(fee, feeNow)
        .replace(tip, tipNow)
        .replace(/([;,])\?([;,])/, '$1a@example.com$2'),
    )
    const { summary } = await shop.upload('mended.csv')
    expect(shop.stored('revenue').A ?? summary?.rejected.map(({ code }) => code).join()).toBe(expected)
  })
})

describe('an order id that comes back changed', () => {
  test.each([
    ['00123', '123', 'changed-by-spreadsheet'],
    ['east-00123', 'east-123', 'changed-by-spreadsheet'],
    ['1.10', '1.1', 'changed-by-spreadsheet'],
    ['4080123456789012', '4.08012E+15', 'damaged-id'],
    ['4080123456789012345', '4080123456789010000', 'changed-by-spreadsheet'],
    ['MAR1', '1-Mar', 'changed-by-spreadsheet'],
    ['W-1', 'W-2', 'W-2'],
    ['00123', '00123', '00123'],
    ['', 'W-3', 'W-3'],
  ])('from %j to %j', async (before, after, expected) => {
    const orders = `Order,Email,Total,Date\n${before},a@example.com,?,2026-03-04\nB,b@example.com,1.50,2026-03-04\n`
    const shop = await openShop({ input, fields: plainFields }, orders)
    await shop.upload('orders.csv')
    const typed = throughExcel(shop.rejected(), 'US', (column, _, row) =>
      row.Email !== 'a@example.com' ? undefined : column === 'Total' ? '7' : undefined,
    )
    const at = typed[0]?.indexOf('Order') ?? -1
    shop.save(
      savings['CSV UTF-8']?.(typed.map((cells) => cells.with(at, cells[at] === 'Order' ? 'Order' : after))) ?? '',
    )
    const { summary } = await shop.upload('mended.csv')
    const { B: _, ...stored } = shop.stored()
    expect(Object.keys(stored).join() || summary?.rejected.map(({ code }) => code).join()).toBe(expected)
  })
})
