import { type Account, envelope, malformedRequest, type Reply } from './answers.js'
import { echo } from './echo.js'
import { type JsonRecord, textOf } from './fields.js'
import { type Complaint, complaintsAbout, unmatchable } from './rules.js'
import { readBatch } from './shape.js'
import { type ConversionStore, saleOf } from './store.js'
import { type MetadataStyle, type Refusal, tellRefusals } from './styles.js'

/** How POST /v1/conversions is answered, beyond the API's own rules. */
export interface Manner {
  readonly style: MetadataStyle
  readonly duplicates: 'accept' | 'refuse'
  readonly account: Account
  readonly now: Date
  /** Refuse every third record, whatever is in it. */
  readonly refuseThirds: boolean
}

/** What a POST came to: the answer, how many records it held and how many of them were stored. */
export interface Taken {
  readonly reply: Reply
  readonly records: number
  readonly stored: number
}

interface Sorted {
  readonly refusals: readonly Refusal[]
  readonly accepted: readonly { readonly index: number; readonly record: JsonRecord }[]
  readonly fresh: readonly JsonRecord[]
}

/** Checks a request body, stores what is valid and new, and answers as the API's documents say. */
export function takeConversions(body: Buffer, store: ConversionStore, manner: Manner): Taken {
  const batch = readBatch(body)
  if (batch.kind === 'malformed') {
    return { reply: malformedRequest(batch.path, batch.message), records: 0, stored: 0 }
  }
  const sorted = sort(batch.records, store, manner)
  store.add(sorted.fresh, manner.now)
  return { reply: answer(batch.records, sorted, manner), records: batch.records.length, stored: sorted.fresh.length }
}

function sort(batch: readonly JsonRecord[], store: ConversionStore, manner: Manner): Sorted {
  const refusals: Refusal[] = []
  const accepted: { index: number; record: JsonRecord }[] = []
  const fresh: JsonRecord[] = []
  const seen = new Set<string>()
  for (const [index, record] of batch.entries()) {
    const sale = saleOf(record)
    const again = sale !== undefined && (store.hasSale(sale) || seen.has(sale))
    const complaints = complaintsInManner(record, index, again, manner)
    if (complaints.length > 0) {
      refusals.push({ index, record, complaints })
      continue
    }
    accepted.push({ index, record })
    if (!again) fresh.push(record)
    if (sale !== undefined) seen.add(sale)
  }
  return { refusals, accepted, fresh }
}

function complaintsInManner(record: JsonRecord, index: number, again: boolean, manner: Manner): readonly Complaint[] {
  const complaints = complaintsAbout(record)
  if (complaints.length > 0) return complaints
  if (again && manner.duplicates === 'refuse') {
    return [{ field: 'orderId', code: 'DUPLICATE', message: `Order ${textOf(record, 'orderId')} already exists.` }]
  }
  if (manner.refuseThirds && index % 3 === 2) {
    return [{ field: null, code: 'NOT_PROCESSED', message: 'The conversion could not be processed.' }]
  }
  return []
}

function answer(batch: readonly JsonRecord[], { refusals, accepted }: Sorted, manner: Manner): Reply {
  const telling = refusals.length === 0 ? {} : tellRefusals(manner.style, refusals, batch)
  if (accepted.length === 0) {
    const errors = ['All conversions were invalid.']
    return envelope(422, { payload: [], errors, hasErrors: true, ...telling }, manner.account)
  }
  const warnings = [
    ...(refusals.length === 0 ? [] : [`${refusals.length} of ${batch.length} conversions were invalid.`]),
    ...accepted.flatMap(({ index, record }) =>
      unmatchable(record).map((reason) => `Conversion at index ${index}: ${reason}`),
    ),
  ]
  const payload = accepted.map(({ record }) => echo(record, manner.now.toISOString()))
  return envelope(200, { payload, warnings, hasWarnings: warnings.length > 0, ...telling }, manner.account)
}
