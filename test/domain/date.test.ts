import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  compileDateReader,
  type DateReader,
  type DateReading,
  type DateRules,
  DayOrderProof,
} from '../../src/domain/date.js'
import { readByGrammar, readYearFirst } from '../../src/domain/date-text.js'
import type { Zone } from '../../src/domain/zone.js'
import { resolveZone } from '../../src/domain/zone-lookup.js'

function zoneOf(name: string): Zone {
  const zone = resolveZone(name)
  if ('problem' in zone) throw new Error(zone.problem)
  return zone
}

function readerOf(rules: DateRules): DateReader {
  const reader = compileDateReader(rules)
  if ('problem' in reader) throw new Error(reader.problem)
  return reader
}

/** A reading in one word: the time in UTC and what was decided on the way. */
function say(reading: DateReading): string {
  if (reading.kind !== 'date') return reading.kind
  expect(Date.parse(reading.utc)).toBe(reading.epochSeconds * 1000)
  return [reading.utc, reading.shifted && 'shifted', reading.doubled && 'doubled', reading.proves]
    .filter(Boolean)
    .join(' ')
}

const denver = readerOf({ zone: zoneOf('America/Denver') })
const noZone = readerOf({})

describe('dates that carry their zone', () => {
  it.each([
    ['2025-06-01T15:23:00Z', '2025-06-01T15:23:00Z'],
    ['2025-06-01t15:23:00z', '2025-06-01T15:23:00Z'],
    ['2025-06-01T15:23:00.999Z', '2025-06-01T15:23:00Z'],
    ['2025-06-01T15:23:00,5+00:00', '2025-06-01T15:23:00Z'],
    ['2025-06-01T15:23:00-06:00', '2025-06-01T21:23:00Z'],
    ['2025-06-01 15:23:00 -0600', '2025-06-01T21:23:00Z'],
    ['2025-06-01 15:23 +0530', '2025-06-01T09:53:00Z'],
    ['2025-06-01T15:23+02', '2025-06-01T13:23:00Z'],
    ['2025-06-01 15:23:00 UTC', '2025-06-01T15:23:00Z'],
    ['2025-06-01 15:23:00 GMT-3', '2025-06-01T18:23:00Z'],
    ['2025-06-01 15:23:00 PDT', '2025-06-01T22:23:00Z'],
    ['2025-06-01 15:23:00 PST', '2025-06-01T23:23:00Z'],
    ['2025-06-01 15:23:00 America/New_York', '2025-06-01T19:23:00Z'],
    ['2025-06-01 15:23:00 Eastern Time (US & Canada)', '2025-06-01T19:23:00Z'],
    ['2025-06-01T15:23:00-06:00[America/Denver]', '2025-06-01T21:23:00Z'],
    ['2025-06-01T15:23:00[America/Denver]', '2025-06-01T21:23:00Z'],
    ['Sun Jun 01 2025 15:23:00 GMT-0600 (Mountain Daylight Time)', '2025-06-01T21:23:00Z'],
    ['Sun, 01 Jun 2025 15:23:00 -0600', '2025-06-01T21:23:00Z'],
    ['Jun 1, 2025 3:23:00 PM PDT', '2025-06-01T22:23:00Z'],
    ['1748791380', '2025-06-01T15:23:00Z'],
    ['1748791380999', '2025-06-01T15:23:00Z'],
    ['2025-01-01T00:00:00+14:00', '2024-12-31T10:00:00Z'],
  ])('%s is %s', (text, utc) => {
    expect(say(noZone.read(text, undefined))).toBe(utc)
    expect(say(denver.read(text, undefined, 'Asia/Tokyo'))).toBe(utc)
  })
})

