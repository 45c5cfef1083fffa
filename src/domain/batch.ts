import type { SentRecord } from './attempt.js'
import { type FoundSale, foundSale } from './finding.js'
import type { SaleStore, StoredSale } from './sale.js'

/** A record of a batch: what is sent, and the sale it stands for. */
interface BatchRecord extends SentRecord {
  readonly found: FoundSale
}

/** Records that go out in one request; all of them have an order id, or none has. */
export interface Batch {
  readonly records: readonly BatchRecord[]
  /** The body of the request, a JSON array: the record texts as they were checked, byte for byte. */
  readonly body: Buffer
}

export interface BatchLimits {
  /** At most so many records; LettrLabs documents 1,000 for a sibling endpoint. */
  readonly records: number
  /** At most so many bytes of body; a record that is larger goes alone. */
  readonly bytes: number
}

/** Packs the store's ready sales into batches, in order, separately for those with and without order id. */
export function* pack(store: SaleStore, limits: BatchLimits): Generator<Batch> {
  const open = { with: new OpenBatch(store, limits), without: new OpenBatch(store, limits) }
  for (let number = 0; number < store.count; number += 1) {
    if (store.state(number) !== 'ready') continue
    const sale = store.read(number)
    const side = sale.orderId === '' ? 'without' : 'with'
    if (!open[side].fits(sale)) {
      yield open[side].close()
      open[side] = new OpenBatch(store, limits)
    }
    open[side].add(number, sale)
  }
  for (const batch of [open.with, open.without]) if (batch.records.length > 0) yield batch.close()
}

const [opening, comma, closing] = [91, 44, 93]
const smallestBody = 1 << 12

class OpenBatch {
  readonly records: BatchRecord[] = []
  body = Buffer.alloc(0)
  #used = 1

  constructor(
    private readonly store: SaleStore,
    private readonly limits: BatchLimits,
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
 * A record within the body of its batch. It waits for its answer a while, so it holds nothing but places: what is asked of it
 * later is read from the store and the body again.
 */
class PackedRecord implements BatchRecord {
  constructor(
    private readonly store: SaleStore,
    private readonly number: number,
    private readonly batch: { readonly body: Buffer },
    private readonly start: number,
    private readonly end: number,
  ) {}

  get found(): FoundSale {
    return foundSale(this.number, this.store.read(this.number))
  }

  get orderId(): string | undefined {
    return this.store.read(this.number).orderId || undefined
  }

  get storeId(): string | undefined {
    return this.store.read(this.number).storeId || undefined
  }

  get json(): string {
    return this.batch.body.toString('utf8', this.start, this.end)
  }
}
