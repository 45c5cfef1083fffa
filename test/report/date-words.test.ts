import { expect, test } from 'vitest'
import { daysWords, rangeWords } from '../../src/report/date-words.js'

const at = (local: string, utc = local) => ({ local, utc })
const range = (from: { local: string; utc: string }, to: { local: string; utc: string }, zone = '') => ({
  earliest: from,
  latest: to,
  zone,
})

test.each([
  [
    'a zone',
    range(
      at('2025-01-01T00:12:00-07:00', '2025-01-01T07:12:00Z'),
      at('2025-07-27T18:40:00-06:00', '2025-07-28T00:40:00Z'),
      'America/Denver',
    ),
    '1 Jan - 27 Jul 2025',
    '1 Jan 2025 00:12 - 27 Jul 2025 18:40 in America/Denver (UTC: 1 Jan 2025 07:12 - 28 Jul 2025 00:40)',
  ],
  [
    'offsets of the file, which change with summer',
    range(
      at('2024-12-27T10:00:00-05:00', '2024-12-27T15:00:00Z'),
      at('2025-04-02T12:00:00-04:00', '2025-04-02T16:00:00Z'),
    ),
    '27 Dec 2024 - 2 Apr 2025',
    '27 Dec 2024 10:00 UTC-05:00 - 2 Apr 2025 12:00 UTC-04:00, as in the file (UTC: 27 Dec 2024 15:00 - 2 Apr 2025 16:00)',
  ],
  [
    'UTC as the zone of the export, and one minute',
    range(
      at('2024-06-07T02:38:00+00:00', '2024-06-07T02:38:00Z'),
      at('2024-06-07T02:38:54+00:00', '2024-06-07T02:38:54Z'),
      'UTC',
    ),
    '7 Jun 2024',
    '7 Jun 2024 02:38 in UTC',
  ],
  ['no date at all', range(at(''), at('')), '', ''],
])('%s', (_, dates, days, words) => {
  expect(daysWords(dates)).toBe(days)
  expect(rangeWords(dates)).toBe(words)
})
