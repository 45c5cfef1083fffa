import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { Summary } from '../../src/report/summary.js'
import { runInside } from '../support/shell.js'

// Small public samples of real exports, where they are at hand; the project's own fixtures don't need them.
const samples = resolve(import.meta.dirname, '../../../shared/inputs/samples')

interface Read {
  readonly file: string
  readonly preset: string
  readonly timezone?: string
  /** Sales ready, rejected and left out; and the money of those that are ready. */
  readonly expected: readonly [number, number, number, { readonly [currency: string]: string }]
}

const read: readonly Read[] = [
  { file: 'shopify__ltv-cohort-kit__fixture.csv', preset: 'shopify-orders', expected: [7, 1, 0, { USD: '960' }] },
  { file: 'shopify__ltv-cohort-kit__sample.csv', preset: 'shopify-orders', expected: [122, 5, 0, { USD: '14147.75' }] },
  { file: 'shopify-rest__go-shopify__orders.json', preset: 'shopify-orders-json', expected: [0, 0, 1, {}] },
  {
    file: 'stripe__streaming-overlays__unified_payments_scrubbed.csv',
    preset: 'stripe-payments',
    expected: [1, 0, 0, { USD: '15' }],
  },
  {
    file: 'woocommerce__php-fputcsv.csv',
    preset: 'woocommerce-webtoffee',
    timezone: 'America/New_York',
    expected: [1, 0, 2, { USD: '58.1' }],
  },
  { file: 'paypal__amouhzi__SampleFile.csv', preset: 'paypal-activity', expected: [0, 0, 3, {}] },
  { file: 'paypal__amouhzi__example1.csv', preset: 'paypal-activity', expected: [0, 0, 1, {}] },
]

const refused = [
  ['shopify-bulk__products_parentId.jsonl', 'These are products, not sales.'],
  ['stripe__streaming-overlays__payments_semicolon_200.csv', 'Export again in Stripe under Payments, Export'],
  ['woocommerce__php-fputcsv.csv', '--timezone'],
  ['paypal__amouhzi__basic.csv', 'Customize report fields'],
  ['generic__superstore__800.csv', 'npx lettr-convert init'],
  ['warehouse-amazon__fivetran__orders.csv', 'npx lettr-convert init'],
] as const

describe.skipIf(!existsSync(samples))('samples of real exports without a config', () => {
  const cwd = mkdtempSync(join(tmpdir(), 'samples-'))
  afterAll(() => rmSync(cwd, { recursive: true, force: true }))

  test.each(read.map((sample) => [sample.file, sample] as const))('are read right: %s', async (file, sample) => {
    const { preset, timezone, expected } = sample
    const zone = timezone === undefined ? [] : ['--timezone', timezone]
    const { out, err } = await runInside(['validate', join(samples, file), '--json', ...zone], { cwd })
    expect(err).toContain(`mapped by preset ${preset}.`)
    const { places } = (JSON.parse(out) as Summary).books
    const sales = [places.ready?.sales ?? 0, places.rejected?.sales ?? 0, places.skipped?.sales ?? 0]
    expect([...sales, places.ready?.money ?? {}]).toEqual(expected)
  })

  test.each(refused)('are refused with the way out: %s', async (file, advice) => {
    const { code, err } = await runInside(['validate', join(samples, file)], { cwd })
    expect([code, err]).toEqual([2, expect.stringContaining(advice)])
  })
})
