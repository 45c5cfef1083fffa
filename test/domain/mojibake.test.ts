import { describe, expect, test } from 'vitest'
import type { Mapping } from '../../src/domain/mapping.js'
import { isMojibake, mojibakeProblems } from '../../src/domain/mojibake.js'

const good = [
  'José Núñez',
  'JOÃO MAGALHÃES',
  'SÃO PAULO',
  'IRMÃ’S Bakery',
  'Ângela Côrte-Real',
  'CÂMARA',
  'Trần Thị Ân',
  'Â. Silva',
  'PHAN Â',
  'Åsa Ångström',
  '“Å” i åa ä e ö',
  'Ärger & Söhne',
  'Øyvind Þór Ðóra',
  'Zoë Brontë',
  'O’Brien',
  'Smith – Jones',
  'Łukasz Żółć',
  'Müller Straße 5',
  '12° West',
  'Apt № 5½',
  'Caffè “Più”',
  'Жанна Ñandú',
  '北京 東京',
  'علي',
  'Ann 🎉',
  'Ñ',
  'Côte d’Or',
  'Ümit Öz, Ältere',
  '50 € Club',
  '√2 Studio',
] as const

test.each(good)('%s is written as meant', (text) => {
  expect(isMojibake(text)).toBe(false)
})

/** What a program sees that takes the bytes of UTF-8 for those of another encoding. */
const misread = (text: string, encoding: string) =>
  encoding === 'latin1'
    ? Buffer.from(text).toString('latin1')
    : new TextDecoder(encoding).decode(Buffer.from(text), { stream: true })

describe.each(['windows-1252', 'latin1', 'macintosh'])('UTF-8 read as %s', (encoding) => {
  const wrong = [
    'José',
    'Núñez',
    'François',
    'Zoë',
    'O’Brien',
    'Müller',
    'São',
    'Größe',
    'Bogotá',
    'Città',
    'Āboliņš',
    'Łódź',
  ]
  const seldom = encoding === 'macintosh' ? ['Āboliņš', 'Łódź'] : []
  test.each(wrong.filter((text) => !seldom.includes(text)))('shows in %s', (text) => {
    expect(isMojibake(misread(text, encoding))).toBe(true)
  })
})

test.each([
  ['CÃ”TÃ‰', 'capitals'],
  ['12 Elm\u00a0St'.replace('\u00a0', 'Â\u00a0'), 'a no-break space'],
  ['12 Elm StÂ', 'a no-break space that was cut off'],
  ['12 ElmÂ St', 'a no-break space that was made an ordinary one'],
  ['O\u0092Brien', 'windows-1252 read as Latin 1'],
  ['Jos\ufffd', 'what could not be read'],
  ['Ð\u009fÑ€Ð¸Ð²ÐµÑ‚', 'Cyrillic letters'],
  ['ðŸŽ‰ Party', 'an emoji'],
])('%s is damaged: %s', (text) => {
  expect(isMojibake(text)).toBe(true)
})

test('names and streets are looked at, each with its own warning; ids and coupons are not', () => {
  const mapping = { columnOf: (field: string) => `column of ${field}` } as Mapping
  const found = mojibakeProblems(
    {
      firstName: 'JosÃ©',
      lastName: 'Núñez',
      couponCode: 'Ã©',
      orderId: 'Ã©',
      secondaryAddress: { address1: '12 Elm', city: 'BogotÃ¡' },
    },
    mapping,
  )
  expect(found).toEqual([
    expect.objectContaining({ code: 'mojibake', severity: 'warning', field: 'firstName', value: 'JosÃ©' }),
    expect.objectContaining({ field: 'secondaryAddress.city', column: 'column of secondaryAddress.city' }),
  ])
})
