import { expect, test } from 'vitest'
import type { Fields } from '../../src/domain/settings.js'
import { unmappedIdentifiers } from '../../src/domain/unmapped.js'

const header = [
  ...['Email', 'Billing Street', 'Billing Address1', 'Billing City', 'Billing Province', 'Billing Zip', 'Phone'],
  ...['Shipping Address1', 'Shipping City', 'Shipping Province', 'Shipping Zip', 'Total'],
]
const billing = {
  address1: { column: 'Billing Address1' },
  city: { column: 'billing city ' },
  state: { column: 'Billing Province' },
  zipCode: { column: 'Billing Zip' },
}

const found = (fields: Fields, columns: readonly string[] = header) =>
  unmappedIdentifiers(columns, fields).map(
    ({ field, how, parts }) => `${how} ${field}: ${parts.map(({ column }) => column).join(', ')}`,
  )

test('columns that no field takes are found by their names', () => {
  expect(found({})).toEqual([
    'map primaryAddress: Billing Address1, Billing City, Billing Province, Billing Zip',
    'map secondaryAddress: Shipping Address1, Shipping City, Shipping Province, Shipping Zip',
    'map primaryEmail: Email',
    'map primaryPhoneNumber: Phone',
  ])
})

test('with the billing address mapped, the shipping address is left', () => {
  const fields = { primaryAddress: billing, primaryEmail: { column: 'email' }, primaryPhoneNumber: { column: 'Phone' } }
  expect(found(fields)).toEqual([
    'map secondaryAddress: Shipping Address1, Shipping City, Shipping Province, Shipping Zip',
  ])
})

test('a part of an address that was forgotten is found by itself', () => {
  const { zipCode: _, ...rest } = billing
  const [first] = unmappedIdentifiers(header, { primaryAddress: rest })
  expect(first).toMatchObject({
    field: 'primaryAddress',
    parts: [{ path: 'primaryAddress.zipCode', column: 'Billing Zip' }],
    kept: ['address1', 'city', 'state'],
  })
})

test('a second e-mail goes to the second field, a third one to the columns of the first', () => {
  const one = { primaryEmail: { columns: ['Email', 'Other'] } }
  expect(found(one, ['Email', 'Contact Email'])).toEqual(['map secondaryEmail: Contact Email'])
  const two = { ...one, secondaryEmail: { column: 'Email 2' } }
  expect(found(two, ['Email', 'Email 2', 'Contact Email'])).toEqual(['add primaryEmail: Contact Email'])
})

test('an address in one column is taken where there are no parts', () => {
  expect(found({}, ['Customer', 'Address'])).toEqual(['map primaryAddress: Address'])
})

test('an address of which a part is missing, and columns of ours, are no help', () => {
  expect(found({}, ['Street', 'City', 'lettr_email', 'Zip'])).toEqual([])
})
