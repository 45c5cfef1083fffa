import { expect, test } from 'vitest'
import type { Conversion } from '../../src/domain/conversion.js'
import { gapBits, gradeOf, gradesGained, matchBits } from '../../src/domain/match.js'

const whole = { address1: '1 Elm St', city: 'Austin', state: 'TX', zipCode: '78702' }
const rows: readonly (readonly [string, Conversion, string])[] = [
  ['a whole address and an e-mail', { primaryAddress: whole, primaryEmail: 'bea@example.com' }, 'strong'],
  ['a whole second address and a phone', { secondaryAddress: whole, secondaryPhoneNumber: '5125550137' }, 'strong'],
  [
    'an address in one line and a coupon',
    { primaryAddress: { fullAddress: '1 Elm St, Austin' }, couponCode: 'X' },
    'strong',
  ],
  ['a whole address', { primaryAddress: whole, firstName: 'Bea' }, 'good'],
  [
    'an e-mail and an address without ZIP',
    { primaryEmail: 'bea@example.com', primaryAddress: { address1: '1' } },
    'fair',
  ],
  ['a phone and a coupon', { primaryPhoneNumber: '5125550137', couponCode: 'X' }, 'fair'],
  ['a coupon', { couponCode: 'X', customerId: '7' }, 'weak'],
  ['names and ids', { firstName: 'Bea', orderId: '7' }, 'none'],
]

test.each(rows)('%s: %j is %s', (_, conversion, grade) => {
  expect(gradeOf(matchBits(conversion))).toBe(grade)
})

test('an address that is begun says what it lacks, a missing or a whole one lacks nothing', () => {
  const gaps = (conversion: Conversion) => matchBits(conversion) >> 4
  expect(gaps({ primaryAddress: { city: 'Austin', state: 'TX' } })).toBe((gapBits.street | gapBits.zip) >> 4)
  expect(gaps({ primaryAddress: { address1: '1', zipCode: '7' } })).toBe((gapBits.city | gapBits.state) >> 4)
  expect(gaps({ primaryAddress: { city: 'Austin' }, secondaryAddress: whole })).toBe(0)
  expect(gaps({ primaryEmail: 'bea@example.com' })).toBe(0)
})

test('gaps do not count as identifiers', () => {
  expect(gradeOf(gapBits.street | gapBits.zip)).toBe('none')
})

test('another identifier is worth the grades that it adds', () => {
  const [email, phone, address] = [1, 2, 4]
  expect(gradesGained(email, address)).toBe(2)
  expect(gradesGained(address, email)).toBe(1)
  expect(gradesGained(email, phone)).toBe(0)
  expect(gradesGained(0, address)).toBe(3)
})
