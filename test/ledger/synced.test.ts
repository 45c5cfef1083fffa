import { statSync } from 'node:fs'
import { expect, test } from 'vitest'
import { nodeDisk } from '../../src/ledger/disk.js'
import { intent, ledgerPath, mark, open, runStart } from './sample.js'

test('a run, an intent, an outcome and an end are on disk when the call comes back; what was released may come later', async () => {
  const path = ledgerPath()
  let onDisk = 0
  const sync = async (file: number): Promise<void> => {
    await nodeDisk.sync(file)
    onDisk = statSync(path).size
  }
  const ledger = await open(path, undefined, { ...nodeDisk, sync })
  const behind = (): number => statSync(path).size - onDisk
  await ledger.startRun(runStart)
  expect(behind()).toBe(0)
  const attempt = await ledger.intend(intent([mark(1), mark(2)]))
  expect(behind()).toBe(0)
  await ledger.settle(attempt, ['accepted', 'doubt'])
  expect(behind()).toBe(0)
  await ledger.remember('unsent', true, [mark(3)])
  expect(behind()).toBe(0)
  await ledger.release(await ledger.intend(intent([mark(4)])))
  expect(behind()).toBeGreaterThan(0)
  await ledger.endRun(0)
  expect(behind()).toBe(0)
  await ledger.close()
})
