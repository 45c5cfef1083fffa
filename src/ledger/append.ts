import { type Disk, diskError, writeAll } from './disk.js'
import { sealed } from './line.js'

interface Waiting {
  readonly line: string
  readonly synced: boolean
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

/**
 * Writes lines in the order in which they are given. Those that come while the disk is busy are written together and share a sync.
 * After a failure nothing is tried again and every call rejects with the same UserError (exit 8).
 */
export class Appender {
  readonly #disk: Disk
  readonly #file: number
  readonly #path: string
  #crc: number
  #queue: Waiting[] = []
  #draining: Promise<void> | undefined
  #failure: unknown
  #isClosed = false

  constructor(disk: Disk, file: number, path: string, crc: number) {
    this.#disk = disk
    this.#file = file
    this.#path = path
    this.#crc = crc
  }

  /** Throws what went wrong with the disk before. */
  check(): void {
    if (this.#failure !== undefined) throw this.#failure
    if (this.#isClosed) throw new Error('the ledger is closed')
  }

  /** Resolves once the system has the line; it outlives the process, not the machine. */
  write(body: string): Promise<void> {
    return this.#add(body, false)
  }

  /** Resolves once the line is on disk. */
  commit(body: string): Promise<void> {
    return this.#add(body, true)
  }

  /** Waits for what was given before, and closes the file. */
  async close(): Promise<void> {
    if (this.#isClosed) return
    this.#isClosed = true
    await this.#draining
    this.#disk.close(this.#file)
  }

  async #add(body: string, synced: boolean): Promise<void> {
    this.check()
    const { line, crc } = sealed(body, this.#crc)
    this.#crc = crc
    await new Promise<void>((resolve, reject) => {
      this.#queue.push({ line, synced, resolve, reject })
      this.#draining ??= this.#drain()
    })
  }

  async #drain(): Promise<void> {
    while (this.#queue.length > 0) {
      const batch = this.#queue
      this.#queue = []
      try {
        await this.#put(batch)
      } catch (error) {
        this.#failure = diskError(this.#path, 'written', error)
        for (const { reject } of [...batch, ...this.#queue]) reject(this.#failure)
        this.#queue = []
        return
      }
      for (const { resolve } of batch) resolve()
    }
    this.#draining = undefined
  }

  async #put(batch: readonly Waiting[]): Promise<void> {
    writeAll(this.#disk, this.#file, Buffer.from(batch.map(({ line }) => line).join('')))
    for (const { synced, resolve } of batch) if (!synced) resolve()
    if (batch.some(({ synced }) => synced)) await this.#disk.sync(this.#file)
  }
}
