import type { Batch } from './batch.js'
import type { Finding, FoundSale } from './finding.js'
import type { Intent, RecordFate } from './memory.js'
import { Sum } from './money.js'
import type { Outcome } from './outcome.js'
import { type Verdict, withWords } from './verdict.js'

/** What the ledger is told of a batch before it leaves. */
export function intentOf({ records, withOrderIds }: Batch): Intent {
  const sums = new Map<string, Sum>()
  const places = records.map(({ place }) => place)
  for (const place of places) {
    let sum = sums.get(place.currency)
    if (sum === undefined) {
      sum = new Sum()
      sums.set(place.currency, sum)
    }
    if (place.amount !== '') sum.add(place.amount)
  }
  const money = new Map([...sums].map(([currency, sum]) => [currency, sum.value]))
  return { withOrderIds, records: places, money }
}

/** What the ledger is told of a batch that arrived, or may have; in the order of its records. */
export function fatesOf(
  batch: Batch,
  outcome: Exclude<Outcome, { readonly kind: 'not-arrived' }>,
): readonly RecordFate[] {
  const fates = batch.records.map((): RecordFate => 'doubt')
  if (outcome.kind === 'in-doubt') return fates
  for (const index of outcome.accepted) fates[index] = 'accepted'
  for (const { index } of outcome.known) fates[index] = 'accepted'
  for (const { index } of outcome.refused) fates[index] = 'refused'
  for (const index of outcome.unsent) fates[index] = 'unsent'
  return fates
}

type Settled = Extract<Finding, { readonly kind: 'settled' }>

const none: readonly string[] = []

/** Where a record ends, and why. */
type End = Pick<Settled, 'place' | 'messages'>

const accepted: End = { place: 'accepted', messages: none }

/** Named one by one: spread, they would take three times as long. */
function settled(found: FoundSale, { place, messages }: End, warnings = none): Settled {
  const { sale, file, record, line, rows, amount, currency, orderId } = found
  return { kind: 'settled', sale, file, record, line, rows, amount, currency, orderId, place, messages, warnings }
}

/** The findings of a batch of which all records end in one place. */
export function settledAll(batch: Batch, place: Settled['place'], message: string): readonly Finding[] {
  const end = { place, messages: [message] }
  return batch.records.map(({ found }) => settled(found, end))
}

/** The findings of those records of a batch that the verdict settles. */
export function settledBy(
  { outcome, sentence, said }: Verdict,
  batch: Batch,
  isSettled: (index: number) => boolean,
): readonly Finding[] {
  if (outcome.kind === 'in-doubt') return settledAll(batch, 'in doubt', said)
  if (outcome.kind === 'not-arrived') return settledAll(batch, 'unsent', said)
  const { general, unattributed } = outcome
  const doubt: End = { place: 'in doubt', messages: [withWords(sentence, unattributed, 'LettrLabs said')] }
  const ends = batch.records.map(() => doubt)
  for (const index of outcome.accepted) ends[index] = accepted
  for (const { index, messages } of outcome.refused) {
    ends[index] = { place: 'refused', messages: messages.length > 0 ? messages : general }
  }
  for (const { index, messages } of outcome.known) ends[index] = { place: 'known', messages }
  for (const index of outcome.unsent) ends[index] = { place: 'unsent', messages: [sentence] }
  const warnings = new Map(outcome.warnings.map(({ index, messages }) => [index, messages]))
  return batch.records.flatMap(({ found }, index) =>
    isSettled(index) ? settled(found, ends[index] ?? doubt, warnings.get(index)) : [],
  )
}
