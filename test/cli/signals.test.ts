import { readFileSync } from 'node:fs'
import { expect, test, vi } from 'vitest'
import { parseFaults } from '../../src/sandbox/faults.js'
import { balanced, expectStored, posts, salesIn } from './books.js'
import { plainCsv, plainSales } from './exports.js'
import { expectDiscretion, Folder, type Running, runCommand, standIn, startCommand } from './run-command.js'

const slowly = ['upload', 'orders.csv', '--batch-size', '2', '--concurrency', '2']

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  'a %s while sending lets what is on the wire end, leaves the rest unsent, and the books balance',
  async (signal) => {
    const folder = new Folder().write('orders.csv', plainCsv(plainSales(20)))
    const sandbox = await standIn({ latency: 400 })
    const running = startCommand(folder, slowly, sandbox)
    await vi.waitFor(() => expect(posts(sandbox)).toBe(2), { timeout: 10_000, interval: 5 })
    running.kill(signal)
    const ended = await running.ended
    expect(ended.code).toBe(5)
    expectDiscretion(folder, ended)
    const summary = balanced(folder)
    expect(summary.books.places).toMatchObject({ accepted: { sales: 4 }, unsent: { sales: 16 } })
    expectStored(sandbox, summary)
    expect(posts(sandbox)).toBe(2)
    expect(summary.delivery.stopped).toContain('signal')
    expect(ended.stderr).toContain('A second signal stops at once.')
    const again = await runCommand(folder, ['upload', `${folder.run()}/unsent.csv`], sandbox)
    expect(again.code).toBe(0)
    expect(sandbox.store()).toHaveLength(20)
  },
)

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('a second %s ends the run at once with %i', async (signal, code) => {
  const folder = new Folder().write('orders.csv', plainCsv(plainSales(20)))
  const sandbox = await standIn({ faults: parseFaults('2 x silence') })
  const running = startCommand(folder, slowly, sandbox)
  await vi.waitFor(() => expect(posts(sandbox)).toBe(2), { timeout: 10_000, interval: 5 })
  running.kill(signal)
  await running.printed(/A second signal stops at once/)
  running.kill(signal)
  expect(await running.ended).toMatchObject({ code, signal: null })
})

test('a signal while standard input is awaited ends the run with 5, nothing sent and nothing left', async () => {
  const folder = new Folder().writeJson('acme.json', { version: 1, fields: { revenue: 'sum', eventDate: 'day' } })
  const sandbox = await standIn()
  const running = startCommand(folder, ['upload', '-', '--config', 'acme.json'], { ...sandbox, stdinStaysOpen: true })
  await running.printed(/Account/)
  await stopped(running, folder)
})

/** The signals that a process listens for, as Linux shows them: a mask in hex. */
const listened = (pid: number): number =>
  Number.parseInt(/SigCgt:\s*(\w+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]?.slice(-2) ?? '0', 16)

test.runIf(process.platform === 'linux')(
  'so does one while it is awaited what kind of export standard input brings',
  async () => {
    const folder = new Folder()
    const running = startCommand(folder, ['upload', '-'], { ...(await standIn()), stdinStaysOpen: true })
    // Node itself listens for SIGINT; that somebody listens for SIGHUP (1) shows that the run does.
    await expect.poll(() => listened(running.pid) & 1, { timeout: 30_000 }).toBe(1)
    await stopped(running, folder)
  },
)

async function stopped(running: Running, folder: Folder): Promise<void> {
  running.kill('SIGINT')
  const ended = await running.ended
  expect(ended.stderr).toContain('Nothing was sent.')
  expect(ended.code).toBe(5)
  expect(folder.runs()).toEqual([])
}

test.each(['upload orders.csv', 'upload orders.csv --json'])(
  'a reader that closes the pipe does not stop %s: it is sent, and the report is written',
  async (line) => {
    const folder = new Folder().write('orders.csv', plainCsv(plainSales(20)))
    const sandbox = await standIn()
    const { code } = await runCommand(folder, line.split(' '), { ...sandbox, closeStdout: true })
    expect(code).toBe(0)
    const summary = balanced(folder)
    expect(salesIn(summary, 'accepted')).toBe(20)
    expectStored(sandbox, summary)
  },
)
