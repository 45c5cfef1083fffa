import { fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { ledger } from './ledger.js'
import { memory } from './memory.js'
import { latency, starts } from './waits.js'
import { upload, validate, whereTimeGoes } from './work.js'

/**
 * What the benchmarks share: a folder that is removed at the end, the receivers, and how much is measured.
 * @typedef {{
 *   readonly folder: string,
 *   readonly tool: string,
 *   readonly config: string,
 *   readonly urls: Record<string, string>,
 *   readonly sizes: Sizes,
 *   ask(latency: number): Promise<{ readonly records: number, readonly first: number, readonly last: number }>,
 * }} Bench
 * @typedef {typeof full} Sizes
 */

const full = {
  rounds: 5,
  rows: 300_000,
  memory: { rounds: 3, few: 500_000, many: 2_000_000 },
  latency: { batches: 40, concurrency: [1, 2, 4, 8, 16] },
  starts: 15,
  ledger: { rounds: 3, identities: 1_000_000 },
}
/** Small enough to try a change in less than a minute; too small for a verdict. @type {Sizes} */
const quick = {
  rounds: 1,
  rows: 30_000,
  memory: { rounds: 1, few: 20_000, many: 80_000 },
  latency: { batches: 8, concurrency: [1, 4, 16] },
  starts: 3,
  ledger: { rounds: 1, identities: 50_000 },
}

const benchmarks = { 1: upload, 2: validate, 3: memory, 4: latency, 6: starts, 7: ledger, profile: whereTimeGoes }
const here = (/** @type {string} */ name) => fileURLToPath(new URL(name, import.meta.url))

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    only: { type: 'string', default: Object.keys(benchmarks).join(',') },
    write: { type: 'boolean', default: false },
  },
})
const chosen = values.only.split(',')
const unknown = chosen.find((name) => !(name in benchmarks))
if (unknown !== undefined) {
  console.error(`There is no benchmark "${unknown}"; there are ${Object.keys(benchmarks).join(', ')}.`)
  process.exit(2)
}
if (!existsSync(here('../dist/cli.js'))) {
  console.error('There is no dist/: run "npm ci" or "npm run build" at the top first.')
  process.exit(2)
}

const folder = mkdtempSync(join(tmpdir(), 'lettr-convert-bench-'))
const receivers = fork(new URL('./receivers.js', import.meta.url))
process.on('exit', () => {
  receivers.kill()
  rmSync(folder, { recursive: true, force: true })
})
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1))

const [urls] = await once(receivers, 'message')
/** @type {Bench} */
const bench = {
  folder,
  tool: here('../bin/lettr-convert.js'),
  config: here('orders.config.json'),
  urls,
  sizes: sizesOf(),
  async ask(milliseconds) {
    receivers.send({ latency: milliseconds })
    const [seen] = await once(receivers, 'message')
    return seen
  },
}

const parts = [machine()]
for (const name of chosen) {
  console.error(`measuring: ${name}`)
  parts.push(await benchmarks[name](bench))
}
const figures = parts.join('\n\n')
console.log(figures)
if (values.write) writeFigures(figures)
process.exit()

function sizesOf() {
  const sizes = values.quick ? quick : full
  const rounds = Number(values.rounds ?? sizes.rounds)
  return { ...sizes, rounds, memory: { ...sizes.memory, rounds: Math.min(rounds, sizes.memory.rounds) } }
}

function machine() {
  const { rounds, memory } = bench.sizes
  const size = values.quick ? ' Quick sizes: no verdict.' : ` Medians of ${rounds} rounds, of memory ${memory.rounds}.`
  const date = new Date().toISOString().slice(0, 10)
  const [cpu] = cpus()
  return `${date}, Node ${process.versions.node} on ${process.platform} ${process.arch}, ${cpus().length} shared cores (${cpu?.model.trim()}).${size}`
}

/** @param {string} text */
function writeFigures(text) {
  const readme = here('README.md')
  const [start, end] = ['<!-- figures -->', '<!-- /figures -->']
  const [before] = readFileSync(readme, 'utf8').split(start)
  const [, after] = readFileSync(readme, 'utf8').split(end)
  writeFileSync(readme, `${before}${start}\n${text}\n${end}${after}`)
}
