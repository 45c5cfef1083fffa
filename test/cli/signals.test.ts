import { expect, test, vi } from 'vitest'
import { parseFaults } from '../../src/sandbox/faults.js'
import { balanced, expectStored, posts, salesIn } from './books.js'
import { plainCsv, plainSales } from './exports.js'
import { expectDiscretion, Folder, runCommand, standIn, startCommand } from './run-command.js'

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
  const folder = new Folder()
  const sandbox = await standIn()
  const running = startCommand(folder, ['upload', '-'], { ...sandbox, stdinStaysOpen: true })
  await running.printed(/Account/)
  running.kill('SIGINT')
  const ended = await running.ended
  expect(ended.stderr).toContain('Nothing was sent.')
  expect(ended.code).toBe(5)
  expect(folder.runs()).toEqual([])
})

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
