import { statSync } from 'node:fs'
import { expect, test } from 'vitest'
import { compactLedger } from '../../src/ledger/compact.js'
import { inspectLedger } from '../../src/ledger/inspect.js'
import { readLedger } from '../../src/ledger/open.js'
import { unfinishedAmong } from '../../src/ledger/unfinished.js'
import { intent, ledgerPath, mark, open, runStart } from './sample.js'

/** Fifty runs: the first left a doubt, the second delivered, the third has its own recipe, the others did nothing. */
async function fiftyRuns(path: string): Promise<void> {
  for (let run = 1; run <= 50; run += 1) {
    const ledger = await open(path, new Date(Date.UTC(2026, 9, run, 10)).toISOString())
    const source = run === 3 ? 'other' : 'shopify'
    await ledger.startRun({ ...runStart, folder: `runs/${run}`, source, recipe: { orders: `o${run}`, contents: 'c' } })
    if (run === 1) await ledger.intend(intent([mark(1), mark(2), mark(3)], false))
    if (run === 2) {
      await ledger.settle(await ledger.intend(intent([mark(1)], false)), ['accepted'])
      await ledger.release(await ledger.intend(intent([mark(5)])))
    }
    await ledger.endRun(run === 1 ? 6 : 0)
    await ledger.close()
  }
}

test('a compacted ledger keeps identities, doubts with their rows, recipes and the last runs', async () => {
  const path = ledgerPath()
  await fiftyRuns(path)
  const before = readLedger(path)
  const compacted = compactLedger(path)
  const after = readLedger(path)
  expect(compacted?.identities).toBe(3)
  expect(compacted?.bytesAfter).toBeLessThan(compacted?.bytesBefore ?? 0)
  expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(after?.recall(mark(1))).toEqual({ fate: 'accepted', day: '2026-10-02', changed: [] })
  expect(after?.recall(mark(2))?.fate).toBe('doubt')
  expect(after?.doubts()).toMatchObject([
    {
      request: 1,
      run: { run: 1, folder: 'runs/1', exit: 6 },
      count: 2,
      of: 3,
      positions: [{ record: 3 }, { record: 4 }],
    },
  ])
  expect(after?.recipeOf('shopify')).toEqual({ orders: 'o50', contents: 'c' })
  expect(after?.recipeOf('other')).toEqual(before?.recipeOf('other'))
  expect(after?.runs.map(({ run }) => run)).toEqual([1, 2, 3, ...Array.from({ length: 30 }, (_, at) => 21 + at)])
})

test('the run of a request in doubt is kept, though its sales were in doubt again since', async () => {
  const path = ledgerPath()
  for (let run = 1; run <= 30; run += 1) {
    const ledger = await open(path)
    await ledger.startRun(runStart)
    if (run <= 2) await ledger.intend(intent([mark(1, run)]))
    await ledger.close()
  }
  const before = readLedger(path)?.doubts()
  expect(before?.map(({ run }) => run.run)).toEqual([2, 1])
  compactLedger(path)
  expect(readLedger(path)?.doubts()).toEqual(before)
})

test('a run that was killed is kept until a later one had all of it', async () => {
  const path = ledgerPath()
  for (let run = 1; run <= 40; run += 1) {
    const ledger = await open(path)
    if (run === 3) ledger.recall(mark(1))
    await ledger.startRun({ ...runStart, sample: run > 2 ? [] : [mark(run)] })
    if (run === 1) await ledger.settle(await ledger.intend(intent([mark(7)])), ['accepted'])
    if (run > 2) await ledger.endRun(0)
    await ledger.close()
  }
  compactLedger(path)
  const { runs } = readLedger(path) ?? { runs: [] }
  expect(runs.map(({ run }) => run).slice(0, 3)).toEqual([1, 2, 11])
  expect(unfinishedAmong(runs).map(({ run }) => run)).toEqual([2])
})

test('what was dismissed of a run is still dismissed after compacting', async () => {
  const path = ledgerPath()
  const ledger = await open(path)
  await ledger.startRun(runStart)
  await ledger.intend(intent([mark(1)]))
  await ledger.close()
  const next = await open(path)
  await next.resolve(1, 'not-delivered')
  await next.dismissRun(1)
  await next.close()
  compactLedger(path)
  const view = readLedger(path)
  expect(view?.recall(mark(1))?.fate).toBe('dismissed')
  expect(unfinishedAmong(view?.runs ?? [])).toEqual([])
})

test('numbers that were used up are not given again after compacting', async () => {
  const path = ledgerPath()
  await fiftyRuns(path)
  compactLedger(path)
  const ledger = await open(path)
  await ledger.startRun(runStart)
  expect(ledger.runs.at(-1)?.run).toBe(51)
  expect(await ledger.intend(intent([mark(9)]))).toBe(4)
  await ledger.close()
})

test('compacting twice gives the same bytes', async () => {
  const path = ledgerPath()
  await fiftyRuns(path)
  const foretold = inspectLedger(path)?.bytesCompacted
  expect(compactLedger(path)?.bytesAfter).toBe(foretold)
  const { bytesBefore, bytesAfter } = compactLedger(path) ?? { bytesBefore: 0, bytesAfter: 1 }
  expect(bytesAfter).toBe(bytesBefore)
})

test('a look through the ledger counts lines, bytes, fates and what is in doubt', async () => {
  const path = ledgerPath()
  expect(inspectLedger(path)).toBeUndefined()
  await fiftyRuns(path)
  expect(inspectLedger(path)).toMatchObject({
    header: { account: '7', format: 1 },
    bytes: statSync(path).size,
    lines: 1 + 50 * 2 + 6,
    tornBytes: 0,
    identities: 3,
    byFate: {
      accepted: { count: 1, withoutOrderIds: 1 },
      doubt: { count: 2, withoutOrderIds: 2 },
      refused: { count: 0, withoutOrderIds: 0 },
    },
    requestsInDoubt: 1,
  })
})
