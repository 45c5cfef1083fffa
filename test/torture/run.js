// npm run torture [-- WORD…]: inputs without end, fed to the built command through a pipe; says how much memory each took.
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { cases } from './cases.js'

const bin = join(import.meta.dirname, '../../bin/lettr-convert.js')
if (!existsSync(join(import.meta.dirname, '../../dist/cli.js'))) {
  console.error('dist/ is missing: run npm run build first.')
  process.exit(2)
}

/** Runs the command over an input until it ends; `peak` is the most memory it held, in MiB, where the system tells. */
async function run({ feed, gzip, args }, cwd) {
  const env = { PATH: process.env.PATH, HOME: cwd, XDG_STATE_HOME: join(cwd, 'state') }
  const child = spawn(process.execPath, [bin, 'validate', '-', ...args], { cwd, env })
  let printed = ''
  let peak = 0
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      printed += text
    })
  }
  const watch = setInterval(() => {
    peak = Math.max(peak, peakOf(child.pid))
  }, 20)
  const ended = new Promise((done) => {
    child.on('close', (code) => done(code))
  })
  // The command may stop reading long before the end.
  await pipeline([Readable.from(feed()), ...(gzip ? [createGzip({ level: 1 })] : []), child.stdin]).catch(() => {})
  const code = await ended
  clearInterval(watch)
  return { code, printed, peak }
}

function peakOf(pid) {
  try {
    return Math.round(Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024)
  } catch {
    return 0
  }
}

const words = process.argv.slice(2)
const wanted = cases.filter(({ name }) => words.every((word) => name.includes(word)))
let failed = 0
for (const one of wanted) {
  const cwd = mkdtempSync(join(tmpdir(), 'lettr-torture-'))
  const started = performance.now()
  try {
    const { code, printed, peak } = await run(one, cwd)
    const seconds = ((performance.now() - started) / 1000).toFixed(1)
    const right = code === one.code && one.says.test(printed) && peak <= one.mostMebibytes
    if (!right) failed += 1
    console.log(`${right ? 'ok     ' : 'WRONG  '} ${one.name}: exit ${code}, ${peak} MiB, ${seconds} s`)
    if (!right) {
      console.log(`          expected exit ${one.code}, ${one.says}, at most ${one.mostMebibytes} MiB`)
      console.log(printed.slice(0, 2000).replace(/^/gm, '          '))
    }
  } finally {
    rmSync(cwd, { recursive: true, force: true })
  }
}
console.log(`\n${wanted.length - failed} of ${wanted.length} came out as they must.`)
process.exitCode = failed > 0 || wanted.length === 0 ? 1 : 0
