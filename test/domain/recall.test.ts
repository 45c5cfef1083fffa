import { expect, test } from 'vitest'
import type { Fate, Memory } from '../../src/domain/memory.js'
import { recalled } from '../../src/domain/recall.js'

const day = '2026-11-20'
const nothing = { resend: false, resendChanged: false, resendInDoubt: false, retryRefused: false }
const same = (fate: Fate): Memory => ({ fate, day, changed: [] })
const changed = (fate: Fate): Memory => ({ fate, day, changed: ['amount'] })

/** What is remembered; whether there is an order id; what the person asked for; what becomes of the sale. */
test.each<[string, Memory | undefined, boolean, Partial<typeof nothing>, string]>([
  ['a new sale', undefined, true, {}, 'fresh'],
  ['a delivered sale', same('accepted'), true, {}, 'delivered'],
  ['a delivered sale without order id', same('accepted'), false, {}, 'delivered'],
  ['a delivered sale, asked to be resent', same('accepted'), true, { resend: true }, 'fresh'],
  [
    'a delivered sale, when only changed ones are asked for',
    same('accepted'),
    true,
    { resendChanged: true },
    'delivered',
  ],
  ['a delivered sale that changed', changed('accepted'), true, {}, 'delivered'],
  ['a delivered sale that changed, asked to be resent', changed('accepted'), true, { resendChanged: true }, 'fresh'],
  ['a sale in doubt with order id', same('doubt'), true, {}, 'again'],
  ['a sale in doubt with order id that changed', changed('doubt'), true, {}, 'in doubt'],
  ['the same, asked to be resent', changed('doubt'), true, { resendChanged: true }, 'again'],
  ['a sale in doubt without order id', same('doubt'), false, {}, 'in doubt'],
  ['the same, with --resend', same('doubt'), false, { resend: true }, 'in doubt'],
  ['the same, with --resend-in-doubt', same('doubt'), false, { resendInDoubt: true }, 'again'],
  ['a refused sale', same('refused'), true, {}, 'refused'],
  ['a refused sale that was corrected', changed('refused'), true, {}, 'fresh'],
  ['a refused sale, asked to be tried again', same('refused'), true, { retryRefused: true }, 'fresh'],
  ['an unsent sale', same('unsent'), false, {}, 'fresh'],
  ['a dismissed sale', same('dismissed'), false, {}, 'dismissed'],
  ['a dismissed sale, asked to be resent', same('dismissed'), false, { resend: true }, 'fresh'],
])('%s', (_, memory, hasOrderId, wanted, expected) => {
  expect(recalled(memory, hasOrderId, { ...nothing, ...wanted }).kind).toBe(expected)
})

test('tells since when, and what changed', () => {
  expect(recalled(changed('accepted'), true, nothing)).toEqual({ kind: 'delivered', day, changed: ['amount'] })
})
