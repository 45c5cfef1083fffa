import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { Folder } from './run-command.js'

const header =
  'Sales Record Number,Order Number,Buyer Username,Buyer Name,Ship To Address 1,Total Price,Sale Date,Paid On Date'
const row = '101,12-00001-00001,user101,Ann Example,15 Pine St,$57.99,Jun-18-26,Jun-18-26'
const hasPython = spawnSync('python3', ['-c', 'import pty']).status === 0

describe.skipIf(!hasPython)('a question before anything is sent', () => {
  test.each([
    ['\u0003', /\n(?!.*\[y\/N\])Stopped at the question; nothing was sent\.\r?\n$/],
    ['\u0004', /\n(?!.*\[y\/N\])Stopped at the question; nothing was sent\.\r?\n$/],
    ['n\r', /looks like an eBay.*\nYou said no\.\r?\nNothing was sent\./s],
  ])('ends with 7 on the key %j, and says why', (key, words) => {
    const folder = new Folder().write('e.csv', `${header}\n${row}\n`)
    const script = resolve(import.meta.dirname, 'terminal.py')
    const bin = resolve(import.meta.dirname, '../../bin/lettr-convert.js')
    const command = [script, JSON.stringify([key]), process.execPath, bin, 'upload', 'e.csv', '--no-ledger']
    const ended = spawnSync('python3', command, { cwd: folder.path, env: { PATH: process.env.PATH }, encoding: 'utf8' })
    expect(ended.stdout).toMatch(words)
    expect(ended.status).toBe(7)
  })
})
