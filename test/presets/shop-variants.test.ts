import { expect, test } from 'vitest'
import type { InputOptions } from '../../src/commands/options.js'
import { readExport } from '../support/export.js'

interface Variant {
  readonly of: string
  readonly what: string
  readonly file?: string
  readonly lines: readonly string[]
  readonly options?: InputOptions
  /** What the sales hold, among other things. */
  readonly sales: readonly object[]
  readonly rest?: readonly string[]
}

const tabs = (line: string): string => line.replaceAll('|', '\t')
const eastern = { timezone: 'America/New_York' }
const rowan = { city: 'Salem', state: 'OR', zipCode: '97301' }

const variants: readonly Variant[] = [
  {
    of: 'etsy-orders',
    what: 'separated by tabs in a .csv, with the names of British English and columns left out',
    lines: [
      'Order ID|Sale Date|Full Name|Street 1|Delivery City|Delivery State|Delivery Zipcode|Order Total|Currency',
      '77|06/07/26|Ann Example|12 Fern Ct|Salem|OR|97301|19.00|USD',
    ].map(tabs),
    options: eastern,
    sales: [
      {
        orderId: '77',
        revenue: 19,
        eventDate: '2026-06-07T04:00:00Z',
        primaryAddress: { address1: '12 Fern Ct', ...rowan },
      },
    ],
  },
  {
    of: 'etsy-order-items',
    what: 'in another order and with an amount in dollars',
    lines: [
      'Order ID,Item Total,Sale Date,Ship Name,Ship Address1,Ship City,Ship State,Ship Zipcode,Quantity',
      '77,$19.00,06/07/26,Ann Example,12 Fern Ct,Salem,OR,97301,1',
      '77,$1.50,06/07/26,Ann Example,12 Fern Ct,Salem,OR,97301,3',
    ],
    options: eastern,
    sales: [{ orderId: '77', revenue: 20.5, fullName: 'Ann Example' }],
  },
  {
    of: 'bigcommerce-orders',
    what: 'of a store that writes the day first, the time in a column, City and Postcode',
    lines: [
      'Order Status,Order ID,Order Date,Order Time,Order Total (inc tax),Billing Street 1,Billing City,Billing State,Billing Postcode,Billing Country',
      'Shipped,9,17/06/2026,14:05:33,20.00,12 Fern Ct,Salem,Oregon,97301,United States',
      'Declined,10,18/06/2026,14:05:33,21.00,12 Fern Ct,Salem,Oregon,97301,United States',
    ],
    options: eastern,
    sales: [
      {
        eventDate: '2026-06-17T18:05:33Z',
        primaryAddress: { address1: '12 Fern Ct', ...rowan, country: 'United States' },
      },
    ],
    rest: [
      'skipped 3: "Order Status" is one of Incomplete, Pending, Awaiting Payment, Manual Verification Required, Cancelled, Canceled, Declined, Refunded, Disputed',
    ],
  },
  {
    of: 'bigcommerce-orders',
    what: 'with a row for each product, which repeats the order',
    lines: [
      'Order ID,Order Status,Order Date,Order Total (inc tax),Customer Email,Refund Amount,Product Details',
      '9,Completed,06/17/2026,20.00,ann@example.com,5.00,Mug',
      '9,Completed,06/17/2026,20.00,ann@example.com,5.00,Plate',
    ],
    options: eastern,
    sales: [{ orderId: '9', revenue: 15, primaryEmail: 'ann@example.com' }],
  },
  {
    of: 'magento-orders',
    what: 'of an older version, with the base total alone',
    lines: [
      'ID,Purchased From (Store),Purchased On,Bill-to Name,Ship-to Name,G.T. (Base),Status,Customer Email',
      '100000007,Main Website,"Jun 7, 2026 3:15:42 PM",Ann Example,Ann Example,$19.00,Complete,ann@example.com',
    ],
    options: eastern,
    sales: [{ orderId: '100000007', revenue: 19, eventDate: '2026-06-07T19:15:42Z' }],
  },
  {
    of: 'amazon-orders',
    what: 'of shipments from Amazon, with a status and the other name of the order id',
    file: 'shipments.txt',
    lines: [
      'amazon-order-id|shipment-id|purchase-date|order-status|product-name|currency|item-price|recipient-name|ship-address-1|ship-city|ship-state|ship-postal-code|ship-country',
      '1-1|s1|2026-06-07T10:00:00+00:00|Shipped|"Fern" mug, 12"|USD|9.00|Ann Example|12 Fern Ct|Salem|OR|97301|US',
      '1-2|s2|2026-06-07T11:00:00+00:00|Cancelled|Mug|USD|9.00|Bo Example|14 Fern Ct|Salem|OR|97301|US',
      '1-1|s3|2026-06-07T10:00:00+00:00|Shipped|Saucer|USD|4.00|Ann Example|12 Fern Ct|Salem|OR|97301|US',
    ].map(tabs),
    sales: [{ orderId: '1-1', revenue: 13, eventDate: '2026-06-07T10:00:00Z' }],
    rest: ['skipped 3: "order-status" is one of Canceled, Cancelled, Pending'],
  },
  {
    of: 'amazon-orders',
    what: 'that a spreadsheet has saved with commas and quotes',
    lines: [
      'order-id,purchase-date,product-name,item-price,recipient-name,ship-address-1,ship-city,ship-state,ship-postal-code,ship-country',
      '1-1,2026-06-07T10:00:00Z,"Pan, 12"" wide",9.00,Ann Example,"12 Fern Ct, Rear",Salem,OR,97301,US',
    ],
    sales: [{ orderId: '1-1', primaryAddress: { address1: '12 Fern Ct, Rear', ...rowan, country: 'US' } }],
  },
  {
    of: 'squarespace-orders',
    what: 'with few columns, told from those of Shopify by their Order ID',
    lines: [
      'Order ID,Email,Financial Status,Currency,Total,Created at,Lineitem variant,Channel Type',
      '00007,ann@example.com,PAID,USD,19.00,2026-06-07 10:00:00 -0600,,web',
    ],
    sales: [{ orderId: '00007', primaryEmail: 'ann@example.com' }],
  },
  {
    of: 'ebay-orders',
    what: 'with lines around it that hold no order',
    lines: [
      'Order Number,Buyer Name,Buyer Address 1,Buyer City,Buyer State,Buyer Zip,Sale Date,Paid On Date,Total Price',
      ',,,,,,,,',
      '1-1,Ann Example,12 Fern Ct,Salem,OR,97301,Jun-07-26,Jun-07-26,$9.00',
      '1 record(s) downloaded',
      'Seller ID : example',
    ],
    options: eastern,
    sales: [{ orderId: '1-1', eventDate: '2026-06-07T04:00:00Z' }],
    rest: ['rejected 4 short-row', 'rejected 5 short-row'],
  },
]

