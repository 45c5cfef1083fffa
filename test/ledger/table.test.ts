import fc from 'fast-check'
import { expect, test } from 'vitest'
import { IdentityTable } from '../../src/ledger/table.js'

/** Identities in a small part of what there is, so that parts of the index are full and tags alike. */
const identity = fc.tuple(fc.integer({ min: 0, max: 0x1ff }), fc.nat(1), fc.nat(2), fc.nat(1))

test('the table finds what a map of the same identities finds, however it grows', () => {
  fc.assert(
    fc.property(fc.array(identity, { maxLength: 3000 }), fc.nat(5000), (identities, expected) => {
      const table = new IdentityTable()
      table.expect(expected)
      const known = new Map<string, number>()
      for (const four of identities) {
        const words = Uint32Array.of(...four, 1, 2)
        const key = four.join()
        expect(table.find(words, 0)).toBe(known.get(key) ?? -1)
        if (!known.has(key)) known.set(key, table.add(words, 0, 1, 3, true))
      }
      expect(table.count).toBe(known.size)
    }),
    { numRuns: 60 },
  )
})

test('ten thousand identities of one part are all found', () => {
  const table = new IdentityTable()
  const words = (number: number) => Uint32Array.of(number << 8, number, 0, 0, 0, 0)
  for (let number = 0; number < 10_000; number += 1) table.add(words(number), 0, 1, 1, true)
  const lost = Array.from({ length: 10_000 }, (_, number) => table.find(words(number), 0) === number).indexOf(false)
  expect(lost).toBe(-1)
  expect(table.find(words(10_000), 0)).toBe(-1)
})

test('the highest run and every flag fit beside each other', () => {
  const table = new IdentityTable()
  const words = Uint32Array.of(1, 2, 3, 4, 5, 6)
  const entry = table.add(words, 0, 6, 0xffffff, true)
  table.see(entry)
  table.setFate(entry, 1)
  expect([table.run(entry), table.fate(entry), table.seen(entry), table.withOrderId(entry)]).toEqual([
    0xffffff,
    1,
    true,
    true,
  ])
  table.replace(entry, words, 0, 5, 7)
  expect([table.run(entry), table.fate(entry), table.seen(entry), table.withOrderId(entry)]).toEqual([7, 5, true, true])
})
