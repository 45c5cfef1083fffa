import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { checkedKey, type KeySources, keyWarnings, readKey } from '../../src/config/key.js'
import { noConfig, parseConfig } from '../../src/config/load.js'

const key = 'LL-API-canary-0001'
const posix = process.platform !== 'win32'

function read(sources: Partial<KeySources>) {
  return readKey({ env: {}, file: undefined, stdin: Readable.from([]), fromStdin: false, config: noConfig, ...sources })
}

async function refusal(sources: Partial<KeySources>): Promise<{ readonly message: string; readonly hint: string }> {
  return read(sources).then(
    () => Promise.reject(new Error('the key was taken')),
    (error) => {
      expect(`${error.message}${error.hint}`).not.toContain('canary')
      expect(error.exitCode).toBe(2)
      return { message: error.message, hint: error.hint }
    },
  )
}

function keyFile(content: string | Uint8Array = `${key}\n`, mode = 0o600): string {
  const path = join(mkdtempSync(join(tmpdir(), 'lettr-key-')), 'key.txt')
  writeFileSync(path, content)
  chmodSync(path, mode)
  return path
}

function bound(upload: string) {
  return parseConfig(`{ "version": 1,\n"upload": { ${upload} } }`, 'acme.json', false)
}

describe('where a key comes from', () => {
  test('from the environment', async () => {
    expect(await read({ env: { LETTRLABS_API_KEY: key } })).toEqual({ key, from: 'environment LETTRLABS_API_KEY' })
    expect(await read({ env: new Map([['LETTRLABS_API_KEY', `${key}\n`]]) })).toMatchObject({ key })
  })

  test('from nowhere', async () => {
    expect(await read({})).toBeUndefined()
    expect(await read({ env: { LETTRLABS_API_KEY: '' } })).toBeUndefined()
  })

  test.each([
    ['with a line break', `${key}\n`],
    ['with a Windows line break', `${key}\r\n`],
    ['without one', key],
    ['with a byte order mark', `\uFEFF${key}\r\n`],
  ])('from a file %s', async (_, content) => {
    const file = keyFile(content)
    expect(await read({ file })).toEqual({ key, from: `--api-key-file ${file}` })
  })

  test('from the first line of standard input, however it comes in', async () => {
    const stdin = Readable.from([Buffer.from('LL-API-'), Buffer.from('canary-0001\r\nmore'), Buffer.from('and more')])
    expect(await read({ stdin, fromStdin: true })).toEqual({ key, from: '--api-key-stdin' })
    expect(await read({ stdin: Readable.from([key]), fromStdin: true })).toMatchObject({ key })
  })

  test("from the config's file or variable", async () => {
    const file = keyFile()
    expect(await read({ config: bound(`"apiKeyFile": "${file}"`) })).toEqual({
      key,
      from: `config acme.json:2 (file ${file})`,
    })
    expect(await read({ config: bound('"apiKeyEnv": "ACME"'), env: { ACME: key } })).toEqual({
      key,
      from: 'config acme.json:2 (environment ACME)',
    })
  })

  test('a flag comes before environment and config, whatever they hold', async () => {
    const config = bound('"apiKeyEnv": "ACME"')
    const env = { ACME: 'LL-API-a', LETTRLABS_API_KEY: 'LL-API-b' }
    expect(await read({ file: keyFile(), env, config })).toMatchObject({ key })
    expect(await read({ stdin: Readable.from([`${key}\n`]), fromStdin: true, env, config })).toMatchObject({ key })
  })

  test('a config that binds one key is not paired with another one from the environment', async () => {
    const config = bound('"apiKeyEnv": "ACME"')
    expect(await refusal({ config, env: { ACME: key, LETTRLABS_API_KEY: 'LL-API-canary-other' } })).toEqual({
      message: 'environment LETTRLABS_API_KEY holds another key than config acme.json:2 (environment ACME).',
      hint: 'Unset LETTRLABS_API_KEY, or use a config that names no key.',
    })
    expect(await read({ config, env: { ACME: key, LETTRLABS_API_KEY: key } })).toMatchObject({ key })
  })

  test('the API key of an object that only inherits it is none', async () => {
    expect(await read({ env: Object.create({ LETTRLABS_API_KEY: key }) })).toBeUndefined()
  })
})

