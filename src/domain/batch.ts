import type { SentRecord } from './attempt.js'
import type { FoundSale } from './finding.js'

/** A record of a batch: what is sent, and the sale it stands for. */
export interface BatchRecord extends SentRecord {
  readonly found: FoundSale
  /** The length of `json` in bytes, as it is sent. */
  readonly bytes: number
}

/** Records that go out in one request; all of them have an order id, or none has. */
export interface Batch {
  /** From 1, in the order of sending. */
  readonly number: number
  readonly records: readonly BatchRecord[]
  readonly withOrderIds: boolean
}

export interface BatchLimits {
  /** At most so many records; LettrLabs documents 1,000 for a sibling endpoint. */
  readonly records: number
  /** At most so many bytes of body; a record that is larger goes alone. */
  readonly bytes: number
}

/** The body of a request: the record texts as they were checked, joined to a JSON array. */
export function bodyOf(batch: Batch): string {
  return `[${batch.records.map(({ json }) => json).join(',')}]`
}

/** Packs records into batches, in order, separately for records with and without order id. */
export function* pack(records: Iterable<BatchRecord>, limits: BatchLimits): Generator<Batch> {
  const open = { with: emptyPack(), without: emptyPack() }
  let number = 0
  for (const record of records) {
    const side = record.orderId === undefined ? 'without' : 'with'
    const size = record.bytes + 1
    const full = open[side].records.length >= limits.records || open[side].bytes + size + 1 > limits.bytes
    if (full && open[side].records.length > 0) {
      number += 1
      yield { number, records: open[side].records, withOrderIds: side === 'with' }
      open[side] = emptyPack()
    }
    open[side].records.push(record)
    open[side].bytes += size
  }
  for (const side of ['with', 'without'] as const) {
    if (open[side].records.length === 0) continue
    number += 1
    yield { number, records: open[side].records, withOrderIds: side === 'with' }
  }
}

function emptyPack(): { readonly records: BatchRecord[]; bytes: number } {
  return { records: [], bytes: 1 }
}
