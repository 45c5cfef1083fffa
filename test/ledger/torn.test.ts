import { beforeAll, describe, expect, test } from 'vitest'
import type { Mark } from '../../src/domain/mark.js'
import { UserError } from '../../src/exit.js'
import { readLines, sealed } from '../../src/ledger/line.js'
import { openLedger, readLedger } from '../../src/ledger/open.js'
import { dayOf, Life } from './life.js'
import { MemoryDisk } from './memory-disk.js'
import { answersOf, type Step } from './model.js'
import { mark, owner, runStart } from './sample.js'

const every = [1, 2, 3, 4, 5, 6].map((order) => mark(order))
const [one, two, three, four, five, six] = every as [Mark, Mark, Mark, Mark, Mark, Mark]

/** Every kind of line, and each thing that can happen to an attempt. */
const steps: readonly Step[] = [
  { do: 'run' },
  { do: 'intend', marks: [one, two, three], withOrderIds: true },
  { do: 'intend', marks: [four, five], withOrderIds: true },
  { do: 'settle', fates: ['accepted', 'refused', 'doubt'] },
  { do: 'release' },
  { do: 'remember', fate: 'rejected', marks: [six] },
  { do: 'intend', marks: [four, five], withOrderIds: true },
  { do: 'kill' },
  { do: 'run' },
  { do: 'intend', marks: [three, four], withOrderIds: true },
  { do: 'settle', fates: ['accepted'] },
  { do: 'resolve', nth: 0, as: 'delivered' },
  { do: 'intend', marks: [two], withOrderIds: true },
  { do: 'settle', fates: ['doubt'] },
  { do: 'resolve', nth: 0, as: 'not-delivered' },
  { do: 'remember', fate: 'unsent', marks: [mark(7)] },
  { do: 'dismiss', nth: 1 },
  { do: 'intend', marks: [six], withOrderIds: true },
  { do: 'settle', fates: ['accepted'] },
  { do: 'end' },
]

/** The bytes of a ledger after each line, and what it then answers to the next process. */
const stages: { readonly size: number; readonly answers: unknown }[] = []
let whole: Buffer = Buffer.alloc(0)

beforeAll(async () => {
  for (let count = 0; count <= steps.length; count += 1) {
    const life = new Life()
    await life.ledger()
    for (const step of steps.slice(0, count)) await life.take(step)
    whole = life.bytes
    const ledger = await life.ledger()
    await ledger.close()
    life.model.kill()
    const stage = { size: whole.length, answers: life.model.answers(every) }
    if (stages.at(-1)?.size !== stage.size) stages.push(stage)
  }
})

/** What the last of these stages that fits into so many bytes answers; of a ledger without first line, nothing. */
function answersAt(size: number): unknown {
  const stage = stages.findLast((one) => one.size <= size)
  return stage?.answers ?? answersOf(undefined, every, dayOf)
}

function diskWith(bytes: Uint8Array): MemoryDisk {
  const disk = new MemoryDisk()
  disk.files.set('/l', Buffer.from(bytes))
  return disk
}

const accepted = (view: { recall(mark: Mark): { fate: string } | undefined } | undefined) =>
  every.filter((sale) => view?.recall(sale)?.fate === 'accepted')

describe('a ledger cut at any byte', () => {
  test('answers what the whole lines before the cut say, and never of more that it was accepted', () => {
    const acceptedInAll = accepted(readLedger('/l', owner, diskWith(whole)))
    expect(acceptedInAll).toEqual([one, three, four, five, six])
    for (let size = 0; size <= whole.length; size += 1) {
      const view = readLedger('/l', owner, diskWith(whole.subarray(0, size)))
      // A whole line that lacks only its newline counts.
      expect(answersOf(view, every, dayOf), `cut at ${size}`).toEqual(answersAt(size + 1))
      expect(acceptedInAll).toEqual(expect.arrayContaining(accepted(view)))
    }
  })

  test('opens for a run, goes on, and reads well afterwards', async () => {
    for (let size = 0; size <= whole.length; size += 1) {
      const disk = diskWith(whole.subarray(0, size))
      const now = () => new Date('2026-05-01T00:00:00.000Z')
      const ledger = await openLedger({ path: '/l', ...owner, tool: '0.1.0', now, disk })
      expect(answersOf(ledger, every, dayOf), `cut at ${size}`).toEqual(answersAt(size + 1))
      await ledger.startRun(runStart)
      await ledger.close()
      expect(readLedger('/l', owner, disk)?.runs.at(-1)?.day, `cut at ${size}`).toBe('2026-05-01')
    }
  })
})

describe('a ledger with one flipped bit', () => {
  test('is refused with the byte of the line, or, in its last line, read without it', () => {
    const lastLine = whole.lastIndexOf(0x0a, whole.length - 2) + 1
    const withoutLast = answersAt(lastLine)
    for (let bit = 0; bit < whole.length * 8; bit += 1) {
      const bytes = Buffer.from(whole)
      const at = bit >> 3
      bytes[at] = (bytes[at] ?? 0) ^ (1 << (bit & 7))
      const view = read(bytes)
      if (typeof view === 'string') {
        const line = whole.lastIndexOf(0x0a, at - 1) + 1
        if (!/format|no ledger/.test(view)) expect(view, `bit ${bit}`).toContain(`byte ${line} `)
      } else {
        expect(at, `bit ${bit} is read over`).toBeGreaterThanOrEqual(lastLine)
        expect(answersOf(view, every, dayOf), `bit ${bit}`).toEqual(withoutLast)
      }
    }
  })
})

function read(bytes: Uint8Array) {
  try {
    return readLedger('/l', owner, diskWith(bytes))
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return error.message
  }
}

test.each([
  ['the last line', () => whole.length - 1],
  ['the line before the last', () => whole.lastIndexOf(0x0a, whole.length - 2)],
])('a damaged newline after %s is refused, for what stands before it was on disk', (_, at) => {
  const bytes = Buffer.from(whole)
  bytes[at()] = 0x0b
  expect(read(bytes)).toContain('damaged at byte')
})

test.each([
  ['an outcome of an attempt that never was', { event: 'outcome', attempt: 99, fates: '1a' }],
  ['a run that was there before', { event: 'run', run: 1, at: '', folder: '', inputs: [], source: '', recipe: {} }],
  ['an event that this version does not know', { event: 'forgotten', run: 1 }],
  ['what is no event', {}],
])('%s is refused although its checksum is right', (_, event) => {
  const { end, crc } = lastOf(whole)
  const { line } = sealed(JSON.stringify(event), crc)
  expect(read(Buffer.concat([whole, Buffer.from(line)]))).toContain(`damaged at byte ${end}`)
})

function lastOf(bytes: Buffer) {
  const disk = diskWith(bytes)
  return readLines(disk, disk.open('/l', 'read'), bytes.length, () => undefined)
}

test('zeros after the last line, as a power cut leaves them, are dropped', () => {
  const view = read(Buffer.concat([whole, Buffer.alloc(5000)]))
  expect(typeof view === 'string' ? view : answersOf(view, every, dayOf)).toEqual(answersAt(whole.length))
})

test.each([
  ['taken out', (lines: string[]) => lines.toSpliced(5, 1)],
  ['written twice', (lines: string[]) => lines.toSpliced(5, 0, lines[5] ?? '')],
  ['put in another place', (lines: string[]) => lines.toSpliced(5, 2, lines[6] ?? '', lines[5] ?? '')],
])('a line that was %s is found, though its own checksum is right', (_, change) => {
  expect(read(Buffer.from(change(whole.toString().split('\n')).join('\n')))).toContain('damaged at byte')
})
