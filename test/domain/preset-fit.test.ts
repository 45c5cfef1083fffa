import { describe, expect, test } from 'vitest'
import type { Preset } from '../../src/domain/preset.js'
import { fitPreset, tellBuyer } from '../../src/domain/preset-fit.js'

const shop: Preset = {
  kind: 'preset',
  name: 'shop',
  title: 'shop export',
  verified: true,
  format: 'csv',
  columns: ['Order', 'Net', 'Total', 'Refund', 'Status', 'Test', 'Parent', 'E-mail', 'Street'],
  otherNames: { Net: ['Total (- Refund)'] },
  required: ['Order'],
  records: {
    rows: [{ column: 'Parent', empty: true }],
    keep: [
      { column: 'Status', in: ['paid'] },
      { column: 'Test', notIn: ['true'] },
    ],
  },
  fields: { orderId: { column: 'Order' }, revenue: { column: 'Net' }, primaryEmail: { column: 'E-mail' } },
  otherwise: { revenue: { column: 'Total', minus: ['Refund'] } },
}

describe('the other way to make a field', () => {
  test.each([
    ['is left alone while the usual column is there', ['Order', 'Net', 'Total', 'Refund'], { column: 'Net' }],
    ['is left alone while the usual column has another known name', ['Total (- Refund)', 'Total'], 'Total (- Refund)'],
    ['is taken without the usual column', ['Order', 'Total', 'Refund'], { column: 'Total', minus: ['Refund'] }],
    ['takes off nothing that the file lacks', ['Order', 'Total'], { column: 'Total' }],
    ['is of no use without its own column', ['Order', 'Refund'], undefined],
  ])('%s', (_, header, revenue) => {
    const expected = typeof revenue === 'string' ? { column: revenue } : revenue
    expect(fitPreset(shop, header).fields.revenue).toEqual(expected)
  })

  test('does not count the usual column as missing', () => {
    expect(fitPreset(shop, ['Order', 'Total', 'Refund', 'Status', 'Test', 'Parent', 'E-mail']).missing).toEqual([])
  })
})

describe('of JSON', () => {
  const json: Preset = { ...shop, format: 'json' }

  test('keys that the first records lack are mapped all the same, because a later record may have them', () => {
    expect(fitPreset(json, ['Order', 'Net']).fields.primaryEmail).toEqual({ column: 'E-mail' })
  })

  test('rules that an absent key passes stay; those that would leave out every sale pass it too, and are named', () => {
    const { records, unruled } = fitPreset(json, ['Order', 'Net'])
    const keep = [
      { column: 'Status', in: ['paid', ''] },
      { column: 'Test', notIn: ['true'] },
    ]
    expect(records).toEqual({ rows: shop.records.rows, keep })
    expect(unruled).toEqual([{ column: 'Status', in: ['paid'] }])
  })

  test('a rule stays when its key is there', () => {
    expect(fitPreset(json, ['Order', 'Net', 'status']).records.keep[0]).toEqual({ column: 'status', in: ['paid'] })
  })
})

test.each([
  [{ primaryEmail: { column: 'E-mail' } }, true],
  [{ secondaryAddress: { address1: { column: 'Street' } } }, true],
  [{ couponCode: { value: 'FALL10' } }, true],
  [{ primaryAddress: { country: { column: 'Country' } } }, false],
  [{ fullName: { column: 'Customer' }, customerId: { column: 'Customer ID' } }, false],
  [{}, false],
])('fields %j tell the buyer: %s', (fields, tell) => {
  expect(tellBuyer(fields)).toBe(tell)
})
