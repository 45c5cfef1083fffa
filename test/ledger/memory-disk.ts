import type { Disk } from '../../src/ledger/disk.js'

/** A call that changes the disk, in the order in which they came. */
export interface Call {
  readonly call: 'create' | 'write' | 'truncate' | 'sync' | 'rename' | 'remove' | 'folder'
  readonly path: string
}

/** A disk in memory that can fail: files by path, what was done to it, and what goes wrong from which call on. */
export class MemoryDisk implements Disk {
  readonly files = new Map<string, Buffer>()
  readonly calls: Call[] = []
  /** Called before each call; may throw the error that the system is to give. */
  before: (call: Call, number: number) => void = () => undefined
  /** The most that a write takes. */
  takes = Number.POSITIVE_INFINITY
  /** Syncs wait until this is resolved. */
  gate: Promise<void> = Promise.resolve()
  readonly #open = new Map<number, string>()

  get openFiles(): number {
    return this.#open.size
  }

  open(path: string, how: 'read' | 'append' | 'create'): number {
    const isThere = this.files.has(path)
    if (how === 'create') {
      this.#note('create', path)
      if (isThere) throw systemError('EEXIST')
      this.files.set(path, Buffer.alloc(0))
    } else if (!isThere) throw systemError('ENOENT')
    const file = 10 + this.calls.length + this.#open.size
    this.#open.set(file, path)
    return file
  }

  size(file: number): number {
    return this.#bytes(file).length
  }

  read(file: number, into: Uint8Array, length: number, position: number): number {
    const part = this.#bytes(file).subarray(position, position + length)
    into.set(part)
    return part.length
  }

  write(file: number, bytes: Uint8Array): number {
    const path = this.#path(file)
    const taken = bytes.subarray(0, this.takes)
    this.#note('write', path)
    this.files.set(path, Buffer.concat([this.#bytes(file), taken]))
    return taken.length
  }

  truncate(file: number, size: number): void {
    this.#note('truncate', this.#path(file))
    this.files.set(this.#path(file), this.#bytes(file).subarray(0, size))
  }

  async sync(file: number): Promise<void> {
    await this.gate
    this.#note('sync', this.#path(file))
  }

  syncNow(file: number): void {
    this.#note('sync', this.#path(file))
  }

  syncFolderOf(path: string): void {
    this.#note('folder', path)
  }

  rename(from: string, to: string): void {
    this.#note('rename', from)
    this.files.set(to, this.files.get(from) ?? Buffer.alloc(0))
    this.files.delete(from)
  }

  remove(path: string): void {
    if (!this.files.has(path)) throw systemError('ENOENT')
    this.#note('remove', path)
    this.files.delete(path)
  }

  close(file: number): void {
    if (!this.#open.delete(file)) throw systemError('EBADF')
  }

  #note(call: Call['call'], path: string): void {
    this.before({ call, path }, this.calls.length)
    this.calls.push({ call, path })
  }

  #bytes(file: number): Buffer {
    return this.files.get(this.#path(file)) ?? Buffer.alloc(0)
  }

  #path(file: number): string {
    const path = this.#open.get(file)
    if (path === undefined) throw systemError('EBADF')
    return path
  }
}

/** An error as the system gives it. */
export function systemError(code: string): Error {
  return Object.assign(new Error(code), { code })
}
