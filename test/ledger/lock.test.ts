import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface, type Interface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import { takeNumber } from '../../src/ledger/exclusive-file.js'
import { type Holder, holderNow } from '../../src/ledger/holder.js'
import { acquireLock, type Held, heldError } from '../../src/ledger/lock.js'

const built = resolve(import.meta.dirname, '../../dist/ledger/lock.js')
const here = { pid: process.pid, isRunning }
const user = { since: '2026-11-22T09:15:30.000Z', command: 'upload', inputs: ['orders.csv'] }
const hasFlock = existsSync('/usr/bin/flock') || existsSync('/bin/flock')
/** The two ways in which a lock is taken. */
const ways = [
  ...(hasFlock ? [['the kernel’s lock', 'flock'] as const] : []),
  ['exclusive files', 'no-such-program'] as const,
]

describe.each(ways)('%s', (_, flock) => {
  test('of ten that race one wins, and the others name it', async () => {
    const path = lockPath()
    const racers = await Promise.all(Array.from({ length: 10 }, (_, index) => start(path, flock, `${index}.csv`)))
    const results = await Promise.all(racers.map((racer) => racer.ask('go')))
    const winners = results.filter(({ kind }) => kind === 'lock')
    expect(winners).toHaveLength(1)
    const inputs = [expect.stringMatching(/^\d\.csv$/)]
    for (const { kind, holder } of results.filter((result) => result !== winners[0])) {
      expect({ kind, holder }).toMatchObject({
        kind: 'held',
        holder: { pid: winners[0].pid, command: 'upload', inputs },
      })
    }
  })

  test('a second run names process, time and input of the first, and ends with 5', async () => {
    const path = lockPath()
    const first = await start(path, flock, 'märz\u001b[31m.csv')
    expect(await first.ask('go')).toMatchObject({ kind: 'lock' })
    const second = await (await start(path, flock)).ask('go')
    expect(second).toMatchObject({ kind: 'held', exitCode: 5 })
    expect(second.message).toBe(
      `Another run for this account is under way on this computer: upload märz.csv, since 2026-11-22 09:15 UTC (process ${first.pid}).`,
    )
  })

  test('a holder that is killed frees it at once, and is not named any more', async () => {
    const path = lockPath()
    const first = await start(path, flock)
    expect(await first.ask('go')).toMatchObject({ kind: 'lock' })
    await first.kill()
    const second = await start(path, flock)
    expect(await second.ask('go')).toMatchObject({ kind: 'lock' })
    expect((await (await start(path, flock)).ask('go')).holder.pid).toBe(second.pid)
  })

  test('of ten that race for what a killed holder left one wins', async () => {
    const path = lockPath()
    const first = await start(path, flock)
    await first.ask('go')
    await first.kill()
    const racers = await Promise.all(Array.from({ length: 10 }, () => start(path, flock)))
    const results = await Promise.all(racers.map((racer) => racer.ask('go')))
    expect(results.filter(({ kind }) => kind === 'lock')).toHaveLength(1)
  })

  test('a holder that releases it frees it, and one that just ends does too', async () => {
    const path = lockPath()
    const first = await start(path, flock)
    await first.ask('go')
    expect(await first.ask('release')).toBe('released')
    const second = await start(path, flock)
    expect(await second.ask('go')).toMatchObject({ kind: 'lock' })
    second.end()
    await second.gone
    expect(await first.ask('go')).toMatchObject({ kind: 'lock' })
  })

  test('a child of the holder does not keep it', async () => {
    const path = lockPath()
    const first = await start(path, flock)
    await first.ask('go')
    const child = await first.ask('child')
    await first.kill()
    expect(isRunning(child)).toBe(true)
    expect(await (await start(path, flock)).ask('go')).toMatchObject({ kind: 'lock' })
    expect(isRunning(child)).toBe(true)
    first.end()
  })

  test('its files are their owner’s alone, hold no word when nobody has it, and the lock file stays', async () => {
    const path = lockPath()
    const lock = await acquireLock(path, user, here, flock)
    for (const name of readdirSync(join(path, '..'))) {
      expect((statSync(join(path, '..', name)).mode & 0o777).toString(8), name).toBe('600')
    }
    const { ino } = statSync(path)
    if (lock.kind === 'lock') lock.release()
    expect(readdirSync(join(path, '..'))).toEqual(['7.lock'])
    expect(statSync(path)).toMatchObject({ ino, size: 0 })
  })

  test.each([
    ['a link', (path: string) => symlinkSync('elsewhere', path)],
    ['a folder', (path: string) => mkdirSync(path)],
  ])('%s in its place is refused', async (_, put) => {
    const path = lockPath()
    put(path)
    await expect(acquireLock(path, user, here, flock)).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining(path),
    })
    expect(readdirSync(join(path, '..'))).toEqual(['7.lock'])
  })

  test('a folder that is gone is a failure of the disk', async () => {
    await expect(acquireLock(`${lockPath()}/7.lock`, user, here, flock)).rejects.toMatchObject({ exitCode: 8 })
  })
})

