import { formatAmount } from './money.js'

/** What a run was about to send: its new sales, and their money per currency as exact decimals. */
export interface Volume {
  readonly sales: number
  readonly money: readonly (readonly [currency: string, sum: string])[]
}

/** Fewer runs do not show what is usual, and older ones no longer. */
const leastRuns = 7
const mostRuns = 30

/** How many times less than the least, or more than the most, is far. */
const factor = 4
/** Chance decides over fewer sales: their number is never far, their money only beyond another factor. */
const fewSales = 20
const factorOfFew = 40

/**
 * What is far from the last runs, such as "1,200 new sales, where the last 9 runs had 80 to 130"; undefined when nothing is, or
 * when fewer than seven runs are known. At most 30 runs are looked at. Far is less than a quarter of the least or more than four
 * times the most; a number of sales below 20 is never much and never a drop from below 20, and the money of fewer than 20 sales
 * is only far at a fortieth or forty times. A currency is judged when at least seven of these runs had it.
 */
export function farFromUsual(now: Volume, all: readonly Volume[]): string | undefined {
  const before = all.slice(-mostRuns)
  if (before.length < leastRuns || now.sales === 0) return undefined
  return (
    farSales(now, before) ?? now.money.map((sum) => farMoney(now, sum, before)).find((words) => words !== undefined)
  )
}

function farSales({ sales }: Volume, before: readonly Volume[]): string | undefined {
  const counts = before.map((run) => run.sales)
  const [least, most] = [Math.min(...counts), Math.max(...counts)]
  const isFar = (sales >= fewSales && sales > most * factor) || (least >= fewSales && sales * factor < least)
  if (!isFar) return undefined
  const range = least === most ? whole(least) : `${whole(least)} to ${whole(most)}`
  return `${whole(sales)} new ${sales === 1 ? 'sale' : 'sales'}, where the last ${before.length} runs had ${range}`
}

function farMoney(
  { sales }: Volume,
  [currency, sum]: readonly [string, string],
  before: readonly Volume[],
): string | undefined {
  const sums = before.flatMap(({ money }) => money.filter(([name]) => name === currency).map(([, amount]) => amount))
  if (sums.length < leastRuns) return undefined
  const sorted = sums.toSorted((one, other) => Number(one) - Number(other))
  const [least = '0', most = '0'] = [sorted[0], sorted.at(-1)]
  const by = sales < fewSales ? factorOfFew : factor
  if (Number(sum) <= Number(most) * by && Number(sum) * by >= Number(least)) return undefined
  const unit = currency === '' ? '' : ` ${currency}`
  const range = least === most ? formatAmount(least) : `${formatAmount(least)} to ${formatAmount(most)}`
  return `new sales of ${formatAmount(sum)}${unit}, where the last ${sums.length} runs had ${range}`
}

const whole = (count: number): string => count.toLocaleString('en-US')
