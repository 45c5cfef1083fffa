import { interleave, median, ratio, time } from './measure.js'
import { table, verdict } from './table.js'
import { delivering, ordersFile, uploadOf } from './tool.js'

/** @typedef {import('./run.js').Bench} Bench */

const milliseconds = 150
const batch = 100

/** Target 4: what is left of the possible when every answer takes its time. @param {Bench} bench */
export async function latency(bench) {
  const { batches, concurrency } = bench.sizes.latency
  const rows = []
  const shares = []
  for (const senders of concurrency) {
    const count = batches * batch * senders
    const file = await ordersFile(bench, count)
    const { args, env } = uploadOf(bench, file, { batch, concurrency: senders })
    const { first, last } = await delivering(bench, count, () => time(bench.folder, args, env), milliseconds)
    const possible = (batch * senders) / (milliseconds / 1000)
    const reached = count / ((last - first) / 1000)
    shares.push(reached / possible)
    rows.push([senders, possible.toFixed(0), reached.toFixed(0), (reached / possible).toFixed(3)])
  }
  const columns = ['concurrency', 'records/s possible', 'records/s reached', 'share']
  const notes = [verdict('Lowest share', Math.min(...shares), 'at least', 0.92, 3)]
  return table(`4. ${milliseconds} ms an answer, ${batch} records a batch`, columns, rows, notes)
}

/** Target 6: how long one waits for the smallest things. @param {Bench} bench */
export async function starts(bench) {
  const file = await ordersFile(bench, 10)
  const { args, env } = uploadOf(bench, file)
  const runs = await interleave(bench.sizes.starts, {
    "node -e ''": () => time(bench.folder, ['-e', '']),
    'lettr-convert --version': () => time(bench.folder, [bench.tool, '--version']),
    'upload of ten orders': async () => (await delivering(bench, 10, () => time(bench.folder, args, env))).result,
  })
  const bare = runs["node -e ''"]
  const rows = Object.entries(runs).map(([name, all]) => [
    name,
    (1000 * median(all)).toFixed(0),
    ratio(all, bare).toFixed(2),
  ])
  return table('6. Start', ['', 'ms', "times node -e ''"], rows, [
    verdict('--version', ratio(runs['lettr-convert --version'], bare), 'at most', 1.35),
    verdict('Upload of ten orders', ratio(runs['upload of ten orders'], bare), 'at most', 2.5),
  ])
}
