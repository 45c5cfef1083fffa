import { Temporal } from '@js-temporal/polyfill'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { writeUtc } from '../../src/domain/calendar.js'
import { compileDateReader } from '../../src/domain/date.js'
import { resolveZone, resolveZoneOfValue } from '../../src/domain/zone-lookup.js'
import { railsNames } from '../../src/domain/zone-names.js'

const zones = [
  'America/Denver',
  'America/New_York',
  'America/St_Johns',
  'America/Caracas',
  'America/Sao_Paulo',
  'Europe/London',
  'Europe/Dublin',
  'Africa/Casablanca',
  'Africa/Cairo',
  'Africa/Monrovia',
  'Asia/Kathmandu',
  'Asia/Pyongyang',
  'Asia/Tehran',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Pacific/Chatham',
  'Antarctica/Troll',
]

/** Clock times: some anywhere from 1950 to 2080, some within three hours of a change of the clocks. */
function clockTimes(zone: string): fc.Arbitrary<Temporal.PlainDateTime> {
  const changes: Temporal.PlainDateTime[] = []
  let at: Temporal.ZonedDateTime | null = Temporal.Instant.from('1950-01-01T00:00:00Z').toZonedDateTimeISO(zone)
  for (let count = 0; at !== null && at.year < 2060 && count < 150; count++) {
    at = at.getTimeZoneTransition('next')
    if (at !== null) changes.push(at.toPlainDateTime())
  }
  const epoch = Temporal.PlainDateTime.from('1950-01-01')
  const anywhere = fc.integer({ min: 0, max: 130 * 31_556_952 }).map((seconds) => epoch.add({ seconds }))
  if (changes.length === 0) return anywhere
  const near = fc
    .tuple(fc.constantFrom(...changes), fc.integer({ min: -3 * 3600, max: 3 * 3600 }))
    .map(([change, seconds]) => change.add({ seconds }))
  return fc.oneof(anywhere, near)
}

describe('a clock time in a zone is the instant that Temporal’s "compatible" gives', () => {
  it.each(zones)('%s', (name) => {
    const zone = resolveZone(name)
    if ('problem' in zone) throw new Error(zone.problem)
    const reader = compileDateReader({ zone })
    if ('problem' in reader) throw new Error(reader.problem)
    fc.assert(
      fc.property(clockTimes(name), (clock) => {
        const instants = ['earlier', 'later'].map((disambiguation) =>
          clock.toZonedDateTime(name, { disambiguation: disambiguation as 'earlier' | 'later' }),
        )
        const expected = clock.toZonedDateTime(name, { disambiguation: 'compatible' })
        const differ = instants[0]?.epochMilliseconds !== instants[1]?.epochMilliseconds
        const shifted = differ && !expected.toPlainDateTime().equals(clock)
        expect(reader.read(clock.toString({ smallestUnit: 'second' }), undefined)).toEqual({
          kind: 'date',
          utc: expected.toInstant().toString({ smallestUnit: 'second' }),
          epochSeconds: expected.epochMilliseconds / 1000,
          offset: expected.offsetNanoseconds / 1e9,
          ...(shifted ? { shifted: true } : differ ? { doubled: true } : {}),
        })
      }),
      { numRuns: 150 },
    )
  })

  it('also where a whole day was left out (Samoa, 30 December 2011)', () => {
    const zone = resolveZone('Pacific/Apia')
    if ('problem' in zone) throw new Error(zone.problem)
    const noon = Date.parse('2011-12-30T12:00:00Z') / 1000
    const { epochSeconds, shifted } = zone.toInstant(noon)
    expect([writeUtc(epochSeconds), shifted]).toEqual(['2011-12-30T22:00:00Z', true])
  })
})

it('an instant is written as Date writes it, from 1900 to 9999', () => {
  fc.assert(
    fc.property(fc.integer({ min: -2_208_988_800, max: 253_402_300_799 }), (seconds) => {
      expect(writeUtc(seconds)).toBe(`${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`)
    }),
    { numRuns: 2000 },
  )
})

describe('resolveZone', () => {
  const july = Date.parse('2025-07-01T00:00:00Z') / 1000
  const hours = (zone: ReturnType<typeof resolveZone>) =>
    'problem' in zone ? zone.problem : zone.offsetAt(july) / 3600

  it.each([
    ['America/Denver', -6],
    ['america/denver', -6],
    [' America/Denver ', -6],
    ['US/Eastern', -4],
    ['EST5EDT', -4],
    ['Eastern Time (US & Canada)', -4],
    ['eastern time (us & canada)', -4],
    ['(GMT-05:00) Eastern Time (US & Canada)', -4],
    ['Arizona', -7],
    ['Lima', -5],
    ['Newfoundland', -2.5],
    ["Nuku'alofa", 13],
    ['UTC', 0],
    ['Etc/UTC', 0],
    ['GMT', 0],
    ['Z', 0],
    ['+02:00', 2],
    ['-0600', -6],
    ['-06', -6],
    ['UTC+5:30', 5.5],
    ['GMT-3', -3],
  ])('knows %j', (name, expected) => {
    expect(hours(resolveZone(name))).toBe(expected)
  })

  it.each([
    ['EST', /"America\/New_York"/],
    ['pdt', /"America\/Los_Angeles"/],
    ['CST', /"America\/Chicago".*"Asia\/Shanghai"/],
    ['IST', /"Asia\/Kolkata"/],
    ['Denver', /such as "America\/Denver"/],
    ['New York', /such as "America\/New_York"/],
    ['Mars/Olympus', /is no time zone/],
    ['', /is no time zone/],
    ['+25:00', /is no time zone/],
    ['ACT', /is no time zone/],
  ])('turns %j down and says what to write', (name, problem) => {
    expect(hours(resolveZone(name))).toMatch(problem)
  })

  it('knows every Rails name', () => {
    expect(railsNames.size).toBe(150)
    expect([...railsNames.keys()].filter((name) => 'problem' in resolveZone(name))).toEqual([])
  })
})

describe('resolveZoneOfValue', () => {
  const july = Date.parse('2025-07-01T00:00:00Z') / 1000
  it.each([
    ['PDT', -7],
    ['PST', -8],
    ['est', -5],
    ['CEST', 2],
    ['NST', -3.5],
    ['America/Denver', -6],
  ])('takes %j for its fixed meaning', (name, hours) => {
    const zone = resolveZoneOfValue(name)
    expect('problem' in zone ? zone.problem : zone.offsetAt(july) / 3600).toBe(hours)
  })

  it.each([
    ['CST', 'America/Chicago', -6],
    ['CST', 'Asia/Shanghai', 8],
    ['IST', 'Asia/Kolkata', 5.5],
    ['IST', 'Europe/Dublin', 1],
    ['IST', 'Asia/Jerusalem', 2],
    ['BST', 'Europe/London', 1],
    ['AST', 'America/Halifax', -4],
  ])('lets the declared zone say what %j is in %s', (name, declared, hours) => {
    const zone = resolveZone(declared)
    if ('problem' in zone) throw new Error(zone.problem)
    const found = resolveZoneOfValue(name, zone, july)
    expect('problem' in found ? found.problem : found.offsetAt(july) / 3600).toBe(hours)
  })
})
