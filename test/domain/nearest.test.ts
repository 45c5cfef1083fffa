import { expect, test } from 'vitest'
import { nearest } from '../../src/domain/nearest.js'

const fields = ['firstName', 'orderId', 'storeId', 'eventDate', 'zipCode', 'primaryEmail', 'secondaryEmail', 'revenue']

test.each([
  ['eventdate', 'eventDate', 'case does not count'],
  ['event_date', 'eventDate', 'underscores do not count'],
  ['Event Date', 'eventDate', 'blanks do not count'],
  ['revnue', 'revenue', 'a letter left out'],
  ['revennue', 'revenue', 'a letter twice'],
  ['ordreId', 'orderId', 'two letters swapped'],
  ['storId', 'storeId', 'nearer to storeId than to orderId'],
  ['zip', 'zipCode', 'the only word that holds it'],
])('%s was meant to be %s: %s', (word, meant) => {
  expect(nearest(word, fields)).toBe(meant)
})

test.each([
  ['email', 'two words hold it'],
  ['colour', 'nothing is like it'],
  ['id', 'it is too short to tell'],
  ['', 'it is empty'],
  ['_ -', 'only signs that do not count'],
  ['x'.repeat(5000), 'it is far too long'],
])('%.10s names nothing, because %s', (word) => {
  expect(nearest(word, fields)).toBeUndefined()
})

test('a word that shares no letter with a short one is not near it', () => {
  expect(nearest('abc', ['xyz', 'b'])).toBeUndefined()
  expect(nearest('ab', ['xy'])).toBeUndefined()
})

test('of two equally near words the first in the list is taken', () => {
  expect(nearest('Totel', ['Total', 'Hotel'])).toBe('Total')
})
