import { describe, expect, test } from 'vitest'
import { guard } from '../../src/domain/guard.js'

describe('an apostrophe goes before', () => {
  test.each([
    ['formulas', ['=1+1', '+1', '-5', '@SUM(A1)', '\tx', '\rx', '=HYPERLINK("x")']],
    ['a text mark of its own', ["'t", "'02906"]],
    ['numbers that lose zeros', ['0123', '02906', '02906-1234', '1.10', '12.50', '5.', '.50', ' 12', '12 ']],
    ['numbers that get an exponent', ['408012345678901', '123456789012', '12E45', '1e3', '1.5E+10', '9'.repeat(80)]],
    ['grouped numbers, with commas or points', ['1,250', '1.250,00', '1 234', '$1,234.56', '(33.62)', '12,5 €', '10%']],
    ['dates', ['2026-03-04', '2026-03-04 10:00:00 -0600', '2026-03-04T10:00:00Z', '3/4', '3/4/26', '4.3.2026', '1-2']],
    [
      'dates with a month',
      ['MAY25', '2-Jan', 'Jan-02', 'Mar 4, 2026', '4 March 2026 10:00', 'SEPT2', 'Okt 12', '12. Mai', 'DEC1'],
    ],
    ['times', ['12:30', '1:05:00 PM', '3 p', '4 AM']],
    ['truth values', ['true', 'FALSE', 'wahr']],
    ['errors', ['#N/A', '#REF!']],
  ])('%s', (_, cells) => {
    expect(cells.map(guard)).toEqual(cells.map((cell) => `'${cell}`))
  })
})

describe('nothing goes before', () => {
  test.each([
    ['what is short and whole', ['', '0', '7', '1250', '12345678901']],
    ['names and words', ['Ann', 'May', 'Marcus Bell', 'March Street', 'Truett', 'W-7', '#1001', 'A1', 'x'.repeat(100)]],
    ['phone numbers, ZIP+4 and e-mail addresses', ['(303) 555-0181', '303-555-0181', '80205-1234', 'ann@example.com']],
    ['addresses', ['2204 Larimer St', 'Apt 4B', '12 Mayfair Rd', '4 Elm St, Apt 2']],
  ])('%s', (_, cells) => {
    expect(cells.map(guard)).toEqual(cells)
  })
})
