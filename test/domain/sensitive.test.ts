import { expect, test } from 'vitest'
import type { Mapping } from '../../src/domain/mapping.js'
import { sensitiveIn, sensitiveProblems } from '../../src/domain/sensitive.js'

test.each([
  '4111111111111111',
  '4111 1111 1111 1111',
  '4111-1111-1111-1111',
  'Bea 4111 1111 1111 1111',
  'Apt 5 4111 1111 1111 1111',
  '4111 1111 1111 1111 12/27 123',
  'card:4222222222222',
  '4000 0000 0000 0000 006',
  '5555 5555 5555 4444',
  '2223003122003222',
  '2720 9999 9999 9996',
  '3782 822463 10005',
  '6011 1111 1111 1117',
  '3056 9309 0259 04',
  '3566 0020 2036 0505',
  '6200 0000 0000 0005',
  '6759 6498 2643 8453',
])('%s is taken for a card number', (text) => {
  expect(sensitiveIn(text)).toBe('card-number')
})

test.each([
  ['a wrong check digit', '4111 1111 1111 1112'],
  ['the prefix of no scheme', '1111 1111 1111 1117'],
  ['a length that its scheme does not have', '411111111111116'],
  ['more than 19 digits in a row', '41111111111111110000'],
  ['the end of a longer number', '99994111111111111111'],
  ['two blanks between', '4111  1111  1111  1111'],
  ['dots between', '4111.1111.1111.1111'],
  ['letters between', '4111x1111x1111x1111'],
  ['a street and a ZIP', '12345 67th St 02139-4307'],
  ['nothing', ''],
])('%s is no card number', (_, text) => {
  expect(sensitiveIn(text)).toBeUndefined()
})

test.each(['219-09-9999', 'Bea 219-09-9999', 'SSN:219-09-9999.', 'SSN-219-09-9999', '001-01-0001', '899-99-9999'])(
  '%s is taken for a social security number',
  (text) => {
    expect(sensitiveIn(text)).toBe('social-security-number')
  },
)

test.each([
  '000-12-3456',
  '666-12-3456',
  '900-12-3456',
  '219-00-9999',
  '219-09-0000',
  '1219-09-9999',
  '12-219-09-9999',
  '219-09-99991',
  '219-09-9999-1',
  '219 09 9999',
  '219099999',
  '02139-4307',
])('%s is no social security number', (text) => {
  expect(sensitiveIn(text)).toBeUndefined()
})

const mapping = { columnOf: (field: string) => `column of ${field}` } as Mapping
const card = '4111 1111 1111 1111'

test('names, addresses and coupons are looked at, and the value is never told', () => {
  const address = { fullAddress: card, address1: card, address2: card, city: card, state: card, zipCode: card }
  const found = sensitiveProblems(
    {
      firstName: card,
      lastName: card,
      fullName: card,
      businessName: card,
      couponCode: '219-09-9999',
      primaryAddress: address,
      secondaryAddress: { country: card },
    },
    mapping,
  )
  expect(found.map(({ field }) => field)).toEqual([
    'firstName',
    'lastName',
    'fullName',
    'businessName',
    'couponCode',
    ...Object.keys(address).map((part) => `primaryAddress.${part}`),
    'secondaryAddress.country',
  ])
  expect(found[4]).toEqual({
    code: 'social-security-number',
    severity: 'warning',
    field: 'couponCode',
    column: 'column of couponCode',
    value: '',
    message: 'what looks like a social security number stands in couponCode',
    cure: 'Remove it; if it is something else, upload with --allow-sensitive.',
  })
  expect(JSON.stringify(found)).not.toMatch(/4111|219/)
})

test('ids, amounts, phones and e-mails are never looked at', () => {
  const conversion = {
    orderId: card,
    storeId: card,
    uniqueId: card,
    crmId: card,
    customerId: card,
    type: card,
    revenue: '4111111111111111',
    primaryPhoneNumber: '219-09-9999',
    primaryEmail: '4111111111111111@example.com',
  }
  expect(sensitiveProblems(conversion, mapping)).toEqual([])
})
