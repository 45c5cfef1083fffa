import { nthMark, sameSale } from '../domain/identity.js'
import { contentOf, isFresh, type SaleStore } from '../domain/sale.js'
import { DigestIndex } from './digest-index.js'

/**
 * Sales without order id are told apart by their content and by how often it stands in one file. Gives the second and later of
 * equal sales their marks; where several files hold the same sale equally often, it is one sale, and the later ones are skipped.
 */
export function markRepeats(store: SaleStore, fileCount: number): void {
  const inFile = new DigestIndex()
  const overall = fileCount > 1 ? new DigestIndex() : undefined
  const repeats = new Map<number, number>()
  for (let number = 0; number < store.count; number += 1) {
    const state = store.state(number)
    if (!isFresh(state)) continue
    const sale = store.read(number)
    if (sale.orderId !== '' || sale.mark === '') continue
    const first = inFile.findOrAdd(`${sale.file} ${sale.mark}`, number, (other) => {
      const { file, mark } = store.read(other)
      return file === sale.file && sameSale(mark, sale.mark)
    })
    let { mark } = sale
    if (first !== number) {
      const times = (repeats.get(first) ?? 1) + 1
      repeats.set(first, times)
      mark = nthMark(sale.mark, times)
    }
    const isSame = (other: number): boolean => sameSale(store.read(other).mark, mark)
    const twin = overall?.findOrAdd(mark, number, isSame) ?? number
    if (twin !== number) {
      const skipped = 'the same sale stands in another of these files'
      store.replace(number, { ...contentOf(sale), skipped, mark: '' }, 'skipped')
    } else if (mark !== sale.mark) store.replace(number, { ...contentOf(sale), mark }, state)
  }
}
