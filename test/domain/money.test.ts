import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { minorDecimals } from '../../src/domain/currency.js'
import {
  compare,
  type Decimal,
  formatAmount,
  fromWhole,
  isNegative,
  type MoneyReading,
  minus,
  plus,
  readMoney,
  SeparatorProof,
  Sum,
} from '../../src/domain/money.js'

/** A reading in one word: the amount, its currency and what it proves. */
function say(reading: MoneyReading): string {
  if (reading.kind === 'ambiguous') return `${reading.dot} or ${reading.comma}`
  if (reading.kind !== 'amount') return reading.kind
  const proof = reading.proves === undefined ? '' : ` proves ${reading.proves}`
  return `${reading.amount}${reading.currency === undefined ? '' : ` ${reading.currency}`}${proof}`
}

describe('readMoney without a separator', () => {
  it.each([
    ['1250.00', '1250 proves .'],
    ['12.5', '12.5 proves .'],
    ['0.10', '0.1 proves .'],
    ['.99', '0.99 proves .'],
    ['7', '7'],
    ['0', '0'],
    ['0.00', '0 proves .'],
    ['-0.00', '0 proves .'],
    ['1,250.00', '1250 proves .'],
    ['$1,234.56', '1234.56 $ proves .'],
    ['$1,149.00 ', '1149 $ proves .'],
    ['$45', '45 $'],
    ['($33.62)', '-33.62 $ proves .'],
    ['$(33.62)', '-33.62 $ proves .'],
    ['(33.62) USD', '-33.62 USD proves .'],
    ['(33.62 USD)', '-33.62 USD proves .'],
    ['-$45.00', '-45 $ proves .'],
    ['$-45', '-45 $'],
    ['- $45.00', '-45 $ proves .'],
    ['−45.00', '-45 proves .'],
    ['45.00-', '-45 proves .'],
    ['45,00- €', '-45 EUR proves ,'],
    ['+45.00', '45 proves .'],
    ['12,20', '12.2 proves ,'],
    ['12,5', '12.5 proves ,'],
    ['1.234,56', '1234.56 proves ,'],
    ['1.234.567,89', '1234567.89 proves ,'],
    ['1.234.567', '1234567 proves ,'],
    ['1,234,567', '1234567 proves .'],
    ['1,23,456.78', '123456.78 proves .'],
    ['12,34,56,789', '123456789 proves .'],
    ['RM 1,234.56', '1234.56 MYR proves .'],
    ['R$ 1.234,56', '1234.56 BRL proves ,'],
    ['USD 12.00', '12 USD proves .'],
    ['usd 12', '12 USD'],
    ['12.00 EUR', '12 EUR proves .'],
    ['12,00€', '12 EUR proves ,'],
    ['$12.00 USD', '12 USD proves .'],
    ['US$12', '12 USD'],
    ['Rs.500', '500 Rs'],
    ['Rs. 1,23,456', '123456 Rs proves .'],
    ['250 kr.', '250 kr'],
    ['1 234,56', '1234.56 proves ,'],
    ['1\u00a0234\u00a0567,89', '1234567.89 proves ,'],
    ['1\u202f234,5', '1234.5 proves ,'],
    ['1\u2009234.5', '1234.5 proves .'],
    ["1'234.50", '1234.5 proves .'],
    ['CHF 1’234.50', '1234.5 CHF proves .'],
    ['1 234', '1234'],
    ['12.3456', '12.3456 proves .'],
    ['0.125', '0.125 proves .'],
    ['0,125', '0.125 proves ,'],
    ['1234.567', '1234.567 proves .'],
    ['12345678901234567890123456789', '12345678901234567890123456789'],
    ['1234567890123456789012345.6789', '1234567890123456789012345.6789 proves .'],
  ])('reads %j as %s', (text, expected) => {
    expect(say(readMoney(text, undefined))).toBe(expected)
  })

  it.each([
    ['1,250', '1.25 or 1250'],
    ['1.250', '1.25 or 1250'],
    ['-12.500', '-12.5 or -12500'],
    ['$999,999', '999.999 or 999999'],
  ])('does not guess at %j', (text, both) => {
    const reading = readMoney(text, undefined)
    expect(reading.kind).toBe('ambiguous')
    if (reading.kind === 'ambiguous') expect([reading.dot, reading.comma].sort().join(' or ')).toBe(both)
  })

  it.each(['', ' ', '\t', '\u00a0', '-', '--', ' -- ', '—', '$ -', '$-'])('takes %j for empty', (text) => {
    expect(readMoney(text, undefined)).toEqual({ kind: 'empty' })
  })

  it.each([
    '284.36a',
    '1.2.3',
    '1,2,3',
    '1e5',
    '1E5',
    '1.5e3',
    'NaN',
    'Infinity',
    '١٢',
    '\uff11\uff12',
    '0x1F',
    '12%',
    '#REF!',
    'free',
    '007',
    '00.50',
    '02906',
    '5.',
    '5,',
    '.',
    ',',
    '12.-',
    '--5',
    '-5-',
    '(-5)',
    '(5',
    '5)',
    '-(5)',
    '12 34',
    '1,2345.00',
    '1 234.567,89',
    '1,234 567.00',
    ',234.50',
    '0,234.50',
    '1.23.456,78',
    'XYZ 12',
    'Qty 5',
    'U SD 12',
    '€12 USD',
    'USD 12 EUR',
    '$$12',
    '12 34 USD 5',
    '12\n34',
    '1_000',
    '123456789012345678901234567890',
    '9'.repeat(10_000),
  ])('refuses %j', (text) => {
    expect(readMoney(text, undefined)).toEqual({ kind: 'unreadable' })
  })
})

