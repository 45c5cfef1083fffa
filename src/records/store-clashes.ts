import type { SaleStore, StoredSale } from '../domain/sale.js'

const most = 1000

/** Pairs of sales with one order id under two store ids, as they came; rows that come later may still give both the same store. */
export class StoreClashes {
  readonly #pairs: (readonly [number, number])[] = []

  /** So many that no more are noted, and that the run has to stop whatever became of them. */
  get full(): boolean {
    return this.#pairs.length >= most
  }

  add(first: number, second: number): void {
    if (!this.full) this.#pairs.push([first, second])
  }

  /** The first pair that is ready to be sent; when there were too many, the first of all. */
  find(store: SaleStore): readonly [StoredSale, StoredSale] | undefined {
    const pair = this.#pairs.find((numbers) => holds(numbers, store)) ?? (this.full ? this.#pairs[0] : undefined)
    return pair && [store.read(pair[0]), store.read(pair[1])]
  }
}

function holds(numbers: readonly [number, number], store: SaleStore): boolean {
  if (numbers.some((number) => store.state(number) !== 'ready')) return false
  const [first, second] = [store.read(numbers[0]), store.read(numbers[1])]
  return first.orderId === second.orderId && first.storeId !== second.storeId
}
