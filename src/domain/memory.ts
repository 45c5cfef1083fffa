import type { Mark } from './mark.js'

/** What the ledger holds of a sale; `doubt` also stands for an attempt without outcome. */
export type Fate = 'accepted' | 'doubt' | 'refused' | 'rejected' | 'unsent' | 'dismissed'

/** Which parts of a sale can be told to have changed; `other` is any further field. */
export type ChangedPart = 'amount' | 'date' | 'identifiers' | 'other'

/** What an earlier run left in the ledger about a sale. */
export interface Memory {
  readonly fate: Fate
  /** Day of that run, `2026-11-20`, in UTC. */
  readonly day: string
  /** Empty when the content is the same as then. */
  readonly changed: readonly ChangedPart[]
}

/** What `prepare` asks of the ledger. */
export interface Known {
  /** What is remembered under this identity; undefined for a new sale. Notes that the input holds it. */
  recall(mark: Mark): Memory | undefined
  /** The digest of the mapping by which this identity's sale was sent last, see `Recipe.contents`; undefined for a new sale. */
  mappingOf(mark: Mark): string | undefined
  /** Notes that this run leaves out the sale: what is open of it stays so, and is told as if the input did not hold it. */
  leave(mark: Mark): void
  /** Whether another sale is remembered as accepted, in doubt or unsent whose order id is this one's, in another store. */
  otherStore(mark: Mark): boolean
  /**
   * Takes one sale without order id, accepted or in doubt, that the input does not hold and whose content part is this one's (see
   * identity.ts), and says which; undefined when there is none (any more). To be asked after every sale of the input was recalled.
   */
  takeGone(mark: Mark): 'accepted' | 'doubt' | undefined
}

/** Where a record of a request stands in the input, so that a doubt can be traced to its rows. */
interface RequestRecord {
  /** Every sale has one where a journal is kept. */
  readonly mark: Mark | undefined
  /** Number of the file among the inputs, from 1. */
  readonly file: number
  /** Number of the first row within the file, from 1, as a spreadsheet counts. */
  readonly record: number
}

/** One POST that is about to leave. */
export interface Intent {
  readonly withOrderIds: boolean
  readonly records: readonly RequestRecord[]
  /** Sum per currency, exact decimals. */
  readonly money: ReadonlyMap<string, string>
}

/** What became of a record of a request: accepted, or already there · refused · in doubt · not stored. */
export type RecordFate = 'accepted' | 'refused' | 'doubt' | 'unsent'

/** The durable memory next to the wire. A failure of the disk rejects, and from then on every call rejects. */
export interface Journal {
  /** Resolves with the number of the attempt once it is on disk that these records are about to leave. */
  intend(intent: Intent): Promise<number>
  /** Resolves once it is on disk what became of every record of the attempt, in their order. */
  settle(attempt: number, fates: readonly RecordFate[]): Promise<void>
  /** Nothing of the attempt was stored. Not synced: losing it turns "unsent" into "in doubt", never the reverse. */
  release(attempt: number): Promise<void>
}
