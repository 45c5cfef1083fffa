import { ColumnProof } from './column-proof.js'
import {
  addScaled,
  canonical,
  compareScaled,
  fromHundredths,
  fromScaled,
  type Scaled,
  toHundredths,
  toScaled,
} from './decimal.js'
import { type MoneyParts, splitMoney } from './money-parts.js'

/** An exact decimal as canonical text: optional '-', digits without leading zeros, optional '.' and digits without trailing zeros ("1250.5", "0", "-45"). */
export type Amount = string

/** The sign between the whole part and the decimals. */
export type Decimal = '.' | ','

/** What a cell of money says. `currency` is an ISO code, or a symbol that several currencies share ("$"). */
export type MoneyReading =
  | {
      readonly kind: 'amount'
      readonly amount: Amount
      readonly currency?: string
      /** Only without a given separator: the text makes sense with this one alone. */
      readonly proves?: Decimal
    }
  /** As in "1,250": readable with either separator, with different meaning. */
  | { readonly kind: 'ambiguous'; readonly dot: Amount; readonly comma: Amount; readonly currency?: string }
  | { readonly kind: 'empty' }
  | { readonly kind: 'unreadable' }

const empty: MoneyReading = { kind: 'empty' }
const unreadable: MoneyReading = { kind: 'unreadable' }

const mostDigits = 29
const longestText = 64
const emptyTexts = new Set(['', '-', '--', '–', '—'])

/**
 * Reads an amount by a strict grammar, never by guessing. Allowed: ASCII digits, grouped in threes by the other separator, a
 * space or an apostrophe (or the Indian way by commas); a currency before or after; a minus before or after, or round brackets.
 * Not allowed: exponents, other letters, leading zeros (they belong to ids), a separator at the end, more than 29 digits.
 */
export function readMoney(text: string, decimal: Decimal | undefined): MoneyReading {
  const point = plainPoint(text)
  if (point !== notPlain) return readPlain(text, point, decimal)
  const trimmed = text.trim()
  if (emptyTexts.has(trimmed)) return empty
  if (trimmed.length > longestText) return unreadable
  const parts = splitMoney(trimmed)
  if (parts === undefined) return unreadable
  if (parts.digits === '') return empty
  return weigh(parts, decimal)
}

/** Reads the amounts of a column, whose decimal separator may have to be proved. */
export class SeparatorProof extends ColumnProof<Decimal> {
  /** Reads a value by what is known so far; `where` is any number that finds the value again. */
  read(text: string, where: number): MoneyReading {
    const { decided } = this
    const reading = readMoney(text, decided)
    if (reading.kind === 'amount') this.note(text, where, reading.proves)
    else if (reading.kind === 'unreadable') {
      this.note(text, where, undefined, () => readMoney(text, decided === '.' ? ',' : '.').kind === 'amount')
    }
    return reading
  }
}

/** A whole number of the unit's parts, as payment services write amounts: "1250" at 2 decimals is 12.5; undefined for anything but an integer of at most 29 digits. */
export function fromWhole(text: string, decimals: number): Amount | undefined {
  const trimmed = text.trim()
  if (!/^-?(?:0|[1-9]\d{0,28})$/.test(trimmed)) return undefined
  return fromScaled({ units: BigInt(trimmed), scale: decimals })
}

/** a + b, exactly. */
export function plus(a: Amount, b: Amount): Amount {
  const sum = toHundredths(a) + toHundredths(b)
  return Number.isSafeInteger(sum) ? fromHundredths(sum) : fromScaled(addScaled(toScaled(a), toScaled(b)))
}

/** a - b, exactly. */
export function minus(a: Amount, b: Amount): Amount {
  return b === '0' ? a : plus(a, isNegative(b) ? b.slice(1) : `-${b}`)
}

/** Negative, zero or positive as `a` is below, equal to or above `b`. */
export function compare(a: Amount, b: Amount): number {
  if (a === b) return 0
  const difference = toHundredths(a) - toHundredths(b)
  return Number.isNaN(difference) ? compareScaled(toScaled(a), toScaled(b)) : difference
}

