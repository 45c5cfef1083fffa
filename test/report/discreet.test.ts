import { expect, test } from 'vitest'
import { discreet } from '../../src/report/discreet.js'
import type { ReasonSummary, Summary } from '../../src/report/summary.js'

const reason = (code: string, message: string): ReasonSummary => ({
  code,
  column: 'Email',
  message,
  cure: 'Mend it.',
  count: 3,
  example: { file: 'orders.csv', row: 7, line: 9, orderId: '#1001' },
})

const told = (code: string, message: string): string | undefined =>
  discreet({ rejected: [], refused: [reason(code, message)], inDoubt: [], warnings: [] } as unknown as Summary)
    .refused[0]?.message

test('a problem is told by what its code means, without the value', () => {
  expect(told('bad-email', '"ann@@example.com" has more than one @')).toBe('the e-mail address is malformed')
})

test.each([
  ['"ann@example.com" is taken', '… is taken'],
  ['ann@example.com is taken', '… is taken'],
  ["The value 'Ann Lee' is not valid", 'The value … is not valid'],
  ['phone +1 (401) 555-0142 is not valid', 'phone … is not valid'],
  ['in doubt since 2026-11-20, and changed since', 'in doubt since 2026-11-20, and changed since'],
  ['phone 2026-11-20-7 is not valid', 'phone … is not valid'],
  ['Record 2: Revenue is required.', 'Record 2: Revenue is required.'],
  ['The field Revenue must be between 0 and 100.', 'The field Revenue must be between 0 and 100.'],
  ["can't be matched: Address1 missing; it's empty", "can't be matched: Address1 missing; it's empty"],
])('the words of LettrLabs %s are told as %s', (words, expected) => {
  expect(told('api', words)).toBe(expected)
})

test('counts, columns, cures and places stay as they are', () => {
  const summary = { rejected: [reason('bad-email', 'x')], refused: [], inDoubt: [], warnings: [] } as unknown as Summary
  expect(discreet(summary).rejected[0]).toEqual(reason('bad-email', 'the e-mail address is malformed'))
})
