import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Conversion } from '../../src/domain/conversion.js'
import { markOf, nthMark, rejectMark } from '../../src/domain/identity.js'
import { hexOf, sameSale } from '../../src/domain/mark.js'

const order: Conversion = {
  fullName: 'Ann Example',
  primaryEmail: 'ann@example.com',
  orderId: '#1001',
  primaryAddress: { address1: '1 Main St', city: 'Denver', state: 'CO', zipCode: '80202' },
  eventDate: '2026-03-04T05:06:07Z',
  revenue: '12.5',
}
const { orderId: _, ...anonymous } = order

const digits = (sale: Conversion): string => hexOf(markOf(sale))

/** The parts of a mark: order, store, amount and date and identifiers, all of it. */
const parts = (mark: string) => [mark.slice(0, 16), mark.slice(16, 32), mark.slice(32, 40), mark.slice(40)]
const bits = (mark: string) => {
  const word = Number.parseInt(mark.slice(32, 40), 16)
  return [word >>> 22, (word >>> 12) & 0x3ff, word & 0xfff]
}

describe('the mark of a sale with an order id', () => {
  test('has the form that files and the ledger take', () => {
    expect(digits(order)).toMatch(/^[0-9a-f]{48}$/)
    expect(digits(order)).toBe(`f38cf97d93527a7e3dfc3e4d862f38d2${digits(order).slice(32)}`)
  })

  test('its identity is the order id, and the store id when there is one', () => {
    const east = digits({ ...order, storeId: 'east' })
    const west = digits({ ...order, storeId: 'west' })
    expect(sameSale(markOf(order), markOf({ ...order, revenue: '99', fullName: 'Bo Example' }))).toBe(true)
    expect(new Set([digits(order), east, west].map((mark) => mark.slice(0, 16))).size).toBe(1)
    expect(new Set([digits(order), east, west].map((mark) => mark.slice(0, 32))).size).toBe(3)
    expect(sameSale(markOf(order), markOf({ ...order, orderId: '#1002' }))).toBe(false)
  })

  test.each<[string, Conversion, readonly number[]]>([
    ['the amount', { ...order, revenue: '12.6' }, [0]],
    ['the date', { ...order, eventDate: '2026-03-04T05:06:08Z' }, [1]],
    ['an e-mail', { ...order, primaryEmail: 'bo@example.com' }, [2]],
    ['a part of an address', { ...order, primaryAddress: { ...order.primaryAddress, zipCode: '80203' } }, [2]],
    ['a name', { ...order, fullName: 'Ann B. Example' }, []],
    ['a field that is new', { ...order, type: 'web' }, []],
  ])('another content shows: %s', (_, changed, differing) => {
    const [before, after] = [bits(digits(order)), bits(digits(changed))]
    expect(before.flatMap((part, at) => (part === after[at] ? [] : [at]))).toEqual(differing)
    expect(digits(changed).slice(40)).not.toBe(digits(order).slice(40))
  })

  test('how the amount is written, and the order of the fields, make no difference', () => {
    const { revenue, ...rest } = order
    expect(digits({ revenue: '12.50', ...rest })).toBe(digits(order))
    expect(digits({ ...order, revenue: '10' })).not.toBe(digits({ ...order, revenue: '1' }))
    expect(digits({ ...order, revenue: '10.00' })).toBe(digits({ ...order, revenue: '10' }))
  })

  test('values that change places are a change', () => {
    const one = { ...order, primaryEmail: 'ann@example.com', secondaryEmail: 'bo@example.com' }
    const other = { ...order, primaryEmail: 'bo@example.com', secondaryEmail: 'ann@example.com' }
    expect(digits(one)).not.toBe(digits(other))
    expect(digits({ ...order, firstName: 'Ann', lastName: 'Bo' })).not.toBe(
      digits({ ...order, firstName: 'Bo', lastName: 'Ann' }),
    )
  })

  test('the whole is as good as a random number: 200,000 amounts and dates share no more than chance allows', () => {
    const seen = new Set<string>()
    for (let cents = 0; cents < 200_000; cents += 1) {
      seen.add(
        digits({ ...order, revenue: (cents / 100).toFixed(2), eventDate: `2026-01-01T00:00:${cents % 60}Z` }).slice(40),
      )
    }
    // 200,000 of 4,294,967,296: about five pairs by chance.
    expect(200_000 - seen.size).toBeLessThan(25)
  })
})

