import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readDocument } from '../../src/config/document.js'
import { parseConfig } from '../../src/config/load.js'
import { plainFields, plainInput, plainRecords } from '../../src/config/plain-config.js'
import { configText } from '../../src/config/write-config.js'
import type { Fields } from '../../src/domain/settings.js'

const bare = { above: new Map(), off: [], head: [], foot: [] }

describe('the text of a config', () => {
  test('has comments above their keys, and what is only shown behind slashes', () => {
    const text = configText({
      value: { version: 1, records: { keep: [{ column: 'Status', in: ['paid'] }] }, fields: { orderId: 'Name' } },
      above: new Map([
        ['fields.orderId', ['all different']],
        ['records.keep[0]', ['Only paid ones.']],
      ]),
      off: [
        { under: 'fields', after: 'orderId', key: 'orderId', value: 'Id', why: ['Or this one.'] },
        { under: 'fields', key: 'revenue', value: { column: 'Total', unit: 'cents' }, why: ['Perhaps cents.'] },
        { under: 'records.keep', key: '', value: { column: 'Test', empty: true }, why: ['No tests.'] },
        { under: '', key: 'checks', value: { orderId: 'required' }, why: ['Strict:'] },
      ],
      head: ['First.'],
      foot: ['Last.'],
    })
    expect(text).toBe(`// First.
{
  "version": 1,

  "records": {
    "keep": [
      // Only paid ones.
      { "column": "Status", "in": ["paid"] },
      // No tests.
      // { "column": "Test", "empty": true },
    ],
  },

  "fields": {
    // all different
    "orderId": "Name",
    // Or this one.
    // "orderId": "Id",
    // Perhaps cents.
    // "revenue": { "column": "Total", "unit": "cents" },
  },

  // Strict:
  // "checks": { "orderId": "required" },
}
// Last.
`)
  })

  test('lets nothing out of a comment', () => {
    const text = configText({ ...bare, value: { version: 1 }, head: ['a\n{ "version": 2 }\r"b"'] })
    expect(text).toBe('// a { "version": 2 } "b"\n{\n  "version": 1,\n}\n')
  })

  test('breaks long comments and long values, and never a command', () => {
    const words = 'word '.repeat(60).trim()
    const command = `  npx lettr-convert upload ${'folder/'.repeat(30)}orders.csv`
    const list = Array.from({ length: 40 }, (_, at) => `value ${at}`)
    const text = configText({ ...bare, value: { version: 1, fields: { list } }, head: [words, command] })
    const lines = text.split('\n')
    expect(lines).toContain(`// ${command}`)
    expect(lines.filter((line) => line.length > 120 && !line.includes('npx'))).toEqual([])
    expect(readDocument(text, 'c').value).toEqual({ version: 1, fields: { list } })
  })

  test('gives back every name as it was, whatever stands in it', () => {
    const name = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('a\u202eb', '// x', '*/', '"', '\\', '\u2028', '\u200b'),
    )
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 5 }), (names) => {
        const value = {
          version: 1,
          records: { rows: names.map((column) => ({ column, in: names })) },
          source: names[0],
        }
        const text = configText({ ...bare, value })
        expect(readDocument(text, 'c').value).toEqual(JSON.parse(JSON.stringify(value)))
        expect(text).not.toMatch(/[^\n\P{Cc}]|\p{Cf}/u)
      }),
    )
  })
})

describe('what is written is read again as the same mapping', () => {
  const fields: readonly Fields[] = [
    { orderId: { column: 'Name' }, revenue: { column: 'Total', minus: ['Refund'], currency: { column: 'Currency' } } },
    { revenue: { column: 'Total', minus: ['A', 'B'], unit: 'cents', decimal: ',' } },
    { eventDate: { columns: ['Date', 'Time'], join: ' ', timezoneColumn: 'Zone', format: 'MM/DD/YY H:mm:ss' } },
    { fullName: { columns: ['First', 'Last'], take: 'first' }, storeId: { value: 'online' } },
    { type: { column: 'Kind', map: new Map([['web', 'online']]), default: 'shop', prefix: 'x-' } },
    {
      orderId: { derive: ['primaryEmail', 'revenue'] },
      primaryAddress: { address1: { column: 'S' }, country: { value: 'US' } },
    },
    { revenue: { column: 'Total', currency: { value: 'USD' } } },
  ]
  test.each(fields.map((given) => [given]))('fields %j', (given) => {
    const text = configText({ ...bare, value: { version: 1, fields: plainFields(given) } })
    expect(parseConfig(text, 'c.json', true).fields).toEqual(given)
  })

  test('rules and settings of the input', () => {
    const records = {
      rows: [{ column: 'Type', notIn: ['refund'] }],
      group: { by: 'Id', sum: ['Sales'] },
      keep: [{ column: 'Total', above: 0 }],
    }
    const input = { delimiter: '\t', quote: false, headerLine: 4, timezone: 'UTC', emptyValues: ['-'] }
    const value = { version: 1, input: plainInput(input), records: plainRecords(records) }
    const read = parseConfig(configText({ ...bare, value }), 'c.json', true)
    expect(read.records).toEqual(records)
    expect(read.input).toEqual(input)
    expect([plainInput({ emptyValues: [] }), plainRecords({ rows: [], keep: [] })]).toEqual([undefined, undefined])
  })
})

test('a line that is still to be filled in is named with what is wanted there, and nothing else is said', () => {
  const text =
    '{\n "version": 1,\n "nonsense": 1,\n "input": {\n  "timezone": "FILL IN: the zone of the shop"\n },\n "fields": { "revenue": { "column": "FILL IN: the amount" } }\n}'
  expect(() => parseConfig(text, 'c.json', true)).toThrow(
    'c.json:5: input.timezone is still to be filled in: the zone of the shop\nc.json:7: fields.revenue.column is still to be filled in: the amount',
  )
})
