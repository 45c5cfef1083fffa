import { joinCurrencies, readCurrency } from './currency.js'

/** A cell of money taken apart, its digits not yet understood. */
export interface MoneyParts {
  /** From the first digit (or the separator before it) to the last; empty for a lone dash as in Excel's "$ -". */
  readonly digits: string
  readonly negative: boolean
  /** As `readCurrency` gives it. */
  readonly currency: string | undefined
}

/** Takes sign, brackets and currency off; undefined when something else stands around the digits. */
export function splitMoney(text: string): MoneyParts | undefined {
  const bounds = /^([^0-9]*?)([.,]?[0-9](?:.*[0-9])?)([^0-9]*)$/s.exec(text)
  if (bounds === null)
    return isDashWithCurrency(text) ? { digits: '', negative: false, currency: undefined } : undefined
  const [, before = '', digits = '', after = ''] = stepOverPoint(bounds)
  const head = /^([-+−(]?)([^-+−()]*)([-+−(]?)\s*$/.exec(before)
  const tail = /^\s*([-−)]?)([^-+−()]*)([-−)]?)$/.exec(after)
  if (head === null || tail === null) return undefined
  const sign = onlyOne(head[1], head[3])
  const end = onlyOne(tail[1], tail[3])
  if (sign === undefined || end === undefined) return undefined
  if ((sign === '(') !== (end === ')') || (sign !== '' && end !== '' && sign !== '(')) return undefined
  const currency = currencyOf(head[2]?.trim() ?? '', tail[2]?.trim() ?? '')
  if (currency === undefined) return undefined
  const negative = sign === '(' || sign === '-' || sign === '−' || end === '-' || end === '−'
  return { digits, negative, currency: currency === '' ? undefined : currency }
}

/** The point of "Rs.500" belongs to the currency. */
function stepOverPoint(bounds: readonly string[]): readonly string[] {
  const [all = '', before = '', digits = '', after = ''] = bounds
  const word = /[^\s\d.,+\-−(]+$/.exec(before)?.[0]
  if (!digits.startsWith('.') || word === undefined || readCurrency(`${word}.`) === undefined) return bounds
  return [all, `${before}.`, digits.slice(1), after]
}

function isDashWithCurrency(text: string): boolean {
  const word = /^(\S+?)\s*-$/.exec(text)?.[1]
  return word !== undefined && readCurrency(word) !== undefined
}

function onlyOne(a = '', b = ''): string | undefined {
  return a === '' ? b : b === '' ? a : undefined
}

/** '' when there is none, undefined when a word is no currency or two contradict each other. */
function currencyOf(before: string, after: string): string | undefined {
  const first = before === '' ? '' : readCurrency(before)
  const second = after === '' ? '' : readCurrency(after)
  if (first === undefined || second === undefined) return undefined
  return first === '' ? second : second === '' ? first : joinCurrencies(first, second)
}
