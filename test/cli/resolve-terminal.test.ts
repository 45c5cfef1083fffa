import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { runInside } from '../support/shell.js'
import { openShop, withoutIds } from './open-sales.js'
import { canaryKey } from './run-command.js'

const lost = 'hang up after storing'

async function leftUnsent(answers: string) {
  const { upload, env, folder } = await openShop('ok, 429 for 1 h')
  expect((await upload('--batch-size', '2')).code).toBe(5)
  const given = { cwd: folder.path, env: { ...env, LETTRLABS_API_KEY: canaryKey }, stdin: answers, terminal: true }
  return runInside(['resolve', '--account-id', '7'], given)
}

describe('on a terminal', () => {
  const session = async (answers: string) => {
    const { upload, run, env, folder, sandbox } = await openShop(`${lost}, ${lost}`, withoutIds)
    expect((await upload('--batch-size', '3')).code).toBe(6)
    const given = { cwd: folder.path, env: { ...env, LETTRLABS_API_KEY: canaryKey }, stdin: answers, terminal: true }
    return { ...(await runInside(['resolve'], given)), run, upload, sandbox }
  }

  test('each request is asked for, and the answers hold', async () => {
    const { code, out, err, upload, sandbox } = await session('n\nd\n')
    expect(code).toBe(5)
    expect(err).toContain('  d  delivered: LettrLabs has its sales, and they are never sent again\n')
    expect(err).toMatch(/What became of request 2\? \[d\/n\/x\/s\/q\]/)
    expect(err).toContain('Request 2: not delivered; the next upload of orders.csv sends its sales.\n')
    expect(err).toContain('Request 1: delivered; its sales are never sent again.\n')
    expect(out).toContain(
      'Still open: 1 run with sales left behind. (exit code 5)\nNext: npx lettr-convert upload orders.csv\n',
    )
    expect((await upload()).code).toBe(0)
    expect(sandbox.store()).toHaveLength(7)
  })

  test.each([
    ['q\n', 6, /Still open: 2 requests in doubt\./],
    ['', 6, /Still open: 2 requests in doubt\./],
    ['\nx\n', 6, /Still open: 1 request in doubt\./],
    ['what?\ndismiss\nDelivered\n', 0, /Nothing is open\./],
    ['d\nn\nx\n', 5, /Still open: 1 run with sales left behind\./],
  ])('the answers %j end with %i', async (answers, code, words) => {
    const ended = await session(answers)
    expect([ended.code, ended.out]).toEqual([code, expect.stringMatching(words)])
    expect((await ended.run('resolve')).code).toBe(code)
  })

  test('what earlier runs left unsent can be dismissed', async () => {
    const { code, out, err } = await leftUnsent('what\nx\n')
    expect(err).toMatch(/^Run 1 of \d{4}-\d\d-\d\d, orders\.csv: 3 sales not sent$/m)
    expect(err).toContain('Run 1: dismissed; what it is known to have left unsent is never sent.\n')
    expect([code, out]).toEqual([0, 'Nothing is open.\n'])
  })

  test('what earlier runs left unsent stays open when it is skipped', async () => {
    expect((await leftUnsent('s\n')).code).toBe(5)
  })

  test('--json only lists', async () => {
    const { upload, env, folder } = await openShop(lost, withoutIds)
    await upload()
    const given = { cwd: folder.path, env: { ...env, LETTRLABS_API_KEY: canaryKey }, stdin: 'd\n', terminal: true }
    const { code, out, err } = await runInside(['resolve', '--json'], given)
    expect([code, err]).toEqual([6, ''])
    expect(JSON.parse(out)).toMatchObject({ settled: [], requests: [{ request: 1 }] })
  })
})

const hasPython = spawnSync('python3', ['-c', 'import pty']).status === 0

describe.skipIf(!hasPython)('on a terminal of the system', () => {
  test.each([
    ['d\r', 0, /Request 1: delivered; its sales are never sent again\./],
    ['\u0003', 6, /Still open: 1 request in doubt\./],
    ['\u0004', 6, /Still open: 1 request in doubt\./],
  ])('the key %j ends with %i', async (answer, code, words) => {
    const { upload, env, folder } = await openShop(lost, withoutIds)
    await upload()
    const bin = resolve(import.meta.dirname, '../../bin/lettr-convert.js')
    const script = resolve(import.meta.dirname, 'terminal.py')
    const command = [script, JSON.stringify([answer]), process.execPath, bin, 'resolve', '--account-id', '7']
    const ended = spawnSync('python3', command, {
      cwd: folder.path,
      env: { ...env, PATH: process.env.PATH },
      encoding: 'utf8',
    })
    expect(ended.stdout).toMatch(words)
    expect(ended.status).toBe(code)
  })
})
