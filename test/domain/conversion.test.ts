import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Conversion, conversionJson, identifiersOf, isConversion } from '../../src/domain/conversion.js'
import { conversionSchema } from '../../src/domain/conversion-schema.js'
import { addressParts, textFields } from '../../src/domain/settings.js'

const odd = fc.oneof(
  fc.constantFrom(
    '',
    'a',
    'a@b',
    '@b',
    'a@',
    'a@b@c',
    '2026-01-01T00:00:00Z',
    '12.5',
    '1e5',
    '-1',
    '79200000000000000000000000001',
  ),
  fc.integer({ min: 15, max: 26 }).map((length) => 'x'.repeat(length)),
  fc.integer({ min: 250, max: 260 }).map((length) => 'y'.repeat(length)),
)
const part = fc.option(odd, { nil: undefined })
const address = fc.record(Object.fromEntries(addressParts.map((name) => [name, part])), { requiredKeys: [] })
const conversion = fc.record(
  {
    ...Object.fromEntries(textFields.map((name) => [name, fc.option(odd, { nil: undefined, freq: 1 })])),
    primaryAddress: address,
    secondaryAddress: address,
    revenue: odd,
    eventDate: odd,
  },
  { requiredKeys: [] },
) as fc.Arbitrary<Conversion>

describe('the fast check', () => {
  test('says yes exactly where the schema does', () => {
    fc.assert(
      fc.property(conversion, (value) => {
        expect(isConversion(value)).toBe(conversionSchema().safeParse(value).success)
      }),
      { numRuns: 5000 },
    )
  })

  test('agrees with the schema on good ones at every limit', () => {
    for (const length of [1, 20, 21, 255, 256]) {
      const value = {
        revenue: '1',
        couponCode: 'c'.repeat(length),
        primaryPhoneNumber: '1'.repeat(Math.min(length, 21)),
      }
      expect([length, isConversion(value)]).toEqual([length, length <= 20])
      expect(conversionSchema().safeParse(value).success).toBe(length <= 20)
    }
  })
})

describe('identifiers', () => {
  test.each([
    ['a name', { fullName: 'Ann Example', customerId: '7' }, 0],
    ['an e-mail', { secondaryEmail: 'a@example.com' }, 1],
    ['a phone', { primaryPhoneNumber: '5550100' }, 2],
    ['an address in one line', { secondaryAddress: { fullAddress: '1 Elm St, Keene NH' } }, 4],
    ['an address without ZIP', { primaryAddress: { address1: '1 Elm St', city: 'Keene', state: 'NH' } }, 0],
    [
      'a whole address and a coupon',
      { primaryAddress: { address1: '1', city: 'K', state: 'NH', zipCode: '03431' }, couponCode: 'x' },
      12,
    ],
  ] as [string, Conversion, number][])('of %s', (_, value, bits) => {
    expect(identifiersOf(value)).toBe(bits)
  })
})

describe('the text that goes out', () => {
  test('keeps the amount exact, as a number or as text', () => {
    const value = { orderId: 'A"1', revenue: '12345678901234567890.123456789' }
    expect(conversionJson(value, 'number')).toBe('{"orderId":"A\\"1","revenue":12345678901234567890.123456789}')
    expect(conversionJson(value, 'string')).toBe('{"orderId":"A\\"1","revenue":"12345678901234567890.123456789"}')
  })

  test('is what JSON.stringify writes', () => {
    fc.assert(
      fc.property(conversion, (value) => {
        expect(conversionJson(value, 'string')).toBe(JSON.stringify(value))
      }),
    )
  })

  test('is JSON also when there is little or nothing in it', () => {
    expect([conversionJson({ revenue: '0' }, 'number'), conversionJson({}, 'number')]).toEqual(['{"revenue":0}', '{}'])
  })
})
