import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { parseFaults } from '../../src/sandbox/faults.js'
import { plainCsv, plainSales } from './exports.js'
import { canaryKey, Folder, standIn } from './run-command.js'
import { isTraceable, readTrace, type SystemCall, straceWords } from './strace.js'

const bin = resolve(import.meta.dirname, '../../bin/lettr-convert.js')
const isToLedger = ({ text }: SystemCall): boolean => /^\w+\(\d+<[^>]*\.ledger>/.test(text)
const isWrite = ({ name }: SystemCall): boolean => /^p?(write|send)/.test(name)
const isSync = ({ name }: SystemCall): boolean => name === 'fdatasync'

/** Runs an upload under strace against a server with faults, and gives its system calls. */
async function traceUpload(): Promise<readonly SystemCall[]> {
  const folder = new Folder().write('orders.csv', plainCsv(plainSales(40)))
  const sandbox = await standIn({
    faults: parseFaults('ok, 503, ok, hang up after storing, hang up at once, 429 for 1 s'),
  })
  const env = { PATH: process.env.PATH ?? '', LETTRLABS_API_KEY: canaryKey, ...sandbox.env }
  const args = [
    'upload',
    'orders.csv',
    '--no-config',
    '--batch-size',
    '5',
    '--concurrency',
    '3',
    '--state-dir',
    'state',
  ]
  const [program = '', ...words] = [...straceWords(folder.at('trace')), process.execPath, bin, ...args]
  const child = spawn(program, words, { cwd: folder.path, env, stdio: ['ignore', 'pipe', 'pipe'] })
  child.stdout.resume()
  child.stderr.resume()
  const [code] = await once(child, 'close')
  expect(code).toBe(0)
  expect(sandbox.store()).toHaveLength(40)
  return readTrace(folder.read('trace'))
}

/** The first row of the request that a POST or an intent is of. */
function firstRow({ text }: SystemCall): number {
  const [, number] = /canaria(\d+)@/.exec(text) ?? []
  return Number(number) - 1001 + 2
}

test.skipIf(!isTraceable)(
  'every intent is on disk before the first byte of its request leaves, every outcome before the summary (needs strace)',
  async () => {
    const calls = await traceUpload()
    const ledger = calls.filter(isToLedger)
    const synced = (write: SystemCall, before: SystemCall): boolean =>
      ledger.some((sync) => isSync(sync) && sync.begun > write.returned && sync.returned < before.begun)
    const writes = ledger.filter(isWrite)
    const posts = calls.filter((call) => isWrite(call) && /<TCP/.test(call.text) && call.text.includes('"POST /'))
    expect(posts.length).toBeGreaterThanOrEqual(12)
    for (const [at, post] of posts.entries()) {
      const row = firstRow(post)
      const earlier = posts.slice(0, at).filter((other) => firstRow(other) === row)
      const intents = writes.flatMap((write) => {
        const found = [...write.text.matchAll(/\\"positions\\":\\"1:(\d+)/g)].filter(
          ([, first]) => Number(first) === row,
        )
        return found.filter(() => synced(write, post))
      })
      expect(intents.length, `request ${at + 1}, with row ${row}`).toBeGreaterThan(earlier.length)
    }
    const outcomes = writes.filter(({ text }) => text.includes('\\"event\\":\\"outcome\\"'))
    const told = calls.filter((call) => isWrite(call) && /summary\.json|^write\(1</.test(call.text))
    expect(outcomes.length).toBeGreaterThan(0)
    expect(told.length).toBeGreaterThan(1)
    for (const outcome of outcomes) {
      for (const telling of told) expect(synced(outcome, telling), outcome.text).toBe(true)
    }
  },
)