describe('dates on a clock in Denver', () => {
  it.each([
    ['2025-06-01 15:23:00', '2025-06-01T21:23:00Z'],
    ['2025-06-01T15:23', '2025-06-01T21:23:00Z'],
    ['2025/06/01 15:23:00', '2025-06-01T21:23:00Z'],
    ['2025.6.1', '2025-06-01T06:00:00Z'],
    ['2025-01-05', '2025-01-05T07:00:00Z'],
    [' 2025-01-05 ', '2025-01-05T07:00:00Z'],
    ['2024-02-29', '2024-02-29T07:00:00Z'],
    ['2000-02-29', '2000-02-29T07:00:00Z'],
    ['2025-01-24 00:00:28.112', '2025-01-24T07:00:28Z'],
    ['12/25/2025', '2025-12-25T07:00:00Z MDY'],
    ['25/12/2025', '2025-12-25T07:00:00Z DMY'],
    ['25.12.2025 15:23', '2025-12-25T22:23:00Z DMY'],
    ['25-12-2025', '2025-12-25T07:00:00Z DMY'],
    ['12/25/25', '2025-12-25T07:00:00Z MDY'],
    ['12/25/69', '1969-12-25T07:00:00Z MDY'],
    ['12/25/68', '2068-12-25T07:00:00Z MDY'],
    ['5/5/2025', '2025-05-05T06:00:00Z'],
    ['12/25/2025 3:04 PM', '2025-12-25T22:04:00Z MDY'],
    ['12/25/2025, 3:04:05\u202fPM', '2025-12-25T22:04:05Z MDY'],
    ['12/25/2025 12:00 am', '2025-12-25T07:00:00Z MDY'],
    ['12/25/2025 12:00 p.m.', '2025-12-25T19:00:00Z MDY'],
    ['12/25/2025 3:04PM', '2025-12-25T22:04:00Z MDY'],
    ['12/25/2025 7:57:03', '2025-12-25T14:57:03Z MDY'],
    ['Apr 02, 2026', '2026-04-02T06:00:00Z'],
    ['2 Apr 2026', '2026-04-02T06:00:00Z'],
    ['02-Apr-26', '2026-04-02T06:00:00Z'],
    ['April 2, 2026 3:04 PM', '2026-04-02T21:04:00Z'],
    ['April 2nd, 2026 at 3:04 PM', '2026-04-02T21:04:00Z'],
    ['Thursday, April 2, 2026', '2026-04-02T06:00:00Z'],
    ['Sept. 3, 2025', '2025-09-03T06:00:00Z'],
    ['2025-03-09 01:59:59', '2025-03-09T08:59:59Z'],
    ['2025-03-09 02:30:00', '2025-03-09T09:30:00Z shifted'],
    ['2025-03-09 03:00:00', '2025-03-09T09:00:00Z'],
    ['2025-11-02 00:59:59', '2025-11-02T06:59:59Z'],
    ['2025-11-02 01:30:00', '2025-11-02T07:30:00Z doubled'],
    ['2025-11-02 02:00:00', '2025-11-02T09:00:00Z'],
    ['2025-11-02 01:30:00 MST', '2025-11-02T08:30:00Z'],
  ])('%s is %s', (text, utc) => {
    expect(say(denver.read(text, undefined))).toBe(utc)
  })

  it.each(['01/02/2025', '1/2/25', '03.04.2025 15:00', '3-4-2025'])('does not guess at %s', (text) => {
    expect(denver.read(text, undefined)).toEqual({ kind: 'ambiguous' })
  })

  it.each([
    '2025-02-29',
    '2025-02-30',
    '1900-02-29',
    '31/31/2025',
    '2025-13-01',
    '2025-00-10',
    '0000-00-00 00:00:00',
    '0001-01-01',
    '2025-06-01 24:00:00',
    '2025-06-01 23:60',
    '2025-06-01 23:59:60',
    '2025-06-01 13:00 PM',
    '2025-06-01 0:30 AM',
    '2025-06-01 1:2',
    '2025-06-01 15:23:00.',
    '2025-06-01 15:23:00:00',
    '2025-06-01T',
    '2025-06-01x',
    '2025-6',
    '2025-06/01',
    '06/2025',
    '25-12-31',
    '20250601',
    '45809',
    '0748791380',
    '2025-06-01 15:23:00 +15:00',
    '2025-06-01 15:23:00 America/Nowhere',
    '2025-06-01 15:23:00 Uhr',
    'Foo 2, 2026',
    'Juniper 2, 2026',
    'yesterday',
    'NaN',
    '#REF!',
    '٢٠٢٥-٠٦-٠١',
    '9'.repeat(5000),
  ])('refuses %s', (text) => {
    expect(denver.read(text, undefined).kind).toBe('unreadable')
  })

  it('takes blanks for empty', () => {
    expect([denver.read('', undefined), denver.read(' \u00a0', undefined)]).toEqual([
      { kind: 'empty' },
      { kind: 'empty' },
    ])
  })
})

