import { describe, expect, test } from 'vitest'
import { UserError } from '../../src/exit.js'
import { compactLedger } from '../../src/ledger/compact.js'
import type { Ledger } from '../../src/ledger/ledger.js'
import { openLedger, readLedger } from '../../src/ledger/open.js'
import { type Call, MemoryDisk, systemError } from './memory-disk.js'
import { intent, mark, owner, runStart } from './sample.js'

const open = (disk: MemoryDisk) =>
  openLedger({ path: '/l', ...owner, tool: '0.1.0', now: () => new Date('2026-11-22T09:15:00.000Z'), disk })

/** From now on the disk fails at calls of this kind. */
function fail(disk: MemoryDisk, call: Call['call'], code: string): void {
  disk.before = (next) => {
    if (next.call === call) throw systemError(code)
  }
}

async function started(disk = new MemoryDisk()): Promise<Ledger> {
  const ledger = await open(disk)
  await ledger.startRun(runStart)
  return ledger
}

const errorOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'no error',
    (error: unknown) => error,
  )

describe('an intent', () => {
  test('resolves only after its bytes were synced', async () => {
    const disk = new MemoryDisk()
    const ledger = await started(disk)
    let letThrough = () => undefined as undefined
    disk.gate = new Promise((resolve) => {
      letThrough = () => resolve() as undefined
    })
    let isResolved = false
    const intended = ledger.intend(intent([mark(1)])).then(() => {
      isResolved = true
      return disk.calls.at(-1)?.call
    })
    await new Promise(setImmediate)
    expect(disk.calls.at(-1)?.call).toBe('write')
    expect(isResolved).toBe(false)
    letThrough()
    expect(await intended).toBe('sync')
  })

  test('shares its sync with those that come while the disk is busy', async () => {
    const disk = new MemoryDisk()
    const ledger = await started(disk)
    const before = disk.calls.length
    await Promise.all([1, 2, 3, 4, 5].map((order) => ledger.intend(intent([mark(order)]))))
    expect(disk.calls.slice(before).map(({ call }) => call)).toEqual(['write', 'sync', 'write', 'sync'])
    await ledger.close()
    expect(
      readLedger('/l', owner, disk)
        ?.doubts()
        .map(({ request }) => request),
    ).toEqual([5, 4, 3, 2, 1])
  })

  test('is whole on disk although the system takes a few bytes at a time', async () => {
    const disk = new MemoryDisk()
    disk.takes = 7
    const ledger = await started(disk)
    await ledger.settle(await ledger.intend(intent([mark(1)])), ['accepted'])
    await ledger.close()
    expect(readLedger('/l', owner, disk)?.recall(mark(1))?.fate).toBe('accepted')
  })
})

test('closing waits for what is being written', async () => {
  const disk = new MemoryDisk()
  const ledger = await started(disk)
  const intended = [ledger.intend(intent([mark(1)])), ledger.intend(intent([mark(2)]))]
  await ledger.close()
  await ledger.close()
  expect(await Promise.all(intended)).toEqual([1, 2])
  expect(readLedger('/l', owner, disk)?.doubts().length).toBe(2)
})

test('a release resolves without a sync, even while another is under way', async () => {
  const disk = new MemoryDisk()
  const ledger = await started(disk)
  const [first, second] = await Promise.all([ledger.intend(intent([mark(1)])), ledger.intend(intent([mark(2)]))])
  const before = disk.calls.length
  await ledger.release(first)
  expect(disk.calls.slice(before).map(({ call }) => call)).toEqual(['write'])
  await ledger.settle(second, ['accepted'])
  await ledger.close()
  expect(readLedger('/l', owner, disk)?.recall(mark(1))).toBeUndefined()
})

describe.each([
  ['write', 'ENOSPC', 'no space is left on the disk (ENOSPC)'],
  ['write', 'EIO', 'the disk reports an error (EIO)'],
  ['sync', 'EIO', 'the disk reports an error (EIO)'],
  ['sync', 'EDQUOT', 'your share of the disk is used up (EDQUOT)'],
] as const)('when a %s fails with %s', (call, code, words) => {
  test('every call from then on rejects with one error, and nothing is tried again', async () => {
    const disk = new MemoryDisk()
    const ledger = await started(disk)
    const attempt = await ledger.intend(intent([mark(1)]))
    fail(disk, call, code)
    const together = await Promise.all([
      errorOf(ledger.settle(attempt, ['accepted'])),
      errorOf(ledger.intend(intent([mark(2)]))),
    ])
    disk.before = () => undefined
    const calls = disk.calls.length
    const later = [
      await errorOf(ledger.intend(intent([mark(3)]))),
      await errorOf(ledger.release(attempt)),
      await errorOf(ledger.settle(attempt, ['doubt'])),
      await errorOf(ledger.remember('unsent', true, [mark(3)])),
      await errorOf(ledger.resolve(1, 'delivered')),
      await errorOf(ledger.startRun(runStart)),
      await errorOf(ledger.endRun(8)),
    ]
    const [error] = together
    expect(error).toBeInstanceOf(UserError)
    expect(error).toMatchObject({ exitCode: 8, message: expect.stringContaining(words) })
    for (const one of [...together, ...later]) expect(one).toBe(error)
    expect(disk.calls.length).toBe(calls)
    await ledger.close()
    expect(disk.openFiles).toBe(0)
    expect(readLedger('/l', owner, disk)?.recall(mark(2))?.fate).not.toBe('accepted')
  })
})