describe('the mark of a sale without order id', () => {
  test('its identity is the whole content', () => {
    expect(digits(anonymous)).toMatch(/^[0-9a-f]{48}$/)
    expect(sameSale(markOf(anonymous), markOf({ ...anonymous, revenue: '12.50' }))).toBe(true)
    expect(sameSale(markOf(anonymous), markOf({ ...anonymous, primaryEmail: 'bo@example.com' }))).toBe(false)
  })

  test('its content part is date, amount and store alone, so that a corrected e-mail is recognised', () => {
    const like = (sale: Conversion) => digits(sale).slice(32)
    expect(like({ ...anonymous, primaryEmail: 'bo@example.com' })).toBe(like(anonymous))
    expect(like({ ...anonymous, revenue: '12.51' })).not.toBe(like(anonymous))
    expect(like({ ...anonymous, eventDate: '2026-03-05T05:06:07Z' })).not.toBe(like(anonymous))
    expect(like({ ...anonymous, storeId: 'east' })).not.toBe(like(anonymous))
  })

  test('the second of its kind has an identity of its own and the same content part', () => {
    const marks = [digits(anonymous), hexOf(nthMark(markOf(anonymous), 2)), hexOf(nthMark(markOf(anonymous), 3))]
    expect(new Set(marks.map((mark) => mark.slice(0, 32))).size).toBe(3)
    expect(new Set(marks.map((mark) => mark.slice(32))).size).toBe(1)
  })

  test('no two contents share one, whatever stands in the fields', () => {
    const text = fc.string({ minLength: 1, maxLength: 5 })
    const sale = fc.record(
      { fullName: text, primaryEmail: text, revenue: fc.constantFrom('1', '2') },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(sale, sale, (one, other) => {
        const same = JSON.stringify(Object.entries(one).sort()) === JSON.stringify(Object.entries(other).sort())
        expect(sameSale(markOf(one), markOf(other))).toBe(same)
      }),
    )
  })
})

test('rejected rows are known by their cells, in their order', () => {
  expect(hexOf(rejectMark(['a', 'b']))).toMatch(/^[0-9a-f]{48}$/)
  expect(hexOf(rejectMark(['a', 'b']))).not.toBe(hexOf(rejectMark(['b', 'a'])))
  expect(parts(hexOf(rejectMark(['a']))).every((part) => part.length >= 8)).toBe(true)
})

describe('marks stay what they are, for ledgers and files hold them (or markVersion is raised, and every recipe with it)', () => {
  /** In the order in which mappings fill the fields, on which the content part depends. */
  const full: Conversion = {
    fullName: 'Ann Example',
    primaryEmail: 'ann@example.com',
    secondaryEmail: 'bo@example.com',
    primaryPhoneNumber: '3035550101',
    secondaryPhoneNumber: '3035550102',
    couponCode: 'SPRING',
    type: 'web',
    orderId: '#1001',
    primaryAddress: { address1: '1 Main St', city: 'Denver', state: 'CO', zipCode: '80202' },
    eventDate: '2026-03-04T05:06:07Z',
    revenue: '12.50',
  }
  const { orderId: __, ...content } = full
  test.each([
    ['an order', digits(full), 'f38cf97d93527a7e3dfc3e4d862f38d24065bc70e3c475ea'],
    ['the same in a store', digits({ ...full, storeId: 'east' }), 'f38cf97d93527a7efaf4a2808835f9134065bc70e3c475ea'],
    ['an order and nothing else', digits({ orderId: 'A' }), '5fb0ec9cdd5eadbb321b16119059f7320000000000000000'],
    ['a sale without order id', digits(content), '99c42b376955d93d4c36e42047ca323a71f05e6551736744'],
    [
      'the same in a store',
      digits({ ...content, storeId: 'east' }),
      '3cbe27d5da3a917e5a68e3b910a62b8d04a65800b02ce39c',
    ],
    ['its second', hexOf(nthMark(markOf(content), 2)), '4f5c4d6460507e6921f54129b90cc89771f05e6551736744'],
    ['rejected rows', hexOf(rejectMark(['a', 'b'])), 'e90d9b5f8b91259656733383f73ee6c414d42cba96817562'],
  ])('%s', (_, mark, expected) => {
    expect(mark).toBe(expected)
  })

  test('the order of the fields makes no difference without order id either', () => {
    expect(digits(Object.fromEntries(Object.entries(content).toReversed()))).toBe(digits(content))
  })
})
