import { describe, expect, test } from 'vitest'
import { clean } from '../../src/domain/clean.js'

describe('foreign text on a terminal', () => {
  test.each([
    ['ordinary text', "Zoë's Café, 50% — “ok”", "Zoë's Café, 50% — “ok”"],
    ['a colour', '\x1b[31mred\x1b[0m', 'red'],
    ['a colour by the one-byte introducer', '\x9b31mred', 'red'],
    ['a window title', '\x1b]0;evil\x07name', 'name'],
    ['a link', '\x1b]8;;https://example.com\x1b\\here\x1b]8;;\x1b\\', 'here'],
    ['a clearing of the screen and a reset', '\x1b[2J\x1bcname', 'name'],
    ['an escape that does not end', '\x1b[31', '31'],
    ['a title that does not end', '\x1b]0;name', '0;name'],
    ['one escape hidden in another', '\x1b\x1b[0m[31mx', '[31mx'],
    ['line breaks of all kinds', 'a\nb\r\nc\rd\u2028e\u0085f\tg', 'a\\nb\\nc\\rd\\ne\\nf\\tg'],
    ['backspaces, bells and nulls', 'a\bb\x07c\0d\x7f', 'abcd'],
    ['reversed writing', 'invoice\u202Efdp.exe\u2066x\u200F', 'invoicefdp.exex'],
    ['zero-width characters', 'a\u200Bb\u200Dc\uFEFFd\u2060e\u00ADf\u3164g', 'abcdefg'],
    ['letters outside the first plane', '😀 𝒜', '😀 𝒜'],
    ['half a surrogate pair', 'a\uD83Db', 'a\uFFFDb'],
  ])('%s', (_, text, shown) => {
    expect(clean(text)).toBe(shown)
  })

  test('is cut at the limit, with a sign that it was', () => {
    expect(clean('a'.repeat(120))).toBe('a'.repeat(120))
    expect(clean('a'.repeat(121))).toBe(`${'a'.repeat(119)}…`)
    expect(clean('abcdef', 4)).toBe('abc…')
  })

  test('is never cut inside a character of two units', () => {
    expect(clean('a😀😀', 4)).toBe('a😀…')
    expect(clean('ab😀😀', 4)).toBe('ab…')
  })

  test('is linear in hostile text', () => {
    const hostile = ['\x1b]'.repeat(300_000), `\x1b[${'1;'.repeat(300_000)}`, `\x1b${' '.repeat(600_000)}`]
    const before = performance.now()
    for (const text of hostile) expect(clean(text).length).toBeLessThanOrEqual(120)
    expect(performance.now() - before).toBeLessThan(2000)
  })
})
