import { closeSync, constants, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { exitCodes, UserError } from '../exit.js'

const bufferLength = 1 << 16

/** A file that is whole or absent: it is written under another name, synced, and renamed when finished. Only its owner can read it. */
export class WholeFile {
  readonly #file: number
  readonly #working: string
  #waiting = ''
  #open = true
  #finished = false

  constructor(readonly path: string) {
    this.#working = `${path}.part`
    this.#file = disk(path, () =>
      openSync(this.#working, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600),
    )
  }

  write(text: string): void {
    this.#waiting += text
    if (this.#waiting.length >= bufferLength) this.#flush()
  }

  finish(): void {
    try {
      this.#flush()
      this.#settle()
    } catch (error) {
      this.abandon()
      throw error
    }
  }

  #settle(): void {
    disk(this.path, () => {
      fsyncSync(this.#file)
      this.#close()
      renameSync(this.#working, this.path)
    })
    this.#finished = true
  }

  /** Leaves nothing behind of a file that is not finished. */
  abandon(): void {
    if (this.#finished) return
    this.#close()
    rmSync(this.#working, { force: true })
  }

  #close(): void {
    if (this.#open) closeSync(this.#file)
    this.#open = false
  }

  #flush(): void {
    const bytes = Buffer.from(this.#waiting)
    this.#waiting = ''
    disk(this.path, () => {
      for (let done = 0; done < bytes.length; ) done += writeSync(this.#file, bytes, done)
    })
  }
}

function disk<T>(path: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown'
    throw new UserError(
      `${path} could not be written (${code}).`,
      'Free some space or choose another folder with --out.',
      exitCodes.disk,
    )
  }
}
