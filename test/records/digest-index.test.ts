import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DigestIndex } from '../../src/records/digest-index.js'

test('the index finds what a map of the same keys finds', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.string({ maxLength: 8 }), { maxLength: 3000 }),
      fc.array(fc.string()),
      (keys, others) => {
        const index = new DigestIndex()
        for (const [number, key] of keys.entries()) index.add(key, number)
        for (const key of [...keys, ...others]) {
          const expected = keys.indexOf(key)
          expect(index.find(key, (number) => keys[number] === key)).toBe(expected < 0 ? undefined : expected)
        }
      },
    ),
    { numRuns: 30 },
  )
})

test('a candidate with the same digest and another key is passed over', () => {
  const index = new DigestIndex()
  index.add('a', 1)
  index.add('a', 2)
  expect(index.find('a', (number) => number === 2)).toBe(2)
  expect(index.find('a', () => false)).toBeUndefined()
})
