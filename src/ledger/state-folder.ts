import { createHash } from 'node:crypto'
import { lstatSync, mkdirSync, type Stats, statSync } from 'node:fs'
import { dirname, posix, win32 } from 'node:path'
import { exitCodes, UserError } from '../exit.js'

/** Where the memory of all accounts may lie, as told by flags and the outside world. */
export interface StateSources {
  /** `--state-dir` or LETTR_CONVERT_STATE_DIR. */
  readonly given: string | undefined
  readonly cwd: string
  readonly env: { readonly [name: string]: string | undefined }
  readonly platform: string
  /** The person's folder as the system has it, for when the environment names none, as under cron. */
  homeDir(): string | undefined
}

/** The folder of the memory as an absolute path: what was given, else the platform's place for such things; a UserError without any. */
export function stateFolderPath({ given, cwd, env, platform, homeDir }: StateSources): string {
  const { resolve, join, isAbsolute } = platform === 'win32' ? win32 : posix
  if (given !== undefined && given !== '') return resolve(cwd, given)
  // The XDG rules: what is not absolute is to be ignored.
  const folder = (name: string): string | undefined => {
    const path = env[name]
    return path !== undefined && isAbsolute(path) ? path : undefined
  }
  if (platform === 'win32') {
    const local = folder('LOCALAPPDATA')
    if (local !== undefined) return join(local, 'lettr-convert')
    return join(folder('USERPROFILE') ?? home(homeDir), 'AppData', 'Local', 'lettr-convert')
  }
  const states = folder('XDG_STATE_HOME') ?? join(folder('HOME') ?? home(homeDir), '.local', 'state')
  return join(states, 'lettr-convert')
}

function home(homeDir: () => string | undefined): string {
  const found = homeDir()
  if (found !== undefined && found !== '') return found
  throw new UserError(
    'There is no home folder in which to remember what was sent.',
    'Name a folder for it with --state-dir, the same one every time. Nothing was sent.',
  )
}

/**
 * Makes the folder, and the folders above it, for its owner alone. A UserError when it is someone else's, is reached through
 * someone else's link, or is open to others; without a user id (Windows) these are not looked at.
 */
export function openStateFolder(path: string, userId: number | undefined): void {
  try {
    makeAll(path)
    const fault = userId === undefined ? kindFault(statSync(path)) : folderFault(path, userId)
    if (fault !== undefined) throw unusable(path, ...fault)
  } catch (error) {
    if (error instanceof UserError) throw error
    throw failed(path, (error as NodeJS.ErrnoException).code ?? 'unknown')
  }
}

type Fault = readonly [what: string, cure: string]

function folderFault(path: string, userId: number): Fault | undefined {
  if (lstatSync(path).uid !== userId) return ['belongs to someone else', 'Use it as its owner']
  const target = statSync(path)
  if (target.uid !== userId) return ['leads to a folder that belongs to someone else', 'Use it as its owner']
  const fault = kindFault(target)
  if (fault !== undefined) return fault
  if ((target.mode & 0o077) !== 0) return ['is open to other people on this computer', `Run: chmod 700 ${path}`]
  if ((target.mode & 0o700) !== 0o700) return ['can’t be written to', `Run: chmod 700 ${path}`]
  return undefined
}

function kindFault(stats: Stats): Fault | undefined {
  return stats.isDirectory() ? undefined : ['is not a folder', 'Move it away']
}

function unusable(path: string, what: string, cure: string): UserError {
  return new UserError(
    `The folder that remembers what was sent, ${path}, ${what}.`,
    `${cure}, or name another one with --state-dir, the same every time. Nothing was sent.`,
  )
}

const namingFaults: ReadonlySet<string> = new Set(['EACCES', 'EPERM', 'ENOTDIR', 'ENOENT', 'ELOOP', 'ENAMETOOLONG'])

function failed(path: string, code: string): UserError {
  return new UserError(
    `The folder that remembers what was sent could not be made or opened: ${path} (${code}).`,
    'Name one that can be written to with --state-dir, the same every time. Nothing was sent.',
    namingFaults.has(code) ? exitCodes.usage : exitCodes.disk,
  )
}

/** Node's own `recursive` never returns where a file system answers ENOENT below a folder that exists, as /proc does. */
function makeAll(folder: string): void {
  const above = dirname(folder)
  if (above !== folder && !isThere(above)) makeAll(above)
  try {
    mkdirSync(folder, { mode: 0o700 })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined
}

/** The name of an account's ledger: readable, safe on every file system, and another one for every account and API address. */
export function ledgerFileName(account: string, baseUrl: string): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([account, baseUrl]))
    .digest('hex')
    .slice(0, 16)
  const host = URL.canParse(baseUrl) ? new URL(baseUrl).hostname : ''
  return [slug(account), slug(host), digest]
    .filter((part) => part !== '')
    .join('-')
    .concat('.ledger')
}

/** The lock that stands beside a ledger. */
export function lockPathOf(ledgerPath: string): string {
  return ledgerPath.replace(/\.ledger$/, '').concat('.lock')
}

function slug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-+|-+$/g, '')
}
