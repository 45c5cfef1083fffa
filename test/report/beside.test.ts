import { expect, test } from 'vitest'
import { beside, wrapped } from '../../src/report/beside.js'

test('three columns stand side by side, in 80 characters', () => {
  expect(beside([{ name: 'Total', value: '147.00', right: ['revenue: 147'] }])).toEqual([
    '  Total              147.00                      revenue: 147',
  ])
})

test('what is too long goes on below, and no line is longer than 80', () => {
  const long = {
    name: 'Address Line 2/District',
    value: '1234567890'.repeat(5),
    right: ['secondaryAddress.address2: 12 Elm St', '= x'],
  }
  const lines = beside([long])
  expect(lines).toEqual([
    '  Address Line       123456789012345678901234567 secondaryAddress.address2: 12',
    '  2/District         89012345678901234567890       Elm St',
    '                                                 = x',
  ])
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80)
})

test('an empty line of cells is still a line', () => {
  expect(beside([{ name: '', value: '', right: [] }])).toEqual([''])
})

test('words break at blanks, long ones anywhere, and never within a character', () => {
  expect(wrapped('one two three', 8)).toEqual(['one two', 'three'])
  expect(wrapped('onetwothree', 4, ' ')).toEqual(['onet', ' wot', ' hre', ' e'])
  expect(wrapped('ab😀cd', 3)).toEqual(['ab', '😀c', 'd'])
  expect(wrapped('', 5)).toEqual([])
})
