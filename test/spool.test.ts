import { mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseExactly } from '../src/domain/exact-json.js'
import type { JsonObject, ReadRow } from '../src/domain/row.js'
import { contentOf, type Sale } from '../src/domain/sale.js'
import { Spool } from '../src/spool.js'
import { markFrom } from './support/mark.js'

const text = fc.string({ unit: 'grapheme', maxLength: 30 })
const cell = text.map((value) => value.replaceAll('\0', ''))
const place = { record: fc.nat(), line: fc.nat() }
const row: fc.Arbitrary<ReadRow> = fc.oneof(
  fc.record({ kind: fc.constant('cells' as const), ...place, cells: fc.array(cell, { minLength: 1, maxLength: 5 }) }),
  fc
    .tuple(fc.array(cell, { minLength: 1, maxLength: 5 }), fc.constantFrom(',', ';', '\t', '|', ' '), fc.nat())
    .map(([raw, delimiter, line]) => {
      const cells = raw.map((value) => value.replaceAll(delimiter, ''))
      const written = { text: cells.join(delimiter), delimiter }
      return { kind: 'cells' as const, record: line, line, cells, written }
    }),
  fc.jsonValue().map((value) => {
    const json = JSON.stringify({ value })
    return { kind: 'json' as const, record: 1, line: 1, value: parseExactly(json) as JsonObject, text: json }
  }),
  fc.record({
    kind: fc.constant('unreadable' as const),
    ...place,
    code: fc.constantFrom('short-row' as const, 'bad-json' as const),
    message: text,
    lines: fc.array(fc.array(text), { maxLength: 3 }),
  }),
)
const problem = fc.record({
  code: fc.constantFrom('bad-email' as const, 'too-long' as const),
  severity: fc.constantFrom('error' as const, 'warning' as const),
  field: text,
  column: text,
  value: text,
  message: text,
  cure: text,
})
const sale: fc.Arbitrary<Sale> = fc.record({
  file: fc.integer({ min: 1, max: 9 }),
  rows: fc.array(row, { minLength: 1, maxLength: 4 }),
  json: fc.json(),
  orderId: text,
  storeId: text,
  amount: fc.constantFrom('', '12.5'),
  currency: text,
  eventSeconds: fc.constantFrom(Number.NaN, -2_208_988_800, -1, 0, 1_790_000_000, 253_402_300_799),
  eventOffset: fc.constantFrom(0, -21_600, 20_700, 50_400),
  identifiers: fc.nat({ max: 15 }),
  problems: fc.array(problem, { maxLength: 3 }),
  skipped: text,
  mark: fc.constantFrom(undefined, markFrom('0123456789abcdef'.repeat(3)), markFrom('fedcba9876543210'.repeat(3))),
})

/** What a row was written as is not asked for again. */
function asRead(sale: Sale): Sale {
  const rows = sale.rows.map((row) => (row.kind === 'cells' ? { ...row, written: undefined } : row))
  return { ...sale, rows }
}

describe('the spool', () => {
  test.each([
    ['in memory', 1 << 25],
    ['in a file', 0],
  ])('gives every sale back as it was, %s', (_, memory) => {
    fc.assert(
      fc.property(fc.array(sale, { minLength: 1, maxLength: 20 }), (sales) => {
        const folder = mkdtempSync(join(tmpdir(), 'spool-'))
        const spool = new Spool(folder, memory)
        for (const one of sales) spool.append(one, 'ready')
        for (const [number, one] of sales.entries()) expect(contentOf(spool.read(number))).toEqual(asRead(one))
        spool.close()
      }),
      { numRuns: 60 },
    )
  })

  const big = (orderId: string): Sale => ({
    file: 1,
    rows: [{ kind: 'cells', record: 2, line: 2, cells: ['x'.repeat(400_000)] }],
    json: `{"orderId":"${orderId}"}`,
    orderId,
    storeId: '',
    amount: '1',
    currency: '',
    eventSeconds: Number.NaN,
    eventOffset: 0,
    identifiers: 1,
    problems: [],
    skipped: '',
    mark: undefined,
  })

  test('keeps more than memory holds in a file without a name', () => {
    const folder = mkdtempSync(join(tmpdir(), 'spool-'))
    const spool = new Spool(folder, 1 << 20)
    for (let number = 0; number < 20; number += 1) spool.append(big(`A-${number}`), 'ready')
    expect(readdirSync(folder)).toEqual([])
    for (const number of [19, 0, 7, 8, 6]) expect(spool.read(number).orderId).toBe(`A-${number}`)
    spool.close()
  })

  test.each([49, 50, 51, 52])('gives back what was written since it last read near by, %i sales later', (later) => {
    const spool = new Spool(mkdtempSync(join(tmpdir(), 'spool-')), 0)
    for (let number = 0; number < 160; number += 1) {
      spool.append({ ...big(`A-${number}`), rows: [], skipped: 'y'.repeat(20_000) }, 'ready')
      if (number >= later) expect(spool.read(number - later).orderId).toBe(`A-${number - later}`)
    }
    spool.close()
  })

  test('gives the new content and state of a sale that was replaced', () => {
    const folder = mkdtempSync(join(tmpdir(), 'spool-'))
    const spool = new Spool(folder, 1 << 20)
    for (let number = 0; number < 9; number += 1) spool.append(big(`A-${number}`), 'waiting')
    spool.replace(1, big('new'), 'rejected')
    expect([spool.read(1).orderId, spool.state(1), spool.state(2), spool.count]).toEqual([
      'new',
      'rejected',
      'waiting',
      9,
    ])
  })

  test('says what to do when its folder is not there', () => {
    const spool = new Spool(join(tmpdir(), 'no', 'such', 'folder'), 0)
    expect(() => {
      for (let number = 0; number < 9; number += 1) spool.append(big('A'), 'ready')
    }).toThrow(/could not be kept on this disk \(ENOENT\)/)
  })
})