describe('what is refused', () => {
  test.skipIf(!posix).each([0o640, 0o604, 0o620, 0o644])('a key file with mode %o', async (mode) => {
    const file = keyFile(undefined, mode)
    expect(await refusal({ file })).toEqual({
      message: `--api-key-file ${file} can be read or changed by other people on this computer.`,
      hint: `Run: chmod 600 ${file}`,
    })
  })

  test('a key file that is not there, a folder, too large, empty, or of two lines', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'lettr-key-'))
    mkdirSync(join(folder, 'sub'))
    expect((await refusal({ file: join(folder, 'none') })).message).toBe(
      `--api-key-file ${join(folder, 'none')}: there is no such file.`,
    )
    expect((await refusal({ file: join(folder, 'sub') })).message).toBe(
      `--api-key-file ${join(folder, 'sub')} is not a regular file.`,
    )
    const large = keyFile('canary'.repeat(1000))
    expect((await refusal({ file: large })).message).toBe(`--api-key-file ${large} is larger than 4 KiB.`)
    const empty = keyFile('\n')
    expect((await refusal({ file: empty })).message).toBe(`The key from --api-key-file ${empty} is empty.`)
    const two = keyFile('LL-API-canary\nLL-API-canary2\n')
    expect((await refusal({ file: two })).message).toBe(`The key from --api-key-file ${two} has more than one line.`)
  })

  test('a key where a file was asked for, without repeating it', async () => {
    const hint = 'Write the key to a file that only you can read, or set LETTRLABS_API_KEY.'
    const message = 'A file that holds the key was expected; what was given looks like a key.'
    expect(await refusal({ file: key })).toEqual({ message, hint })
    expect(await refusal({ config: bound(`"apiKeyFile": "${key}"`) })).toEqual({ message, hint })
  })

  test.each([['LL-API-canäry'], ['LL-API-canary\u0000'], ['LL-API-\u200Bcanary'], ['“LL-API-canary”']])(
    'a key with characters that no key has (%#)',
    async (odd) => {
      expect((await refusal({ env: { LETTRLABS_API_KEY: odd } })).message).toBe(
        'The key from environment LETTRLABS_API_KEY holds characters that no key has.',
      )
    },
  )

  test('a key file in UTF-16', async () => {
    const file = keyFile(Buffer.from(`\uFEFF${key}`, 'utf16le'))
    expect((await refusal({ file })).message).toBe(
      `The key from --api-key-file ${file} holds characters that no key has.`,
    )
  })

  test('standard input with an empty or endless first line', async () => {
    expect((await refusal({ fromStdin: true })).message).toBe('The key from --api-key-stdin is empty.')
    const endless = Readable.from(
      (function* () {
        for (;;) yield 'canary'.repeat(100)
      })(),
    )
    expect((await refusal({ fromStdin: true, stdin: endless })).message).toBe(
      'The first line of standard input is longer than 4 KiB.',
    )
  })

  test('two flags at once', async () => {
    expect((await refusal({ fromStdin: true, file: keyFile() })).message).toBe(
      '--api-key-stdin and --api-key-file are both given.',
    )
  })

  test("the config's variable that is not set", async () => {
    expect(await refusal({ config: bound('"apiKeyEnv": "ACME"') })).toEqual({
      message: 'config acme.json:2 takes the key from the environment variable ACME, which is not set.',
      hint: 'Set ACME to the LettrLabs API key.',
    })
  })
})

test.each([
  ['LL-API-canary', []],
  ['LL-API-can ary', ['The key has a blank inside it.']],
  ['"LL-API-canary"', ['The key has quotes around it.']],
  ["LL-API-canary'", ['The key has quotes around it.']],
  ['canary', ['The key does not start with LL-API-, as LettrLabs keys usually do.']],
  [
    '"a b"',
    [
      'The key has a blank inside it.',
      'The key has quotes around it.',
      'The key does not start with LL-API-, as LettrLabs keys usually do.',
    ],
  ],
])('what is odd about a key is said without the key (%#)', (odd, warnings) => {
  expect(checkedKey(odd, 'a test').key).toBe(odd)
  expect(keyWarnings(odd)).toEqual(warnings)
})
