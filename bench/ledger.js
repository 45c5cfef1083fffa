import { fork } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { median } from './measure.js'
import { table, verdict } from './table.js'

/** @typedef {import('./run.js').Bench} Bench */

/** What it costs to note every attempt, and to open what came of it. @param {Bench} bench */
export async function ledger(bench) {
  const { identities, rounds } = bench.sizes.ledger
  const path = join(bench.folder, 'ledger.jsonl')
  const rows = []
  const opened = []
  for (const batch of [100, 500]) {
    for (let round = 0; round < rounds; round += 1) {
      rmSync(path, { force: true })
      const written = await child(['write', path, identities, batch])
      opened.push(await child(['open', path, identities]))
      rows.push([
        batch,
        ...[written.wall, written.cpu, written.megabytes].map((value) => value.toFixed(2)),
        ...['ms', 'arrays', 'resident', 'known', 'fresh'].map((name) => opened.at(-1)[name].toFixed(2)),
      ])
    }
  }
  rmSync(path, { force: true })
  const title = `7. The ledger with ${identities.toLocaleString('en')} identities; an fdatasync takes ${syncTime(bench.folder).toFixed(2)} ms here`
  const columns = [
    'records a request',
    'writing, µs a record',
    'CPU µs a record',
    'file, MB',
    'opening, ms',
    'arrays, MB',
    'resident, MB more',
    'recall known, µs',
    'recall new, µs',
  ]
  const of = (/** @type {string} */ name) => median(opened.map((one) => one[name]))
  return table(title, columns, rows, [
    verdict('Opening, ms', of('ms'), 'at most', 1000, 0),
    verdict('Bytes of arrays an identity', (of('arrays') * 1e6) / identities, 'at most', 40, 1),
  ])
}

/** @param {readonly (string | number)[]} args @returns {Promise<Record<string, number>>} */
async function child(args) {
  const running = fork(new URL('./ledger-child.js', import.meta.url), args.map(String))
  const [figures] = await once(running, 'message')
  await once(running, 'close')
  return figures
}

/** Median milliseconds of appending 16 KiB and syncing them. @param {string} folder */
function syncTime(folder) {
  const path = join(folder, 'sync')
  const file = openSync(path, 'a')
  const block = Buffer.alloc(16_384, 'x')
  const times = Array.from({ length: 200 }, () => {
    writeSync(file, block)
    const start = performance.now()
    fdatasyncSync(file)
    return performance.now() - start
  })
  closeSync(file)
  rmSync(path)
  return median(times)
}