describe('the zone of a clock time', () => {
  it('is the value’s own, then the zone column’s, then the declared one', () => {
    expect(say(denver.read('2025-06-01 12:00 Z', undefined, 'PDT'))).toBe('2025-06-01T12:00:00Z')
    expect(say(denver.read('2025-06-01 12:00', undefined, 'PDT'))).toBe('2025-06-01T19:00:00Z')
    expect(say(denver.read('2025-06-01 12:00', undefined, ' '))).toBe('2025-06-01T18:00:00Z')
  })

  it.each(['2025-06-01 12:00', '2025-06-01', '12/25/2025', 'Apr 02, 2026'])('is asked for when %s has none', (text) => {
    expect(noZone.read(text, undefined)).toEqual({ kind: 'no-zone' })
  })

  it('is asked for when an abbreviation has several meanings, and the declared zone chooses', () => {
    expect(noZone.read('2025-06-01 12:00 CST', undefined)).toEqual({
      kind: 'no-zone',
      why: expect.stringContaining('America/Chicago'),
    })
    const chicago = readerOf({ zone: zoneOf('America/Chicago') })
    const shanghai = readerOf({ zone: zoneOf('Asia/Shanghai') })
    expect(say(chicago.read('2025-06-01 12:00', undefined, 'CST'))).toBe('2025-06-01T18:00:00Z')
    expect(say(shanghai.read('2025-06-01 12:00 CST', undefined))).toBe('2025-06-01T04:00:00Z')
    expect(denver.read('2025-06-01 12:00 BST', undefined)).toMatchObject({ kind: 'unreadable' })
  })

  it('names a zone column’s word that is no zone', () => {
    expect(denver.read('2025-06-01 12:00', undefined, 'Narnia')).toEqual({
      kind: 'unreadable',
      why: expect.stringContaining('"Narnia"'),
    })
  })

  it('is never the machine’s', () => {
    const before = process.env.TZ
    const read = (tz: string) => {
      process.env.TZ = tz
      const reader = readerOf({ zone: zoneOf('America/Denver') })
      return ['2025-06-01 12:00', '2025-03-09 02:30', 'Apr 02, 2026', '1748791380'].map((text) =>
        say(reader.read(text, undefined)),
      )
    }
    try {
      expect(read('Asia/Kathmandu')).toEqual(read('America/Los_Angeles'))
      expect(new Date(2025, 5, 1).getTimezoneOffset()).toBe(420)
    } finally {
      if (before === undefined) delete process.env.TZ
      else process.env.TZ = before
    }
  })
})

describe('DayOrderProof', () => {
  it('leaves doubtful values open until a value decides', () => {
    const proof = new DayOrderProof(undefined)
    expect(proof.read('03/04/2025', 1, denver).kind).toBe('ambiguous')
    expect(proof.read('2025-01-01', 2, denver).kind).toBe('date')
    expect(proof.decided).toBe(undefined)
    proof.read('25/12/2025', 3, denver)
    expect(proof.decided).toBe('DMY')
    expect(say(proof.read('03/04/2025', 1, denver))).toBe('2025-04-03T06:00:00Z')
    proof.read('2025-01-01', 4, denver)
    proof.read('5/5/2025', 5, denver)
    expect(proof.contradiction).toBe(undefined)
  })

  it('keeps the value that decided and the first that contradicts it', () => {
    const proof = new DayOrderProof(undefined)
    for (const [where, text] of ['12/25/2025', 'junk', '13/01/2025', '14/01/2025'].entries())
      proof.read(text, where, denver)
    expect(proof.contradiction).toEqual({
      first: { where: 0, text: '12/25/2025' },
      second: { where: 2, text: '13/01/2025' },
    })
  })

  it('is proved for slashes, dots and dashes apart', () => {
    const proof = new DayOrderProof(undefined)
    proof.read('10/13/2026', 1, denver)
    for (const text of ['05.10.2026', '05-10-2026']) {
      expect(proof.read(text, 2, denver).kind).toBe('ambiguous')
      expect(proof.orderOf(text)).toBe(undefined)
    }
    proof.read('10.14.2026', 3, denver)
    expect(say(proof.read('05.10.2026', 4, denver))).toBe('2026-05-10T06:00:00Z')
    expect(proof.read('05-10-2026', 5, denver).kind).toBe('ambiguous')
    expect([proof.decided, proof.contradiction]).toEqual(['MDY', undefined])
  })

  it('contradicts itself when dots prove another order than slashes', () => {
    const proof = new DayOrderProof(undefined)
    proof.read('25.10.2026', 1, denver)
    proof.read('10/13/2026', 2, denver)
    expect(proof.contradiction).toEqual({
      first: { where: 1, text: '25.10.2026' },
      second: { where: 2, text: '10/13/2026' },
    })
  })

  it('takes a declared order for all of them', () => {
    const proof = new DayOrderProof(undefined)
    proof.declare('DMY')
    expect(say(proof.read('05.10.2026', 1, denver))).toBe(say(proof.read('05/10/2026', 2, denver)))
  })

  it('never contradicts a declared order', () => {
    const proof = new DayOrderProof('MDY')
    expect(proof.read('13/01/2025', 1, denver)).toEqual({ kind: 'unreadable' })
    expect(say(proof.read('03/04/2025', 2, denver))).toBe('2025-03-04T07:00:00Z')
    expect([proof.decided, proof.contradiction]).toEqual(['MDY', undefined])
  })
})

