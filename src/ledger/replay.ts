import { UserError } from '../exit.js'
import { type Disk, diskError } from './disk.js'
import { format, type Header, headerStart, readEvent } from './event.js'
import { DamagedLine, type LinesEnd, readLines } from './line.js'
import { noMarks } from './marks.js'
import { LedgerState } from './state.js'

/** A ledger as read from its file; without header it was made but never got its first line. */
export interface Loaded {
  readonly header: Header | undefined
  readonly state: LedgerState
  readonly end: LinesEnd
  readonly size: number
}

/** Reads all events of a file. A torn last line is left out; anything else that is wrong ends in a UserError naming the byte. */
export function load(disk: Disk, file: number, path: string): Loaded {
  const size = sizeOf(disk, file, path)
  checkStart(disk, file, path, size)
  const state = new LedgerState()
  let header: Header | undefined
  try {
    const end = readLines(disk, file, size, (open, offset, number) => {
      if (header === undefined) {
        header = JSON.parse(`${open.toString()}}`) as Header
        state.lastAttempt = header.attempts
        state.lastRun = header.runs
        return
      }
      if (number % 64 === 0) state.table.expect((state.soFar * size) / offset)
      replay(state, open, offset, number)
    })
    state.table.expect(0)
    return { header, state, end, size }
  } catch (error) {
    if (error instanceof DamagedLine) throw damaged(path, error)
    if (error instanceof UserError) throw error
    throw diskError(path, 'read', error)
  }
}

/** As `load`, for who only reads: what was on its way when the file was last written is in doubt. */
export function loadSettled(disk: Disk, file: number, path: string): Loaded {
  const loaded = load(disk, file, path)
  const { state } = loaded
  for (const attempt of state.unsettled) {
    state.apply({ event: 'outcome', attempt, fates: `${state.sizeOf(attempt)}d` }, noMarks)
  }
  return loaded
}

function sizeOf(disk: Disk, file: number, path: string): number {
  const size = disk.size(file)
  if (size === undefined)
    throw new UserError(`The ledger is not a regular file: ${path}`, 'Move it away and look at it.')
  return size
}

/** The format stands before everything else, checksums too: another version may make them otherwise. */
function checkStart(disk: Disk, file: number, path: string, size: number): void {
  const start = Buffer.alloc(Math.min(size, headerStart.length + 8))
  const length = read(disk, file, path, start)
  const text = start.toString('latin1', 0, length)
  if (!text.startsWith(headerStart) && !(size < headerStart.length && headerStart.startsWith(text))) {
    throw new UserError(
      `This is no ledger of lettr-convert, or its first line is damaged (byte 0): ${path}`,
      'Nothing was sent. Move the file away to look at it, or put a copy back from before.',
    )
  }
  const [, found] = /^(\d+),/.exec(text.slice(headerStart.length)) ?? []
  if (found !== undefined && Number(found) !== format) {
    throw new UserError(
      `The ledger has format ${found}; this version of lettr-convert knows format ${format}: ${path}`,
      'Use the version of lettr-convert that wrote it, or a newer one.',
    )
  }
}

function read(disk: Disk, file: number, path: string, into: Buffer): number {
  try {
    return into.length === 0 ? 0 : disk.read(file, into, into.length, 0)
  } catch (error) {
    throw diskError(path, 'read', error)
  }
}

/** The checksum is right, so what does not make sense was written by another version, or the lines were changed by hand. */
function replay(state: LedgerState, open: Buffer, offset: number, number: number): void {
  try {
    const { event, marks } = readEvent(open, state.rooms)
    state.apply(event, marks)
  } catch (error) {
    if (!(error instanceof RangeError || error instanceof SyntaxError)) throw error
    throw new DamagedLine(offset, number)
  }
}

function damaged(path: string, { offset, number }: DamagedLine): UserError {
  return new UserError(
    `The ledger is damaged at byte ${offset} (line ${number}): ${path}`,
    'Nothing was sent, for the ledger may hold sales that were delivered. Put back a copy from before the damage; ' +
      'without one, move the file away, compare with LettrLabs what was delivered, and start anew with --first-run.',
  )
}
