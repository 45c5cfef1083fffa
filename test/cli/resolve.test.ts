import { expect, test } from 'vitest'
import type { OpenDocument } from '../../src/report/open.js'
import { plainCsv, plainSales } from './exports.js'
import { openShop, withoutIds } from './open-sales.js'
import { runCommand, startCommand } from './run-command.js'

const lost = 'hang up after storing'

test('resolve lists what is in doubt with rows, money, file and a hint, and ends with 6', async () => {
  const { upload, run, folder } = await openShop(`ok, ${lost}`, withoutIds)
  expect((await upload('--batch-size', '2')).code).toBe(6)
  const { code, stdout } = await run('resolve')
  expect(code).toBe(6)
  expect(stdout).toMatch(/^Account 7: 1 request left and got no answer that says whether its sales arrived\.$/m)
  expect(stdout).toMatch(/^Request 2: 2 sales without order id, 2,007\.07, sent \d{4}-\d\d-\d\d \d\d:\d\d UTC$/m)
  expect(stdout).toContain('  spreadsheet rows 4-5 of orders.csv\n')
  expect(stdout).toContain(`  with all their columns in ${folder.run()}/in-doubt.csv\n`)
  expect(stdout).toMatch(/^ {2}LettrLabs lists api-2\.json, upload 2: Completed, /m)
  expect(stdout).toContain('prove nothing')
  expect(stdout).toMatch(
    /^ {2}npx lettr-convert resolve --request 2 --as not-delivered {2}they did not; the next upload/m,
  )
})

test('upload names the resolve command with the flags that lead to the same memory', async () => {
  const { upload, folder, run } = await openShop(lost, withoutIds)
  folder.writeJson('acme.json', { version: 1 })
  const ended = await upload('--state-dir', 'my state', '--config', 'acme.json', '--out', 'runs')
  const [, flags = ''] = /^Next: npx lettr-convert resolve(.*)$/m.exec(ended.stdout) ?? []
  expect([ended.code, flags]).toEqual([6, " --config acme.json --state-dir 'my state'"])
  expect((await run('resolve', '--config', 'acme.json', '--state-dir', 'my state')).stdout).toContain('Request 1: ')
})

test('resolve --json is one document, with what upload’s own files say', async () => {
  const { upload, run, folder } = await openShop(lost, withoutIds)
  await upload()
  const { code, stdout } = await run('resolve', '--json')
  const document = JSON.parse(stdout) as OpenDocument
  expect(document).toMatchObject({
    version: 1,
    exitCode: code,
    account: '7',
    busy: '',
    uploadsUnknown: '',
    requests: [
      {
        request: 1,
        attempts: [],
        withOrderIds: false,
        sales: 5,
        of: 5,
        money: { '': '5015.15' },
        run: 1,
        inputs: ['orders.csv'],
        folder: folder.run(),
        rows: [{ input: 'orders.csv', kind: 'spreadsheet row', numbers: '2-6' }],
        file: `${folder.run()}/in-doubt.csv`,
        uploads: [{ id: '1', fileName: 'api-1.json', status: 'Completed' }],
      },
    ],
    runs: [],
    settled: [],
  })
})

test.each([
  ['delivered', 0, 0, 5],
  ['not-delivered', 5, 0, 10],
  ['dismissed', 0, 0, 5],
] as const)(
  'what is settled as %s ends with %i, and the next upload leaves %i open and %i stored',
  async (as, code, next, stored) => {
    const { upload, run, sandbox } = await openShop(lost, withoutIds)
    expect((await upload()).code).toBe(6)
    const settled = await run('resolve', '--request', '1', '--as', as)
    expect([settled.code, settled.stdout]).toEqual([code, expect.stringMatching(/^Request 1: /)])
    expect((await upload()).code).toBe(next)
    expect(sandbox.store()).toHaveLength(stored)
    expect((await run('resolve')).stdout).toBe('Account 7: no request is in doubt.\nNothing is open.\n')
  },
)

test('with --account-id neither key nor network is needed', async () => {
  const { upload, folder, sandbox, env } = await openShop(lost, withoutIds)
  await upload()
  const asked = sandbox.requests().length
  const bare = { env: { ...env, LETTRLABS_API_KEY: '' } }
  const { code, stdout } = await runCommand(folder, ['resolve', '--account-id', '7'], bare)
  expect(code).toBe(6)
  expect(stdout).toContain('LettrLabs was not asked which uploads it lists around then: no key was given.')
  expect(stdout).toContain('--request 1 --as delivered --account-id 7')
  expect(sandbox.requests()).toHaveLength(asked)
  const nameless = await runCommand(folder, ['resolve'], bare)
  expect(nameless.code).toBe(2)
  expect(nameless.stderr).toContain('Name the account with --account-id')
  expect(nameless.stderr).toContain('This computer remembers account 7.')
})

test('a LettrLabs that can’t be asked is no failure where the account is named', async () => {
  const { upload, run, sandbox } = await openShop(lost, withoutIds)
  await upload()
  await sandbox.close()
  const { code, stdout } = await run('resolve', '--account-id', '7')
  expect(code).toBe(6)
  expect(stdout).toMatch(/was not asked .* the server refused the connection/)
})