export function isNegative(amount: Amount): boolean {
  return amount.startsWith('-')
}

/** Adds up any number of amounts exactly; as fast as numbers while they have at most two decimals. */
export class Sum {
  #hundredths = 0
  #rest: Scaled | undefined

  add(amount: Amount): void {
    const sum = this.#hundredths + toHundredths(amount)
    if (Number.isSafeInteger(sum)) this.#hundredths = sum
    else this.#rest = addScaled(this.#rest ?? { units: 0n, scale: 0 }, toScaled(amount))
  }

  get value(): Amount {
    if (this.#rest === undefined) return fromHundredths(this.#hundredths)
    return fromScaled(addScaled(this.#rest, { units: BigInt(this.#hundredths), scale: 2 }))
  }
}

/** For people: grouped in threes, with at least two decimals ("14,147.75"). */
export function formatAmount(amount: Amount): string {
  const [whole = '', fraction = ''] = amount.split('.')
  return `${whole.replace(/\B(?=(?:\d{3})+$)/g, ',')}.${fraction.padEnd(2, '0')}`
}

const notPlain = -2
const noPoint = -1

/** Where the point stands in text such as "1250.00", "12.5" or "7"; most cells are no more than that. */
function plainPoint(text: string): number {
  const length = text.length
  if (length === 0 || length > 18) return notPlain
  let point = noPoint
  for (let index = 0; index < length; index++) {
    const code = text.charCodeAt(index)
    if (code === 46 && point === noPoint) point = index
    else if (code < 48 || code > 57) return notPlain
  }
  const wholeDigits = point === noPoint ? length : point
  if (wholeDigits === 0 || (wholeDigits > 1 && text.charCodeAt(0) === 48)) return notPlain
  const decimals = length - 1 - point
  return point === noPoint || decimals === 1 || decimals === 2 ? point : notPlain
}

function readPlain(text: string, point: number, decimal: Decimal | undefined): MoneyReading {
  if (point === noPoint) return { kind: 'amount', amount: text }
  if (decimal === ',') return unreadable
  const amount = canonical(text.slice(0, point), text.slice(point + 1))
  return decimal === '.' ? { kind: 'amount', amount } : { kind: 'amount', amount, proves: '.' }
}

const grouped = String.raw`[1-9]\d{0,2}([SEPARATORS])\d{3}(?:\2\d{3})*`
const spaces = String.raw` \u00a0\u2007\u2009\u202f'’`
const withDot = new RegExp(
  String.raw`^(0|[1-9]\d*|${grouped.replace('SEPARATORS', `,${spaces}`)}|[1-9]\d?(?:,\d\d)+,\d{3})?(?:\.(\d+))?$`,
)
const withComma = new RegExp(String.raw`^(0|[1-9]\d*|${grouped.replace('SEPARATORS', `.${spaces}`)})?(?:,(\d+))?$`)

function weigh(parts: MoneyParts, decimal: Decimal | undefined): MoneyReading {
  const dot = decimal === ',' ? undefined : number(parts, withDot)
  const comma = decimal === '.' ? undefined : number(parts, withComma)
  const currency = parts.currency === undefined ? undefined : { currency: parts.currency }
  if (dot !== undefined && comma !== undefined && dot !== comma) return { kind: 'ambiguous', dot, comma, ...currency }
  const amount = dot ?? comma
  if (amount === undefined) return unreadable
  if (decimal !== undefined || dot === comma) return { kind: 'amount', amount, ...currency }
  return { kind: 'amount', amount, ...currency, proves: dot === undefined ? ',' : '.' }
}

function number({ digits, negative }: MoneyParts, grammar: RegExp): Amount | undefined {
  const match = grammar.exec(digits)
  if (match === null) return undefined
  const whole = (match[1] ?? '0').replace(/\D/g, '')
  const fraction = match[3] ?? ''
  const amount = canonical(whole, fraction)
  if (amount.length > mostDigits + 1 || amount.replace('.', '').length > mostDigits) return undefined
  return negative && amount !== '0' ? `-${amount}` : amount
}