describe('runs that lock in different ways', () => {
  const mixes = hasFlock
    ? ([
        ['flock', 'none'],
        ['none', 'flock'],
      ] as const)
    : []
  test.each(mixes)('one by %s and one by %s exclude each other', async (one, other) => {
    const path = lockPath()
    const first = await start(path, one)
    expect(await first.ask('go')).toMatchObject({ kind: 'lock' })
    const second = await start(path, other)
    expect(await second.ask('go')).toMatchObject({ kind: 'held', holder: { pid: first.pid } })
    await first.kill()
    expect(await second.ask('go')).toMatchObject({ kind: 'lock' })
  })

  test.runIf(hasFlock)('never let two of ten racers through', async () => {
    const path = lockPath()
    const racers = await Promise.all(
      Array.from({ length: 10 }, (_, index) => start(path, index % 2 ? 'none' : 'flock')),
    )
    const results = await Promise.all(racers.map((racer) => racer.ask('go')))
    expect(results.filter(({ kind }) => kind === 'lock').length).toBeLessThanOrEqual(1)
  })

  test.each([
    ['fails with a code of its own', 'exit 71'],
    ['complains and ends with 1, as busybox does', 'echo "flock: no locks available" >&2; exit 1'],
    ['is killed', 'kill -9 $$'],
  ])('a flock that %s is done without', async (_, script) => {
    const path = lockPath()
    const program = `${path}.sh`
    writeFileSync(program, `#!/bin/sh\n${script}\n`, { mode: 0o755 })
    const lock = await acquireLock(path, user, here, program)
    expect(lock.kind).toBe('lock')
    expect(existsSync(`${path}.1`)).toBe(true)
    expect((await acquireLock(path, user, here, program)).kind).toBe('held')
  })
})

test.runIf(hasFlock)('a lock whose holder is on the point of ending is tried again', async () => {
  const path = lockPath()
  const program = `${path}.sh`
  const script = `#!/bin/sh\n[ -e ${path}.seen ] && exec flock "$@"\ntouch ${path}.seen; exit 1\n`
  writeFileSync(program, script, { mode: 0o755 })
  expect((await acquireLock(path, user, here, program)).kind).toBe('lock')
})

