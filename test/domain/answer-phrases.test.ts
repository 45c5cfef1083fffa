import { describe, expect, it } from 'vitest'
import { countInKey, countInSentence, saysAlreadyThere } from '../../src/domain/answer-phrases.js'

describe('a refusal that says the order is already there', () => {
  it.each([
    'This order already exists.',
    'An order with this orderId has already been submitted.',
    'Order id A-7 already exists for this store.',
    'Duplicate order id',
    'Duplicate.',
    'DUPLICATE_ORDER',
    'DuplicateConversion',
    'ORDER_ALREADY_EXISTS',
    'Conversion was already imported on 3 March.',
  ])('%s', (words) => {
    expect(saysAlreadyThere(words, undefined)).toBe(true)
  })

  it.each([
    'This may be a duplicate order.',
    'Possible duplicate order',
    'The order does not already exist.',
    'Not a duplicate order, but invalid',
    'Duplicate order id within the same request',
    'E-mail already exists.',
    'Coupon code was already reported',
    'An order for this customer already exists',
    'Revenue is required.',
    'Order date is in the future',
    'Duplicate address lines are not allowed in a conversion',
  ])('but not: %s', (words) => {
    expect(saysAlreadyThere(words, undefined)).toBe(false)
  })

  it('a duplicate in another field than the order id is not the order', () => {
    expect(saysAlreadyThere('Duplicate.', 'PrimaryEmail')).toBe(false)
    expect(saysAlreadyThere('Duplicate.', 'OrderId')).toBe(true)
  })
})

describe('counting', () => {
  it.each([
    ['2 of 9 conversions were invalid.', 2],
    ['3 records rejected', 3],
    ['4 invalid rows', 4],
    ['7 of 9 records were accepted', 2],
    ['2/9 conversions could not be stored', 2],
    ['5 conversions have validation errors', 5],
    ['Failed to process 6 records', 6],
    ['Record 2 is invalid', undefined],
    ['Revenue must be above 0', undefined],
    ['Processed 9 conversions', undefined],
  ])('%s', (sentence, expected) => {
    expect(countInSentence(sentence, 9)).toBe(expected)
  })

  it.each([
    ['InvalidCount', 2, 2],
    ['rejected_records', 2, 2],
    ['failed', 0, 0],
    ['validConversions', 7, 2],
    ['totalAccepted', 9, 0],
    ['errorCount', 3, 'errors'],
    ['total', 9, undefined],
    ['failed', '2', undefined],
    ['index', 2, undefined],
  ])('%s: %s', (key, value, expected) => {
    expect(countInKey(key, value, 9)).toBe(expected)
  })
})