describe('readMoney with a separator', () => {
  it.each<[string, Decimal, string]>([
    ['1,250', '.', '1250'],
    ['1,250', ',', '1.25'],
    ['1.250', '.', '1.25'],
    ['1.250', ',', '1250'],
    ['1250.00', ',', 'unreadable'],
    ['12,20', '.', 'unreadable'],
    ['1,23', ',', '1.23'],
    ['1.234,56 €', ',', '1234.56 EUR'],
    ['1250', ',', '1250'],
  ])('reads %j with %j as %s', (text, decimal, expected) => {
    expect(say(readMoney(text, decimal))).toBe(expected)
  })
})

describe('SeparatorProof', () => {
  it('leaves doubtful values open until a value decides', () => {
    const proof = new SeparatorProof(undefined)
    expect([proof.read('1,250', 1).kind, proof.read('300', 2).kind, proof.decided]).toEqual([
      'ambiguous',
      'amount',
      undefined,
    ])
    expect(say(proof.read('12,20', 3))).toBe('12.2 proves ,')
    expect(proof.decided).toBe(',')
    expect(say(proof.read('1,250', 4))).toBe('1.25')
    expect([say(proof.read('300', 5)), proof.contradiction]).toEqual(['300', undefined])
  })

  it('keeps the value that decided and the first that contradicts it', () => {
    const proof = new SeparatorProof(undefined)
    for (const [where, text] of ['$5.00', 'junk', '6,00', '7,00', '8.00'].entries()) proof.read(text, where)
    expect(proof.contradiction).toEqual({ first: { where: 0, text: '$5.00' }, second: { where: 2, text: '6,00' } })
    expect(proof.read('6,00', 9)).toEqual({ kind: 'unreadable' })
  })

  it('never contradicts a declared separator', () => {
    const proof = new SeparatorProof('.')
    expect(proof.read('6,00', 1)).toEqual({ kind: 'unreadable' })
    expect([proof.decided, proof.contradiction]).toEqual(['.', undefined])
  })
})

