import { describe, expect, test } from 'vitest'
import type { Preset } from '../../src/domain/preset.js'
import { fitPreset } from '../../src/domain/preset-fit.js'
import { recognise } from '../../src/domain/recognition.js'

const shop: Preset = {
  kind: 'preset',
  name: 'shop',
  title: 'Shop orders export',
  verified: true,
  format: 'csv',
  columns: ['Name', 'Email', 'Total', 'Refund', 'Currency', 'Paid at', 'Created at', 'Status', 'Cancelled at', 'Zone'],
  otherNames: { 'Cancelled at': ['Canceled at'], Total: ['Grand Total'] },
  required: ['Name', 'Total', ['Paid at', 'Created at']],
  records: {
    rows: [],
    group: { by: 'Name', sum: ['Total'] },
    keep: [
      { column: 'Status', in: ['paid'] },
      { column: 'Cancelled at', empty: true },
    ],
  },
  fields: {
    orderId: { column: 'Name' },
    revenue: { column: 'Total', minus: ['Refund'], currency: { column: 'Currency' } },
    eventDate: { columns: ['Paid at', 'Created at'], timezoneColumn: 'Zone' },
    primaryEmail: { column: 'Email' },
    fullName: { columns: ['First', 'Last'], join: ' ' },
    storeId: { value: 'online' },
    primaryAddress: { city: { column: 'City' } },
  },
}
const other: Preset = {
  ...shop,
  name: 'other',
  columns: ['Name', 'Email', 'Total', 'Gross', 'Net', 'Fee'],
  otherNames: {},
  required: ['Gross'],
}
const exports = [shop, other]

describe('recognising', () => {
  test.each([
    ['any order, any case and blanks', ['created AT ', 'total', 'STATUS', 'name'], 'shop', 'sure'],
    ['a known other spelling', ['Name', 'Grand total', 'Created at', 'Canceled at'], 'shop', 'sure'],
    [
      'columns of one’s own beside those of the export',
      ['Name', 'Total', 'Paid at', 'Status', 'My note'],
      'shop',
      'sure',
    ],
    ['the one that has more columns of its own', ['Name', 'Email', 'Total', 'Gross', 'Net', 'Fee'], 'other', 'sure'],
    ['one needed column missing', ['Name', 'Paid at', 'Status', 'Refund'], 'shop', 'near'],
    [
      'mostly columns that nobody knows',
      ['Name', 'Total', 'Paid at', 'Status', 'a', 'b', 'c', 'd', 'e'],
      'shop',
      'near',
    ],
  ])('%s', (_, header, name, kind) => {
    expect(recognise(header, exports)).toMatchObject({ kind, known: { name } })
  })

  test.each([
    ['a column that many exports share tells nothing', ['Name', 'Order', 'Mail']],
    ['unknown columns', ['Order', 'Mail', 'Sum']],
    ['no columns at all', []],
  ])('%s', (_, header) => {
    expect(recognise(header, exports)).toBeUndefined()
  })

  test('what is missing is told with the column that may be meant', () => {
    expect(recognise(['Name', 'Totl', 'Paid at', 'Status', 'Refund'], exports)?.missing).toEqual([
      { column: 'Total', nearest: 'Totl' },
    ])
  })
})

describe('fitting a preset', () => {
  test('columns stand in the file’s own spelling, and what the file lacks is left out', () => {
    const fitted = fitPreset(shop, ['name', 'GRAND TOTAL', 'Refund', 'Created at', 'Canceled at', 'First'])
    expect(fitted.fields).toEqual({
      orderId: { column: 'name' },
      revenue: { column: 'GRAND TOTAL', minus: ['Refund'] },
      eventDate: { column: 'Created at' },
      fullName: { column: 'First' },
      storeId: { value: 'online' },
    })
    expect(fitted.records).toEqual({
      rows: [],
      group: { by: 'name', sum: ['GRAND TOTAL'] },
      keep: [{ column: 'Canceled at', empty: true }],
    })
    expect(fitted.renamed).toEqual([
      { column: 'Total', as: 'GRAND TOTAL' },
      { column: 'Cancelled at', as: 'Canceled at' },
    ])
    expect(fitted.unruled).toEqual([{ column: 'Status', in: ['paid'] }])
    expect(fitted.missing).toEqual(['Status', 'Last', 'Email', 'City', 'Currency', 'Paid at', 'Zone'])
  })

  test('with all columns there it is the preset itself', () => {
    const { fields, records, missing, renamed, unruled } = fitPreset(shop, [...shop.columns, 'First', 'Last', 'City'])
    expect({ fields, records }).toEqual({ fields: shop.fields, records: shop.records })
    expect([missing, renamed, unruled]).toEqual([[], [], []])
  })

  test('of JSON a field stays that the first records lack, and so does a rule that such records keep anyway', () => {
    const { fields, records, unruled } = fitPreset({ ...shop, format: 'json' }, ['Name', 'Total', 'Created at'])
    expect(fields).toEqual(shop.fields)
    expect(records.keep).toEqual([
      { column: 'Status', in: ['paid', ''] },
      { column: 'Cancelled at', empty: true },
    ])
    expect(unruled).toEqual([{ column: 'Status', in: ['paid'] }])
  })
})