test('a write of no bytes is a failure, not an endless loop', async () => {
  const disk = new MemoryDisk()
  const ledger = await started(disk)
  disk.takes = 0
  expect(await errorOf(ledger.intend(intent([mark(1)])))).toMatchObject({ exitCode: 8 })
})

test('what was written of a line when the disk was full is cut off by the next run', async () => {
  const disk = new MemoryDisk()
  const ledger = await started(disk)
  await ledger.settle(await ledger.intend(intent([mark(1)])), ['accepted'])
  disk.takes = 50
  let writes = 0
  disk.before = ({ call }) => {
    if (call === 'write') writes += 1
    if (writes === 2) throw systemError('ENOSPC')
  }
  expect(await errorOf(ledger.intend(intent([mark(2)])))).toMatchObject({ exitCode: 8 })
  await ledger.close()
  disk.before = () => undefined
  const again = await open(disk)
  expect([again.recall(mark(1))?.fate, again.recall(mark(2)), again.doubts()]).toEqual(['accepted', undefined, []])
  await again.startRun(runStart)
  await again.close()
  expect(readLedger('/l', owner, disk)?.runs.length).toBe(2)
})

describe('opening', () => {
  test('syncs the file and its folder where it is made', async () => {
    const disk = new MemoryDisk()
    await (await open(disk)).close()
    expect(disk.calls.map(({ call }) => call)).toEqual(['create', 'folder', 'write', 'sync'])
  })

  test('writes nothing where all is well', async () => {
    const disk = new MemoryDisk()
    await (await open(disk)).close()
    const before = disk.calls.length
    await (await open(disk)).close()
    expect(disk.calls.length).toBe(before)
  })

  test.each(['create', 'folder', 'write', 'sync'] as const)(
    'a failing %s ends in exit 8 with no file open',
    async (call) => {
      const disk = new MemoryDisk()
      fail(disk, call, 'ENOSPC')
      expect(await errorOf(open(disk))).toMatchObject({ exitCode: 8 })
      expect(disk.openFiles).toBe(0)
    },
  )

  test('a failure to cut off a torn line, or to settle what was left, ends in exit 8 with no file open', async () => {
    const disk = new MemoryDisk()
    const ledger = await started(disk)
    await ledger.intend(intent([mark(1)]))
    await ledger.close()
    fail(disk, 'write', 'EROFS')
    expect(await errorOf(open(disk))).toMatchObject({ exitCode: 8 })
    disk.files.set('/l', Buffer.concat([disk.files.get('/l') ?? Buffer.alloc(0), Buffer.from('{"event')]))
    fail(disk, 'truncate', 'EIO')
    expect(await errorOf(open(disk))).toMatchObject({ exitCode: 8 })
    expect(disk.openFiles).toBe(0)
  })
})

describe('compacting', () => {
  async function used(): Promise<MemoryDisk> {
    const disk = new MemoryDisk()
    const ledger = await started(disk)
    for (let order = 0; order < 20; order += 1) await ledger.release(await ledger.intend(intent([mark(order)])))
    await ledger.settle(await ledger.intend(intent([mark(1), mark(2)])), ['accepted', 'doubt'])
    await ledger.close()
    return disk
  }

  test('syncs the new file before it takes the place of the old, and the folder after', async () => {
    const disk = await used()
    const before = disk.calls.length
    const size = disk.files.get('/l')?.length
    expect(compactLedger('/l', disk)).toEqual({
      bytesBefore: size,
      bytesAfter: disk.files.get('/l')?.length,
      identities: 2,
    })
    const calls = disk.calls.slice(before)
    expect(calls.map(({ call }) => call)).toEqual(['create', 'write', 'sync', 'rename', 'folder'])
    expect(disk.files.get('/l')?.length).toBeLessThan(size ?? 0)
    expect([...disk.files.keys()]).toEqual(['/l'])
  })

  test('does away with what a killed one left behind', async () => {
    const disk = await used()
    disk.files.set('/l.new', Buffer.from('half a led'))
    expect(compactLedger('/l', disk)).toMatchObject({ identities: 2 })
    expect([...disk.files.keys()]).toEqual(['/l'])
  })

  test.each(['create', 'write', 'sync', 'rename'] as const)(
    'leaves the old file as it was when a %s fails',
    async (call) => {
      const disk = await used()
      const old = disk.files.get('/l')
      fail(disk, call, 'ENOSPC')
      expect(() => compactLedger('/l', disk)).toThrow(expect.objectContaining({ exitCode: 8 }))
      expect(disk.files.get('/l')).toEqual(old)
      expect([...disk.files.keys()]).toEqual(['/l'])
      expect(disk.openFiles).toBe(0)
    },
  )

  test('leaves the old file as it was when the new one does not read the same', async () => {
    const disk = await used()
    const old = disk.files.get('/l')
    // The disk loses a line without a word.
    disk.before = ({ call, path }) => {
      if (call !== 'sync') return
      const lines = disk.files.get(path)?.toString().split('\n') ?? []
      disk.files.set(path, Buffer.from(`${lines.slice(0, -2).join('\n')}\n`))
    }
    expect(() => compactLedger('/l', disk)).toThrow('not the same')
    expect(disk.files.get('/l')).toEqual(old)
  })

  test('gives undefined where there is no ledger', () => {
    expect(compactLedger('/l', new MemoryDisk())).toBeUndefined()
  })
})
