import { expect, test } from 'vitest'
import { farFromUsual, type Volume } from '../../src/domain/volume.js'

const run = (sales: number, money: string, currency = 'USD'): Volume => ({ sales, money: [[currency, money]] })
/** Seven runs of 40 to 100 sales at about 50 dollars each. */
const week = [40, 60, 80, 100, 90, 70, 50].map((sales) => run(sales, String(sales * 50)))

test.each([
  ['as usual', run(60, '3000'), undefined],
  ['four times the most', run(400, '20000'), undefined],
  ['more than that', run(401, '20000'), '401 new sales, where the last 7 runs had 40 to 100'],
  ['a quarter of the least', run(10, '2000'), undefined],
  ['less than that', run(9, '2000'), '9 new sales, where the last 7 runs had 40 to 100'],
  ['nothing new', run(0, '0'), undefined],
  [
    'cents taken for dollars',
    run(60, '300000.00'),
    'new sales of 300,000.00 USD, where the last 7 runs had 2,000.00 to 5,000.00',
  ],
  ['dollars taken for cents', run(60, '30'), 'new sales of 30.00 USD, where the last 7 runs had 2,000.00 to 5,000.00'],
  ['a few dear sales', run(12, '50000'), undefined],
  [
    'a few sales, all a hundred times too dear',
    run(12, '300000'),
    'new sales of 300,000.00 USD, where the last 7 runs had 2,000.00 to 5,000.00',
  ],
  ['another currency', run(60, '300000', 'JPY'), undefined],
] as const)('%s: %j is far in %j', (_, now, words) => {
  expect(farFromUsual(now, week)).toBe(words)
})

test('fewer than seven runs say nothing of what is usual', () => {
  expect(farFromUsual(run(5000, '1'), week.slice(1))).toBeUndefined()
})

test('only the last thirty runs count', () => {
  const now = run(60, '3000')
  const old = run(5000, '250000')
  const later = Array.from({ length: 30 }, () => run(20, '3000'))
  expect(farFromUsual(run(81, '3000'), [old, ...later])).toBe('81 new sales, where the last 30 runs had 20')
  expect(farFromUsual(now, [old, ...later.slice(1)])).toBeUndefined()
})

test('a few sales where there were fewer, or fewer where there were a few, are nothing unusual', () => {
  const small = Array.from({ length: 7 }, () => run(2, '100'))
  expect(farFromUsual(run(19, '300'), small)).toBeUndefined()
  expect(farFromUsual(run(20, '300'), small)).toBe('20 new sales, where the last 7 runs had 2')
  expect(
    farFromUsual(
      run(1, '100'),
      Array.from({ length: 7 }, () => run(19, '100')),
    ),
  ).toBeUndefined()
})
