import { createRequire } from 'node:module'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readState, readZip } from '../../src/domain/address.js'
import { readCurrency } from '../../src/domain/currency.js'
import { compileDateReader } from '../../src/domain/date.js'
import { compileFormat } from '../../src/domain/date-format.js'
import { readEmail } from '../../src/domain/email.js'
import { guard, isConverted } from '../../src/domain/guard.js'
import { fromWhole, plus, readMoney } from '../../src/domain/money.js'
import { readPhone } from '../../src/domain/phone.js'
import { sensitiveIn } from '../../src/domain/sensitive.js'
import { resolveZone, resolveZoneOfValue } from '../../src/domain/zone-lookup.js'
import { stripGuard, stripOwnGuard } from '../../src/source/guards.js'

const naughty = createRequire(import.meta.url)('big-list-of-naughty-strings') as readonly string[]

const piece = fc.constantFrom(
  ...'0123456789.,-+/: ()$€%@\'"=<>;|_#aAeEmMtTzZ\u00a0\u200b٣Ａ'.split(''),
  ...[
    'am',
    'Jan',
    'USD',
    'GMT',
    '2026',
    '03/04/2026',
    '1,234.56',
    'ext',
    '.com',
    '\r\n',
    '\0',
    '🎉',
    '\ud800',
    'e+15',
    '1e308',
  ],
)
const value = fc.oneof(
  { weight: 6, arbitrary: fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')) },
  { weight: 2, arbitrary: fc.constantFrom(...naughty) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 150 }) },
)
const runs = { numRuns: 3000 }

const reader = compileDateReader({
  zone: { name: 'UTC', offsetAt: () => 0, quietOffset: () => 0, toInstant: (at: number) => ({ epochSeconds: at }) },
} as never)
if ('problem' in reader) throw new Error(reader.problem)

describe('whatever a cell holds, without an error thrown', () => {
  test('money is an exact decimal, and with its sign decided never ambiguous', () => {
    fc.assert(
      fc.property(value, fc.constantFrom(undefined, '.', ','), (text, sign) => {
        const read = readMoney(text, sign)
        if (sign !== undefined) expect(read.kind).not.toBe('ambiguous')
        if (read.kind !== 'amount') return
        expect(read.amount).toMatch(/^-?(?:0|[1-9]\d*)(?:\.\d*[1-9])?$/)
        expect(plus(read.amount, '0')).toBe(read.amount)
        // What is read stands in the text, digit for digit: nothing is made up.
        const digits = (of: string): string => of.replace(/\D/g, '').replace(/^0+|0+$/g, '')
        expect(digits(text)).toContain(digits(read.amount))
      }),
      runs,
    )
  })

  test('cents are whole hundredths or nothing', () => {
    fc.assert(
      fc.property(value, (text) => {
        expect(fromWhole(text, 2) ?? '0').toMatch(/^-?\d+(?:\.\d{1,2})?$/)
      }),
      runs,
    )
  })

  test('a date is a real instant, and with its order decided never ambiguous', () => {
    fc.assert(
      fc.property(value, fc.constantFrom(undefined, 'MDY', 'DMY'), value, (text, order, zone) => {
        for (const read of [reader.read(text, order), reader.read(text, order, zone)]) {
          if (order !== undefined) expect(read.kind).not.toBe('ambiguous')
          if (read.kind === 'date') expect(Date.parse(read.utc)).toBe(read.epochSeconds * 1000)
        }
      }),
      runs,
    )
  })

  test('a pattern of dates is understood or refused in words, and reads or refuses a value', () => {
    const token = fc.constantFrom(
      ...'YYYY YY MMM MM M DD D HH H hh h mm ss SSS A Z T [at] [ ] / - . , ( * + q'.split(' '),
      ' ',
    )
    const pattern = fc.array(token, { maxLength: 10 }).map((tokens) => tokens.join(''))
    fc.assert(
      fc.property(fc.oneof(pattern, value), value, (format, text) => {
        const read = compileFormat(format)
        if (typeof read === 'function') expect(['clock', 'instant', 'empty', 'unreadable']).toContain(read(text).kind)
        else expect(read.problem.length).toBeGreaterThan(10)
      }),
      runs,
    )
  })

  test('a phone number has digits alone, 20 at most', () => {
    fc.assert(
      fc.property(value, (text) => {
        const read = readPhone(text)
        if (read.kind === 'phone') expect(read.phone).toMatch(/^(?:\d{10}|\+\d{8,15})$/)
        if (read.kind === 'bad') expect(read.why).not.toBe('')
      }),
      runs,
    )
  })

  test('an e-mail address has one @ between two parts', () => {
    fc.assert(
      fc.property(value, (text) => {
        const read = readEmail(text)
        if (read.kind === 'email') expect(read.email).toMatch(/^[^@]+@[^@]+$/s)
      }),
      runs,
    )
  })

  test('state, ZIP, zone, currency and sensitive numbers are read or left', () => {
    fc.assert(
      fc.property(value, value, (text, country) => {
        for (const where of ['', 'US', 'Canada', country]) {
          readState(text, where)
          const read = readZip(text, where)
          if (read.kind === 'zip' && where === 'US') expect(read.zip).toMatch(/^\d{5}(?:-\d{4})?$/)
        }
        for (const zone of [resolveZone(text), resolveZoneOfValue(text)])
          expect('problem' in zone || 'name' in zone).toBe(true)
        readCurrency(text)
        sensitiveIn(text)
      }),
      runs,
    )
  })

  test('a guard comes off as it went on, also where the file is not known for ours', () => {
    fc.assert(
      fc.property(value, (text) => {
        if (!text.startsWith("'")) expect(stripOwnGuard(guard(text))).toBe(text)
        // A foreign file may have had an apostrophe before the value in the first place.
        if (isConverted(text) && !/^[\t\r']/.test(text)) expect(stripGuard(guard(text))).toBe(text)
      }),
      runs,
    )
  })
})
