import { writeSync } from 'node:fs'
import { userInfo } from 'node:os'
import type { Readable, Writable } from 'node:stream'
import { setTimeout } from 'node:timers/promises'

/** The outside world as one value: what a command may touch, handed in so that tests can hand in something else. */
export interface Shell {
  readonly args: readonly string[]
  readonly env: Record<string, string | undefined>
  readonly cwd: string
  readonly platform: NodeJS.Platform
  /** Of this process. */
  readonly pid: number
  /** Whom this process acts for; undefined on Windows. */
  readonly userId: number | undefined
  /** The person's folder as the system has it, whatever HOME says; undefined for a user whom the system does not know. */
  homeDir(): string | undefined
  /** Whether a process with this number runs on this computer, anyone's. */
  isRunning(pid: number): boolean
  readonly stdin: Readable & { readonly isTTY?: boolean; setRawMode?(mode: boolean): unknown }
  readonly stdout: Writable & { readonly isTTY?: boolean; readonly columns?: number }
  readonly stderr: Writable & { readonly isTTY?: boolean; readonly columns?: number }
  /** Wall clock. */
  now(): Date
  /** Milliseconds that only go forward. */
  elapsed(): number
  /** Comes back after so many milliseconds, or at once when `stop` is aborted; never throws. */
  sleep(milliseconds: number, stop: AbortSignal): Promise<void>
  /** 0 or more and less than 1. */
  random(): number
  /** Calls back on SIGINT, SIGTERM and SIGHUP until the returned function is called. */
  onSignal(react: (signal: NodeJS.Signals) => void): () => void
  /** Ends the process at once; the last resort of a second signal. */
  exitNow(code: number): void
}

/** Node's timers can't wait longer. */
const longestTimer = 2 ** 31 - 1

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** The real outside world; the only place that touches `process`. */
export function realShell(): Shell {
  return {
    args: process.argv.slice(2),
    env: process.env,
    cwd: process.cwd(),
    platform: process.platform,
    pid: process.pid,
    userId: process.geteuid?.(),
    homeDir: systemHome,
    isRunning,
    // Node opens each when it is first looked at, which takes a millisecond.
    get stdin() {
      return process.stdin
    },
    get stdout() {
      return process.stdout
    },
    get stderr() {
      return process.stderr
    },
    now: () => new Date(),
    elapsed: () => performance.now(),
    async sleep(milliseconds, stop) {
      await setTimeout(Math.min(milliseconds, longestTimer), undefined, { signal: stop }).catch(() => {})
    },
    random: Math.random,
    onSignal(react) {
      for (const signal of signals) process.on(signal, react)
      return () => {
        for (const signal of signals) process.off(signal, react)
      }
    },
    exitNow: (code) => process.exit(code),
  }
}

function systemHome(): string | undefined {
  try {
    return userInfo().homedir
  } catch {
    return undefined
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Prints one short line to stdout without opening it as a stream; false when the system would not take it, and nothing is printed. */
export function printNow(line: string): boolean {
  try {
    return writeSync(1, `${line}\n`) > 0
  } catch {
    return false
  }
}

/** Calls back when the process is about to end because nothing is left to wait for, until the returned function is called. */
export function onNothingLeft(react: () => void): () => void {
  process.once('beforeExit', react)
  return () => process.off('beforeExit', react)
}

/** Sets the code that the process will end with once nothing is left to do. */
export function setExitCode(code: number): void {
  process.exitCode = code
}
