import { UserError } from '../exit.js'
import { codeOf, type Disk, diskError, nodeDisk, writeAll } from './disk.js'
import { format, type Header } from './event.js'
import { Ledger } from './ledger.js'
import { sealed } from './line.js'
import { type Loaded, load, loadSettled } from './replay.js'
import { LedgerView } from './view.js'

/** Which ledger is meant, and for whom. */
export interface LedgerPlace {
  readonly path: string
  readonly account: string
  readonly baseUrl: string
}

export interface OpenOptions extends LedgerPlace {
  /** Version of lettr-convert, noted where the file is made. */
  readonly tool: string
  readonly now: () => Date
  /** The system's calls, but in tests. */
  readonly disk?: Disk
}

/**
 * Opens the ledger for a run, made anew (0600) where there is none; the caller holds the lock. A torn last line is cut off. Throws a
 * UserError: exit 8 when the disk fails, 2 for a file that is damaged, of another account, address or format, or no regular file.
 */
export async function openLedger(options: OpenOptions): Promise<Ledger> {
  const { path, now, disk = nodeDisk } = options
  const file = openOrCreate(disk, path)
  try {
    const loaded = load(disk, file, path)
    checkOwner(loaded.header, options)
    const start = mended(disk, file, loaded, options)
    const ledger = new Ledger(start.header, loaded.state, { disk, file, path, crc: start.crc, now })
    await ledger.settleLeftovers()
    return ledger
  } catch (error) {
    disk.close(file)
    throw error
  }
}

/** Reads a ledger without writing; undefined where there is none. What was on its way when it was last written is in doubt. */
export function readLedger(path: string, owner?: Omit<LedgerPlace, 'path'>, disk = nodeDisk): LedgerView | undefined {
  const file = openIfThere(disk, path, 'read')
  if (file === undefined) return undefined
  try {
    const { header, state } = loadSettled(disk, file, path)
    if (header === undefined) return undefined
    if (owner !== undefined) checkOwner(header, { path, ...owner })
    return new LedgerView(header, state)
  } finally {
    disk.close(file)
  }
}

function openOrCreate(disk: Disk, path: string): number {
  const there = openIfThere(disk, path, 'append')
  if (there !== undefined) return there
  try {
    return disk.open(path, 'create')
  } catch (error) {
    throw diskError(path, 'made', error)
  }
}

/** Opens a ledger that may not be there; throws a UserError for a link, a folder, or what can't be opened. */
export function openIfThere(disk: Disk, path: string, how: 'read' | 'append'): number | undefined {
  try {
    return disk.open(path, how)
  } catch (error) {
    const code = codeOf(error)
    if (code === 'ENOENT') return undefined
    if (['ELOOP', 'EMLINK', 'EISDIR'].includes(code)) {
      throw new UserError(
        `The ledger is a link or a folder, not a regular file: ${path}`,
        'Move it away and look at it.',
      )
    }
    throw diskError(path, 'opened', error)
  }
}

function checkOwner(header: Header | undefined, { path, account, baseUrl }: LedgerPlace): void {
  if (header === undefined || (header.account === account && header.baseUrl === baseUrl)) return
  throw new UserError(
    `The ledger belongs to account ${header.account} at ${header.baseUrl}, not to ${account} at ${baseUrl}: ${path}`,
    'Nothing was sent. Check key, account and base URL; a ledger must not be copied from one account to another.',
  )
}

/** Cuts off what was never written to its end, and writes the first line where it is missing. */
function mended(disk: Disk, file: number, loaded: Loaded, options: OpenOptions): { header: Header; crc: number } {
  const { end, size } = loaded
  try {
    if (size === 0) disk.syncFolderOf(options.path)
    if (end.torn.length > 0) disk.truncate(file, end.end)
    if (end.newlineMissing) writeAll(disk, file, Buffer.from('\n'))
    const started = loaded.header === undefined ? newHeader(options) : { header: loaded.header, crc: end.crc, line: '' }
    writeAll(disk, file, Buffer.from(started.line))
    if (end.torn.length > 0 || end.newlineMissing || started.line !== '' || size === 0) disk.syncNow(file)
    return started
  } catch (error) {
    throw diskError(options.path, 'written', error)
  }
}

function newHeader({ account, baseUrl, tool, now }: OpenOptions): { header: Header; crc: number; line: string } {
  const at = now().toISOString()
  const header: Header = { ledger: 'lettr-convert', format, account, baseUrl, tool, at, attempts: 0, runs: 0 }
  return { header, ...sealed(JSON.stringify(header), 0) }
}
