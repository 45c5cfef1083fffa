import { existsSync } from 'node:fs'
import { clean } from '../domain/clean.js'
import { exitCodes, UserError } from '../exit.js'
import { standing, takeNumber } from './exclusive-file.js'
import { type Holder, holderNow, mayRun, type Processes } from './holder.js'
import { type LockFile, openLockFile } from './kernel-lock.js'

/** The account is this run's alone, on this computer, until it is released or the process ends. */
export interface Lock {
  readonly kind: 'lock'
  release(): void
}

/** Another run has the account. */
export interface Held {
  readonly kind: 'held'
  /** Undefined when it could not be found out. */
  readonly holder: Holder | undefined
  /** The file to take away by hand, should the process be none of ours; undefined where the kernel keeps the lock. */
  readonly file: string | undefined
}

/** What a second run is told of the first. */
export type LockUser = Pick<Holder, 'since' | 'command' | 'inputs'>

/** As often the lock is tried again while its holder is on the point of writing its name, or of ending. */
const mostTries = 20

/**
 * Takes the lock of an account without waiting. A kernel lock by `flock`; where that is missing, files with the process's
 * number. Both kinds know of each other, as two runs may differ in what they find. A failing disk is a UserError.
 */
export async function acquireLock(
  path: string,
  user: LockUser,
  processes: Processes,
  flock = 'flock',
): Promise<Lock | Held> {
  try {
    return await acquire(path, holderNow(user, processes.pid), processes, flock)
  } catch (error) {
    throw failed(path, (error as NodeJS.ErrnoException).code ?? 'unknown')
  }
}

async function acquire(path: string, holder: Holder, processes: Processes, flock: string): Promise<Lock | Held> {
  const file = openLockFile(path)
  try {
    for (let left = mostTries; ; left -= 1) {
      const result = await tryOnce({ path, file, holder, processes, flock })
      if (result.kind === 'lock') return result
      if (result.holder === undefined && left > 0) continue
      file.close()
      return result
    }
  } catch (error) {
    file.close()
    throw error
  }
}

interface Try {
  readonly path: string
  readonly file: LockFile
  readonly holder: Holder
  readonly processes: Processes
  readonly flock: string
}

async function tryOnce(attempt: Try): Promise<Lock | Held> {
  const taken = await attempt.file.take(attempt.flock)
  if (taken === 'unusable') return takeByFile(attempt)
  if (taken === 'held') return { kind: 'held', holder: runningIn(attempt.file, attempt.processes), file: undefined }
  return takeByKernel(attempt)
}

/** Names itself first and looks second, as takeByFile does: of two that come at once at least one sees the other. */
function takeByKernel({ path, file, holder, processes }: Try): Lock | Held {
  file.write(holder)
  const other = standing(path, processes)
  if (other.kind === 'free') return lockOf(file, () => file.clear())
  file.clear()
  return other
}

function takeByFile({ path, file, holder, processes }: Try): Lock | Held {
  const other = standing(path, processes)
  if (other.kind === 'held') return other
  const leave = takeNumber(path, other.number, holder)
  if (leave === undefined) return { kind: 'held', holder: undefined, file: undefined }
  const named = runningIn(file, processes)
  if (named === undefined) return lockOf(file, leave)
  leave()
  return { kind: 'held', holder: named, file: undefined }
}

/** Who is named in the file, unless that process is gone: names outlive a run that was killed. */
function runningIn(file: LockFile, processes: Processes): Holder | undefined {
  const named = file.read()
  return named !== undefined && mayRun(named, processes) ? named : undefined
}

function lockOf(file: LockFile, leave: () => void): Lock {
  let released = false
  return {
    kind: 'lock',
    release() {
      if (released) return
      released = true
      try {
        leave()
      } finally {
        file.close()
      }
    },
  }
}

/** Who has the lock just now, without touching it: who only looks must keep nobody out. */
export function lockHolder(path: string, processes: Processes): Held | undefined {
  if (!existsSync(path)) return undefined
  try {
    const file = openLockFile(path)
    try {
      const holder = runningIn(file, processes)
      if (holder !== undefined) return { kind: 'held', holder, file: undefined }
    } finally {
      file.close()
    }
    const other = standing(path, processes)
    return other.kind === 'held' ? other : undefined
  } catch (error) {
    throw failed(path, (error as NodeJS.ErrnoException).code ?? 'unknown')
  }
}

/** What the second run says of the first, as the error that ends it. */
export function heldError({ holder, file }: Held): UserError {
  const who = holder === undefined ? '' : `: ${words(holder)}`
  const byHand = file === undefined ? '' : ` If that is no run of lettr-convert, delete ${file}.`
  return new UserError(
    `Another run for this account is under way on this computer${who}.`,
    `Nothing was sent. Run the same command again when it has ended.${byHand}`,
    exitCodes.incomplete,
  )
}

function words({ command, inputs, since, pid }: Holder): string {
  const files = inputs.map((input) => (input === '-' ? 'standard input' : input)).join(' ')
  const time = since.replace(/^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}).*Z$/, '$1 $2 UTC')
  const number = ['process', pid].join(' ')
  return `${clean(`${command} ${files}`.trim())}, since ${clean(time, 40)} (${number})`
}

const obstacles: ReadonlySet<string> = new Set(['ELOOP', 'EISDIR', 'EINVAL', 'ENXIO'])

function failed(path: string, code: string): UserError {
  const obstacle = obstacles.has(code)
  return new UserError(
    obstacle
      ? `${path} is in the way: it should be a plain file of lettr-convert’s.`
      : `The lock of this account could not be taken: ${path} (${code}).`,
    obstacle ? 'Move it away. Nothing was sent.' : 'Make room and see who may write there. Nothing was sent.',
    obstacle ? exitCodes.usage : exitCodes.disk,
  )
}
