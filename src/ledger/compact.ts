import { type Disk, diskError, nodeDisk, writeAll } from './disk.js'
import type { Header } from './event.js'
import { sealed } from './line.js'
import { openIfThere } from './open.js'
import { type Loaded, load, loadSettled } from './replay.js'
import { sameMemory, snapshot } from './snapshot.js'
import type { LedgerState } from './state.js'

const writtenAtOnce = 256 * 1024

/** What compacting came to. */
export interface Compacted {
  readonly bytesBefore: number
  readonly bytesAfter: number
  readonly identities: number
}

/**
 * Writes the ledger anew without what later events outdid: every identity with its fate and day, open requests, recipes and the last
 * runs stay. The caller holds the lock. The new file is read again and compared before it takes the old one's place, so a failure
 * (UserError, exit 8) leaves the old one as it was. Undefined where there is no ledger.
 */
export function compactLedger(path: string, disk: Disk = nodeDisk): Compacted | undefined {
  const before = whole(disk, path)
  if (before?.header === undefined) return undefined
  const beside = `${path}.new`
  try {
    const after = rewritten(disk, beside, before)
    if (!sameMemory(before.state, after.state)) throw new Error('the compacted ledger is not the same as before')
    disk.rename(beside, path)
    disk.syncFolderOf(path)
    return { bytesBefore: before.size, bytesAfter: after.size, identities: after.state.table.count }
  } catch (error) {
    removeIfThere(disk, beside)
    throw error instanceof Error && 'code' in error ? diskError(path, 'compacted', error) : error
  }
}

function whole(disk: Disk, path: string): Loaded | undefined {
  const file = openIfThere(disk, path, 'read')
  if (file === undefined) return undefined
  try {
    return loadSettled(disk, file, path)
  } finally {
    disk.close(file)
  }
}

/** What a compacting that was killed left behind goes first. */
function rewritten(disk: Disk, path: string, { header, state }: Loaded): Loaded {
  removeIfThere(disk, path)
  const file = disk.open(path, 'create')
  try {
    writeLines(disk, file, firstBody(header, state), snapshot(state))
    disk.syncNow(file)
    return load(disk, file, path)
  } finally {
    disk.close(file)
  }
}

function firstBody(header: Header | undefined, { lastAttempt, lastRun }: LedgerState): string {
  return JSON.stringify({ ...header, attempts: lastAttempt, runs: lastRun })
}

/** The size in bytes that `compactLedger` would bring a ledger to. */
export function compactedSize(header: Header, state: LedgerState): number {
  const sizeOf = (body: string): number => Buffer.byteLength(sealed(body, 0).line)
  let size = sizeOf(firstBody(header, state))
  for (const body of snapshot(state)) size += sizeOf(body)
  return size
}

function writeLines(disk: Disk, file: number, first: string, bodies: Iterable<string>): void {
  let text = ''
  let crc = 0
  const add = (body: string): void => {
    const next = sealed(body, crc)
    crc = next.crc
    text += next.line
  }
  add(first)
  for (const body of bodies) {
    add(body)
    if (text.length < writtenAtOnce) continue
    writeAll(disk, file, Buffer.from(text))
    text = ''
  }
  writeAll(disk, file, Buffer.from(text))
}

function removeIfThere(disk: Disk, path: string): void {
  try {
    disk.remove(path)
  } catch {
    // It is not there, or what follows says what is wrong.
  }
}
