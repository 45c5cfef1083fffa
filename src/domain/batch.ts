import type { SentRecord } from './attempt.js'
import { type FoundSale, foundSale } from './finding.js'
import type { Mark } from './mark.js'
import { isFresh, type SaleStore, type StoredSale } from './sale.js'

/** Records that go out in one request; all of them have an order id, or none has. */
export interface Batch {
  readonly records: readonly PackedRecord[]
  /** The body of the request, a JSON array: the record texts as they were checked, byte for byte. */
  readonly body: Buffer
  readonly withOrderIds: boolean
  /** An earlier run left all of it in doubt. */
  readonly doubted: boolean
}

export interface BatchLimits {
  /** At most so many records; LettrLabs documents 1,000 for a sibling endpoint. */
  readonly records: number
  /** At most so many bytes of body; a record that is larger goes alone. */
  readonly bytes: number
}

/** What the ledger notes of a record before it is sent. */
interface RecordPlace {
  readonly mark: Mark | undefined
  readonly file: number
  readonly record: number
  readonly amount: string
  readonly currency: string
}

/**
 * Packs the store's fresh sales into batches, in order, separately for those with and without order id and for those that an
 * earlier run left in doubt. The limits may become smaller on the way.
 */
export function* pack(store: SaleStore, limits: BatchLimits): Generator<Batch> {
  const open: (OpenBatch | undefined)[] = []
  for (let number = 0; number < store.count; number += 1) {
    const state = store.state(number)
    if (!isFresh(state)) continue
    const sale = store.read(number)
    const withOrderIds = sale.hasOrderId
    const doubted = state === 'again'
    const side = (withOrderIds ? 0 : 1) + (doubted ? 2 : 0)
    let batch = open[side]
    if (batch === undefined || !batch.fits(sale)) {
      if (batch !== undefined) yield batch.close()
      batch = new OpenBatch(store, limits, withOrderIds, doubted)
      open[side] = batch
    }
    batch.add(number, sale)
  }
  for (const batch of open) if (batch !== undefined) yield batch.close()
}

/** Some records of a batch as a batch of their own. */
export function partOf(batch: Batch, indexes: readonly number[]): Batch {
  const records = indexes.flatMap((index) => batch.records[index] ?? [])
  const texts = records.map((record) => record.bytes)
  const body = Buffer.allocUnsafe(texts.reduce((length, text) => length + text.length + 1, 1))
  const part = { records: [] as PackedRecord[], body, withOrderIds: batch.withOrderIds, doubted: batch.doubted }
  let used = 0
  texts.forEach((text, index) => {
    body[used++] = index === 0 ? opening : comma
    const start = used
    used += text.copy(body, used)
    const record = records[index]
    if (record !== undefined) part.records.push(record.movedTo(part, start, used))
  })
  body[used] = closing
  return part
}

const [opening, comma, closing] = [91, 44, 93]
const smallestBody = 1 << 12

class OpenBatch {
  readonly records: PackedRecord[] = []
  body = Buffer.alloc(0)
  #used = 1

  constructor(
    private readonly store: SaleStore,
    private readonly limits: BatchLimits,
    readonly withOrderIds: boolean,
    readonly doubted: boolean,
  ) {}

  fits(sale: StoredSale): boolean {
    if (this.records.length === 0) return true
    return this.records.length < this.limits.records && this.#used + 1 + sale.jsonLength + 1 <= this.limits.bytes
  }

  add(number: number, sale: StoredSale): void {
    this.#makeRoom(sale.jsonLength + 2)
    if (this.records.length > 0) this.body[this.#used++] = comma
    const start = this.#used
    this.#used += sale.copyJson(this.body, start)
    this.records.push(new PackedRecord(this.store, number, this, start, this.#used))
  }

  close(): Batch {
    this.body[0] = opening
    this.body[this.#used++] = closing
    this.body = this.body.subarray(0, this.#used)
    return this
  }

  /** Records of a batch are about as long as its first, so the first says how much room all will need. */
  #makeRoom(more: number): void {
    if (this.#used + more <= this.body.length) return
    const all = Math.min(this.limits.bytes, Math.ceil(more * 1.2) * this.limits.records)
    const size = Math.max(smallestBody, this.#used + more, this.records.length === 0 ? all : 2 * this.body.length)
    const larger = Buffer.allocUnsafe(size)
    this.body.copy(larger)
    this.body = larger
  }
}

/**
 * A record within the body of its batch: what is sent, and the sale it stands for. It waits for its answer a while, so it holds nothing but places: what is asked of it
 * later is read from the store and the body again.
 */
class PackedRecord implements SentRecord {
  constructor(
    private readonly store: SaleStore,
    private readonly number: number,
    private readonly batch: { readonly body: Buffer },
    private readonly start: number,
    private readonly end: number,
  ) {}

  get place(): RecordPlace {
    return this.store.read(this.number)
  }

  get found(): FoundSale {
    return foundSale(this.number, this.store.read(this.number))
  }

  get orderId(): string | undefined {
    return this.store.read(this.number).orderId || undefined
  }

  get storeId(): string | undefined {
    return this.store.read(this.number).storeId || undefined
  }

  /** The JSON text as sent. */
  get json(): string {
    return this.batch.body.toString('utf8', this.start, this.end)
  }

  get bytes(): Buffer {
    return this.batch.body.subarray(this.start, this.end)
  }

  movedTo(batch: { readonly body: Buffer }, start: number, end: number): PackedRecord {
    return new PackedRecord(this.store, this.number, batch, start, end)
  }
}
