import { rmSync } from 'node:fs'
import { measure, median } from './measure.js'
import { table, verdict } from './table.js'
import { delivering, ordersFile, uploadOf } from './tool.js'

/** @typedef {import('./run.js').Bench} Bench */

const formats = /** @type {const} */ (['csv', 'ndjson'])

/** Target 3: the most memory that an upload ever held, and what one more sale costs. @param {Bench} bench */
export async function memory(bench) {
  const { few, many } = bench.sizes.memory
  const rows = []
  const verdicts = []
  for (const format of formats) {
    const small = await peakOf(bench, few, format)
    const large = await peakOf(bench, many, format)
    const growth = ((large - small) * 1e6) / (many - few)
    rows.push([format.toUpperCase(), small.toFixed(0), large.toFixed(0), growth.toFixed(1)])
    verdicts.push(verdict(`${format.toUpperCase()}, MB at the most`, large, 'at most', 200, 0))
    verdicts.push(verdict(`${format.toUpperCase()}, bytes a sale`, growth, 'at most', 32, 1))
  }
  const columns = [
    '',
    `MB with ${few.toLocaleString('en')} sales`,
    `MB with ${many.toLocaleString('en')}`,
    'bytes a sale',
  ]
  return table('3. Peak memory of an upload, every sale distinct', columns, rows, verdicts)
}

/** @param {Bench} bench @param {number} count @param {'csv' | 'ndjson'} format */
async function peakOf(bench, count, format) {
  const file = await ordersFile(bench, count, format)
  const { args, env } = uploadOf(bench, file)
  const peaks = []
  for (let round = 0; round < bench.sizes.memory.rounds; round += 1) {
    const { result } = await delivering(bench, count, () => measure(bench.folder, args, env))
    peaks.push(result.megabytes)
  }
  rmSync(file)
  return median(peaks)
}
