import { appendFileSync, readFileSync, statSync } from 'node:fs'
import { expect, test } from 'vitest'
import { damage, ledgerIn, openShop } from './open-sales.js'

test('ledger stats says what is remembered of every account, without key or network', async () => {
  const { upload, run, folder, sandbox } = await openShop('partial')
  await upload()
  const asked = sandbox.requests().length
  const { code, stdout } = await run('ledger', 'stats')
  expect(code).toBe(0)
  expect(stdout).toMatch(/^account 7 at http:\/\/127\.0\.0\.1:\d+\/api: 5 sales remembered$/m)
  expect(stdout).toMatch(/^ {2}4 accepted by LettrLabs$/m)
  expect(stdout).toMatch(/^ {2}1 refused by LettrLabs$/m)
  expect(stdout).toMatch(/^ {2}1 run from \S+ to \S+; the last, of orders\.csv, ended with exit code 3$/m)
  expect(stdout).toContain(ledgerIn(folder))
  const [ledger] = JSON.parse((await run('ledger', 'stats', '--json')).stdout).ledgers
  expect(ledger).toMatchObject({ account: '7', problem: '', holds: { identities: 5, last: { exitCode: 3 } } })
  expect(sandbox.requests()).toHaveLength(asked)
})

test('ledger verify calls a whole ledger whole, and one whose last line was cut off usable', async () => {
  const { upload, run, folder } = await openShop('ok')
  await upload()
  expect(await run('ledger', 'verify')).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^ok .*: whole; \d lines/),
  })
  appendFileSync(ledgerIn(folder), '{"event":"int')
  const torn = await run('ledger', 'verify', '--account-id', '7')
  expect(torn.code).toBe(0)
  expect(torn.stdout).toContain('a last line that was cut off while it was written (13 bytes)')
})

test('ledger verify names the byte of a damage and ends with 2, and so do resolve and check', async () => {
  const { upload, run, folder } = await openShop('ok')
  await upload()
  const path = ledgerIn(folder)
  const place = damage(path)
  const start = readFileSync(path, 'latin1').lastIndexOf('\n', place - 1) + 1
  const { code, stdout } = await run('ledger', 'verify')
  expect([code, stdout]).toEqual([2, expect.stringContaining(`WRONG The ledger is damaged at byte ${start} (line `)])
  const { ledgers } = JSON.parse((await run('ledger', 'verify', '--json')).stdout)
  expect(ledgers).toMatchObject([{ exitCode: 2, path, problem: expect.stringContaining(`byte ${start} `) }])
  expect((await run('resolve')).code).toBe(2)
})

test('ledger compact makes the file smaller and forgets nothing', async () => {
  const { upload, run, folder, sandbox } = await openShop('ok')
  for (let times = 0; times < 30; times += 1) await upload('--quiet')
  const before = statSync(ledgerIn(folder)).size
  const { code, stdout } = await run('ledger', 'compact', '--account-id', '7')
  const after = statSync(ledgerIn(folder)).size
  expect(after).toBeLessThan(before)
  expect(code).toBe(0)
  const words = `${before.toLocaleString('en-US')} bytes before, ${after.toLocaleString('en-US')} after; all 5 sales kept`
  expect(stdout).toContain(words)
  expect((await run('ledger', 'compact')).stdout).toContain('as small as it gets')
  expect((await upload()).code).toBe(0)
  expect(sandbox.store()).toHaveLength(5)
})

test.each([
  [['ledger', 'compct'], /ledger can't "compct"\. Did you mean compact\?/],
  [['ledger', 'stats', '--account-id', '8'], /There is no ledger of account 8 in .*\n?.*ledger stats/],
  [['ledger'], /missing required argument 'what'/],
  [['ledgr', 'stats'], /Did you mean ledger\?/],
])('%j is refused, exit 2', async (args, words) => {
  const { upload, run } = await openShop('ok')
  await upload()
  expect(await run(...args)).toMatchObject({ code: 2, stderr: expect.stringMatching(words) })
})

test('where there is no ledger, that is said and none is made', async () => {
  const { run, folder } = await openShop('ok')
  const { code, stdout } = await run('ledger', 'verify')
  expect([code, stdout]).toEqual([0, expect.stringContaining('There is no ledger in')])
  expect(folder.list()).not.toContain('state')
})