test('what was left unsent is listed with its run, ends with 5, and can be dismissed', async () => {
  const { upload, run, folder } = await openShop('ok, 429 for 1 h')
  expect((await upload('--batch-size', '2')).code).toBe(5)
  folder.write('other.csv', plainCsv(plainSales(1, 2001)))
  const look = () => run('upload', 'other.csv', '--dry-run', '--account-id', '7')
  expect((await look()).stdout).toContain('orders.csv: 3 sales not sent')
  const listed = await run('resolve')
  expect(listed.code).toBe(5)
  expect(listed.stdout).toMatch(/^ {2}Run 1 of \d{4}-\d\d-\d\d, orders\.csv: 3 sales not sent$/m)
  expect(listed.stdout).toMatch(/^Next: npx lettr-convert upload orders\.csv$/m)
  const dismissed = await run('resolve', '--run', '1', '--as', 'dismissed')
  expect([dismissed.code, dismissed.stdout]).toEqual([
    0,
    'Run 1: dismissed; what it is known to have left unsent is never sent.\nNothing is open.\n',
  ])
  const after = await look()
  expect([after.code, after.stdout]).toEqual([0, expect.not.stringContaining('Still open')])
})

test('a run that was killed is open until it is dismissed, and so is its request until it is settled', async () => {
  const { folder, run, env } = await openShop('silence')
  const killed = startCommand(folder, ['upload', 'orders.csv'], { env })
  await killed.printed(/Sent|orders.csv/)
  await until(async () => (await run('resolve', '--account-id', '7')).stdout.includes('under way'))
  killed.kill('SIGKILL')
  await killed.ended
  folder.write('other.csv', plainCsv(plainSales(1, 2001)))
  const before = await run('upload', 'other.csv', '--dry-run', '--account-id', '7')
  expect(before.stdout).toContain('orders.csv: the run was cut off before its end')
  const listed = await run('resolve')
  expect(listed.code).toBe(6)
  expect(listed.stdout).toContain('Request 1: 5 sales with order ids')
  expect(listed.stdout).toContain('there is no in-doubt file in')
  expect(listed.stdout).toContain('orders.csv: cut off before its end')
  expect((await run('resolve', '--request', '1', '--run', '1', '--as', 'dismissed')).code).toBe(0)
  const { code, stdout } = await run('upload', 'other.csv')
  expect([code, stdout]).toEqual([0, expect.not.stringContaining('Still open')])
})

test('while an upload holds the account, nothing is settled (5) and what it has on the wire is not listed', async () => {
  const { upload, folder, env, run } = await openShop(`${lost}, silence`, withoutIds)
  expect((await upload()).code).toBe(6)
  folder.write('slow.csv', plainCsv(plainSales(2, 3001), withoutIds))
  const running = startCommand(folder, ['upload', 'slow.csv'], { env })
  await until(async () => (await run('resolve', '--account-id', '7')).stdout.includes('under way'))
  const settle = await run('resolve', '--request', '1', '--as', 'delivered')
  expect(settle.code).toBe(5)
  expect(settle.stderr).toMatch(
    /Another run for this account is under way .*: upload slow\.csv, since .* \(process \d+\)/,
  )
  const { code, stdout } = await run('resolve', '--account-id', '7')
  expect(code).toBe(6)
  expect(stdout).toContain('What that run does is not listed.')
  expect(stdout.match(/^Request \d+/gm)).toEqual(['Request 1'])
  running.kill('SIGKILL')
  await running.ended
})

test.each([
  [['--as', 'delivered'], /--as does not say what is meant/],
  [['--request', '1'], /What became of it is not said/],
  [['--request', '1', '--as', 'deliverd'], /Did you mean delivered\?/],
  [['--request', '1e1', '--as', 'delivered'], /--request is "1e1"/],
  [['--request', '1', '9', '--as', 'delivered'], /Request 9 is not open\. Open is 1\.\nNothing was settled/],
  [['--run', '1', '--as', 'delivered'], /--run can only be dismissed/],
  [['--run', '7', '--as', 'dismissed'], /Run 7 is not open\. No run is\./],
])('resolve %j is refused and settles nothing', async (args, words) => {
  const { upload, run } = await openShop(lost, withoutIds)
  await upload()
  const { code, stderr } = await run('resolve', ...args)
  expect(code).toBe(2)
  expect(stderr).toMatch(words)
  expect((await run('resolve')).code).toBe(6)
})

test('where nothing was sent yet nothing is open, nothing is made, and the accounts that are known are named', async () => {
  const { run, folder } = await openShop('ok')
  const none = await run('resolve')
  expect([none.code, none.stdout]).toEqual([
    0,
    expect.stringMatching(/^Nothing was sent to account 7 from this computer/),
  ])
  expect(folder.list()).not.toContain('state')
  await run('upload', 'orders.csv')
  const other = await run('resolve', '--account-id', '8')
  expect([other.code, other.stdout]).toEqual([0, expect.stringContaining('This computer remembers account 7.')])
})

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let left = 40; !(await isSo()); left -= 1) if (left === 0) throw new Error('it never came to that')
}
