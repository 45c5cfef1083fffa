import { appendFileSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parseFaults } from '../../src/sandbox/faults.js'
import { runInside } from '../support/shell.js'
import { balanced, posts, salesIn } from './books.js'
import { plainCsv, plainSales } from './exports.js'
import { runInFolder, SkippedTime, storeWords, tenSales, told, uploadArgs, withoutOrderId } from './fault-play.js'
import { canaryKey, Folder, runCommand, standIn } from './run-command.js'

describe.each([
  ['with order ids', undefined],
  ['without order ids', withoutOrderId],
] as const)('%s', (_, columns) => {
  test('a ledger that can’t grow any more stops the sending with 8; with room again the same command goes on', async () => {
    const folder = new Folder().write('orders.csv', plainCsv(plainSales(1500), columns))
    const sandbox = await standIn()
    const args = ['upload', 'orders.csv', '--first-run', '--concurrency', '2']
    const { code, stderr } = await runCommand(folder, args, { ...sandbox, mostKibibytes: 20 })
    expect(code).toBe(8)
    expect(stderr).toMatch(/The ledger could not be written: .*\(EFBIG\)/)
    const stored = sandbox.store().length
    expect(stored).toBeGreaterThan(0)
    expect(stored).toBeLessThan(1500)
    const again = await runCommand(folder, args, sandbox)
    const second = balanced(folder)
    expect(storeWords(sandbox.store())).toBe(`store ${columns === undefined ? 1500 : sandbox.store().length}`)
    const sure = salesIn(second, 'accepted') + salesIn(second, 'known')
    const doubtful = salesIn(second, 'in doubt')
    if (columns === undefined) expect(doubtful).toBe(0)
    expect(again.code).toBe(doubtful === 0 ? 0 : 6)
    expect(sure + doubtful).toBe(1500)
    expect(sure).toBeLessThanOrEqual(sandbox.store().length)
  })
})

test('a spool that can’t grow any more ends with 8 before anything is sent, and leaves nothing', async () => {
  const folder = new Folder().write('orders.csv', plainCsv(plainSales(30_000)))
  const sandbox = await standIn()
  const { code, stderr } = await runCommand(folder, uploadArgs, { ...sandbox, mostKibibytes: 1000 })
  expect(code).toBe(8)
  expect(stderr).toMatch(/\(EFBIG\)/)
  expect(posts(sandbox)).toBe(0)
  expect(folder.runs()).toEqual([])
})

describe('where the reports go', () => {
  test('may be a link to a folder; what is there already stays as it was', async () => {
    const folder = tenSales(true)
    mkdirSync(folder.at('elsewhere'))
    symlinkSync(folder.at('elsewhere'), folder.at('lettr-convert-runs'))
    const sandbox = await standIn()
    const time = new SkippedTime()
    const now = () => new Date('2026-11-22T12:00:00Z')
    const name = '2026-11-22_1200_orders'
    mkdirSync(folder.at(`elsewhere/${name}`))
    folder.write(`elsewhere/${name}/summary.json`, 'mine', 0o600)
    symlinkSync(folder.at('orders.csv'), folder.at(`elsewhere/${name}_2`))
    const before = readFileSync(folder.at('orders.csv'), 'utf8')
    const env = { ...sandbox.env, XDG_STATE_HOME: folder.state, LETTRLABS_API_KEY: canaryKey }
    const { elapsed, sleep } = time
    const { code } = await runInside(uploadArgs, { cwd: folder.path, env, shell: { now, elapsed, sleep } })
    expect(code).toBe(0)
    expect(readFileSync(folder.at(`elsewhere/${name}/summary.json`), 'utf8')).toBe('mine')
    expect(readFileSync(folder.at('orders.csv'), 'utf8')).toBe(before)
    expect(existsSync(folder.at(`elsewhere/${name}_3/summary.json`))).toBe(true)
  })

  test.each([
    ['the input itself', 'orders.csv'],
    ['a file', 'notes.txt'],
    ['a link to nowhere', 'nowhere'],
    ['a place below a file', 'notes.txt/runs'],
    ['no place at all', '/proc/lettr-runs'],
  ])('is not %s: nothing is sent, and nothing is harmed', async (_, out) => {
    const folder = tenSales(true).write('notes.txt', 'mine')
    symlinkSync(folder.at('gone/away'), folder.at('nowhere'))
    const before = readFileSync(folder.at('orders.csv'), 'utf8')
    const sandbox = await standIn()
    const { code, stderr } = await runCommand(folder, [...uploadArgs, '--out', out], sandbox)
    expect([2, 8]).toContain(code)
    expect(stderr).toContain(out.split('/')[0])
    expect(posts(sandbox)).toBe(0)
    expect(readFileSync(folder.at('orders.csv'), 'utf8')).toBe(before)
    expect(folder.read('notes.txt')).toBe('mine')
  })
})

test('an input that grows while it is read is not used: nothing is sent, nothing is left', async () => {
  const folder = new Folder().write('orders.csv', plainCsv(plainSales(60_000)))
  const sandbox = await standIn()
  let row = 90_000
  const writer = setInterval(
    () => appendFileSync(folder.at('orders.csv'), `A-${row++},a@example.com,1.00,2026-11-02T10:00:00Z\n`),
    3,
  )
  const { code, stderr } = await runCommand(folder, uploadArgs, sandbox).finally(() => clearInterval(writer))
  expect(code).toBe(2)
  expect(stderr).toContain('orders.csv: the file changed while it was read; nothing was sent.')
  expect(posts(sandbox)).toBe(0)
  expect(folder.runs()).toEqual([])
})

describe('a clock that steps', () => {
  const day = 86_400_000

  test.each([
    ['a day forward', day],
    ['a day back', -day],
  ])('%s between two runs changes nothing in what is known', async (_, step) => {
    for (const ids of [true, false]) {
      const folder = tenSales(ids)
      const sandbox = await standIn()
      const time = new SkippedTime()
      const run = async () => told(await runInFolder(folder, uploadArgs, sandbox.env, time), folder, sandbox.store())
      expect(await run()).toBe('0: accepted 10; store 10')
      time.skip(step)
      expect(await run()).toBe('0: known 10; store 10')
    }
  })

  test.each([
    ['a day forward', day],
    ['a day back', -day],
  ])('%s while a server’s date is waited for changes nothing in the wait', async (_, step) => {
    const folder = tenSales(true)
    const time = new SkippedTime()
    const sandbox = await standIn({ faults: parseFaults('ok, 429 for 20 s by date'), now: time.now })
    // This computer's clock is a day off from the first request on; the server's is right.
    const now = () => new Date(time.now().getTime() + (posts(sandbox) > 0 ? step : 0))
    const started = time.elapsed()
    const ended = await runInFolder(folder, uploadArgs, sandbox.env, { ...time, now })
    expect(told(ended, folder, sandbox.store())).toBe('0: accepted 10; store 10')
    const waited = time.elapsed() - started
    expect(waited).toBeGreaterThan(19_000)
    expect(waited).toBeLessThan(60_000)
    expect(posts(sandbox)).toBe(4)
  })
})
