import { nthMark, sameSale } from '../domain/identity.js'
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
    const first = index.findOrAdd(`${sale.file} ${sale.mark}`, number, (other) => {
      const { file, mark } = store.read(other)
      return file === sale.file && sameSale(mark, sale.mark)
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
    const first = index.findOrAdd(sale.mark, number, (other) => sameSale(store.read(other).mark, sale.mark))
    if (first !== number) store.replace(number, { ...contentOf(sale), skipped, mark: '' }, 'skipped')
  }
}

function* freshWithoutOrderId(store: SaleStore): Generator<readonly [number, StoredSale]> {
  for (let number = 0; number < store.count; number += 1) {
    if (!isFresh(store.state(number))) continue
    const sale = store.read(number)
    if (sale.orderId === '' && sale.mark !== '') yield [number, sale]
  }
}
