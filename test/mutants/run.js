// Changes the heart of the program in small ways and counts the changes that no test notices.
// npm run test:mutants -- [--files words] [--sample N] [--workers N] [--seed S]
import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { Random } from '../soak/random.js'
import { mutantsOf } from './mutants.js'
import { targets } from './targets.js'

const root = resolve(import.meta.dirname, '../..')
const { values } = parseArgs({
  options: {
    files: { type: 'string', default: '' },
    sample: { type: 'string', default: '1000' },
    workers: { type: 'string', default: '2' },
    seed: { type: 'string', default: '1' },
  },
})
const random = new Random(Number(values.seed))
const work = targets
  .filter(({ file }) => file.includes(values.files))
  .flatMap(({ file, tests }) => {
    const all = mutantsOf(file, readFileSync(join(root, file), 'utf8')).map((mutant) => ({
      ...mutant,
      tests,
      rank: random.next(),
    }))
    return all.sort((a, b) => a.rank - b.rank).slice(0, Number(values.sample))
  })
const [scores, survivors] = [{}, []]
let next = 0
await Promise.all(Array.from({ length: Number(values.workers) }, worker))
for (const { path, line, was, instead } of survivors) console.log(`${path}:${line}: ${was} -> ${instead}`)
console.table(scores)
const sum = (of) => Object.values(scores).reduce((total, score) => total + score[of], 0)
console.log(`${sum('noticed')} of ${sum('mutants')} noticed (${Math.round((100 * sum('noticed')) / sum('mutants'))} %)`)

async function worker() {
  const copy = mkdtempSync(join(tmpdir(), 'lettr-mutants-'))
  for (const name of ['bin', 'dist', 'docs', 'fixtures', 'src', 'test', 'package.json', 'tsconfig.json']) {
    cpSync(join(root, name), join(copy, name), { recursive: true })
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
  try {
    while (next < work.length) {
      const mutant = work[next++]
      const { path, start, end, instead, tests } = mutant
      const original = readFileSync(join(root, path), 'utf8')
      writeFileSync(join(copy, path), original.slice(0, start) + instead + original.slice(end))
      const noticed = await fails(copy, tests)
      writeFileSync(join(copy, path), original)
      scores[path] ??= { mutants: 0, noticed: 0 }
      const score = scores[path]
      score.mutants += 1
      if (noticed) score.noticed += 1
      else survivors.push(mutant)
    }
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}

/** Whether the tests fail, or don't come to an end. */
function fails(copy, tests) {
  const vitest = join(root, 'node_modules/vitest/vitest.mjs')
  const args = [vitest, 'run', '--config', 'test/vitest.config.ts', '--bail', '1', '--no-file-parallelism', ...tests]
  const child = spawn(process.execPath, args, { cwd: copy, stdio: 'ignore' })
  const timer = setTimeout(() => child.kill('SIGKILL'), 60_000)
  return new Promise((done) => {
    child.on('close', (code) => {
      clearTimeout(timer)
      done(code !== 0)
    })
  })
}
