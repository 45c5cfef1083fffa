import {
  closeSync,
  constants,
  fdatasync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readSync,
  renameSync,
  unlinkSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { exitCodes, UserError } from '../exit.js'

/** The few calls to the system that the ledger makes; each throws or rejects with the system's error. */
export interface Disk {
  /** Follows no link. */
  open(path: string, how: 'read' | 'append' | 'create'): number
  /** Undefined where it is no regular file. */
  size(file: number): number | undefined
  read(file: number, into: Uint8Array, length: number, position: number): number
  /** Appends; may write less than asked, and says how many bytes. */
  write(file: number, bytes: Uint8Array): number
  truncate(file: number, size: number): void
  /** What was written is on disk when this resolves. */
  sync(file: number): Promise<void>
  /** The same for the whole file with its size, right now. */
  syncNow(file: number): void
  /** Makes the names in the folder of this path durable, where the system can. */
  syncFolderOf(path: string): void
  rename(from: string, to: string): void
  remove(path: string): void
  close(file: number): void
}

// No waiting either: a pipe without a writer would hold up who opens it to read. Windows has neither flag.
const noFollow = (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)
const flags = {
  read: constants.O_RDONLY | noFollow,
  append: constants.O_RDWR | constants.O_APPEND | noFollow,
  create: constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | constants.O_EXCL | noFollow,
} as const

export const nodeDisk: Disk = {
  open: (path, how) => openSync(path, flags[how], 0o600),
  size: (file) => {
    const found = fstatSync(file)
    return found.isFile() ? found.size : undefined
  },
  read: (file, into, length, position) => readSync(file, into, 0, length, position),
  write: (file, bytes) => writeSync(file, bytes),
  truncate: ftruncateSync,
  sync: (file) =>
    new Promise((resolve, reject) => {
      fdatasync(file, (error) => (error === null ? resolve() : reject(error)))
    }),
  syncNow: fsyncSync,
  syncFolderOf: (path) => {
    const folder = openFolder(dirname(path))
    if (folder === undefined) return
    try {
      fsyncSync(folder)
    } finally {
      closeSync(folder)
    }
  },
  rename: renameSync,
  remove: unlinkSync,
  close: closeSync,
}

/** Windows opens no folder as a file; there is nothing to sync by hand then. */
function openFolder(path: string): number | undefined {
  try {
    return openSync(path, constants.O_RDONLY)
  } catch (error) {
    if (['EISDIR', 'EPERM', 'EACCES'].includes(codeOf(error))) return undefined
    throw error
  }
}

/** Writes all of it, however little the system takes at a time. */
export function writeAll(disk: Disk, file: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length; ) {
    const taken = disk.write(file, done === 0 ? bytes : bytes.subarray(done))
    if (taken <= 0) throw Object.assign(new Error('nothing was written'), { code: 'EIO' })
    done += taken
  }
}

/** The system's error code, empty where there is none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}

const words: ReadonlyMap<string, string> = new Map([
  ['ENOSPC', 'no space is left on the disk'],
  ['EDQUOT', 'your share of the disk is used up'],
  ['EFBIG', 'the file has grown too large for the system'],
  ['EIO', 'the disk reports an error'],
  ['EROFS', 'the disk can only be read'],
  ['EACCES', 'you may not write there'],
  ['EPERM', 'you may not write there'],
  ['ENOENT', 'its folder is not there'],
  ['ENOTDIR', 'its folder is not a folder'],
  ['EMFILE', 'too many files are open'],
])

/** The disk failed: exit 8, naming the file and what the system says. */
export function diskError(path: string, doing: string, error: unknown): UserError {
  const code = codeOf(error)
  const said = words.get(code) ?? 'the system refuses'
  return new UserError(
    `The ledger could not be ${doing}: ${said}${code === '' ? '' : ` (${code})`}: ${path}`,
    'Nothing more is sent without it. Free or mend the disk, then run the same command again.',
    exitCodes.disk,
  )
}
