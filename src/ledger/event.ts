import type { Fate } from '../domain/memory.js'
import { type MarkRooms, type Marks, markText, noMarks, readMarks, textOf } from './marks.js'

/** The format that this version writes; another one is refused. */
export const format = 1

/** Every ledger begins with this, up to the number of its format. */
export const headerStart = '{"ledger":"lettr-convert","format":'

/** The first line. */
export interface Header {
  readonly ledger: 'lettr-convert'
  readonly format: number
  readonly account: string
  readonly baseUrl: string
  /** Version of lettr-convert that made the file. */
  readonly tool: string
  readonly at: string
  /** Numbers up to these are used up, although no line may hold them any more. */
  readonly attempts: number
  readonly runs: number
}

/** What makes the identities of a source, as digests; see 5-reliability, "The recipe". */
export interface Recipe {
  readonly orders: string
  readonly contents: string
}

export interface RunEvent {
  readonly event: 'run'
  readonly run: number
  readonly at: string
  readonly folder: string
  readonly inputs: readonly string[]
  readonly source: string
  readonly recipe: Recipe
  /** Identities, 32 hex digits each, of some of the sales that it was about to send, spread over all of them. */
  readonly sample: readonly string[]
}

export interface IntentEvent {
  readonly event: 'intent'
  readonly attempt: number
  readonly run: number
  readonly at: string
  readonly withOrderIds: boolean
  /** Currency and sum. */
  readonly money: readonly (readonly [string, string])[]
  /** How many records the request had, where the line holds only those still in doubt. */
  readonly of?: number
  /** See positions.ts. */
  readonly positions: string
}

interface RememberedEvent {
  readonly event: 'remembered'
  readonly run: number
  readonly fate: Fate
  readonly withOrderIds: boolean
}

/** What a run was about to send: its new sales, and their money per currency. */
export interface RunVolume {
  readonly sales: number
  readonly money: readonly (readonly [string, string])[]
}

interface EndEvent {
  readonly event: 'end'
  readonly run: number
  readonly at: string
  readonly exit: number
  /** Absent where the run took a part of its source on purpose, or an earlier version wrote the line. */
  readonly volume?: RunVolume
}

/** How a person settled a doubt. */
export type Resolution = 'delivered' | 'not-delivered' | 'dismissed'

/** Everything that a line after the first can say; an intent and what is remembered come with marks. */
export type LedgerEvent =
  | RunEvent
  | IntentEvent
  | RememberedEvent
  | { readonly event: 'outcome'; readonly attempt: number; readonly fates: string }
  | { readonly event: 'released'; readonly attempt: number }
  | { readonly event: 'resolved'; readonly requests: readonly number[]; readonly as: Resolution; readonly at: string }
  /** What the run left unsent is never sent, and nobody waits for its end any more. */
  | { readonly event: 'dismissed'; readonly run: number; readonly at: string }
  | EndEvent

const marksKey = ',"marks":"'

/** The event as a JSON object, the marks last. */
export function bodyOf(event: LedgerEvent, marks?: Marks): string {
  const json = JSON.stringify(event)
  return marks === undefined ? json : `${json.slice(0, -1)}${marksKey}${textOf(marks)}"}`
}

/** A line without its seal and closing brace, as `bodyOf` made it; throws for anything else. */
export function readEvent(open: Buffer, rooms: MarkRooms): { readonly event: LedgerEvent; readonly marks: Marks } {
  const key = open.indexOf(marksKey)
  if (key === -1) return { event: JSON.parse(`${open.toString()}}`) as LedgerEvent, marks: noMarks }
  const [start, end] = [key + marksKey.length, open.length - 1]
  if ((end - start) % markText !== 0) throw new RangeError('a mark is cut short')
  const marks = rooms.take((end - start) / markText)
  readMarks(open, start, end, marks)
  return { event: JSON.parse(`${open.toString('utf8', 0, key)}}`) as LedgerEvent, marks }
}
