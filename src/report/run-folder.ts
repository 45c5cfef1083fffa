import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { exitCodes, UserError } from '../exit.js'

const mostCollisions = 1000

/** Makes the folder of one run inside `out`: `2026-11-22_0915_orders`, with a counter when it exists. Only its owner can look inside. */
export function makeRunFolder(out: string, firstInput: string, now: Date): string {
  const name = `${stamp(now)}_${inputName(firstInput)}`
  try {
    makeAll(out)
    const ignore = join(out, '.gitignore')
    if (!existsSync(ignore)) writeFileSync(ignore, '*\n', { mode: 0o600, flag: 'wx' })
    for (let counter = 1; counter <= mostCollisions; counter += 1) {
      const folder = join(out, counter === 1 ? name : `${name}_${counter}`)
      if (makeNew(folder)) return folder
    }
  } catch (error) {
    throw noFolder(out, (error as NodeJS.ErrnoException).code)
  }
  throw noFolder(out, 'EEXIST')
}

/** Node's own `recursive` never returns where a file system answers ENOENT below a folder that exists, as /proc does. */
function makeAll(folder: string): void {
  if (existsSync(folder)) return
  const parent = dirname(folder)
  if (!existsSync(parent)) makeAll(parent)
  makeNew(folder)
}

function makeNew(folder: string): boolean {
  try {
    mkdirSync(folder, { mode: 0o700 })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

function noFolder(out: string, code = 'unknown'): UserError {
  return new UserError(
    `The folder for the run's files could not be made in ${out} (${code}).`,
    'Name a folder that can be written to with --out. Nothing was sent.',
    exitCodes.disk,
  )
}

function stamp(now: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0')
  const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`
  return `${day}_${two(now.getHours())}${two(now.getMinutes())}`
}

function inputName(path: string): string {
  if (path === '-') return 'standard-input'
  const bare = basename(path)
    .replace(/\.(gz)$/i, '')
    .replace(/\.[a-z]{2,6}$/i, '')
  return bare.replace(/[^\p{L}\p{N}_-]+/gu, '-').slice(0, 40) || 'input'
}
