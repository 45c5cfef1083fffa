import type { FirstRows } from './first-rows.js'
import { wordsOf } from './sale-states.js'
import { isWhole, looksLikeAmount } from './value-kinds.js'

const counts =
  /^(?:(?:item|product|line ?item|order|ordered|sku|total) )*(?:quantity|qty|units|pieces)(?: (?:ordered|purchased|sold|shipped))?$/
const forOne =
  /\b(?:unit|each|per (?:unit|item|piece)) ?|^(?:(?:item|product|line ?item|list|retail|selling|sale|sales|purchase|regular|base) )*(?:price|rate)$/

/** The column that says how many pieces a row is about, when an amount is for one piece and there are rows of several. */
export function piecesOf(amount: string, first: FirstRows): string | undefined {
  if (!forOne.test(wordsOf(amount))) return undefined
  return first.names.find((name) => counts.test(wordsOf(name)) && first.count(name, isSeveral) > 0)
}

const isSeveral = (value: string): boolean => looksLikeAmount(value) && !/^1(?:[.,]0+)?$/.test(value)

/** Whether amounts come from a payment service, by its ids or its currencies in lower case: these count in cents, or else in units. */
export function mayBeCents(amount: string, currency: string | undefined, first: FirstRows): boolean {
  if (first.filled(amount) === 0 || first.share(amount, isWhole) < 1) return false
  if (currency !== undefined && first.share(currency, isLowerCurrency) === 1) return true
  return first.names.some((name) => first.share(name, isServiceId) >= 0.8)
}

const isLowerCurrency = (value: string): boolean => /^[a-z]{3}$/.test(value)
const isServiceId = (value: string): boolean => /^(?:ch|pi|py|txn|in|cs_(?:test|live))_\w+$/.test(value)

/** Whether a column's name says that its amount is the whole order's, so that it may be repeated on each of its rows. */
export const isOfTheOrder = (amount: string): boolean =>
  /\b(?:order|grand|invoice|transaction|booking|basket|cart|checkout|payment|paid|charged|collected)\b|^total\b/.test(
    wordsOf(amount),
  ) && !/\b(?:line|item|product|unit|lineitem)\b/.test(wordsOf(amount))

const totals =
  /^(?:total|amount|lifetime|total amount|orders total) (?:spent|spend|spending)$|^lifetime (?:value|revenue|sales)$|^(?:customer )?(?:ltv|clv)$/
const numbers =
  /^(?:total )?(?:orders?|purchases?|bookings?|visits?|transactions?) count$|^(?:total|number of|count of|num|no of) (?:orders|purchases|bookings|visits|transactions)$|^orders$/
const latest =
  /^(?:last|latest|most recent|first) (?:order|purchase|sale|booking|visit|transaction)(?: date| at| on| time)?$/

/** The column with which a list of customers gives itself away: what each has spent so far, beside how many orders that were or when. */
export function spentSoFar({ names }: FirstRows): string | undefined {
  const among = (kind: RegExp): string | undefined => names.find((name) => kind.test(wordsOf(name)))
  const [spent, many, last] = [among(totals), among(numbers), among(latest)]
  return [spent, many, last].filter((name) => name !== undefined).length < 2 ? undefined : (spent ?? many)
}
