import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { compactLedger } from '../../src/ledger/compact.js'
import { readLedger } from '../../src/ledger/open.js'
import { ledgerPath, open, runStart } from './sample.js'

const volume = { sales: 122, money: [['USD', '14147.75']] } as const

test('what a run was about to send is remembered by its source, and through compacting', async () => {
  const path = ledgerPath()
  for (const [source, known] of [
    ['shopify', volume],
    ['shopify', undefined],
    ['other', { sales: 1, money: [] }],
  ] as const) {
    const ledger = await open(path)
    await ledger.startRun({ ...runStart, source })
    await ledger.endRun(0, known)
    await ledger.close()
  }
  expect(readLedger(path)?.volumesOf('shopify')).toEqual([volume])
  compactLedger(path)
  expect(readLedger(path)?.volumesOf('shopify')).toEqual([volume])
  expect(readLedger(path)?.volumesOf('third')).toEqual([])
})

test('a run without volume writes its end as earlier versions did', async () => {
  const path = ledgerPath()
  const ledger = await open(path)
  await ledger.startRun(runStart)
  await ledger.endRun(0)
  await ledger.close()
  expect(readFileSync(path, 'utf8')).not.toContain('volume')
})
