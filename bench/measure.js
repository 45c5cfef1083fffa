import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * What a process took: wall time from start to end in seconds, user and system time in microseconds, the most memory it ever
 * held (resident set) in millions of bytes.
 * @typedef {{ readonly seconds: number, readonly cpu: number, readonly megabytes: number }} Usage
 */

const hook = new URL('./rusage.js', import.meta.url).href

/**
 * Runs node with these arguments and measures it; throws when it does not end with 0.
 * @param {string} folder where the process works, and may write
 * @param {readonly string[]} args
 * @param {Record<string, string>} [env]
 * @returns {Promise<Usage>}
 */
export async function measure(folder, args, env = {}) {
  const file = join(folder, 'usage.json')
  const seconds = await time(folder, ['--import', hook, ...args], { ...env, BENCH_USAGE: file })
  const { cpu, peak } = JSON.parse(readFileSync(file, 'utf8'))
  return { seconds, cpu, megabytes: (peak * 1024) / 1e6 }
}

/**
 * Runs node with these arguments and gives the seconds from start to end, nothing added; throws when it does not end with 0.
 * @param {string} folder
 * @param {readonly string[]} args
 * @param {Record<string, string>} [env]
 * @returns {Promise<number>}
 */
export function time(folder, args, env = {}) {
  return new Promise((resolve, reject) => {
    const started = performance.now()
    // A small environment: what the machine sets for everybody must not decide.
    const child = spawn(process.execPath, args, { cwd: folder, env: { PATH: process.env.PATH, HOME: folder, ...env } })
    let said = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (text) => (said = `${said}${text}`.slice(-4000)))
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) resolve((performance.now() - started) / 1000)
      else reject(new Error(`node ${args.join(' ')} ended with ${code}:\n${said}`))
    })
  })
}

/** @param {readonly number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/**
 * Runs every contestant once a round, one after the other, so that whatever else the machine does meets all alike.
 * @template T
 * @param {number} rounds
 * @param {Record<string, () => Promise<T>>} contestants
 * @returns {Promise<Record<string, T[]>>}
 */
export async function interleave(rounds, contestants) {
  /** @type {Record<string, T[]>} */
  const results = Object.fromEntries(Object.keys(contestants).map((name) => [name, []]))
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, run] of Object.entries(contestants)) results[name].push(await run())
  }
  return results
}

/**
 * The median of the ratios of two contestants, each taken within one round.
 * @param {readonly number[]} one
 * @param {readonly number[]} other
 */
export const ratio = (one, other) => median(one.map((value, round) => value / other[round]))
