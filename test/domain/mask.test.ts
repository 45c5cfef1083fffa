import fc from 'fast-check'
import { expect, test } from 'vitest'
import { maskValue } from '../../src/domain/mask.js'

test.each([
  ['hannah.kowalski@example.com', 'h***@e***.com'],
  ['a@b', 'a***@b***'],
  ['9lives@1st.example', '9***@9***'],
  ['Hannah Kowalski', 'Hxxxxx xxxxxxxx'],
  ['#1001', '#9999'],
  ['(303) 555-0181', '(999) 999-9999'],
  ['2026-09-14 11:07:13 -0600', '9999-99-99 99:99:99 -9999'],
  ['$1,234.56', '$9,999.99'],
  ['712 N Elm St', '999 N xxx xx'],
  ['K', 'x'],
  ['Ñandú ☃', 'Ñxxxx x'],
  ['two@signs@example.com', 'txx@xxxxx@xxxxxxx.xxx'],
  ['line\nbreak', 'lxxx\\xxxxxx'],
  ['', ''],
])('%j is shown as %j', (value, shown) => {
  expect(maskValue(value)).toBe(shown)
})

test('no digit and no second letter of any value is shown', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (value) => {
      const shown = maskValue(value)
      expect(shown).not.toMatch(/[0-8]/)
      expect(shown.length).toBeLessThanOrEqual(60)
      expect(shown).not.toMatch(/[\p{Cc}\p{Cf}]/u)
    }),
  )
})
