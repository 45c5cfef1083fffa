import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { interleave, measure, median, ratio, time } from './measure.js'
import { timeBy } from './profile.js'
import { table, verdict } from './table.js'
import { delivering, ordersFile, uploadOf } from './tool.js'

/** @typedef {import('./run.js').Bench} Bench */
/** @typedef {import('./measure.js').Usage} Usage */

const peers = {
  bulk: fileURLToPath(new URL('./peers/helpers-bulk.js', import.meta.url)),
  mixpanel: fileURLToPath(new URL('./peers/mixpanel-import.js', import.meta.url)),
  script: fileURLToPath(new URL('./peers/plain-script.js', import.meta.url)),
  csvParse: fileURLToPath(new URL('./peers/csv-parse-alone.js', import.meta.url)),
}
const seconds = (/** @type {readonly Usage[]} */ runs) => runs.map((run) => run.seconds)

/** Target 1: the whole job to a receiver that answers at once, against others that do the same. @param {Bench} bench */
export async function upload(bench) {
  const { rows, rounds } = bench.sizes
  const file = await ordersFile(bench, rows)
  const sent = async (/** @type {string[]} */ args, /** @type {Record<string, string>} */ env = {}) =>
    (await delivering(bench, rows, () => measure(bench.folder, args, env))).result
  const own =
    (/** @type {string} */ url, /** @type {string[]} */ ...more) =>
    () => {
      const { args, env } = uploadOf(bench, file, { url, more })
      return sent(args, env)
    }
  const { lettrlabs, echo, elasticsearch, mixpanel } = bench.urls
  const runs = await interleave(rounds, {
    'lettr-convert': own(lettrlabs),
    'lettr-convert --no-ledger': own(lettrlabs, '--no-ledger'),
    'lettr-convert, records echoed': own(echo),
    'elasticsearch-js helpers.bulk': () => sent([peers.bulk, file, elasticsearch]),
    'mixpanel-import, without gzip': () => sent([peers.mixpanel, file, mixpanel]),
    'plain script': () => sent([peers.script, file, lettrlabs]),
  })
  const ours = runs['lettr-convert']
  const lines = Object.entries(runs).map(([name, all]) => [
    name,
    (rows / median(seconds(all)) / 1000).toFixed(0),
    (median(all.map(({ cpu }) => cpu)) / rows).toFixed(1),
    median(all.map(({ megabytes }) => megabytes)).toFixed(0),
    ratio(seconds(all), seconds(ours)).toFixed(2),
  ])
  const against = (/** @type {string} */ name) => ratio(seconds(runs[name]), seconds(ours))
  return table(
    `1. Upload of ${rows.toLocaleString('en')} orders to an instant receiver`,
    ['', 'thousand records/s', 'CPU µs a record', 'peak MB', 'lettr-convert is so many times as fast'],
    lines,
    [
      verdict('Against helpers.bulk', against('elasticsearch-js helpers.bulk'), 'at least', 1),
      verdict('Against mixpanel-import', against('mixpanel-import, without gzip'), 'at least', 1.5),
      verdict('With the ledger against without', against('lettr-convert --no-ledger'), 'at least', 0.9),
    ],
  )
}

/** Target 2: checking a file against reading its cells and nothing else. @param {Bench} bench */
export async function validate(bench) {
  const { rows, rounds } = bench.sizes
  const file = await ordersFile(bench, rows)
  const runs = await interleave(rounds, {
    'lettr-convert validate': () =>
      measure(bench.folder, [bench.tool, 'validate', file, '--config', bench.config, '--quiet']),
    'csv-parse alone': () => measure(bench.folder, [peers.csvParse, file]),
  })
  const share = ratio(seconds(runs['csv-parse alone']), seconds(runs['lettr-convert validate']))
  const lines = Object.entries(runs).map(([name, all]) => [
    name,
    (rows / median(seconds(all)) / 1000).toFixed(0),
    median(all.map(({ megabytes }) => megabytes)).toFixed(0),
  ])
  const notes = [verdict('Share of the speed of csv-parse', share, 'at least', 0.5)]
  return table('2. Validate against csv-parse alone', ['', 'thousand rows/s', 'peak MB'], lines, notes)
}

/** Where the time of an upload goes, by a sampling profile of one run. @param {Bench} bench */
export async function whereTimeGoes(bench) {
  const { rows } = bench.sizes
  const file = await ordersFile(bench, rows)
  const folder = join(bench.folder, 'profile')
  mkdirSync(folder)
  const { args, env } = uploadOf(bench, file)
  await delivering(bench, rows, () => time(bench.folder, ['--cpu-prof', '--cpu-prof-dir', folder, ...args], env))
  const times = timeBy(join(folder, readdirSync(folder)[0] ?? ''), groupOf).filter(({ name }) => name !== 'waiting')
  rmSync(folder, { recursive: true })
  const whole = times.reduce((sum, { milliseconds }) => sum + milliseconds, 0)
  const lines = times
    .filter(({ milliseconds }) => milliseconds > whole / 200)
    .map(({ name, milliseconds }) => [
      name,
      ((milliseconds * 1000) / rows).toFixed(2),
      `${((100 * milliseconds) / whole).toFixed(0)} %`,
    ])
  return table('Where the time of an upload goes', ['', 'µs a record', 'share'], lines)
}

/** @param {string} url @param {string} functionName */
function groupOf(url, functionName) {
  if (url === '') return functionName === '(garbage collector)' ? 'garbage collection' : nativeGroup(functionName)
  const piece = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)
  if (piece?.[1] !== undefined) return piece[1]
  const own = /\/dist\/(.*)\.js$/.exec(url)?.[1]
  if (own === undefined) return 'Node'
  if (/^domain\/(answer|verdict)/.test(own)) return 'src/domain, answers'
  if (/^domain\/(date|zone|calendar)/.test(own)) return 'src/domain, dates'
  if (/^domain\/(check|conversion|judge)/.test(own)) return 'src/domain, checks and JSON'
  if (/^domain\/sale/.test(own)) return 'src/domain, sales as bytes'
  return `src/${own.split('/')[0]}`
}

/** @param {string} functionName */
function nativeGroup(functionName) {
  return functionName === '(idle)' ? 'waiting' : 'Node'
}
