import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readDocument } from '../../src/config/document.js'
import { parseConfig } from '../../src/config/load.js'
import { proposedText } from '../../src/config/proposed-text.js'
import { columnsOf } from '../../src/domain/columns.js'
import { DayOrderProof } from '../../src/domain/date.js'
import { FirstRows } from '../../src/domain/first-rows.js'
import { compileMapping } from '../../src/domain/mapping.js'
import { SeparatorProof } from '../../src/domain/money.js'
import { proposeColumns } from '../../src/domain/propose-columns.js'
import type { SourceFile } from '../../src/domain/row.js'

const words =
  'order id,name,customer email,phone,billing street,city,state,zip,ship zip,total,net,refund,date,time,status,coupon,store,currency,total cents,TOTAL,email'
const name = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...words.split(',')) },
  { weight: 1, arbitrary: fc.string({ minLength: 1 }) },
)
const cells =
  ',ann@example.com,555-0101,303-555-0101,1 Elm St,TX,78702,12.50,"1,250",-3,31/01/2026,01/02/2026,2026-01-31T10:00:00Z,10:00,paid,cancelled,USD,#1001,N/A,x'
const cell = fc.oneof(fc.constantFrom(...cells.split(',')), fc.string())

const exports = fc.array(name, { minLength: 1, maxLength: 12 }).chain((header) =>
  fc.record({
    header: fc.constant(header),
    rows: fc.array(fc.array(cell, { minLength: header.length, maxLength: header.length }), { maxLength: 8 }),
  }),
)

test('whatever stands in an export, the config written for it is read again as what was proposed, and fits its columns', () => {
  fc.assert(
    fc.property(exports, ({ header, rows }) => {
      const file: SourceFile = {
        number: 1,
        name: 'a',
        format: 'csv',
        encoding: 'utf-8',
        header,
        ours: false,
        notes: [],
      }
      const read = rows.map((cells, at) => ({ kind: 'cells', record: at + 2, line: at + 2, cells }) as const)
      const first = new FirstRows(file, read, [])
      const proposal = proposeColumns(first, { columns: new Map(), timezone: 'UTC' }, {}, 'a')
      const text = proposedText(proposal, ['From a test.'])
      expect(readDocument(text, 'c').faults).toEqual([])
      if (proposal.open.length > 0) {
        expect(() => parseConfig(text, 'c', true)).toThrow('is still to be filled in')
        return
      }
      const config = parseConfig(text, 'c', true)
      expect({ ...config.fields }).toEqual({ ...proposal.fields })
      expect(config.records).toEqual(proposal.records)
      const proofs = {
        separator: new SeparatorProof('.'),
        dates: { dayOrder: new DayOrderProof('MDY'), withoutZone: undefined },
      }
      const settings = { fields: config.fields, sum: [], timezone: 'UTC', emptyValues: [] }
      expect(compileMapping(settings, columnsOf(file), proofs).faults).toEqual([])
    }),
    { numRuns: 300 },
  )
})