describe('what an exclusive file of an earlier process says', () => {
  const now = holderNow(user, process.pid)
  const linux = now.boot !== undefined
  const others: readonly [string, Partial<Holder> | string, boolean, 'lock' | 'held'][] = [
    ['a process that runs', {}, true, 'held'],
    ['a process that does not run', {}, false, 'lock'],
    ['an earlier start of the computer', { boot: 'another' }, true, linux ? 'lock' : 'held'],
    ['a later process of the same number', { started: '1' }, true, linux ? 'lock' : 'held'],
    ['another container, whose processes are not seen here', { space: 'pid:[1]' }, false, 'held'],
    ['nobody yet', '', false, 'held'],
    ['half a name', '{"pid":', false, 'held'],
    ['no sensible number', JSON.stringify({ ...now, pid: -1 }), false, 'held'],
  ]
  test.each(others)('%s', async (_, left, runs, expected) => {
    const path = lockPath()
    writeFileSync(`${path}.3`, typeof left === 'string' ? left : JSON.stringify({ ...now, ...left }))
    const processes = { pid: process.pid, isRunning: () => runs }
    const result = await acquireLock(path, user, processes, 'none')
    expect(result.kind).toBe(expected)
    if (result.kind === 'held') expect(heldError(result).hint).toContain(`delete ${path}.3`)
    else expect(readdirSync(join(path, '..')).sort()).toEqual(['7.lock', '7.lock.3', '7.lock.4'])
  })

  test('a number is one process’s, however late another comes for it', () => {
    const path = lockPath()
    expect(takeNumber(path, 2, now)).toBeTypeOf('function')
    expect(takeNumber(path, 2, now)).toBeUndefined()
    expect(JSON.parse(readFileSync(`${path}.2`, 'utf8'))).toEqual(now)
  })

  test('the highest number decides, by number and not by letter', async () => {
    const path = lockPath()
    writeFileSync(`${path}.9`, JSON.stringify({ ...now, pid: 1, started: '0', boot: 'another' }))
    writeFileSync(`${path}.10`, JSON.stringify(now))
    writeFileSync(`${path}.x1`, '')
    expect(await acquireLock(path, user, here, 'none')).toMatchObject({ kind: 'held', file: `${path}.10` })
  })

  test.runIf(linux)('a process that has ended but was not waited for is gone', async () => {
    // The child ends only once the shell has become a program that never waits for it.
    const script = 'read line <&3 & echo $!; exec cat'
    const shell = spawn('sh', ['-c', script], { stdio: ['pipe', 'pipe', 'inherit', 'pipe'] })
    const [stdin, stdout, , pipe] = shell.stdio as unknown as [Writable, Readable, null, Writable]
    onTestFinished(() => void stdin.end())
    const [line] = await once(createInterface({ input: stdout }), 'line')
    await expect.poll(() => readFileSync(`/proc/${shell.pid}/comm`, 'utf8'), { timeout: 30_000 }).toBe('cat\n')
    pipe.end()
    const path = lockPath()
    writeFileSync(`${path}.1`, JSON.stringify({ ...now, pid: Number(line), started: undefined }))
    await expect.poll(() => readFileSync(`/proc/${Number(line)}/stat`, 'utf8'), { timeout: 30_000 }).toContain(') Z ')
    expect((await acquireLock(path, user, here, 'none')).kind).toBe('lock')
  })

  test('without any name the second run still says what is going on', () => {
    const nobody: Held = { kind: 'held', holder: undefined, file: undefined }
    expect(heldError(nobody).message).toBe('Another run for this account is under way on this computer.')
  })
})

interface Process {
  readonly pid: number
  readonly gone: Promise<unknown>
  // biome-ignore lint/suspicious/noExplicitAny: what a child prints
  ask(order: 'go' | 'release' | 'child'): Promise<any>
  kill(): Promise<unknown>
  end(): void
}

/** A process of its own that is about to take the lock. */
async function start(path: string, flock: string, input = 'orders.csv'): Promise<Process> {
  if (!existsSync(built)) throw new Error('dist/ is missing: run npm run build before these tests.')
  const script = fileURLToPath(new URL('./lock-holder.js', import.meta.url))
  const args = [script, pathToFileURL(built).href, path, flock, input]
  const child: ChildProcess = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  const gone = once(child, 'exit')
  onTestFinished(async () => {
    child.stdin?.end()
    child.kill('SIGKILL')
    await gone
  })
  const lines: Interface = createInterface({ input: child.stdout! })
  const next = async () => {
    const ended = gone.then(() => Promise.reject(new Error('the process ended')))
    const [line] = await Promise.race([once(lines, 'line'), ended])
    return JSON.parse(line)
  }
  await next()
  return {
    pid: child.pid!,
    gone,
    ask(order) {
      child.stdin?.write(`${order}\n`)
      return next()
    },
    kill() {
      child.kill('SIGKILL')
      return gone
    },
    end: () => void child.stdin?.end(),
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function lockPath(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lettr-lock-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, '7.lock')
}
