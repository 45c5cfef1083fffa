import { expect, test } from 'vitest'
import { cellDamage, idDamage } from '../../src/domain/damage.js'

const errors = [
  '#REF!',
  '#N/A',
  '#VALUE!',
  '#DIV/0!',
  '#NAME?',
  '#NULL!',
  '#NUM!',
  '#ref!',
  '###',
  '########',
  'Err:502',
]

test.each(errors)('%s is an error of a spreadsheet, in any column', (text) => {
  expect(cellDamage(text)).toBe('spreadsheet-error')
  expect(idDamage(text)).toBe('spreadsheet-error')
})

test.each([
  '#1001',
  '#',
  '##',
  '#SALE!',
  '#REF',
  '#N',
  'REF!',
  'N/A',
  '# 12 Elm St',
  '#N/A Street',
  'Err: 502',
  'Erin',
  'E',
  '',
  '=1/0',
])('%s is a value', (text) => {
  expect(cellDamage(text)).toBeUndefined()
})

test.each(['4.08E+15', '4,086918E+00', '1.2e+16', '4E+15', '1.20E-09'])(
  '%s is what a spreadsheet left of an id',
  (text) => expect(idDamage(text)).toBe('damaged-id'),
)

test.each([
  '4081532670918245',
  '1E5',
  '12E10',
  '1E-12',
  '5E+1',
  '4.08E+15-B',
  'A4.08E+15',
  '4.08',
  '1.2.3',
  'E+15',
  '2E+HALF',
  '#1001',
  '10E+15',
  '',
])('%s is an id', (text) => {
  expect(idDamage(text)).toBeUndefined()
})

test('an amount or a street with an exponent is not judged as an id', () => {
  expect(cellDamage('4.08E+15')).toBeUndefined()
})
