import { expect, test } from 'vitest'
import { derivable, derivedOrderId, derivingFaults } from '../../src/domain/derive.js'
import { type Draft, emptyDraft } from '../../src/domain/draft.js'

const address = { address1: '1 Elm St', city: 'Lynn', state: 'MA', zipCode: '01901' }

function draft(conversion: Draft['conversion'], amount = '12.5'): Draft {
  return { ...emptyDraft(), conversion, amount }
}

const ann = draft({ primaryEmail: 'ann@example.com', eventDate: '2026-01-01T00:00:00Z', primaryAddress: address })
const fields = ['primaryEmail', 'eventDate', 'revenue']

test('the id of these values is what it was when it was first sent', () => {
  expect(derivedOrderId(ann, fields, 1)).toBe('lc-fcca4adb8fee586535d283e2')
})

test('the second of its kind has a number', () => {
  expect(derivedOrderId(ann, fields, 2)).toBe(`${derivedOrderId(ann, fields, 1)}-2`)
})

test('order and repetition of the fields make no difference', () => {
  const id = derivedOrderId(ann, fields, 1)
  expect(derivedOrderId(ann, ['revenue', 'eventDate', 'primaryEmail', 'revenue'], 1)).toBe(id)
})

test.each([
  ['another value', draft({ ...ann.conversion, primaryEmail: 'bo@example.com' }), fields],
  ['another amount', draft(ann.conversion, '12.51'), fields],
  ['an absent value', draft({ primaryEmail: 'ann@example.com' }), fields],
  ['one field less', ann, ['primaryEmail', 'eventDate']],
  ['an address too', ann, [...fields, 'primaryAddress']],
  ['a part of the address', ann, [...fields, 'primaryAddress.zipCode']],
])('%s makes another id', (_, other, named) => {
  const id = derivedOrderId(other, named, 1)
  expect(id).toMatch(/^lc-[0-9a-f]{24}$/)
  expect(id).not.toBe(derivedOrderId(ann, fields, 1))
})

test('values that change places make another id', () => {
  const one = draft({ firstName: 'Kim', lastName: 'Lee' })
  const other = draft({ firstName: 'Lee', lastName: 'Kim' })
  const named = ['firstName', 'lastName']
  expect(derivedOrderId(one, named, 1)).not.toBe(derivedOrderId(other, named, 1))
})

test('where all values are empty there is no id', () => {
  expect(derivedOrderId(draft({ firstName: 'Kim' }, ''), [...fields, 'primaryAddress'], 1)).toBeUndefined()
})

test('every field but the order id can be named', () => {
  expect(derivable).not.toContain('orderId')
  expect(derivable).toEqual(expect.arrayContaining(['customerId', 'revenue', 'secondaryAddress.city']))
})

test('a field that nothing is mapped to is a fault', () => {
  const orderId = { derive: ['primaryEmail', 'revenue', 'primaryAddress', 'primaryAddress.zipCode', 'couponCode'] }
  const mapped = { orderId, revenue: { column: 'Total' }, primaryAddress: { city: { column: 'City' } } }
  expect(derivingFaults(mapped).map(({ message }) => message)).toEqual([
    '"primaryEmail" is named here, but no column is mapped to it under "fields".',
    '"primaryAddress.zipCode" is named here, but no column is mapped to it under "fields".',
    '"couponCode" is named here, but no column is mapped to it under "fields".',
  ])
  expect(derivingFaults({})).toEqual([])
})
