import { Sum } from './money.js'
import { type Count, placesOf, type Tally } from './tally.js'

/**
 * The law: every row read stands in exactly one place, and every sale's money with it. Gives the sentence that says where the
 * books don't balance, or undefined when they do.
 */
export function lawBreach(rowsRead: number, tally: Tally, delivered: boolean): string | undefined {
  if (rowsRead !== tally.prepared.rows) {
    return `${rowsRead} rows were read, but ${tally.prepared.rows} were accounted for`
  }
  const parts = placesOf(delivered).map((place) => tally.place(place))
  const whole = differs(tally.prepared, parts)
  return whole === undefined ? undefined : `what was read and where it ended differ in ${whole}`
}

function differs(whole: Count, parts: readonly Count[]): string | undefined {
  for (const part of ['sales', 'rows', 'withoutAmount'] as const) {
    const sum = parts.reduce((total, count) => total + count[part], 0)
    if (whole[part] !== sum) return `${part}: ${whole[part]} against ${sum}`
  }
  const currencies = new Set([...whole.money.keys(), ...parts.flatMap((count) => [...count.money.keys()])])
  for (const currency of currencies) {
    const sum = addMoney(parts, currency)
    const expected = whole.money.get(currency) ?? '0'
    if (sum !== expected) return `money${currency === '' ? '' : ` in ${currency}`}: ${expected} against ${sum}`
  }
  return undefined
}

function addMoney(parts: readonly Count[], currency: string): string {
  const sum = new Sum()
  for (const count of parts) sum.add(count.money.get(currency) ?? '0')
  return sum.value
}
