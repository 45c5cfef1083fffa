import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { writeOrders } from './orders.js'

/** @typedef {import('./run.js').Bench} Bench */

const made = new Set()

/**
 * A file of so many orders in the bench's folder, made when it is first asked for.
 * @param {Bench} bench
 * @param {number} count
 * @param {'csv' | 'ndjson'} [format]
 */
export async function ordersFile(bench, count, format = 'csv') {
  const file = join(bench.folder, `orders-${count}.${format}`)
  if (!made.has(file)) await writeOrders(file, { count, seed: 1, format })
  made.add(file)
  return file
}

/**
 * The arguments and environment of an upload by the built command.
 * @param {Bench} bench
 * @param {string} file
 * @param {{ readonly url?: string, readonly batch?: number, readonly concurrency?: number, readonly more?: string[] }} [options]
 */
export function uploadOf(bench, file, { url = bench.urls.lettrlabs, batch = 500, concurrency = 4, more = [] } = {}) {
  const flags = ['--yes', '--quiet', '--batch-size', String(batch), '--concurrency', String(concurrency)]
  return {
    args: [
      bench.tool,
      'upload',
      file,
      '--config',
      bench.config,
      '--out',
      outOf(bench),
      ...stateOf(bench),
      ...flags,
      ...more,
    ],
    env: { LETTRLABS_API_KEY: 'LL-API-bench', LETTRLABS_API_BASE_URL: `${url}/api` },
  }
}

const outOf = (/** @type {Bench} */ bench) => join(bench.folder, 'runs')
/** Every run has a memory of its own, empty at first. */
const stateOf = (/** @type {Bench} */ bench) => ['--state-dir', join(outOf(bench), 'state')]

/**
 * Does something that must bring so many records to a receiver.
 * @template T
 * @param {Bench} bench
 * @param {number} records
 * @param {() => Promise<T>} work
 * @param {number} [latency] milliseconds an answer takes
 */
export async function delivering(bench, records, work, latency = 0) {
  await bench.ask(latency)
  const result = await work()
  const seen = await bench.ask(0)
  if (seen.records !== records) throw new Error(`${seen.records} records arrived, not ${records}`)
  rmSync(outOf(bench), { recursive: true, force: true })
  return { result, ...seen }
}
