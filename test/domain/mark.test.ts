import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hexOf, identityHex, type Mark, markOfHex, sameSale } from '../../src/domain/mark.js'

const word = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })
const marks: fc.Arbitrary<Mark> = fc.tuple(word, word, word, word, word, word)

describe('a mark in hex', () => {
  test('has eight lower-case digits a number, the highest first', () => {
    expect(hexOf([1, -1, 0x0a0b0c0d, -(2 ** 31), 255, 0])).toBe('00000001ffffffff0a0b0c0d80000000000000ff00000000')
    expect(identityHex([1, -1, 0x0a0b0c0d, -(2 ** 31), 255, 0])).toBe('00000001ffffffff0a0b0c0d80000000')
  })

  test('is read as it was written', () => {
    fc.assert(
      fc.property(marks, (mark) => {
        expect(markOfHex(hexOf(mark))).toEqual(mark)
      }),
    )
  })

  test.each([
    ['too short', 'ab'.repeat(23)],
    ['too long', 'ab'.repeat(25)],
    ['no hex', 'xy'.repeat(24)],
    ['in capitals', 'AB'.repeat(24)],
  ])('is not %s', (_, text) => {
    expect(markOfHex(text)).toBeUndefined()
  })
})

test.each([0, 1, 2, 3, 4, 5] as const)(
  'two marks that differ in number %i are of one sale only from the fifth on',
  (at) => {
    const one: Mark = [1, 2, 3, 4, 5, 6]
    const other = one.map((number, place) => (place === at ? -number : number)) as unknown as Mark
    expect(sameSale(one, other)).toBe(at >= 4)
  },
)