describe('declared formats', () => {
  const utc = zoneOf('UTC')
  it.each([
    ['iso', '2025-06-01 15:23', '2025-06-01T15:23:00Z'],
    ['iso', '12/25/2025', 'unreadable'],
    ['iso', '', 'empty'],
    ['unix-seconds', '1748791380', '2025-06-01T15:23:00Z'],
    ['unix-seconds', '0', '1970-01-01T00:00:00Z'],
    ['unix-seconds', '1748791380.75', '2025-06-01T15:23:00Z'],
    ['unix-seconds', '999999999999', 'unreadable'],
    ['unix-seconds', '1e9', 'unreadable'],
    ['unix-milliseconds', '1748791380999', '2025-06-01T15:23:00Z'],
    ['excel-serial', '45809', '2025-06-01T00:00:00Z'],
    ['excel-serial', '45809.640972222222', '2025-06-01T15:23:00Z'],
    ['excel-serial', '45809.6409722', '2025-06-01T15:23:00Z'],
    ['excel-serial', '61', '1900-03-01T00:00:00Z'],
    ['excel-serial', '60', 'unreadable'],
    ['excel-serial', '2025-06-01', 'unreadable'],
    ['MM/DD/YYYY', '03/04/2025', '2025-03-04T00:00:00Z'],
    ['MM/DD/YYYY', '3/4/2025', 'unreadable'],
    ['MM/DD/YYYY', '03/04/2025 10:00', 'unreadable'],
    ['D/M/YY', '3/4/25', '2025-04-03T00:00:00Z'],
    ['YY-MM-DD', '25-12-31', '2025-12-31T00:00:00Z'],
    ['YYYYMMDD', '20250601', '2025-06-01T00:00:00Z'],
    ['YYYY-MM-DDTHH:mm:ss.SSSZ', '2025-06-01T15:23:00.123-06:00', '2025-06-01T21:23:00Z'],
    ['YYYY-MM-DD HH:mm:ss Z', '2025-06-01 15:23:00 PDT', '2025-06-01T22:23:00Z'],
    ['YYYY-MM-DD HH:mm:ss Z', '2025-06-01 15:23:00 America/New_York', '2025-06-01T19:23:00Z'],
    ['MMM D, YYYY h:mm A', 'Apr 2, 2026 3:04 pm', '2026-04-02T15:04:00Z'],
    ['MMM D, YYYY h:mm A', 'April 2, 2026 12:04 AM', '2026-04-02T00:04:00Z'],
    ['DD.MM.YYYY [um] H:mm', '03.04.2025 um 7:05', '2025-04-03T07:05:00Z'],
    ['DD.MM.YYYY', '03x04x2025', 'unreadable'],
    ['DD/MM/YYYY', '31/02/2025', 'unreadable'],
  ])('%s reads %j as %s', (format, text, expected) => {
    expect(say(readerOf({ format, zone: utc }).read(text, undefined))).toBe(expected)
  })

  it.each([
    ['MM/DD', /lacks the year/],
    ['dd/MM/YYYY', /"d", which stands for nothing/],
    ['YYYY-MM-DD MM:ss', /month twice/],
    ['YYYY-MM-DD hh:mm', /needs h together with A/],
    ['YYYY-MM-DD HH:mm A', /needs h together with A/],
    ['YYYY-MM-DD mm:ss', /no hour/],
    ['unix', /stands for nothing/],
    ['', /lacks the year/],
  ])('%j is turned down', (format, problem) => {
    expect(compileDateReader({ format })).toEqual({ problem: expect.stringMatching(problem) })
  })
})

describe('the short cut for the usual way of writing a time', () => {
  const two = fc.integer({ min: 0, max: 99 }).map((number) => `${number}`.padStart(2, '0'))
  const sign = (...usual: string[]) => fc.constantFrom(...usual, ...usual, ...usual, ':', '/', 'x', '')
  const rest = fc.constantFrom(
    '',
    '',
    'Z',
    '+02:00',
    '-0600',
    '-06:00[America/Denver]',
    '.5',
    ' UTC',
    ' pm',
    'PM',
    '-',
    'x',
  )
  const written = fc
    .tuple(fc.constantFrom('20', '19', '99', '1x'), two, sign('-'), two, sign('-'), two, sign(' ', 'T', 't'), two)
    .chain((date) => fc.tuple(sign(':'), two, sign(':'), two, rest).map((time) => [...date, ...time].join('')))

  it('says what the grammar says', () => {
    fc.assert(
      fc.property(written, (text) => {
        expect(readYearFirst(text)).toEqual(readByGrammar(text))
      }),
      { numRuns: 5000 },
    )
  })

  it('says so of every month, day and hour', () => {
    for (let number = 0; number < 100; number += 1) {
      const two = `${number}`.padStart(2, '0')
      for (const text of [`2024-${two}-11 10:00:00`, `2024-02-${two} 10:00:00`, `2024-02-03T${two}:59:59Z`]) {
        expect(readYearFirst(text)).toEqual(readByGrammar(text))
      }
    }
  })
})
