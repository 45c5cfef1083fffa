import { describe, expect, it } from 'vitest'
import { retryAfter } from '../../src/domain/retry-after.js'

const now = Date.UTC(2025, 5, 1, 12, 0, 0)
const wait = (headers: Readonly<Record<string, string>>) => retryAfter(new Map(Object.entries(headers)), now)

describe('when the server wants to be asked again', () => {
  it.each([
    ['seconds', { 'retry-after': '120' }, 120_000],
    ['at once', { 'retry-after': '0' }, 0],
    ['a day', { 'retry-after': ' 86400 ' }, 86_400_000],
    ['a date, against our clock', { 'retry-after': 'Sun, 01 Jun 2025 12:00:30 GMT' }, 30_000],
    [
      "a date, against the server's own clock",
      { 'retry-after': 'Sun, 01 Jun 2025 15:00:30 GMT', date: 'Sun, 01 Jun 2025 15:00:00 GMT' },
      30_000,
    ],
    ['a date with an unreadable Date', { 'retry-after': 'Sun, 01 Jun 2025 12:00:30 GMT', date: 'yesterday' }, 30_000],
    ['a date gone by', { 'retry-after': 'Sun, 01 Jun 2025 11:00:00 GMT' }, 0],
  ])('%s', (_, headers, expected) => {
    expect(wait(headers)).toBe(expected)
  })

  it.each([
    {},
    { 'retry-after': 'soon' },
    { 'retry-after': '-5' },
    { 'retry-after': '1.5' },
    { 'retry-after': '2025-06-01' },
    { 'retry-after': 'Sun, 99 Jun 2025 12:00:30 GMT' },
  ])('%j says nothing', (headers) => {
    expect(wait(headers)).toBeUndefined()
  })
})
