// A process that takes a lock when told "go", prints what came of it as a line, and keeps it until told "release" or killed.
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

const [module, path, flock, input] = process.argv.slice(2)
const { acquireLock, heldError } = await import(module)
const processes = {
  pid: process.pid,
  isRunning(pid) {
    try {
      return process.kill(pid, 0)
    } catch (error) {
      return error.code === 'EPERM'
    }
  },
}
const user = { since: '2026-11-22T09:15:30.000Z', command: 'upload', inputs: [input] }
const say = (value) => process.stdout.write(`${JSON.stringify(value)}\n`)
let result

const orders = {
  async go() {
    result = await acquireLock(path, user, processes, flock)
    const told = result.kind === 'held' ? heldError(result) : undefined
    say({ ...result, pid: process.pid, message: told?.message, exitCode: told?.exitCode })
  },
  release() {
    result.release()
    result.release()
    say('released')
  },
  // The child outlives this process and has its standard input.
  child() {
    const child = spawn('cat', { stdio: ['inherit', 'ignore', 'ignore'], detached: true })
    child.on('spawn', () => say(child.pid))
  },
}
say('ready')
for await (const line of createInterface({ input: process.stdin })) await orders[line]()
