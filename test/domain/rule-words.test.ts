import { expect, test } from 'vitest'
import { ruleWords } from '../../src/domain/rule-words.js'

test.each([
  [{ in: ['paid'] }, 'whose "Status" is "paid" count'],
  [{ in: ['paid', 'part', 'done'] }, 'whose "Status" is "paid", "part" or "done" count'],
  [{ notIn: ['void', 'test'] }, 'whose "Status" is not "void" or "test" count'],
  [{ notIn: ['', '-'] }, 'whose "Status" is not empty or "-" count'],
  [{ empty: true }, 'whose "Status" is empty count'],
  [{ empty: false }, 'whose "Status" is not empty count'],
  [{ equals: '1' }, 'whose "Status" is "1" count'],
  [{ above: 0 }, 'whose "Status" is above 0 count'],
  [{ atLeast: 5 }, 'whose "Status" is 5 or more count'],
  [{ below: 5 }, 'whose "Status" is below 5 count'],
  [{ atMost: 5 }, 'whose "Status" is 5 or less count'],
] as const)('the rule %j is put into words', (rule, words) => {
  expect(ruleWords({ column: 'Status', ...rule }, 'sales')).toBe(`Only sales ${words}; the others are left out.`)
})
