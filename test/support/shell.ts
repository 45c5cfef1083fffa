import { Readable, Writable } from 'node:stream'
import { run } from '../../src/cli.js'
import type { Shell } from '../../src/shell.js'

export interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** What is to differ from the usual. */
export interface Given {
  readonly cwd: string
  readonly env?: Record<string, string>
  readonly stdin?: string
  /** Another clock, another signal: what is to differ from the usual. */
  readonly shell?: Partial<Shell>
  readonly terminal?: boolean
}

/** Runs the command line inside this process, off a terminal unless told otherwise, with its own environment, folder and standard input. */
export async function runInside(args: readonly string[], given: Given): Promise<Ran> {
  const { shell, out, err } = insideShell(args, given)
  const code = await run(shell)
  return { code, out: out.text(), err: err.text() }
}

/** A shell inside this process, with the outputs it collects. */
export function insideShell(
  args: readonly string[],
  given: Given,
): { readonly shell: Shell; readonly out: Sink; readonly err: Sink } {
  const out = sink()
  const err = sink()
  const started = performance.now()
  let slept = 0
  const shell: Shell = {
    args,
    env: { ...given.env },
    cwd: given.cwd,
    ...computer(given.cwd),
    stdin: Object.assign(Readable.from(given.stdin === undefined ? [] : [Buffer.from(given.stdin)]), {
      isTTY: given.terminal === true,
    }),
    stdout: out.stream,
    stderr: err.stream,
    now: () => new Date('2026-11-22T12:00:00Z'),
    elapsed: () => performance.now() - started + slept,
    // Waiting takes no time, but the clock has gone on.
    sleep: async (milliseconds) => {
      slept += milliseconds
    },
    random: () => 0.5,
    onSignal: () => () => {},
    exitNow: () => {},
    ...given.shell,
  }
  return { shell, out, err }
}

/** What a shell says of the computer and the person, with a home folder of its own. */
export function computer(home: string): Pick<Shell, 'platform' | 'pid' | 'userId' | 'homeDir' | 'isRunning'> {
  const userId = process.geteuid?.()
  return { platform: process.platform, pid: process.pid, userId, homeDir: () => home, isRunning: () => true }
}

interface Sink {
  readonly stream: Writable
  text(): string
}

function sink(): Sink {
  const parts: string[] = []
  const stream = new Writable({
    write(chunk, _encoding, done) {
      parts.push(String(chunk))
      done()
    },
  })
  return { stream, text: () => parts.join('') }
}
