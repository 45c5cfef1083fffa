import { chmodSync, lstatSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { UserError } from '../../src/exit.js'
import { ledgerFileName, lockPathOf, openStateFolder, stateFolderPath } from '../../src/ledger/state-folder.js'

const userId = process.geteuid?.()

describe('where the memory lies', () => {
  const places: readonly [string, string, Record<string, string>, string | undefined, string | undefined, string][] = [
    ['the home folder', 'linux', { HOME: '/home/ann' }, '/home/x', undefined, '/home/ann/.local/state/lettr-convert'],
    ['XDG', 'linux', { HOME: '/home/ann', XDG_STATE_HOME: '/state' }, '/x', undefined, '/state/lettr-convert'],
    [
      'a relative XDG counts not',
      'linux',
      { HOME: '/h', XDG_STATE_HOME: 's' },
      '/x',
      undefined,
      '/h/.local/state/lettr-convert',
    ],
    [
      'an empty XDG counts not',
      'linux',
      { HOME: '/h', XDG_STATE_HOME: '' },
      '/x',
      undefined,
      '/h/.local/state/lettr-convert',
    ],
    ['no HOME, as under cron', 'linux', {}, '/home/ann', undefined, '/home/ann/.local/state/lettr-convert'],
    ['an empty HOME', 'linux', { HOME: '' }, '/home/ann', undefined, '/home/ann/.local/state/lettr-convert'],
    ['a relative HOME', 'linux', { HOME: '.' }, '/home/ann', undefined, '/home/ann/.local/state/lettr-convert'],
    ['XDG without any home', 'linux', { XDG_STATE_HOME: '/state' }, undefined, undefined, '/state/lettr-convert'],
    ['a Mac', 'darwin', { HOME: '/Users/ann' }, '/x', undefined, '/Users/ann/.local/state/lettr-convert'],
    [
      'Windows',
      'win32',
      { LOCALAPPDATA: 'C:\\Users\\ann\\L', HOME: '/x' },
      'C:\\x',
      undefined,
      'C:\\Users\\ann\\L\\lettr-convert',
    ],
    [
      'Windows without it',
      'win32',
      { USERPROFILE: 'C:\\ann' },
      'C:\\x',
      undefined,
      'C:\\ann\\AppData\\Local\\lettr-convert',
    ],
    ['Windows without any', 'win32', {}, 'C:\\ann', undefined, 'C:\\ann\\AppData\\Local\\lettr-convert'],
    ['what was given', 'linux', { HOME: '/h', XDG_STATE_HOME: '/s' }, '/x', '/srv/acme', '/srv/acme'],
    ['a relative one', 'linux', { HOME: '/h' }, '/x', '../acme', '/acme'],
    ['one given on Windows', 'win32', { LOCALAPPDATA: 'C:\\L' }, 'C:\\x', 'D:\\acme', 'D:\\acme'],
    ['one given as nothing', 'linux', { HOME: '/h' }, '/x', '', '/h/.local/state/lettr-convert'],
    ['no home at all, but given', 'linux', {}, undefined, '/srv/acme', '/srv/acme'],
  ]
  test.each(places)('%s', (_, platform, env, home, given, expected) => {
    expect(stateFolderPath({ given, cwd: '/work', env, platform, homeDir: () => home })).toBe(expected)
  })

  test.each(['linux', 'win32'])('without any home folder on %s the person is asked to name one', (platform) => {
    const error = caught(() =>
      stateFolderPath({ given: undefined, cwd: '/', env: {}, platform, homeDir: () => undefined }),
    )
    expect(error.exitCode).toBe(2)
    expect(error.hint).toContain('--state-dir')
  })
})

describe('opening the folder', () => {
  test('makes it and the folders above it for its owner alone, and leaves older ones as they are', () => {
    const root = temporary()
    chmodSync(root, 0o755)
    const folder = join(root, 'a/b/lettr-convert')
    openStateFolder(folder, userId)
    openStateFolder(folder, userId)
    expect(['', 'a', 'a/b', 'a/b/lettr-convert'].map((name) => mode(join(root, name)))).toEqual([
      '755',
      '700',
      '700',
      '700',
    ])
  })

  test('a link of ours to a folder of ours will do', () => {
    const root = temporary()
    mkdirSync(join(root, 'real'), { mode: 0o700 })
    symlinkSync('real', join(root, 'link'))
    openStateFolder(join(root, 'link'), userId)
    expect(lstatSync(join(root, 'link')).isSymbolicLink()).toBe(true)
  })

  test.each([0o750, 0o705, 0o701, 0o777])('mode %o is refused, and said how to mend', (bits) => {
    const folder = temporary()
    chmodSync(folder, bits)
    const error = caught(() => openStateFolder(folder, userId))
    expect(error.message).toContain('open to other people')
    expect(error.hint).toContain(`chmod 700 ${folder}`)
    expect(error.exitCode).toBe(2)
    expect(mode(folder)).toBe(bits.toString(8))
  })

  test('a folder that is not its owner’s to write is refused', () => {
    const folder = temporary()
    chmodSync(folder, 0o500)
    expect(caught(() => openStateFolder(folder, userId)).hint).toContain(`chmod 700 ${folder}`)
  })

  test('someone else’s folder is refused, even when it is closed to others', () => {
    const folder = temporary()
    const error = caught(() => openStateFolder(folder, (userId ?? 0) + 1))
    expect(error).toMatchObject({ exitCode: 2, message: expect.stringContaining('belongs to someone else') })
  })

  test.runIf(userId === 0)('a link is refused when it, or where it leads, is someone else’s', async () => {
    const { chownSync, lchownSync } = await import('node:fs')
    const root = temporary()
    for (const name of ['theirs', 'ours']) mkdirSync(join(root, name), { mode: 0o700 })
    symlinkSync('theirs', join(root, 'to-theirs'))
    symlinkSync('ours', join(root, 'their-link'))
    chownSync(join(root, 'theirs'), 12345, 12345)
    lchownSync(join(root, 'their-link'), 12345, 12345)
    for (const name of ['to-theirs', 'their-link', 'theirs']) {
      expect(caught(() => openStateFolder(join(root, name), userId)).message, name).toContain('someone else')
    }
    openStateFolder(join(root, 'ours'), userId)
  })

  test.each([
    ['a file', 'file', 'is not a folder', 2],
    ['below a file', 'file/below', 'ENOTDIR', 2],
    ['a link to nowhere', 'nowhere', 'ENOENT', 2],
    ['a link to itself', 'circle', 'ELOOP', 2],
  ])('%s can be no folder', (_, name, words, exitCode) => {
    const root = temporary()
    writeFileSync(join(root, 'file'), '')
    symlinkSync('gone', join(root, 'nowhere'))
    symlinkSync('circle', join(root, 'circle'))
    for (const user of [userId, undefined]) {
      expect(caught(() => openStateFolder(join(root, name), user))).toMatchObject({
        exitCode,
        message: expect.stringContaining(words),
      })
    }
  })

  test.runIf(process.platform === 'linux')('a place where no folder can be made says so', () => {
    expect(caught(() => openStateFolder('/proc/lettr/state', userId)).hint).toContain('--state-dir')
  })
})

describe('the name of a ledger', () => {
  const base = 'https://app.lettrlabs.com/api'

  test('is readable, and the lock stands beside it', () => {
    expect(ledgerFileName('7', base)).toMatch(/^7-app-lettrlabs-com-[0-9a-f]{16}\.ledger$/)
    expect(lockPathOf('/s.ledger/7-ab.ledger')).toBe('/s.ledger/7-ab.lock')
  })

  test('stays the same over versions, or every sale would look new', () => {
    expect(ledgerFileName('7', base)).toBe('7-app-lettrlabs-com-f17aa6a2c6b55598.ledger')
  })

  test('differs where account or address differ, whatever they share', () => {
    const pairs = [
      ['7', base],
      ['8', base],
      ['7', `${base}2`],
      ['7', 'http://127.0.0.1:1/api'],
      ['7', 'http://127.0.0.1:2/api'],
      ['Ab', base],
      ['ab', base],
      ['a b', base],
      ['a-b', base],
      ['', base],
      ['é', base],
      ['ö', base],
    ] as const
    expect(new Set(pairs.map(([account, url]) => ledgerFileName(account, url).toLowerCase())).size).toBe(pairs.length)
  })

  test.each(['../../etc/passwd', '/', '..', 'CON', 'a\0b', 'x'.repeat(500), '名前', 'a:b*?"<>|'])(
    'is one plain name, whatever the account is called: %j',
    (account) => {
      const name = ledgerFileName(account, base)
      expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)+\.ledger$/)
      expect(name.length).toBeLessThan(120)
      expect(basename(name)).toBe(name)
    },
  )
})

function temporary(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lettr-state-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

function mode(path: string): string {
  return (statSync(path).mode & 0o777).toString(8)
}

function caught(act: () => unknown): UserError {
  try {
    act()
  } catch (error) {
    if (error instanceof UserError) return error
    throw error
  }
  throw new Error('nothing was refused')
}
