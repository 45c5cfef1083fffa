// Kills uploads at random instants, runs them again, and compares what they say with what was stored. Exits 1 on a violation.
// npm run soak -- [--kills N] [--seed S] [--with-order-ids | --without-order-ids] [--workers N] [--keep]
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { campaign } from './campaign.js'
import { syncTime } from './sync-time.js'

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '300' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    workers: { type: 'string', default: '2' },
    'with-order-ids': { type: 'boolean', default: false },
    'without-order-ids': { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
  },
})
const [kills, seed, workers] = [Number(values.kills), Number(values.seed), Number(values.workers)]
const mostKillsEach = 24
const modes = [true, false].filter((mode) => (mode ? !values['without-order-ids'] : !values['with-order-ids']))

const figures = []
const started = performance.now()
for (const mode of modes) figures.push(await soak(mode))
console.log(
  `${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.version}, fdatasync ${syncTime()} ms (median)`,
)
console.log(`${Math.round((performance.now() - started) / 1000)} s, seed ${seed}`)
console.table(Object.fromEntries(figures.map(({ name, ...row }) => [name, row])))
process.exitCode = figures.some(({ violations }) => violations > 0) ? 1 : 0

async function soak(withOrderIds) {
  const all = []
  let begun = 0
  const killed = () => all.reduce((sum, one) => sum + count(one.kills), 0)
  await Promise.all(
    Array.from({ length: workers }, async () => {
      while (killed() < kills && begun < kills * 2) {
        const own = seed + 1000 * begun++
        const one = await campaign(own, withOrderIds, Math.min(mostKillsEach, kills - killed()), values.keep)
        all.push(one)
        for (const text of one.violations) console.error(`VIOLATION: ${text}`)
      }
    }),
  )
  const sum = (of) => all.reduce((total, one) => total + of(one), 0)
  const by = (name) => sum((one) => one.kills[name] ?? 0)
  return {
    name: `${withOrderIds ? 'with' : 'without'} order ids`,
    kills: killed(),
    'in start-up': by('start-up'),
    'by the clock': by('clock'),
    'by the wire': by('stub'),
    'at ledger writes': by('ledger'),
    'in a wait': by('wait'),
    runs: sum((one) => one.runs),
    sales: sum((one) => one.sales),
    requests: sum((one) => one.posts),
    'repeats after doubt': sum((one) => one.repeats),
    ends: JSON.stringify(merged(all.map((one) => one.ends))).replaceAll('"', ''),
    violations: sum((one) => one.violations.length),
  }
}

function count(kinds) {
  return Object.values(kinds).reduce((sum, one) => sum + one, 0)
}

function merged(all) {
  const sums = {}
  for (const [name, more] of all.flatMap(Object.entries)) sums[name] = (sums[name] ?? 0) + more
  return sums
}