describe('amounts', () => {
  it.each([
    ['1250', '12.5'],
    ['-5', '-0.05'],
    ['0', '0'],
    ['100', '1'],
    ['12345678901234567', '123456789012345.67'],
    ['12.5', undefined],
    ['', undefined],
    ['007', undefined],
    ['1e5', undefined],
  ])('takes %j for cents', (text, amount) => {
    expect(fromWhole(text, 2)).toBe(amount)
  })

  it.each([
    ['usd', '12345', '123.45'],
    ['JPY', '12345', '12345'],
    ['kwd', '12345', '12.345'],
    ['isk', '12300', '123'],
    ['ugx', '12300', '123'],
  ])('reads the smallest unit of %s as Stripe counts it: %s is %s', (currency, text, amount) => {
    const decimals = minorDecimals(currency)
    expect(decimals === undefined ? undefined : fromWhole(text, decimals)).toBe(amount)
  })

  it.each(['', 'dollars', 'US'])('does not guess the decimals of "%s"', (currency) => {
    expect(minorDecimals(currency)).toBeUndefined()
  })

  it.each([
    ['14147.75', '14,147.75'],
    ['0', '0.00'],
    ['-1234567.5', '-1,234,567.50'],
    ['999', '999.00'],
    ['-100', '-100.00'],
    ['1000.12345', '1,000.12345'],
  ])('writes %j for people as %s', (amount, text) => {
    expect(formatAmount(amount)).toBe(text)
  })

  it('adds tenths without binary dust', () => {
    expect(plus('0.1', '0.2')).toBe('0.3')
    expect(minus('0.3', '0.1')).toBe('0.2')
    expect(minus('5', '5')).toBe('0')
    expect(plus('79228162514264337593543950335', '0.01')).toBe('79228162514264337593543950335.01')
  })

  const units = fc.oneof(
    fc.bigInt(-(10n ** 31n), 10n ** 31n),
    fc.bigInt(-100_000n, 100_000n),
    fc.bigInt(-(2n ** 54n), 2n ** 54n),
  )
  const decimals = fc.tuple(units, fc.integer({ min: 0, max: 6 }))
  const millionths = ([value, scale]: [bigint, number]) => value * 10n ** BigInt(6 - scale)
  const write = (value: bigint) => {
    const digits = `${value < 0n ? -value : value}`.padStart(7, '0')
    const text = `${digits.slice(0, -6)}.${digits.slice(-6)}`.replace(/\.?0+$/, '')
    return value < 0n ? `-${text}` : text
  }

  it('agree with big integers', () => {
    fc.assert(
      fc.property(decimals, decimals, (left, right) => {
        const [a, b] = [millionths(left), millionths(right)]
        expect(plus(write(a), write(b))).toBe(write(a + b))
        expect(minus(write(a), write(b))).toBe(write(a - b))
        expect(Math.sign(compare(write(a), write(b)))).toBe(a < b ? -1 : a > b ? 1 : 0)
        expect(isNegative(write(a))).toBe(a < 0n)
      }),
      { numRuns: 1000 },
    )
  })

  it('are summed exactly, in any mixture of sizes', () => {
    fc.assert(
      fc.property(fc.array(decimals), (list) => {
        const sum = new Sum()
        for (const each of list) sum.add(write(millionths(each)))
        expect(sum.value).toBe(write(list.reduce((total, each) => total + millionths(each), 0n)))
      }),
    )
  })

  it('come back from any way of writing them', () => {
    const style = fc.record({
      decimal: fc.constantFrom<Decimal>('.', ','),
      group: fc.constantFrom('', ' ', '\u00a0', "'", 'other'),
      currency: fc.constantFrom(['', ''], ['$', ''], ['', ' EUR'], ['RM ', '']),
      sign: fc.constantFrom(['-', ''], ['', '-'], ['(', ')']),
    })
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 26n), 10n ** 26n), style, (cents, { decimal, group, currency, sign }) => {
        const other = decimal === '.' ? ',' : '.'
        const digits = `${cents < 0n ? -cents : cents}`.padStart(3, '0')
        const whole = digits.slice(0, -2).replace(/\B(?=(?:\d{3})+$)/g, group === 'other' ? other : group)
        const [open, close] = cents < 0n ? sign : ['', '']
        const text = `${open}${currency[0]}${whole}${decimal}${digits.slice(-2)}${currency[1]}${close}`
        const expected = write(cents * 10_000n)
        expect(readMoney(text, decimal)).toMatchObject({ kind: 'amount', amount: expected })
        expect(readMoney(text, undefined)).toMatchObject({ amount: expected, proves: decimal })
        expect(readMoney(text, other)).toEqual({ kind: 'unreadable' })
      }),
    )
  })

  it('never come from text that holds anything but digits, separators and a currency', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.constantFrom<Decimal | undefined>('.', ',', undefined),
        (text, decimal) => {
          const reading = readMoney(text, decimal)
          if (reading.kind === 'amount') expect(reading.amount).toMatch(/^-?(?:0|[1-9]\d*)(?:\.\d*[1-9])?$/)
        },
      ),
      { numRuns: 2000 },
    )
  })
})
