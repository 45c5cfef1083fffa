import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Summary } from '../src/report/summary.js'
import { runInside } from './support/shell.js'

// Small public samples of real exports, where they are at hand; the project's own fixtures don't need them.
const samples = resolve(import.meta.dirname, '../../shared/inputs/samples')

/** What a person says, and the sales that are then ready, rejected and left out. */
const written: readonly (readonly [file: string, said: readonly string[], sales: readonly number[]])[] = [
  ['shopify__ltv-cohort-kit__sample.csv', [], [122, 5, 0]],
  ['shopify__ltv-cohort-kit__fixture.csv', [], [7, 1, 0]],
  ['shopify-rest__go-shopify__orders.json', [], [0, 0, 1]],
  ['stripe__streaming-overlays__unified_payments_scrubbed.csv', [], [1, 0, 0]],
  ['paypal__amouhzi__SampleFile.csv', [], [0, 0, 3]],
  ['paypal__amouhzi__example1.csv', [], [0, 0, 1]],
  ['warehouse-amazon__fivetran__orders.csv', ['--timezone', 'UTC'], [84, 3, 13]],
  ['woocommerce__php-fputcsv.csv', ['--timezone', 'America/New_York'], [1, 0, 2]],
]

const refused: readonly (readonly [file: string, advice: RegExp])[] = [
  [
    'generic__superstore__800.csv',
    /whole address .*"Customer Name", "City".* is not enough\..*Export again with the e-mail/s,
  ],
  ['paypal__amouhzi__basic.csv', /Download it again under Activity/],
  ['shopify-bulk__products_parentId.jsonl', /These are products, not sales/],
  [
    'stripe__streaming-overlays__payments_semicolon_200.csv',
    /Export again in Stripe under Payments, Export, with all columns/,
  ],
]

function place(): string {
  const cwd = mkdtempSync(join(tmpdir(), 'samples-'))
  onTestFinished(() => rmSync(cwd, { recursive: true, force: true }))
  return cwd
}

describe.skipIf(!existsSync(samples))('samples of real exports', () => {
  test.each(written)('init writes a config with which the dry run works: %s', async (file, said, sales) => {
    const cwd = place()
    const path = join(samples, file)
    if (said.length > 0) expect((await runInside(['init', path, '--print'], { cwd })).code).toBe(2)
    const { code, err } = await runInside(['init', path, ...said], { cwd })
    expect([code, err]).toEqual([0, ''])
    const dry = await runInside(['upload', path, '--dry-run', '--json'], { cwd })
    const { places } = (JSON.parse(dry.out) as Summary).books
    expect([places.ready?.sales ?? 0, places.rejected?.sales ?? 0, places.skipped?.sales ?? 0]).toEqual(sales)
  })

  test.each(refused)('init says what to export instead, and writes nothing: %s', async (file, advice) => {
    const cwd = place()
    const { code, err } = await runInside(['init', join(samples, file)], { cwd })
    expect([code, err]).toEqual([2, expect.stringMatching(advice)])
    expect(readdirSync(cwd)).toEqual([])
  })

  test('no sample is left out here', () => {
    expect([...written, ...refused].map(([file]) => file).sort()).toEqual(readdirSync(samples).sort())
  })
})
