import { existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Summary } from '../src/report/summary.js'
import { runInside } from './support/shell.js'

// Small public samples of real exports, where they are at hand; the project's own fixtures don't need them.
const samples = resolve(import.meta.dirname, '../../shared/inputs/samples')

const stripeDate = { input: { timezone: 'UTC' } }
const order = { by: 'Name' }
const refunded = { column: 'Total', minus: 'Refunded Amount', currency: 'Currency' }
const shopify = { orderId: 'Name', primaryEmail: 'Email', revenue: refunded, eventDate: 'Created at' }

interface Sample {
  readonly file: string
  readonly config: object
  /** Sales ready, rejected and left out; and the money of those that are ready. */
  readonly expected: readonly [ready: number, rejected: number, leftOut: number, money: object]
}

const mapped: readonly Sample[] = [
  {
    file: 'shopify__ltv-cohort-kit__sample.csv',
    config: {
      records: { group: order, keep: [{ column: 'Financial Status', in: ['paid', 'partially_refunded'] }] },
      fields: shopify,
    },
    expected: [122, 5, 0, { USD: '14147.75' }],
  },
  {
    file: 'shopify__ltv-cohort-kit__fixture.csv',
    config: { records: { group: order }, fields: shopify },
    expected: [7, 1, 0, { USD: '960' }],
  },
  {
    file: 'generic__superstore__800.csv',
    config: {
      input: { timezone: 'America/Chicago' },
      records: { group: { by: 'Order ID', sum: 'Sales' } },
      fields: { orderId: 'Order ID', couponCode: 'Segment', revenue: 'Sales', eventDate: 'Order Date' },
    },
    expected: [373, 0, 0, { '': '197642.3121' }],
  },
  {
    file: 'paypal__amouhzi__SampleFile.csv',
    config: {
      records: { rows: [{ column: 'Balance Impact', in: ['Credit'] }] },
      fields: {
        orderId: 'Transaction ID',
        primaryEmail: 'From Email Address',
        revenue: { column: 'Gross', currency: 'Currency' },
        eventDate: { columns: ['Date', 'Time'], join: ' ', timezoneColumn: 'Time Zone', format: 'MM/DD/YY H:mm:ss' },
      },
    },
    expected: [0, 1, 2, {}],
  },
  {
    file: 'paypal__amouhzi__basic.csv',
    config: {
      input: { timezone: 'Europe/London' },
      fields: {
        fullName: 'Name',
        revenue: { column: 'Amount', currency: 'Currency' },
        eventDate: { columns: ['Date', 'Time'], join: ' ', timezoneColumn: 'Time Zone' },
      },
    },
    expected: [0, 5, 0, {}],
  },
  {
    file: 'paypal__amouhzi__example1.csv',
    config: {
      fields: {
        fullName: 'Nom',
        orderId: 'Numéro de transaction',
        businessName: "Titre de l'objet",
        primaryEmail: "À l'adresse email",
        revenue: { column: 'Avant commission', currency: 'Devise' },
        eventDate: { columns: ['Date', 'Heure'], join: ' ', timezoneColumn: 'Fuseau horaire' },
      },
    },
    expected: [1, 0, 0, { EUR: '12.2' }],
  },
  {
    file: 'shopify-bulk__products_parentId.jsonl',
    config: {
      records: { rows: [{ column: '__parentId', empty: true }] },
      fields: { orderId: 'id', couponCode: 'handle', revenue: { value: '1' }, eventDate: 'createdAt' },
    },
    expected: [2, 1, 7, { '': '2' }],
  },
  {
    file: 'shopify-rest__go-shopify__orders.json',
    config: {
      input: { path: 'orders' },
      fields: {
        orderId: 'name',
        primaryEmail: 'email',
        revenue: { column: 'total_price', currency: 'currency' },
        eventDate: 'created_at',
        primaryAddress: { address1: 'billing_address.address1', city: 'billing_address.city' },
      },
    },
    expected: [1, 0, 0, { USD: '10' }],
  },
  {
    file: 'stripe__streaming-overlays__unified_payments_scrubbed.csv',
    config: {
      ...stripeDate,
      fields: {
        orderId: 'id',
        primaryEmail: 'Customer Email',
        revenue: { column: 'Amount', minus: 'Amount Refunded', currency: 'Currency' },
        eventDate: 'Created date (UTC)',
      },
    },
    expected: [1, 0, 0, { USD: '15' }],
  },
  {
    file: 'stripe__streaming-overlays__payments_semicolon_200.csv',
    config: {
      ...stripeDate,
      fields: {
        customerId: 'Customer ID',
        revenue: { column: 'Amount', currency: 'Currency' },
        eventDate: 'Created date (UTC)',
      },
    },
    expected: [0, 199, 0, {}],
  },
  {
    file: 'warehouse-amazon__fivetran__orders.csv',
    config: {
      ...stripeDate,
      fields: {
        orderId: 'amazon_order_id',
        primaryEmail: 'buyer_info_buyer_email',
        revenue: { column: 'order_total_amount', currency: 'order_total_currency_code' },
        eventDate: 'purchase_date',
      },
    },
    expected: [97, 3, 0, { USD: '24816.79' }],
  },
  {
    file: 'woocommerce__php-fputcsv.csv',
    config: {
      input: { timezone: 'America/New_York' },
      records: { keep: [{ column: 'status', in: ['completed', 'processing'] }] },
      fields: {
        orderId: 'order_number',
        primaryEmail: 'billing_email',
        revenue: { column: 'order_total', currency: 'order_currency' },
        eventDate: { columns: ['paid_date', 'order_date'] },
      },
    },
    expected: [1, 0, 2, { USD: '58.1' }],
  },
]

describe.skipIf(!existsSync(samples))('samples of real exports', () => {
  test.each(mapped.map((sample) => [sample.file, sample] as const))(
    'map with a short config: %s',
    async (_, sample) => {
      const cwd = mkdtempSync(join(tmpdir(), 'samples-'))
      writeFileSync(join(cwd, 'config.json'), JSON.stringify({ version: 1, ...sample.config }))
      const { code, out, err } = await runInside(
        ['validate', join(samples, sample.file), '--config', 'config.json', '--json'],
        { cwd },
      )
      const [ready, rejected, leftOut, money] = sample.expected
      expect(err).not.toMatch(/bug/)
      expect(code).toBe(rejected > 0 ? 3 : 0)
      const { places } = (JSON.parse(out) as Summary).books
      const sales = [places.ready?.sales ?? 0, places.rejected?.sales ?? 0, places.skipped?.sales ?? 0]
      expect([...sales, places.ready?.money]).toEqual([ready, rejected, leftOut, money])
    },
  )
})
