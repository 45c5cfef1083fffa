import { expect, test } from 'vitest'
import { parseConfig } from '../../src/config/load.js'
import { type Recipe, recipeOf } from '../../src/domain/recipe.js'

type Config = { readonly [key: string]: unknown }

function recipe(config: Config, timezone?: string): Recipe {
  const { fields, records, input } = parseConfig(JSON.stringify({ version: 1, ...config }), 'test.json', false)
  return recipeOf({ fields, records, timezone: timezone ?? input.timezone, emptyValues: input.emptyValues })
}

const fields = {
  orderId: { column: 'Name', map: { a: 'b', c: 'd' } },
  storeId: 'Store',
  primaryEmail: 'Email',
  revenue: { column: 'Total', minus: ['Refund', 'Fee'], currency: 'Currency' },
  eventDate: 'Date',
  primaryAddress: { city: 'City', zipCode: 'Zip' },
}
const base = {
  input: { timezone: 'America/Denver', emptyValues: ['-'] },
  records: { rows: [{ column: 'Kind', in: ['sale'] }], group: { by: 'Name', sum: 'Total' } },
  fields,
}
const derived = { ...base, fields: { ...fields, orderId: { derive: ['primaryEmail', 'revenue', 'eventDate'] } } }
const alone = { ...base, records: {} }

/** What an edit of the config changes: the recipe of order ids, that of contents, both, or nothing. */
function changed(before: Config, after: Config): string {
  const [one, other] = [recipe(before), recipe(after)]
  const names = (['orders', 'contents'] as const).filter((name) => one[name] !== other[name])
  return names.join(' and ') || 'nothing'
}

const withFields = (edit: Config, from: { readonly fields: Config } & Config = base): Config => ({
  ...from,
  fields: { ...from.fields, ...edit },
})

test('is two short digests, which stay what they were', () => {
  expect(recipe(base)).toEqual({ orders: 'c9d8c7eb416ae771', contents: '91c02ca28a11cd6c' })
})

