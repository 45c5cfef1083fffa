import { clean } from '../domain/clean.js'
import { joinCurrencies } from '../domain/currency.js'
import { formatAmount, Sum } from '../domain/money.js'
import type { SaleStore, StoredSale } from '../domain/sale.js'
import { UserError } from '../exit.js'

/** How the sales of a run name their currencies. */
export interface CurrencyRules {
  /** The column that names the currency; "" when the amounts do it, or nothing does. */
  readonly column: string
  /** Says where a sale stands: "spreadsheet row 7". */
  readonly place: (sale: StoredSale) => string
  /** The command that writes a config, where none is in force. */
  readonly init: string | undefined
}

interface Share {
  readonly sum: Sum
  readonly first: StoredSale
  sales: number
}

/**
 * Ends the run when sales of several currencies are ready: LettrLabs takes plain numbers and would add them up. A symbol that
 * several currencies share goes with the one of them that is named. `named` holds every currency that is ready.
 */
export function checkCurrencies(named: ReadonlySet<string>, store: SaleStore, rules: CurrencyRules): void {
  const main = [...named].filter((currency) => currency !== '' && !belongsToAnother(currency, named))
  if (main.length < 2) return
  const shares = [...sharesOf(store)].sort(([, a], [, b]) => b.sales - a.sales)
  const lines = shares.map(([currency, share]) => line(currency, share, rules))
  const [most = ''] = shares.map(([currency]) => currency).filter((currency) => currency !== '')
  throw new UserError(
    `The sales have different currencies, and LettrLabs takes amounts without one: it would add them up as if they were the same.\n${lines.join('\n')}`,
    `${cure(most, rules)}, or let all of them pass as plain numbers with "checks": { "currencies": "mixed" }. Nothing was sent.`,
  )
}

/** Whether a symbol such as "$" can only mean one of the currencies that are named by their codes. */
function belongsToAnother(symbol: string, named: ReadonlySet<string>): boolean {
  if (/^[A-Z]{3}$/.test(symbol)) return false
  const meant = [...named].filter((code) => code !== symbol && code !== '' && joinCurrencies(symbol, code) === code)
  return meant.length === 1
}

function sharesOf(store: SaleStore): ReadonlyMap<string, Share> {
  const shares = new Map<string, Share>()
  for (let number = 0; number < store.count; number += 1) {
    const sale = store.read(number)
    // By now the memory and the limit have had their say; what they keep back is part of the input all the same.
    if (store.state(number) === 'rejected' || sale.skipped !== '') continue
    const share = shares.get(sale.currency) ?? { sum: new Sum(), first: sale, sales: 0 }
    share.sum.add(sale.amount)
    share.sales += 1
    shares.set(sale.currency, share)
  }
  return shares
}

function line(currency: string, { sum, first, sales }: Share, { place }: CurrencyRules): string {
  const name = currency === '' ? 'no currency' : clean(currency, 20)
  const order = first.orderId === '' ? '' : ` (${clean(first.orderId, 40)})`
  const count = `${sales.toLocaleString('en-US')} sale${sales === 1 ? '' : 's'}`
  return `  ${name}: ${count}, ${formatAmount(sum.value)}; first: ${place(first)}${order}`
}

function cure(most: string, { column, init }: CurrencyRules): string {
  if (column === '') return 'Split the input by currency and send one of the parts'
  const rule = JSON.stringify({ column, in: [most] })
    .replaceAll('":', '": ')
    .replaceAll(',"', ', "')
  const where = init === undefined ? 'under "records" in the config' : `in the config that this writes: ${init}`
  return `Keep one of them: add ${rule} to the list "keep" ${where}`
}
