import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { Summary } from '../../src/report/summary.js'
import { runInside } from '../support/shell.js'

const folder = mkdtempSync(join(tmpdir(), 'variants-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Variant {
  readonly preset: string
  readonly what: string
  readonly file: string
  readonly text: string
  readonly timezone?: string
  /** Sales ready, rejected and left out, and the money that is ready. */
  readonly expected: readonly [number, number, number, { readonly [currency: string]: string }]
}

const variants: readonly Variant[] = [
  {
    preset: 'shopify-orders',
    what: 'an old vintage, with its streets in one column',
    file: 'orders_export.csv',
    text: [
      'Name,Email,Financial Status,Paid at,Fulfillment Status,Currency,Subtotal,Shipping,Taxes,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,Billing Name,Billing Street,Billing City,Billing Zip,Billing Province,Billing Country,Canceled at,Payment Method',
      "#1001,,paid,2026-09-03 10:15:00 -0400,fulfilled,USD,47.00,6.00,3.29,56.29,2026-09-03 10:14:00 -0400,2,Fern print,16.00,Ada Example,1 Elm St,Providence,'02906,RI,US,,PayPal",
      '#1001,,,,,,,,,,2026-09-03 10:14:00 -0400,1,Tote bag,20.00,,,,,,,,',
      '#1002,bo@example.com,paid,2026-09-03 10:15:00 -0400,,USD,10,0,0,10.00,2026-09-03 10:14:00 -0400,1,Mug,10.00,,,,,,,2026-09-04 09:00:00 -0400,PayPal',
    ].join('\r\n'),
    expected: [1, 0, 1, { USD: '56.29' }],
  },
  {
    preset: 'shopify-orders',
    what: 'test orders paid in part with a gift card',
    file: 'orders.csv',
    text: 'Name,Total,Created at,Email,Lineitem name,Financial Status,Payment Method\n#1,20.00,2026-09-03 10:14:00 -0400,ann@example.com,Mug,paid,Shopify Payments + gift_card\n#2,15.00,2026-09-03 10:14:00 -0400,bo@example.com,Mug,paid,Bogus Gateway + gift_card\n#3,15.00,2026-09-03 10:14:00 -0400,bo@example.com,Mug,paid,gift_card + Bogus Gateway\n',
    expected: [1, 0, 2, { '': '20' }],
  },
  {
    preset: 'shopify-orders',
    what: 'a few columns in another order and case, with a column of the shop',
    file: 'some.csv',
    text: 'margin,total,NAME,created at,email,lineitem name,financial status\n12,20.00,#1,2026-09-03 10:14:00 -0400,ann@example.com,Mug,paid\n9,15.00,#2,2026-09-03 10:14:00 -0400,bo@example.com,Mug,authorized\n',
    expected: [1, 0, 1, { '': '20' }],
  },
  {
    preset: 'shopify-orders-json',
    what: 'orders one a line, of an API version without current totals',
    file: 'orders.ndjson',
    text: [
      '{"name":"#1","email":"ann@example.com","total_price":"20.00","currency":"USD","financial_status":"paid","created_at":"2026-09-03T10:14:00-04:00","order_number":1,"line_items":[{"sku":"A","price":"20.00"}]}',
      '{"name":"#2","email":"bo@example.com","total_price":"9.00","currency":"USD","financial_status":"pending","created_at":"2026-09-03T10:14:00-04:00","order_number":2,"line_items":[]}',
    ].join('\n'),
    expected: [1, 0, 1, { USD: '20' }],
  },
  {
    preset: 'shopify-bulk-orders',
    what: 'a query for first totals and refunds',
    file: 'bulk.jsonl',
    text: [
      '{"id":"gid://shopify/Order/1","name":"#1","email":"ann@example.com","createdAt":"2026-09-03T14:14:00Z","displayFinancialStatus":"PARTIALLY_REFUNDED","totalPriceSet":{"shopMoney":{"amount":"20.0","currencyCode":"USD"}},"totalRefundedSet":{"shopMoney":{"amount":"5.0"}}}',
      '{"id":"gid://shopify/Order/2","name":"#2","email":"bo@example.com","createdAt":"2026-09-03T14:14:00Z","displayFinancialStatus":"PENDING","totalPriceSet":{"shopMoney":{"amount":"7.0","currencyCode":"USD"}},"totalRefundedSet":{"shopMoney":{"amount":"0.0"}}}',
    ].join('\n'),
    expected: [1, 0, 1, { USD: '15' }],
  },
  {
    preset: 'shopify-bulk-orders',
    what: 'a query that forgot the status: its rule is named, the sales stay',
    file: 'bulk.jsonl',
    text: '{"id":"gid://shopify/Order/1","name":"#1","customer":{"email":"ann@example.com"},"processedAt":"2026-09-03T14:14:00Z","currentTotalPriceSet":{"shopMoney":{"amount":"20.0","currencyCode":"USD"}}}\n',
    expected: [1, 0, 0, { USD: '20' }],
  },
  {
    preset: 'woocommerce-webtoffee',
    what: 'few columns and many line items',
    file: 'order_export.csv',
    text: `order_number,order_date,status,order_total,billing_email,${Array.from({ length: 40 }, (_, index) => `line_item_${index + 1}`).join(',')}\nA-7,2026-06-01 15:23:00,completed,58.10,ann@example.com${','.repeat(40)}\n`,
    timezone: 'America/Denver',
    expected: [1, 0, 0, { '': '58.1' }],
  },
  {
    preset: 'woocommerce-skyverge',
    what: 'a row per item',
    file: 'orders.csv',
    text: [
      'order_id,order_number,date,status,order_total,refunded_total,order_currency,billing_email,item_name,item_sku,item_quantity,item_total',
      '7,7,2026-06-01 15:23:00,completed,58.10,8.10,USD,ann@example.com,Tea,T,1,40.00',
      '7,7,2026-06-01 15:23:00,completed,58.10,8.10,USD,ann@example.com,Pot,P,1,18.10',
    ].join('\n'),
    timezone: 'America/Denver',
    expected: [1, 0, 0, { USD: '50' }],
  },
  {
    preset: 'woocommerce-algolplus',
    what: 'a newer vintage, without the total less refunds',
    file: 'orders.csv',
    text: [
      'Order Number,Order Status,Order Date,Address 1&2 (Billing),City (Billing),State Code (Billing),Postcode (Billing),Country Code (Billing),Order Refund Amount,Order Total Amount,Item Name',
      '7,Completed,2026-06-01 15:23,12 Elm St Apt B,Denver,CO,80203,US,8.10,58.10,Tea',
      '8,Cancelled,2026-06-01 15:23,12 Elm St Apt B,Denver,CO,80203,US,0,5,Tea',
    ].join('\n'),
    timezone: 'America/Denver',
    expected: [1, 0, 1, { '': '50' }],
  },
  {
    preset: 'stripe-payments',
    what: 'the older vintage, with what the shop stored beside it',
    file: 'payments.csv',
    text: [
      'id,Description,Seller Message,Created (UTC),Amount,Amount Refunded,Currency,Converted Amount,Converted Amount Refunded,Fee,Tax,Converted Currency,Mode,Status,Customer ID,Customer Description,Customer Email,Captured,Card ID,Card Last4,order (metadata)',
      'ch_1,A,Payment complete.,2026-09-03 10:14,20.00,5.00,usd,20.00,5.00,0.88,0.00,usd,Live,Paid,cus_1,,ann@example.com,true,card_1,4242,17',
      'ch_2,A,Payment complete.,2026-09-03 10:15,20.00,20.00,usd,20.00,20.00,0.88,0.00,usd,Live,Refunded,cus_1,,ann@example.com,true,card_1,4242,18',
    ].join('\n'),
    expected: [1, 0, 1, { USD: '15' }],
  },
  {
    preset: 'stripe-payments',
    what: 'opened and saved in Excel with semicolons',
    file: 'payments.csv',
    text: 'Created date (UTC);Amount;Currency;Captured;Status;Customer Email\n2026-06-07 02:38:54;15.00;usd;TRUE;Paid;ann@example.com\n2026-06-07 02:38:55;15.00;usd;FALSE;Paid;bo@example.com\n',
    expected: [1, 0, 1, { USD: '15' }],
  },
  {
    preset: 'stripe-charges',
    what: 'charges one a line, in yen',
    file: 'charges.ndjson',
    text: '{"id":"ch_1","object":"charge","amount":1500,"amount_refunded":500,"paid":true,"captured":true,"currency":"jpy","created":1789457400,"receipt_email":"ann@example.com","livemode":true,"refunded":false}\n',
    expected: [1, 0, 0, { JPY: '1000' }],
  },
]

test.each(variants.map((variant) => [variant.preset, variant.what, variant] as const))(
  '%s: %s',
  async (preset, _what, { file, text, timezone, expected }) => {
    writeFileSync(join(folder, file), text)
    const zone = timezone === undefined ? [] : ['--timezone', timezone]
    const { out, err } = await runInside(['validate', file, '--no-config', '--json', ...zone], { cwd: folder })
    expect(err).toContain(`mapped by preset ${preset}.`)
    const { places } = (JSON.parse(out) as Summary).books
    const sales = [places.ready?.sales ?? 0, places.rejected?.sales ?? 0, places.skipped?.sales ?? 0]
    expect([...sales, places.ready?.money]).toEqual(expected)
  },
)

test('a Stripe export without the buyer is refused before it is read, with the way to export it again', async () => {
  writeFileSync(
    join(folder, 'brief.csv'),
    'Created date (UTC);Amount;Currency;Captured;Status;Card Address Country;Customer ID\n2024-06-07 02:38:54;15.00;usd;TRUE;Paid;PE;cus_1\n',
  )
  const { code, err } = await runInside(['validate', 'brief.csv', '--no-config'], { cwd: folder })
  expect(code).toBe(2)
  expect(err).toContain('none of its columns tells who bought')
  expect(err).toContain('Export again in Stripe under Payments, Export, with all columns')
})

test('WooCommerce writes the time of the site: without a zone nothing is guessed', async () => {
  writeFileSync(
    join(folder, 'site.csv'),
    'order_id,order_number,date,status,order_total,refunded_total,billing_email\n7,7,2026-06-01 15:23:00,completed,58.10,0,ann@example.com\n',
  )
  const { code, err } = await runInside(['validate', 'site.csv', '--no-config'], { cwd: folder })
  expect([code, err]).toEqual([2, expect.stringContaining('--timezone')])
})

test('a Shopify order has one id and one amount, whichever way it was exported', () => {
  const [csv, ...others] = ['shopify-orders', 'shopify-orders-json', 'shopify-bulk-orders'].map(expectedOf)
  expect(csv?.size).toBe(2)
  for (const other of others) for (const [id, revenue] of csv ?? []) expect(other.get(id)).toBe(revenue)
})

test('a Stripe payment has one id and one amount in the dashboard and in the API', () => {
  expect(expectedOf('stripe-charges')).toEqual(expectedOf('stripe-payments'))
})

/** What the fixture of a preset is known to become (fixtures.test.ts): amounts by order id. */
function expectedOf(name: string): ReadonlyMap<string, number> {
  const text = readFileSync(join(import.meta.dirname, `../../fixtures/presets/${name}.expected.json`), 'utf8')
  const { conversions } = JSON.parse(text) as { conversions: { orderId: string; revenue: number }[] }
  return new Map(conversions.map(({ orderId, revenue }) => [orderId, revenue]))
}
