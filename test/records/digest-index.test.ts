import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DigestIndex } from '../../src/records/digest-index.js'

test('the index finds what a map of the same keys finds', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 2 }), { maxLength: 5000 }), (keys) => {
      const index = new DigestIndex()
      const known = new Map<string, number>()
      for (const [number, key] of keys.entries()) {
        const expected = known.get(key) ?? number
        known.set(key, expected)
        expect(index.findOrAdd(key, number, (other) => keys[other] === key)).toBe(expected)
      }
    }),
    { numRuns: 30 },
  )
})

test('a candidate with the same digest and another key is passed over', () => {
  const index = new DigestIndex()
  expect(index.findOrAdd('a', 1, () => true)).toBe(1)
  expect(index.findOrAdd('a', 2, () => false)).toBe(2)
  expect(index.findOrAdd('a', 3, (number) => number === 2)).toBe(2)
})
