import { nthMark } from '../domain/identity.js'
import { hexOf, type Mark, sameSale } from '../domain/mark.js'
import { contentOf, isFresh, type SaleStore, type StoredSale } from '../domain/sale.js'
import { DigestIndex } from './digest-index.js'

/**
 * Sales without order id are told apart by their content and by how often it stands in one file. Gives the second and later of
 * equal sales their marks; where several files hold the same sale equally often, it is one sale, and the later ones are skipped.
 */
export function markRepeats(store: SaleStore, fileCount: number): void {
  numberInFile(store)
  if (fileCount > 1) skipAcrossFiles(store)
}

function numberInFile(store: SaleStore): void {
  const index = new DigestIndex()
  const times = new Map<number, number>()
  for (const [number, sale] of freshWithoutOrderId(store)) {
    const first = index.findOrAdd(`${sale.file} ${hexOf(sale.mark)}`, number, (other) => {
      const { file, mark } = store.read(other)
      return file === sale.file && mark !== undefined && sameSale(mark, sale.mark)
    })
    if (first === number) continue
    const nth = (times.get(first) ?? 1) + 1
    times.set(first, nth)
    store.replace(number, { ...contentOf(sale), mark: nthMark(sale.mark, nth) }, store.state(number))
  }
}

function skipAcrossFiles(store: SaleStore): void {
  const index = new DigestIndex()
  const skipped = 'the same sale stands in another of these files'
  for (const [number, sale] of freshWithoutOrderId(store)) {
    const first = index.findOrAdd(hexOf(sale.mark), number, (other) => {
      const { mark } = store.read(other)
      return mark !== undefined && sameSale(mark, sale.mark)
    })
    if (first !== number) store.replace(number, { ...contentOf(sale), skipped, mark: undefined }, 'skipped')
  }
}

type Marked = StoredSale & { readonly mark: Mark }

function* freshWithoutOrderId(store: SaleStore): Generator<readonly [number, Marked]> {
  for (let number = 0; number < store.count; number += 1) {
    if (!isFresh(store.state(number))) continue
    const sale = store.read(number)
    if (sale.orderId === '' && isMarked(sale)) yield [number, sale]
  }
}

function isMarked(sale: StoredSale): sale is Marked {
  return sale.mark !== undefined
}
