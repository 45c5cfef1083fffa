import { clean } from '../domain/clean.js'
import { underOrderId } from '../domain/identity.js'
import { otherSpellings } from '../domain/other-spellings.js'
import { isFresh, type StoredSale } from '../domain/sale.js'
import { exitCodes, UserError } from '../exit.js'
import type { LedgerView } from '../ledger/view.js'
import { placeWordsOf } from './guards.js'
import type { Run } from './run.js'

/** New sales that are looked up, spread over all of them: each takes some twenty digests. */
const mostSales = 200
/** So many are no chance in any case, so few may be. */
const [enough, leastSales] = [20, 3]
const leastShare = 1 / 5

/**
 * The reason why new sales of which a fifth, and at least 3, were sent as they are with `#` or zeros before the number of their
 * order id, or without, stop the run: LettrLabs would count them a second time.
 */
export function orderIdGuard(run: Run): UserError | undefined {
  const { view, recall } = run.memory
  if (
    view === undefined ||
    view.identities === 0 ||
    recall?.resend === true ||
    run.prepared.fields?.orderId?.derive !== undefined
  )
    return undefined
  const sales = freshSales(run)
  const found = sales.flatMap((sale) => {
    const before = sentAs(sale, view)
    return before === undefined ? [] : [{ sale, before }]
  })
  if (found.length < leastSales || (found.length < enough && found.length < sales.length * leastShare)) return undefined
  const count = Math.round((found.length * run.tally.fresh) / sales.length)
  const about = sales.length === run.tally.fresh ? '' : 'about '
  const examples = found
    .slice(0, 2)
    .map(({ sale, before }) => {
      return `"${clean(sale.orderId, 60)}" in ${placeWordsOf(run, sale)} was sent as "${clean(before, 60)}"`
    })
    .join(', ')
  return new UserError(
    `${about}${count.toLocaleString('en-US')} of ${run.tally.fresh.toLocaleString('en-US')} new sales were sent already, with zeros or # before the number of their order ids, or without: ${examples}.`,
    'Nothing was sent. Export again and don’t save the file in a spreadsheet, or put back in it what is missing. If the order ids are to be like this from now on, skip what was sent before: --since.',
    exitCodes.guard,
  )
}

function freshSales({ spool, tally }: Run): readonly StoredSale[] {
  const step = Math.max(1, tally.fresh / mostSales)
  const sales: StoredSale[] = []
  for (let number = 0, fresh = 0; number < spool.count; number += 1) {
    if (!isFresh(spool.state(number))) continue
    if (fresh >= sales.length * step) sales.push(spool.read(number))
    fresh += 1
  }
  return sales
}

/** The order id under which just this sale was delivered, or may have been. */
function sentAs({ orderId, storeId, mark }: StoredSale, view: LedgerView): string | undefined {
  if (mark === undefined || orderId === '') return undefined
  return otherSpellings(orderId).find((spelling) => {
    const memory = view.lookUp(underOrderId(mark, spelling, storeId === '' ? undefined : storeId))
    if (memory?.fate !== 'accepted' && memory?.fate !== 'doubt') return false
    return memory.changed.every((part) => part === 'other')
  })
}