test.each<[string, Config, Config, string]>([
  ['another column for the order id', base, withFields({ orderId: 'Id' }), 'orders and contents'],
  [
    'a prefix of the order id',
    base,
    withFields({ orderId: { ...fields.orderId, prefix: 'x' } }),
    'orders and contents',
  ],
  ['another value map', base, withFields({ orderId: { column: 'Name', map: { a: 'b' } } }), 'orders and contents'],
  ['no order id any more', base, withFields({ orderId: undefined }), 'orders and contents'],
  ['a derived order id', base, derived, 'orders and contents'],
  ['another column for the store', base, withFields({ storeId: 'Shop' }), 'orders and contents'],
  ['no store any more', base, withFields({ storeId: undefined }), 'orders and contents'],
  ['another group', base, { ...base, records: { group: { by: 'Id', sum: 'Total' } } }, 'orders and contents'],
  ['no group any more', base, alone, 'orders and contents'],
  ['other empty values', base, { ...base, input: { timezone: 'America/Denver' } }, 'orders and contents'],
  ['another sum', base, { ...base, records: { ...base.records, group: { by: 'Name', sum: 'Fee' } } }, 'contents'],
  ['other rows in a group', base, { ...base, records: { group: base.records.group } }, 'contents'],
  ['another e-mail', base, withFields({ primaryEmail: 'Mail' }), 'contents'],
  ['a further field', base, withFields({ couponCode: 'Coupon' }), 'contents'],
  ['a part of an address', base, withFields({ primaryAddress: { city: 'City' } }), 'contents'],
  ['the other address', base, withFields({ secondaryAddress: { city: 'City' } }), 'contents'],
  ['another amount', base, withFields({ revenue: 'Subtotal' }), 'contents'],
  ['minus', base, withFields({ revenue: { ...fields.revenue, minus: 'Refund' } }), 'contents'],
  ['cents', base, withFields({ revenue: { ...fields.revenue, unit: 'cents' } }), 'contents'],
  ['the decimal sign', base, withFields({ revenue: { ...fields.revenue, decimal: ',' } }), 'contents'],
  ['the format of dates', base, withFields({ eventDate: { column: 'Date', format: 'day-first' } }), 'contents'],
  ['a column of zones', base, withFields({ eventDate: { column: 'Date', timezoneColumn: 'Zone' } }), 'contents'],
  ['the zone of the dates', base, withFields({ eventDate: { column: 'Date', timezone: 'UTC' } }), 'contents'],
  ['the zone of the input', base, { ...base, input: { ...base.input, timezone: 'UTC' } }, 'contents'],
  [
    'the order of columns',
    withFields({ type: { columns: ['A', 'B'] } }),
    withFields({ type: { columns: ['B', 'A'] } }),
    'contents',
  ],
  [
    'what joins columns',
    withFields({ type: { columns: ['A', 'B'] } }),
    withFields({ type: { columns: ['A', 'B'], join: ' ' } }),
    'contents',
  ],
  ['a default', withFields({ type: 'A' }), withFields({ type: { column: 'A', default: 'B' } }), 'contents'],
  ['a constant for a column', withFields({ type: 'A' }), withFields({ type: { value: 'A' } }), 'contents'],
  [
    'other fields of a derived id',
    derived,
    withFields({ orderId: { derive: ['primaryEmail', 'revenue'] } }),
    'orders and contents',
  ],
  ['a value of a derived id', derived, withFields({ primaryEmail: 'Mail' }, derived), 'orders and contents'],
  [
    'the zone of a derived id',
    derived,
    { ...derived, input: { ...base.input, timezone: 'UTC' } },
    'orders and contents',
  ],
  ['a sum in a derived id', derived, { ...derived, records: { group: { by: 'Name' } } }, 'orders and contents'],
  ['what a derived id is not made from', derived, withFields({ crmId: 'Crm' }, derived), 'contents'],
  [
    'the order of keys',
    base,
    { fields: { ...Object.fromEntries(Object.entries(fields).reverse()) }, records: base.records, input: base.input },
    'nothing',
  ],
  ['the order of a value map', base, withFields({ orderId: { map: { c: 'd', a: 'b' }, column: 'Name' } }), 'nothing'],
  ['case and blanks of a column', base, withFields({ storeId: ' STORE' }), 'nothing'],
  ['a list of one column', base, withFields({ storeId: { columns: ['Store'], take: 'first' } }), 'nothing'],
  ['the order of minus', base, withFields({ revenue: { ...fields.revenue, minus: ['Fee', 'Refund'] } }), 'nothing'],
  ['a unit said out loud', base, withFields({ revenue: { ...fields.revenue, unit: 'units' } }), 'nothing'],
  [
    'the order of what derives',
    derived,
    withFields({ orderId: { derive: ['eventDate', 'revenue', 'primaryEmail'] } }),
    'nothing',
  ],
  [
    'the currency, which is for the books',
    base,
    withFields({ revenue: { ...fields.revenue, currency: undefined } }),
    'nothing',
  ],
  [
    'a zone that the dates override',
    withFields({ eventDate: { column: 'Date', timezone: 'UTC' } }),
    { ...withFields({ eventDate: { column: 'Date', timezone: 'UTC' } }), input: { emptyValues: ['-'] } },
    'nothing',
  ],
  ['rules on rows that stand alone', alone, { ...alone, records: { rows: base.records.rows } }, 'nothing'],
  [
    'rules on whole sales',
    base,
    { ...base, records: { ...base.records, keep: [{ column: 'Status', in: ['paid'] }] } },
    'nothing',
  ],
  ['checks', base, { ...base, checks: { orderId: 'required', eventDate: 'optional', currencies: 'mixed' } }, 'nothing'],
  ['how things are sent', base, { ...base, upload: { batchSize: 7, revenue: 'string', rate: '5/s' } }, 'nothing'],
  [
    'how the file is read',
    base,
    { ...base, input: { ...base.input, delimiter: ';', skipLines: 2, encoding: 'latin1' } },
    'nothing',
  ],
  ['the name of the source', base, { ...base, source: 'acme' }, 'nothing'],
])('%s changes what it should', (_, before, after, expected) => {
  expect(changed(before, after)).toBe(expected)
})

const none = { records: { rows: [], keep: [] }, timezone: undefined, emptyValues: [] }

test('columns with the API’s names have a recipe, the same as when a config names them', () => {
  const byName = recipeOf({ fields: undefined, ...none })
  expect(byName).not.toEqual(recipeOf({ fields: {}, ...none }))
  expect(byName.orders).toBe(recipe({ fields: { orderId: 'orderId', storeId: 'storeId' } }).orders)
  expect(recipeOf({ fields: undefined, ...none, timezone: 'UTC' }).contents).not.toBe(byName.contents)
})