test.each(variants)('$of $what', async ({ of, file, lines, options, sales, rest }) => {
  const found = await readExport(file ?? 'export.csv', `${lines.join('\n')}\n`, options)
  expect(found.preset).toBe(of)
  expect(found.sales).toMatchObject(sales)
  expect(found.sales).toHaveLength(sales.length)
  expect(found.rest).toEqual(rest ?? [])
})

test('amazon-orders in the encoding of older reports are read once it is named', async () => {
  const header = 'order-id|purchase-date|item-price|recipient-name|ship-address-1|ship-city|ship-state|ship-postal-code'
  const text = tabs(`${header}\n1-1|2026-06-07T10:00:00Z|9.00|Zoë Example|12 Fern Ct|Salem|OR|97301\n`)
  const bytes = Buffer.from(text, 'latin1')
  await expect(readExport('orders.txt', bytes)).rejects.toThrow('UTF-8')
  const { sales } = await readExport('orders.txt', bytes, { encoding: 'windows-1252' })
  expect(sales).toMatchObject([{ fullName: 'Zoë Example' }])
})

test('magento-orders without e-mail and addresses are refused with what to show in the grid', async () => {
  const text =
    'ID,Purchase Date,Bill-to Name,Grand Total (Base),Status,Purchase Point\n1,"Jun 7, 2026",Ann Example,19.00,Complete,Main\n'
  await expect(readExport('orders.csv', text, eastern)).rejects.toMatchObject({
    hint: expect.stringContaining('Customer Email'),
  })
})
