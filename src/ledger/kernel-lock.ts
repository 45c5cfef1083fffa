import { spawn } from 'node:child_process'
import { closeSync, constants, fstatSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs'
import { type Holder, readHolder } from './holder.js'

const mostBytes = 64 * 1024

/** A lock file that is open: what stands in it is told apart from who has it, which the kernel knows. */
export interface LockFile {
  /** `unusable` where there is no such program, or no such locks. */
  take(program: string): Promise<'taken' | 'held' | 'unusable'>
  write(holder: Holder): void
  /** Undefined when nobody is named. */
  read(): Holder | undefined
  /** Names nobody. */
  clear(): void
  /** Frees the lock; the file stays, so that all runs lock the same one. */
  close(): void
}

/** Opens the file, made for its owner alone and never through a link; an error of the file system is thrown as it is. */
export function openLockFile(path: string): LockFile {
  const { O_RDWR, O_CREAT, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants
  const file = openSync(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK, 0o600)
  if (!fstatSync(file).isFile()) {
    closeSync(file)
    throw Object.assign(new Error('not a regular file'), { code: 'EINVAL' })
  }
  return {
    take: (program) => flock(program, file),
    write(holder) {
      ftruncateSync(file)
      writeSync(file, `${JSON.stringify(holder)}\n`, 0)
    },
    read() {
      const bytes = Buffer.alloc(mostBytes)
      return readHolder(bytes.toString('utf8', 0, readSync(file, bytes, 0, mostBytes, 0)))
    },
    clear: () => ftruncateSync(file),
    close: () => closeSync(file),
  }
}

/**
 * The lock belongs to the open file, which the program shares while it runs and this process keeps: the kernel frees it
 * when this process ends, in whatever way. Node opens files so that no other child gets them.
 */
function flock(program: string, file: number): Promise<'taken' | 'held' | 'unusable'> {
  return new Promise((resolve) => {
    const child = spawn(program, ['-n', '3'], { stdio: ['ignore', 'ignore', 'pipe', file] })
    let complaint = ''
    child.stderr?.on('data', (chunk) => {
      complaint += String(chunk)
    })
    child.on('error', () => resolve('unusable'))
    child.on('close', (code) => {
      if (code === 0) resolve('taken')
      // busybox ends with 1 for its errors too, but says something.
      else resolve(code === 1 && complaint === '' ? 'held' : 'unusable')
    })
  })
}
