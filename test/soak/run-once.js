// One run of the built command, killed at an instant of choice or left alone.
import { spawn } from 'node:child_process'
import { watch } from 'node:fs'
import { resolve } from 'node:path'

const bin = resolve(import.meta.dirname, '../../bin/lettr-convert.js')

/** Chooses when to kill: by the clock (start-up or anywhere), by what the stub sees, by writes to the ledger, or in a wait. */
export function chooseInstant(random, usual) {
  const by = random.pick({ 'start-up': 1, clock: 2, stub: 4, ledger: 4, wait: 1 })
  const after = random.chance(0.5) ? 0 : random.whole(0, 6)
  if (by === 'start-up') return { by, after: random.whole(0, 250) }
  if (by === 'clock') return { by, after: random.whole(50, Math.round(usual * 1.1)) }
  if (by === 'stub')
    return { by, event: random.pick({ request: 1, body: 1, stored: 2, answered: 2 }), nth: random.whole(1, 12), after }
  if (by === 'ledger') return { by, nth: random.whole(1, 40), after }
  return { by, event: 'turned away', nth: 1, after: random.whole(0, 900) }
}

/** Runs the command and gives how it ended; without an instant it is left alone. */
export async function runOnce({ folder, state, args, env, stub, instant }) {
  const started = performance.now()
  const child = spawn(process.execPath, [bin, ...args], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const printed = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr']) {
    child[name].setEncoding('utf8').on('data', (text) => {
      printed[name] += text
    })
  }
  const disarm = arm(child, stub, state, instant)
  const [code, signal] = await new Promise((done) => child.on('close', (...ended) => done(ended)))
  disarm()
  await stub.quiet()
  return { code, killed: signal === 'SIGKILL', took: performance.now() - started, ...printed }
}

function arm(child, stub, state, instant) {
  if (instant === undefined) return () => {}
  let timer
  let left = instant.nth ?? 0
  const kill = () => child.kill('SIGKILL')
  const killSoon = () => {
    if (instant.after === 0) kill()
    else timer ??= setTimeout(kill, instant.after)
  }
  const count = () => {
    left -= 1
    if (left === 0) killSoon()
  }
  let watcher
  if (instant.by === 'start-up' || instant.by === 'clock') killSoon()
  else if (instant.by === 'ledger') watcher = watch(state, (_, name) => name?.endsWith('.ledger') && count())
  else {
    if (instant.by === 'wait') stub.next = '429'
    stub.listener = (event) => {
      if (event === instant.event) count()
    }
  }
  return () => {
    clearTimeout(timer)
    watcher?.close()
    stub.listener = () => {}
    stub.next = undefined
  }
}
