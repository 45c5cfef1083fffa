import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { readPhone, readUnusual } from '../../src/domain/phone.js'

describe('readPhone', () => {
  it.each([
    ['5550100199', '5550100199'],
    ['(555) 010-0199', '5550100199'],
    ['555.010.0199', '5550100199'],
    ['555–010–0199', '5550100199'],
    ['+1 (555) 010-0199', '5550100199'],
    ['+1 (555) 010-0199 x12', '5550100199'],
    ['555-010-0199 ext. 4', '5550100199'],
    ['1-555-010-0199', '5550100199'],
    ['15550100199', '5550100199'],
    ['tel:+15550100199', '5550100199'],
    ['5550100199.0', '5550100199'],
    ['1234567890', '1234567890'],
    ['1555010019.0', '1555010019'],
    ['011 44 20 7946 0018', '+442079460018'],
    ['0044 20 7946 0018', '+442079460018'],
    ['+44 20 7946 0018', '+442079460018'],
    ['+44 (0)20 7946 0018', '+442079460018'],
    ['(+49) 30 23125 000', '+493023125000'],
  ])('reads %j as %s', (text, phone) => {
    expect(readPhone(text)).toEqual({ kind: 'phone', phone })
  })

  it.each(['', '  ', '\u00a0'])('takes %j for empty', (text) => {
    expect(readPhone(text)).toEqual({ kind: 'empty' })
  })

  it.each([
    ['555-0199', /too short/],
    ['+44 20', /too short/],
    ['555010019912', /more than ten digits/],
    ['+4420794600181234', /too long/],
    ['1'.repeat(10) + '2'.repeat(15), /too long/],
    ['0000000000', /over and over/],
    ['+1 000 000 0000', /over and over|zero/],
    ['555-555-5555', /over and over/],
    ['0555010019', /begins with a zero/],
    ['+0555010019', /begins with \+ and a zero/],
    ['1-800-FLOWERS', /letters/],
    ['5.55E+09', /letters/],
    ['unknown', /letters/],
    ['555-010-0199 +15550100188', /several/],
    ['555-010-0199; 555-010-0188', /characters/],
    ['٥٥٥٠١٠٠١٩٩', /characters/],
    ['-', /characters|short/],
  ])('refuses %j and says why', (text, why) => {
    const reading = readPhone(text)
    expect(reading).toEqual({ kind: 'bad', why: expect.stringMatching(why) })
  })

  it('gives ten digits or + and 8 to 15, whatever the text', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[+()\d .x-]{0,24}$/), (text) => {
        const reading = readPhone(text)
        if (reading.kind === 'phone') expect(reading.phone).toMatch(/^(?:[1-9]\d{9}|\+[2-9]\d{7,14})$/)
      }),
      { numRuns: 2000 },
    )
  })
})

test('the short cut for usual American numbers agrees with the rules in full', () => {
  const digit = fc.constantFrom('2', '5', '0', '1', '9')
  const form = fc.constantFrom(
    '###-###-####',
    '(###) ###-####',
    '##########',
    '### ### ####',
    '(###)###-####',
    '###.###.####',
  )
  fc.assert(
    fc.property(form, fc.array(digit, { minLength: 10, maxLength: 10 }), (shape, digits) => {
      let at = 0
      const text = shape.replace(/#/g, () => digits[at++] ?? '')
      expect(readPhone(text)).toEqual(readUnusual(text))
    }),
  )
})
