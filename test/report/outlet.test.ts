import { PassThrough, Writable } from 'node:stream'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createOutlet } from '../../src/report/outlet.js'
import { redactor } from '../../src/report/redact.js'

const key = 'LL-API-canary_0123456789-abcdef'
const odd = 'p@ss "word"/+é?~ü 9x'

function collector(): { stream: Writable; text: () => string } {
  let text = ''
  const stream = new Writable({
    write(chunk, _encoding, done) {
      text += chunk
      done()
    },
  })
  return { stream, text: () => text }
}

function open(secrets: readonly string[] = [key]) {
  const out = collector()
  const err = collector()
  return { out, err, outlet: createOutlet({ out: out.stream, err: err.stream, secrets }) }
}

describe('the outlet', () => {
  test('prints results to stdout and talk to stderr, in whole lines', () => {
    const { out, err, outlet } = open()
    outlet.result('{"read":3}')
    outlet.talk('Reading orders.csv\n')
    outlet.talk('')
    outlet.progress.write('\r50%')
    expect(out.text()).toBe('{"read":3}\n')
    expect(err.text()).toBe('Reading orders.csv\n\r50%')
  })

  test('hides the key on every way out, and a key that it learns of later', () => {
    const { out, err, outlet } = open()
    outlet.addSecret(odd)
    outlet.result(`a ${key} b ${odd}`)
    outlet.talk(`a ${key} b ${odd}`)
    outlet.progress.write(`a ${key} b ${odd}`)
    expect(out.text()).toBe('a [key] b [key]\n')
    expect(err.text()).toBe('a [key] b [key]\na [key] b [key]')
    expect(outlet.redact(key)).toBe('[key]')
  })

  test('lets a progress bar see the terminal behind it, as wide as it is now', () => {
    const screen = Object.assign(new PassThrough(), { isTTY: true, columns: 80 })
    const outlet = createOutlet({ out: new PassThrough(), err: screen, secrets: [] })
    screen.columns = 100
    expect(outlet.progress).toMatchObject({ isTTY: true, columns: 100 })
    expect(open().outlet.progress).toMatchObject({ isTTY: false, columns: undefined })
  })

  test('goes on when the reader of stdout has gone, and can say so', async () => {
    const gone = new Writable({
      write: (_chunk, _encoding, done) => done(Object.assign(new Error('gone'), { code: 'EPIPE' })),
    })
    const err = collector()
    const outlet = createOutlet({ out: gone, err: err.stream, secrets: [] })
    expect(outlet.lost()).toBeUndefined()
    outlet.result('one')
    await new Promise((resolve) => gone.once('close', resolve))
    outlet.result('two')
    outlet.talk('still here')
    expect(outlet.lost()).toBe('EPIPE')
    expect(err.text()).toBe('still here\n')
  })

  test('goes on when a stream was destroyed or ended, or throws at once', () => {
    const destroyed = new PassThrough().destroy()
    const ended = new PassThrough().end()
    const throwing = new PassThrough()
    throwing.write = () => {
      throw Object.assign(new Error('full'), { code: 'ENOSPC' })
    }
    const codes = [destroyed, ended, throwing].map((out) => {
      const outlet = createOutlet({ out, err: ended, secrets: [] })
      outlet.result('one')
      outlet.talk('two')
      return outlet.lost()
    })
    expect(codes).toEqual(['EPIPE', 'EPIPE', 'ENOSPC'])
  })
})

describe('redaction', () => {
  const bytes = Buffer.from(odd)
  test.each([
    ['plain', odd],
    ['in other case', odd.toUpperCase().replace('É', 'é').replace('Ü', 'ü')],
    ['JSON-escaped', JSON.stringify(odd).slice(1, -1)],
    ['URL-encoded', encodeURIComponent(odd)],
    ['URL-encoded in small letters', encodeURIComponent(odd).toLowerCase()],
    ['form-encoded', new URLSearchParams({ odd }).toString().slice(4)],
    ['base64', bytes.toString('base64')],
    ['base64 without padding', bytes.toString('base64').replaceAll('=', '')],
    ['base64url', bytes.toString('base64url')],
    ['hex', bytes.toString('hex')],
    ['hex in capitals', bytes.toString('hex').toUpperCase()],
  ])('hides a key that is %s', (_, form) => {
    expect(redactor([odd])(`before ${form} after`)).toMatch(/^before \[key\]=* after$/)
  })

  test('hides the key inside a longer base64 text, wherever it begins', () => {
    for (const before of ['', 'a', 'ab', 'abc']) {
      const text = Buffer.from(`${before}${key}: more text`).toString('base64')
      const shown = redactor([key])(text)
      expect(shown).toContain('[key]')
      expect(Buffer.from(shown.replace('[key]', ''), 'base64').toString('latin1')).not.toContain('canary')
    }
  })

  test('hides every letter of a longer base64 text that the key alone decides', () => {
    const secret = 'quiet-word-12'
    for (const [before, from, to] of [
      ['', 0, 17],
      ['a', 2, 18],
      ['ab', 3, 20],
    ] as const) {
      const text = Buffer.from(`${before}${secret} and so on`).toString('base64')
      expect(redactor([secret])(text)).toBe(`${text.slice(0, from)}[key]${text.slice(to)}`)
    }
  })

  test('hides a key that was cut off, down to its first twelve letters', () => {
    const redact = redactor(['another-kind-of-key-0123'])
    expect(redact('a "another-kind-of-k…"')).toBe('a "[key]…"')
    expect(redact('a "another-kind…"')).toBe('a "[key]…"')
    expect(redact('another-kin of key')).toBe('another-kin of key')
  })

  test('hides what looks like a key though nobody told us of it, and not the words about keys', () => {
    const redact = redactor([])
    expect(redact('header LL-API-Zz9_unknown-key, ok')).toBe('header [key], ok')
    expect(redact('Keys usually start with LL-API-; see ll-api-export.csv')).toBe(
      'Keys usually start with LL-API-; see ll-api-export.csv',
    )
  })

  test('hides a key with blanks around it also without them', () => {
    expect(redactor([' quiet-word\n'])('x quiet-word y')).toBe('x [key] y')
  })

  test('leaves text alone when a secret is empty or so short that it is none', () => {
    expect(redactor(['', ' ', 'abc'])('abc and 12 abc')).toBe('abc and 12 abc')
    expect(redactor(['abcd'])('abcd and 12 abc')).toBe('[key] and 12 abc')
  })

  test('no text that is built around a key lets the key through', () => {
    const form = fc.constantFrom(
      (text: string) => text,
      JSON.stringify,
      encodeURIComponent,
      (text: string) => Buffer.from(text).toString('hex'),
      (text: string) => JSON.stringify(JSON.stringify(text)),
    )
    const parts = fc.string({ unit: 'binary-ascii' })
    fc.assert(
      fc.property(
        parts,
        parts,
        fc.string({ minLength: 8, unit: 'grapheme-ascii' }).filter((k) => k.trim().length >= 8),
        form,
        (before, after, secret, encode) => {
          const plain = encode(secret)
          const shown = redactor([secret])(before + plain + after)
          expect(shown).not.toContain(secret)
        },
      ),
    )
  })
})
