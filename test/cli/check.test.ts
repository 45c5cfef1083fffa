import { chmodSync } from 'node:fs'
import { expect, test } from 'vitest'
import { clockWords } from '../../src/commands/check-memory.js'
import { damage, ledgerIn, openShop, withoutIds } from './open-sales.js'
import { runCommand, standIn } from './run-command.js'

test('check says where the memory lies, what the last run came to, and that the clock is right; it makes nothing', async () => {
  const { run, upload, folder } = await openShop('ok')
  const fresh = await run('check')
  expect([fresh.code, fresh.stdout]).toEqual([
    0,
    expect.stringMatching(/^ok {4}ledger: nothing was sent to account 7/m),
  ])
  expect(folder.list()).not.toContain('state')
  await upload()
  const { code, stdout } = await run('check')
  expect(code).toBe(0)
  expect(stdout).toContain(`ok    memory: what was sent is remembered in ${folder.at('state/lettr-convert')}\n`)
  expect(stdout).toMatch(
    /^ok {4}ledger: 5 sales in \S+\.ledger; the last run, on \S+ of orders\.csv, ended with exit code 0$/m,
  )
  expect(stdout).toMatch(/^ok {4}open: nothing$/m)
  expect(stdout).toMatch(/^ok {4}lock: two uploads .* by flock$/m)
  expect(stdout).toMatch(/^ok {4}clock: within \d+ seconds? of that of LettrLabs$/m)
})

test('check says what is open, and ends with 6 where only a person can settle it', async () => {
  const { run, upload } = await openShop('hang up after storing', withoutIds)
  await upload()
  const { code, stdout } = await run('check')
  expect(code).toBe(6)
  expect(stdout).toMatch(
    /^WRONG open: 1 request in doubt; see npx lettr-convert resolve; until that is settled, every upload ends/m,
  )
  const { exitCode, findings } = JSON.parse((await run('check', '--json')).stdout)
  expect(exitCode).toBe(6)
  expect(findings.map(({ name }: { name: string }) => name)).toEqual([
    'config',
    'folder',
    'account',
    'proxy',
    'memory',
    'ledger',
    'open',
    'lock',
    'clock',
  ])
})

test('check finds sales left behind, which the next upload settles', async () => {
  const { run, upload } = await openShop('ok, 429 for 1 h')
  await upload('--batch-size', '2')
  const { code, stdout } = await run('check')
  expect([code, stdout]).toEqual([
    0,
    expect.stringMatching(/^ok {4}open: 1 run with sales left behind; see npx lettr/m),
  ])
})

test('check ends with 2 for a damaged ledger and for a folder that is open to others', async () => {
  const { run, upload, folder } = await openShop('ok')
  await upload()
  chmodSync(folder.at('state/lettr-convert'), 0o755)
  expect(await run('check')).toMatchObject({ code: 2, stdout: expect.stringMatching(/^WRONG memory: .*chmod 700/m) })
  chmodSync(folder.at('state/lettr-convert'), 0o700)
  damage(ledgerIn(folder))
  expect(await run('check')).toMatchObject({
    code: 2,
    stdout: expect.stringMatching(/^WRONG ledger: .*damaged at byte/m),
  })
})

test('check without flock says what keeps two uploads apart', async () => {
  const { folder, env } = await openShop('ok')
  const { stdout } = await runCommand(folder, ['check'], { env: { ...env, PATH: folder.path } })
  expect(stdout).toMatch(/^ok {4}lock: there is no flock here; .* by files instead$/m)
})

test('check without a key tells of the memory all the same, where the account is named', async () => {
  const { run, upload, folder, env } = await openShop('ok')
  await upload()
  const bare = { env: { ...env, LETTRLABS_API_KEY: '' } }
  const named = await runCommand(folder, ['check', '--account-id', '7'], bare)
  expect(named.stdout).toMatch(/^ok {4}ledger: 5 sales/m)
  const nameless = await runCommand(folder, ['check'], bare)
  expect(nameless.stdout).toContain('This computer remembers account 7.')
  expect(named.code).toBe(nameless.code)
  expect((await run('check')).code).toBe(0)
})

test('a clock that is far from LettrLabs’ is a note', async () => {
  const { folder, env } = await openShop('ok')
  const ahead = await standIn({ now: () => new Date(Date.now() + 12 * 60_000) })
  const { code, stdout } = await runCommand(folder, ['check'], { env: { ...env, ...ahead.env } })
  expect(code).toBe(0)
  expect(stdout).toMatch(/^This computer's clock is 12 minutes behind that of LettrLabs: /m)
})

test.each([
  ['Sun, 22 Nov 2026 12:00:00 GMT', 'within 0 seconds of that of LettrLabs', false],
  ['Sun, 22 Nov 2026 12:05:00 GMT', 'within 300 seconds of that of LettrLabs', false],
  ['Sun, 22 Nov 2026 11:54:59 GMT', '5 minutes ahead of that of LettrLabs', true],
  ['Mon, 23 Nov 2026 12:00:00 GMT', '24 hours behind that of LettrLabs', true],
  ['soon', 'LettrLabs did not say what time it is', false],
  [undefined, 'LettrLabs did not say what time it is', false],
])('by an answer of %s at noon the clock is %s', (date, words, noted) => {
  const found = clockWords(date, new Date('2026-11-22T12:00:00Z'))
  expect([found.words, found.note !== '']).toEqual([words, noted])
})
