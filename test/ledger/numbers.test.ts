import { writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { sealed } from '../../src/ledger/line.js'
import { intent, ledgerPath, mark, open, owner, runStart } from './sample.js'

test('numbers that the first line calls used up are not given again, though compacting took their lines away', async () => {
  const path = ledgerPath()
  const at = '2026-11-20T09:15:00.000Z'
  const header = { ledger: 'lettr-convert', format: 1, ...owner, tool: '0.1.0', at, attempts: 7, runs: 5 }
  writeFileSync(path, sealed(JSON.stringify(header), 0).line)
  const ledger = await open(path)
  await ledger.startRun(runStart)
  expect(await ledger.intend(intent([mark(1)]))).toBe(8)
  expect(ledger.runs.map(({ run }) => run)).toEqual([6])
  await ledger.close()
})
