import { closeSync, openSync, readdirSync, readFileSync, unlinkSync, writeSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { type Holder, mayRun, type Processes, readHolder } from './holder.js'

/** Who has the newest of the exclusive files; it names nobody right after it was made. */
export type Standing =
  | { readonly kind: 'free'; readonly number: number }
  | { readonly kind: 'held'; readonly holder: Holder | undefined; readonly file: string }

/**
 * The state of the lock that is made of exclusive files: PATH.1, PATH.2 and so on. The highest number decides. A process
 * takes the lock by making the next number, which only one can, when the highest is a dead process's; it takes away its
 * own file at its end and never another's, so a number below the highest can't come free for someone slow.
 */
export function standing(path: string, processes: Processes): Standing {
  const start = `${basename(path)}.`
  const numbers = readdirSync(dirname(path))
    .filter((name) => name.startsWith(start) && /^[1-9]\d{0,8}$/.test(name.slice(start.length)))
    .map((name) => Number(name.slice(start.length)))
  const highest = Math.max(0, ...numbers)
  if (highest === 0) return { kind: 'free', number: 1 }
  const file = `${path}.${highest}`
  const text = readIfThere(file)
  // Its owner has ended since the folder was read.
  if (text === undefined) return standing(path, processes)
  const holder = readHolder(text)
  if (holder !== undefined && !mayRun(holder, processes)) return { kind: 'free', number: highest + 1 }
  return { kind: 'held', holder, file }
}

/** Makes the file that holds the lock, and gives what takes it away; undefined when another process was faster. */
export function takeNumber(path: string, number: number, holder: Holder): (() => void) | undefined {
  const name = join(dirname(path), `${basename(path)}.${number}`)
  try {
    const file = openSync(name, 'wx', 0o600)
    try {
      writeSync(file, `${JSON.stringify(holder)}\n`)
    } finally {
      closeSync(file)
    }
    return () => unlinkSync(name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return undefined
    throw error
  }
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
