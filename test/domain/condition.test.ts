import { expect, test } from 'vitest'
import { describeBreach } from '../../src/domain/condition.js'

const numbers = Array.from({ length: 30 }, (_, index) => `v${index}`)

test.each([
  ['names every value of a short list', { notIn: ['void', 'open'] }, '"Status" is one of void, open'],
  ['names the first of a long list', { notIn: numbers }, '"Status" is one of v0, v1, v2 and 27 others'],
  ['does so too for what was wanted', { in: numbers }, '"Status" is not one of v0, v1, v2 and 27 others'],
])('the reason for leaving out %s', (_, rule, words) => {
  expect(describeBreach({ column: 'Status', ...rule })).toBe(words)
})
