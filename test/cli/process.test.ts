import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { parseFaults } from '../../src/sandbox/faults.js'
import { posts } from './books.js'
import { plainCsv, plainSales } from './exports.js'
import { tenSales, told, uploadArgs } from './fault-play.js'
import { canaryKey, expectDiscretion, Folder, runCommand, standIn, startCommand } from './run-command.js'

const bin = resolve(import.meta.dirname, '../../bin/lettr-convert.js')
const soon = { timeout: 20_000, interval: 5 }

/** Has sh run a script, with nothing in the environment but what is given. */
async function shell(folder: Folder, script: string, env: Readonly<Record<string, string>>) {
  const child = spawn('bash', ['-c', script], { cwd: folder.path, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const [code] = (await once(child, 'close')) as [number]
  return { code, signal: null, stdout, stderr }
}

describe.each([
  ['with order ids', true],
  ['without order ids', false],
] as const)('%s', (_, ids) => {
  test('a run that is killed while it waits leaves nothing in doubt: the next one sends what is left', async () => {
    const folder = tenSales(ids)
    let skipped = 0
    const now = () => new Date(Date.now() + skipped)
    const sandbox = await standIn({ faults: parseFaults('ok, 429 for 10 m'), now })
    const running = startCommand(folder, [...uploadArgs, '--max-wait', '20m'], sandbox)
    await vi.waitFor(() => expect(sandbox.requests().at(-1)).toMatchObject({ status: 429 }), soon)
    // Its answer is worked on within the same few milliseconds.
    await new Promise((done) => setTimeout(done, 300))
    running.kill('SIGKILL')
    expect((await running.ended).signal).toBe('SIGKILL')
    skipped = 3_600_000
    const again = await runCommand(folder, uploadArgs, sandbox)
    expect(told(again, folder, sandbox.store())).toBe('0: accepted 6, known 4; store 10')
  })

  test('a run that is killed while an answer is awaited leaves that request in doubt', async () => {
    const folder = tenSales(ids)
    const sandbox = await standIn({ faults: parseFaults('ok, silence after storing') })
    const running = startCommand(folder, uploadArgs, sandbox)
    await vi.waitFor(() => expect(sandbox.store()).toHaveLength(8), soon)
    running.kill('SIGKILL')
    await running.ended
    const again = await runCommand(folder, uploadArgs, sandbox)
    const expected = ids ? '0: accepted 6, known 4; store 10' : '6: accepted 2, known 4, in doubt 4; store 10'
    expect(told(again, folder, sandbox.store())).toBe(expected)
  })
})

test.each([
  ['head -1', 0],
  ['true', 0],
])('an upload into "| %s" is done to its end, and its own exit code tells of it', async (reader, code) => {
  const folder = new Folder().write('orders.csv', plainCsv([...plainSales(9), { orderId: 'A-0' }]))
  const sandbox = await standIn({ latency: 50 })
  const script = `"${process.execPath}" "${bin}" upload orders.csv --batch-size 2 | ${reader}; exit $((10 * \${PIPESTATUS[0]} + \${PIPESTATUS[1]}))`
  const env = { PATH: process.env.PATH ?? '', XDG_STATE_HOME: folder.state, LETTRLABS_API_KEY: canaryKey }
  const ended = await shell(folder, script, { ...env, ...sandbox.env })
  expect(ended.code, ended.stderr).toBe(30 + code)
  expect(told({ ...ended, code: 3 }, folder, sandbox.store())).toBe('3: accepted 9, rejected 1; store 9')
})

test('in cron’s environment an upload works, prints no colours and asks nothing', async () => {
  const folder = new Folder().write('orders.csv', plainCsv(plainSales(5)))
  const sandbox = await standIn()
  const config = { version: 1, upload: { baseUrl: sandbox.url } }
  folder.writeJson('c.json', config)
  const script = `exec "${process.execPath}" "${bin}" upload orders.csv --config c.json --state-dir "${folder.state}/lettr"`
  const ended = await shell(folder, script, { PATH: '/usr/bin:/bin', LETTRLABS_API_KEY: canaryKey })
  expect(told(ended, folder, sandbox.store())).toBe('0: accepted 5; store 5')
  expect(ended.stdout + ended.stderr).not.toContain('\u001b')
  expectDiscretion(folder, ended)
  const again = await shell(folder, script, { PATH: '/usr/bin:/bin', LETTRLABS_API_KEY: canaryKey })
  expect(told(again, folder, sandbox.store())).toBe('0: known 5; store 5')
})

test('of two runs at once the second sends nothing, ends with 5 and names the first', async () => {
  const folder = tenSales(true)
  folder.write('more.csv', plainCsv(plainSales(5, 2001)))
  const sandbox = await standIn({ faults: parseFaults('slow 3 s') })
  const running = startCommand(folder, uploadArgs, sandbox)
  await vi.waitFor(() => expect(posts(sandbox)).toBe(1), soon)
  const second = await runCommand(folder, ['upload', 'more.csv'], sandbox)
  expect(second.code).toBe(5)
  expect(second.stderr).toMatch(
    /Another run for this account is under way on this computer: upload orders\.csv, since /,
  )
  expect(second.stderr).toContain(`(process ${running.pid})`)
  expect(posts(sandbox)).toBe(1)
  const first = await running.ended
  expect(told(first, folder, sandbox.store())).toBe('0: accepted 10; store 10')
  expect((await runCommand(folder, ['upload', 'more.csv'], sandbox)).code).toBe(0)
})

test('a run that was killed does not keep the next one out', async () => {
  const folder = tenSales(true)
  const sandbox = await standIn({ faults: parseFaults('silence') })
  const running = startCommand(folder, uploadArgs, sandbox)
  await vi.waitFor(() => expect(posts(sandbox)).toBe(1), soon)
  running.kill('SIGKILL')
  await running.ended
  expect(told(await runCommand(folder, uploadArgs, sandbox), folder, sandbox.store())).toBe('0: accepted 10; store 10')
})

test('a command that is left with nothing to wait for before its end says so, and does not end as if all had gone well', async () => {
  const folder = new Folder().write('orders.csv', plainCsv(plainSales(3)))
  folder.write('never.cjs', "require('node:fs').promises.open = () => new Promise(() => {})\n")
  const env = { NODE_OPTIONS: `--require=${folder.at('never.cjs')}` }
  const { code, stderr } = await runCommand(folder, ['validate', 'orders.csv'], { env })
  expect(stderr).toContain('nothing was left to wait for')
  expect(code).toBe(1)
})
