import { execFileSync } from 'node:child_process'
import { appendFileSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { UserError } from '../../src/exit.js'
import { openLedger, readLedger } from '../../src/ledger/open.js'
import { unfinishedAmong } from '../../src/ledger/unfinished.js'
import { intent, ledgerPath, mark, markOf, open, owner, recipe, runStart } from './sample.js'

describe('a new ledger', () => {
  test('is a file that only its owner may read', async () => {
    const path = ledgerPath()
    await (await open(path)).close()
    expect(statSync(path).mode & 0o777).toBe(0o600)
  })

  test('knows no run until one is recorded', async () => {
    const path = ledgerPath()
    const ledger = await open(path)
    expect([ledger.isNew, ledger.identities, ledger.recipeOf('shopify')]).toEqual([true, 0, undefined])
    await ledger.startRun(runStart)
    expect([ledger.isNew, ledger.recipeOf('shopify')]).toEqual([false, recipe])
    await ledger.close()
    expect(readLedger(path)?.isNew).toBe(false)
  })

  test('is not made by reading it', () => {
    expect(readLedger(ledgerPath())).toBeUndefined()
  })
})

describe('what a run got accepted', () => {
  test('is known to the next, with its day', async () => {
    const path = ledgerPath()
    const first = await open(path, '2026-11-20T23:59:00.000Z')
    await first.startRun(runStart)
    const attempt = await first.intend(intent([mark(1), mark(2)]))
    await first.settle(attempt, ['accepted', 'refused'])
    await first.endRun(3)
    await first.close()

    const second = await open(path)
    expect(second.identities).toBe(2)
    expect(second.recall(mark(1))).toEqual({ fate: 'accepted', day: '2026-11-20', changed: [] })
    expect(second.recall(mark(2))).toEqual({ fate: 'refused', day: '2026-11-20', changed: [] })
    expect(second.recall(mark(3))).toBeUndefined()
    expect(second.runs).toMatchObject([{ run: 1, exit: 3, inputs: ['orders.csv'], day: '2026-11-20' }])
    await second.close()
  })

  test('stays accepted whatever a later attempt comes to', async () => {
    const path = ledgerPath()
    const ledger = await open(path)
    await ledger.startRun(runStart)
    await ledger.settle(await ledger.intend(intent([mark(1)])), ['accepted'])
    await ledger.settle(await ledger.intend(intent([mark(1)])), ['doubt'])
    await ledger.settle(await ledger.intend(intent([mark(1)])), ['refused'])
    await ledger.settle(await ledger.intend(intent([mark(1)])), ['unsent'])
    await ledger.remember('rejected', true, [mark(1)])
    await ledger.intend(intent([mark(1)]))
    await ledger.close()
    const view = readLedger(path)
    expect(view?.recall(mark(1))?.fate).toBe('accepted')
    expect(view?.doubts()).toEqual([])
  })

  test.each([
    ['nothing', [1, 2, 3, 4], []],
    ['the amount', [9, 2, 3, 5], ['amount']],
    ['the date', [1, 9, 3, 5], ['date']],
    ['the identifiers', [1, 2, 9, 5], ['identifiers']],
    ['a bit at each end', [0x201, 0x202, 0x803, 5], ['amount', 'date', 'identifiers']],
    ['any other field', [1, 2, 3, 5], ['other']],
  ] as const)('says that %s changed', async (_, [amount, date, identifiers, whole], changed) => {
    const path = ledgerPath()
    const ledger = await open(path)
    await ledger.startRun(runStart)
    await ledger.settle(await ledger.intend(intent([markOf(1, 1, 2, 3, 4)])), ['accepted'])
    await ledger.close()
    expect(readLedger(path)?.recall(markOf(1, amount, date, identifiers, whole))?.changed).toEqual(changed)
  })

  test('has not changed without order id, for there its content is its identity', async () => {
    const path = ledgerPath()
    const ledger = await open(path)
    await ledger.startRun(runStart)
    await ledger.settle(await ledger.intend(intent([mark(1, 5)], false)), ['accepted'])
    await ledger.close()
    expect(readLedger(path)?.recall(mark(1, 6))?.changed).toEqual([])
  })
})

describe('an order in another store', () => {
  test.each([
    ['accepted', true],
    ['doubt', true],
    ['unsent', true],
    ['refused', false],
  ] as const)('that is %s is told apart: %s', async (fate, expected) => {
    const path = ledgerPath()
    const ledger = await open(path)
    await ledger.startRun(runStart)
    await ledger.settle(await ledger.intend(intent([mark(1, 0, 1)])), [fate])
    await ledger.close()
    const view = readLedger(path)
    expect(view?.otherStore(mark(1, 0, 2))).toBe(expected)
    expect(view?.otherStore(mark(1, 9, 1))).toBe(false)
    expect(view?.otherStore(mark(2, 0, 1))).toBe(false)
  })
})

test('a sale without order id that happens to begin alike is no order of another store', async () => {
  const path = ledgerPath()
  const ledger = await open(path)
  await ledger.startRun(runStart)
  await ledger.settle(await ledger.intend(intent([mark(1, 0, 1)], false)), ['accepted'])
  await ledger.close()
  expect(readLedger(path)?.otherStore(mark(1, 0, 2))).toBe(false)
})

describe('a sale without order id that is gone from the input', () => {
  test('is taken once for each that was accepted or is in doubt', async () => {
    const path = ledgerPath()
    const ledger = await open(path)
    await ledger.startRun(runStart)
    const sales = [mark(1, 7), mark(2, 7), mark(3, 7), mark(4, 8)]
    await ledger.settle(await ledger.intend(intent(sales, false)), ['accepted', 'accepted', 'accepted', 'doubt'])
    await ledger.settle(await ledger.intend(intent([mark(5, 9)], true)), ['accepted'])
    await ledger.close()
    const view = readLedger(path)
    view?.recall(mark(3, 7))
    expect([1, 2, 3].map(() => view?.takeGone(mark(9, 7)))).toEqual(['accepted', 'accepted', undefined])
    expect([1, 2].map(() => view?.takeGone(mark(9, 8)))).toEqual(['doubt', undefined])
    expect(view?.takeGone(mark(9, 9))).toBeUndefined()
    expect(view?.openElsewhere().doubt.count).toBe(0)
  })
})

describe('a request', () => {
  test('without outcome is in doubt', async () => {
    const path = ledgerPath()
    const ledger = await open(path)
    await ledger.startRun(runStart)
    await ledger.intend(intent([mark(1), mark(2)], false))
    await ledger.close()
    const view = readLedger(path)
    expect(view?.doubts()).toMatchObject([
      {
        request: 1,
        tries: 1,
        run: { folder: runStart.folder, inputs: ['orders.csv'] },
        at: '2026-11-22T09:15:00.000Z',
        withOrderIds: false,
        count: 2,
        of: 2,
        money: new Map([['USD', '12.50']]),
        positions: [
          { file: 1, record: 2 },
          { file: 1, record: 3 },
        ],
      },
    ])
    expect(view?.openElsewhere()).toMatchObject({ unsent: { count: 0 }, doubt: { count: 2, withoutOrderIds: 2 } })
  })

  test('that was released leaves what was there before', async () => {
    const path = ledgerPath()
    const ledger = await open(path)
    await ledger.startRun(runStart)
    await ledger.settle(await ledger.intend(intent([mark(1)])), ['refused'])
    await ledger.release(await ledger.intend(intent([mark(1), mark(2)])))
    await ledger.close()
    const view = readLedger(path)
    expect(view?.recall(mark(1))?.fate).toBe('refused')
    expect(view?.recall(mark(2))).toBeUndefined()
    expect(view?.doubts()).toEqual([])
  })

  test('in doubt is settled by the answer to a later one, record by record', async () => {
    const path = ledgerPath()
    const first = await open(path)
    await first.startRun(runStart)
    await first.settle(await first.intend(intent([mark(1), mark(2), mark(3)])), ['doubt', 'doubt', 'doubt'])
    await first.close()
    const second = await open(path)
    await second.startRun(runStart)
    await second.settle(await second.intend(intent([mark(1), mark(3)])), ['accepted', 'unsent'])
    expect(second.doubts()).toMatchObject([{ count: 2, of: 3, positions: [{ record: 3 }, { record: 4 }] }])
    await second.settle(await second.intend(intent([mark(2), mark(3)])), ['refused', 'accepted'])
    expect(second.doubts()).toEqual([])
    await second.close()
    expect(readLedger(path)?.doubts()).toEqual([])
  })

  test('of a killed run that a later one settled does not come back as a doubt', async () => {
    const path = ledgerPath()
    const first = await open(path)
    await first.startRun(runStart)
    await first.intend(intent([mark(1)]))
    await first.close()
    const second = await open(path)
    await second.startRun(runStart)
    await second.settle(await second.intend(intent([mark(1)])), ['refused'])
    await second.close()
    expect(readLedger(path)?.recall(mark(1))?.fate).toBe('refused')
    expect(readLedger(path)?.doubts()).toEqual([])
  })

  test('is listed once for all its tries', async () => {
    const ledger = await open(ledgerPath())
    await ledger.startRun(runStart)
    await ledger.settle(await ledger.intend(intent([mark(1), mark(2)])), ['doubt', 'doubt'])
    await ledger.settle(await ledger.intend(intent([mark(1), mark(2)])), ['doubt', 'doubt'])
    await ledger.settle(await ledger.intend(intent([mark(2)])), ['doubt'])
    expect(ledger.doubts()).toMatchObject([
      { request: 3, tries: 1 },
      { request: 2, tries: 2, attempts: [1] },
    ])
    await ledger.close()
  })
})

describe('resolving', () => {
  test.each([
    ['delivered', 'accepted'],
    ['not-delivered', 'unsent'],
    ['dismissed', 'dismissed'],
  ] as const)('as %s makes every try of the request %s', async (as, fate) => {
    const path = ledgerPath()
    const ledger = await open(path)
    await ledger.startRun(runStart)
    await ledger.settle(await ledger.intend(intent([mark(1), mark(2)])), ['accepted', 'doubt'])
    await ledger.settle(await ledger.intend(intent([mark(2)])), ['doubt'])
    await ledger.resolve(1, as)
    expect(ledger.doubts()).toEqual([])
    await ledger.close()
    expect(readLedger(path)?.recall(mark(2))?.fate).toBe(fate)
  })
})

test('what another request in doubt holds too stays in doubt unless it was delivered', async () => {
  const path = ledgerPath()
  const ledger = await open(path)
  await ledger.startRun(runStart)
  await ledger.settle(await ledger.intend(intent([mark(1), mark(2)])), ['doubt', 'doubt'])
  await ledger.settle(await ledger.intend(intent([mark(2), mark(3)])), ['doubt', 'doubt'])
  await ledger.resolve(1, 'not-delivered')
  expect(ledger.doubts()).toMatchObject([{ request: 2, count: 2 }])
  expect([1, 2, 3].map((order) => ledger.recall(mark(order))?.fate)).toEqual(['unsent', 'doubt', 'doubt'])
  await expect(ledger.resolve(1, 'delivered')).rejects.toThrow('No request 1 is in doubt')
  await ledger.resolve(2, 'delivered')
  await ledger.close()
  expect([1, 2, 3].map((order) => readLedger(path)?.recall(mark(order))?.fate)).toEqual([
    'unsent',
    'accepted',
    'accepted',
  ])
})

test('what is remembered just so is not written again and keeps its day', async () => {
  const path = ledgerPath()
  const first = await open(path, '2026-11-20T08:00:00.000Z')
  await first.startRun(runStart)
  await first.remember('rejected', true, [mark(1), mark(2, 5)])
  await first.close()
  const second = await open(path)
  await second.startRun(runStart)
  const { size } = statSync(path)
  await second.remember('rejected', true, [mark(1)])
  expect(statSync(path).size).toBe(size)
  await second.remember('rejected', true, [mark(1), mark(2, 6)])
  await second.close()
  const view = readLedger(path)
  expect(view?.recall(mark(1))).toMatchObject({ fate: 'rejected', day: '2026-11-20', changed: [] })
  expect(view?.recall(mark(2, 6))).toMatchObject({ fate: 'rejected', day: '2026-11-22', changed: [] })
})

test('a long list is remembered in several lines, none left out', async () => {
  const path = ledgerPath()
  const ledger = await open(path)
  await ledger.startRun(runStart)
  const marks = Array.from({ length: 4500 }, (_, order) => mark(order))
  await ledger.remember('unsent', true, marks)
  await ledger.close()
  const view = readLedger(path)
  expect(view?.openElsewhere().unsent.count).toBe(4500)
  expect(marks.every((one) => view?.recall(one)?.fate === 'unsent')).toBe(true)
})

test('nothing can be intended or remembered before the run is recorded', async () => {
  const ledger = await open(ledgerPath())
  await expect(ledger.intend(intent([mark(1)]))).rejects.toThrow('no run 0')
  await expect(ledger.remember('unsent', true, [mark(1)])).rejects.toThrow('no run 0')
  await ledger.close()
  await expect(ledger.startRun(runStart)).rejects.toThrow('closed')
})

test('an outcome that does not fit its attempt is a bug, and writes nothing', async () => {
  const path = ledgerPath()
  const ledger = await open(path)
  await ledger.startRun(runStart)
  const attempt = await ledger.intend(intent([mark(1), mark(2)]))
  const { size } = statSync(path)
  await expect(ledger.settle(attempt, ['accepted'])).rejects.toThrow('does not fit')
  await expect(ledger.settle(attempt + 1, ['accepted'])).rejects.toThrow('not on its way')
  await expect(ledger.release(attempt + 1)).rejects.toThrow('not on its way')
  expect(statSync(path).size).toBe(size)
  await ledger.settle(attempt, ['accepted', 'accepted'])
  await ledger.close()
})

test('nothing but marks, counts, rows, sums and names is in the file', async () => {
  const path = ledgerPath()
  const ledger = await open(path)
  await ledger.startRun(runStart)
  await ledger.settle(await ledger.intend(intent([mark(1)])), ['accepted'])
  await ledger.remember('rejected', false, [mark(2)])
  await ledger.endRun(3)
  await ledger.close()
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n')
  expect(lines.map((line) => Object.keys(JSON.parse(line) as object).join(' '))).toEqual([
    'ledger format account baseUrl tool at attempts runs crc',
    'event run at folder inputs source recipe sample crc',
    'event attempt run at withOrderIds money positions marks crc',
    'event attempt fates crc',
    'event run fate withOrderIds marks crc',
    'event run at exit crc',
  ])
})

describe('dismissing a run', () => {
  test('closes what it left unsent and its missing end, and nothing else', async () => {
    const path = ledgerPath()
    const first = await open(path)
    await first.startRun(runStart)
    await first.remember('unsent', true, [mark(1)])
    await first.intend(intent([mark(2)]))
    await first.close()
    const second = await open(path)
    await second.startRun({ ...runStart, inputs: ['other.csv'] })
    await second.remember('unsent', true, [mark(3)])
    await second.endRun(5)
    await second.close()
    expect(unfinishedAmong(readLedger(path)?.runs ?? []).map(({ run }) => run)).toEqual([1])

    const third = await open(path)
    await third.dismissRun(1)
    await expect(third.dismissRun(9)).rejects.toThrow('No run 9 is remembered')
    await third.close()
    const view = readLedger(path)
    expect([1, 2, 3].map((order) => view?.recall(mark(order))?.fate)).toEqual(['dismissed', 'doubt', 'unsent'])
    expect(unfinishedAmong(view?.runs ?? [])).toEqual([])
    expect(view?.doubts()).toMatchObject([{ request: 1 }])
  })

  test('keeps a later run from sending what was dismissed, but not from hearing of it', async () => {
    const path = ledgerPath()
    const first = await open(path)
    await first.startRun(runStart)
    await first.remember('unsent', true, [mark(1), mark(2)])
    await first.dismissRun(1)
    await first.close()
    const second = await open(path)
    await second.startRun(runStart)
    await second.remember('unsent', true, [mark(1)])
    await second.settle(await second.intend(intent([mark(2)])), ['accepted'])
    await second.close()
    const view = readLedger(path)
    expect([1, 2].map((order) => view?.recall(mark(order))?.fate)).toEqual(['dismissed', 'accepted'])
    expect(view?.openElsewhere().unsent.count).toBe(0)
  })
})

describe('what is open elsewhere', () => {
  test('leaves out what the input holds, and names the runs', async () => {
    const path = ledgerPath()
    const first = await open(path, '2026-11-20T08:00:00.000Z')
    await first.startRun(runStart)
    await first.remember('unsent', true, [mark(1), mark(2)])
    await first.remember('unsent', false, [mark(3)])
    expect(first.openElsewhere().unsent.count).toBe(0)
    await first.close()
    const second = await open(path)
    second.recall(mark(1))
    await second.startRun(runStart)
    await second.remember('unsent', true, [mark(4)])
    expect(second.openElsewhere().unsent).toMatchObject({
      count: 2,
      withoutOrderIds: 1,
      runs: [{ run: { run: 1, day: '2026-11-20' }, count: 2 }],
    })
    await second.close()
  })
})

test('what this process leaves in doubt is not open elsewhere, whether or not it was known before', async () => {
  const path = ledgerPath()
  const first = await open(path)
  await first.startRun(runStart)
  await first.remember('unsent', true, [mark(1)])
  await first.close()
  const second = await open(path)
  await second.startRun(runStart)
  await second.settle(await second.intend(intent([mark(1), mark(2)])), ['doubt', 'doubt'])
  expect(second.openElsewhere()).toMatchObject({ unsent: { count: 0 }, doubt: { count: 0 } })
  await second.close()
  expect(readLedger(path)?.openElsewhere().doubt.count).toBe(2)
})

describe('a ledger is refused', () => {
  const refusal = (path: string) =>
    open(path).then(
      () => 'opened',
      (error: unknown) => (error instanceof UserError ? [error.exitCode, error.message] : error),
    )

  test('for another account', async () => {
    const path = ledgerPath()
    await (await open(path)).close()
    const other = { path, ...owner, account: '8', tool: '0.1.0', now: () => new Date() }
    await expect(openLedger(other)).rejects.toThrow('belongs to account 7 at https://api.example.com, not to 8')
    expect(() => readLedger(path, { account: '7', baseUrl: 'https://other.example.com' })).toThrow('not to 7 at')
  })

  test('when it is a link', async () => {
    const path = ledgerPath()
    symlinkSync('/dev/null', path)
    expect(await refusal(path)).toEqual([2, expect.stringContaining('is a link')])
  })

  test.each([
    ['a folder', (path: string) => mkdirSync(path)],
    ['a pipe', (path: string) => execFileSync('mkfifo', [path])],
  ])('when it is %s, to write and to read', async (_, make) => {
    const path = ledgerPath()
    make(path)
    expect(await refusal(path)).toEqual([2, expect.stringContaining('regular file')])
    expect(() => readLedger(path)).toThrow('regular file')
  })

  test('when it is some other file, which stays as it was', async () => {
    const path = ledgerPath()
    writeFileSync(path, 'my notes')
    expect(await refusal(path)).toEqual([2, expect.stringContaining('no ledger of lettr-convert')])
    expect(readFileSync(path, 'utf8')).toBe('my notes')
  })

  test('when a newer version wrote it', async () => {
    const path = ledgerPath()
    writeFileSync(path, '{"ledger":"lettr-convert","format":2,"crc":"00000000"}\n')
    expect(await refusal(path)).toEqual([2, expect.stringContaining('format 2')])
  })

  test('when a line was taken out', async () => {
    const path = ledgerPath()
    const ledger = await open(path)
    await ledger.startRun(runStart)
    await ledger.release(await ledger.intend(intent([mark(1)])))
    await ledger.endRun(0)
    await ledger.close()
    const lines = readFileSync(path, 'utf8').split('\n')
    writeFileSync(path, lines.toSpliced(2, 1).join('\n'))
    const offset = lines.slice(0, 2).join('\n').length + 1
    expect(await refusal(path)).toEqual([2, expect.stringContaining(`damaged at byte ${offset} (line 3)`)])
  })
})

test('a torn last line is cut off when the ledger is opened, and only left out when it is read', async () => {
  const path = ledgerPath()
  const ledger = await open(path)
  await ledger.startRun(runStart)
  await ledger.close()
  const whole = readFileSync(path, 'utf8')
  appendFileSync(path, '{"event":"intent","attem')
  expect(readLedger(path)?.isNew).toBe(false)
  expect(readFileSync(path, 'utf8')).not.toBe(whole)
  const again = await open(path)
  expect(readFileSync(path, 'utf8')).toBe(whole)
  await again.startRun(runStart)
  await again.close()
  expect(readLedger(path)?.runs.length).toBe(2)
})
