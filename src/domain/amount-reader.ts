import { type Cell, OddCell } from './columns.js'
import { joinCurrencies, minorDecimals, readCurrency } from './currency.js'
import { cellDamage, oddProblem } from './damage.js'
import type { Draft } from './draft.js'
import { type Amount, compare, fromWhole, isNegative, minus, plus, readMoney, type SeparatorProof } from './money.js'
import { problem } from './problem.js'
import type { Row } from './row.js'
import type { MoneyField } from './settings.js'
import { type Compiling, columnReader, type Reader, textReader } from './text-reader.js'

/** Reads a sale's amount into its draft; what stands in its way goes to the draft's problems. */
export type AmountReader = (rows: readonly Row[], draft: Draft) => void

/** What the amounts of a run share. */
export interface MoneyRules {
  readonly proof: SeparatorProof
  /** Columns of which all rows of a sale are added up. */
  readonly sum: readonly string[]
}

const field = 'revenue'

/** A reader of the revenue: exact decimals, `minus` taken off, several rows added up or required to agree. */
export function amountReader(money: MoneyField, rules: MoneyRules, compiling: Compiling): AmountReader {
  const main = textReader(money, ['fields', field], compiling)
  const take = (money.minus ?? []).map((name) => columnReader(name, ['fields', field, 'minus'], compiling))
  const currency = money.currency && textReader(money.currency, ['fields', field, 'currency'], compiling)
  const read = { unit: money.unit ?? 'units', proof: rules.proof } as const
  const summed = new Set(rules.sum.map(fold))
  const part = (reader: Reader): Part => overRows(reader, summed.has(fold(reader.column)), read)
  const readWhole = part(main)
  const readLess = take.map(part)
  return (rows, draft) => {
    if (currency !== undefined) draft.currency = currencyCode(textOf(currency.read(rows)))
    const whole = readWhole(rows, draft)
    const less = readLess.map((read) => read(rows, draft))
    if (whole === undefined) {
      if (draft.undecided || draft.problems.some((found) => found.field === field)) return
      draft.problems.push(problem('missing-revenue', { field, column: main.column }))
      return
    }
    draft.amount = less.reduce<Amount>(
      (rest, amount) => (amount === undefined ? rest : minus(rest, sizeOf(amount))),
      whole,
    )
  }
}

/** Some exports write what is to be taken off with a minus sign, others without; both mean the same. */
const sizeOf = (amount: Amount): Amount => (isNegative(amount) ? amount.slice(1) : amount)

const fold = (name: string): string => name.trim().toLowerCase()
const currencyCode = (text: string): string => readCurrency(text) ?? text.toUpperCase()
const textOf = (cell: Cell): string => (cell instanceof OddCell ? '' : String(cell))

interface MoneyReadingRules {
  readonly unit: NonNullable<MoneyField['unit']>
  readonly proof: SeparatorProof
}

type Part = (rows: readonly Row[], draft: Draft) => Amount | undefined

function overRows(reader: Reader, sum: boolean, rules: MoneyReadingRules): Part {
  const one = (rows: readonly Row[], draft: Draft) => readCell(reader.read(rows), rows, reader.column, rules, draft)
  return (rows, draft) => {
    if (rows.length === 1) return one(rows, draft)
    const amounts = rows.map((row) => one([row], draft)).filter((amount) => amount !== undefined)
    const [first, ...others] = amounts
    if (first === undefined) return undefined
    if (sum) return others.reduce(plus, first)
    const other = others.find((amount) => compare(amount, first) !== 0)
    if (
      other !== undefined &&
      !draft.problems.some((found) => found.code === 'conflicting-rows' && found.field === field)
    ) {
      const message = `rows of this sale give different amounts: ${first} and ${other}`
      draft.problems.push(problem('conflicting-rows', { field, column: reader.column, value: other }, { message }))
    }
    return first
  }
}

function readCell(
  cell: Cell,
  rows: readonly Row[],
  column: string,
  rules: MoneyReadingRules,
  draft: Draft,
): Amount | undefined {
  if (cell === '') return undefined
  if (cell instanceof OddCell) {
    draft.problems.push(oddProblem(cell, field, column))
    return undefined
  }
  if (rules.unit !== 'units') return readWholeNumber(String(cell), column, rules.unit, draft)
  // A JSON number has a decimal point by definition; only text has to prove what its separators mean.
  const read = typeof cell === 'number' ? readMoney(String(cell), '.') : rules.proof.read(cell, rows[0]?.record ?? 0)
  if (read.kind === 'amount') {
    if (read.currency === undefined || fitsCurrency(read.currency, draft)) return read.amount
    const message = `the amount "${cell}" is in ${read.currency}, but the sale is in ${draft.currency}`
    const cure = 'Correct the amount or the currency: a sale needs all of its amounts in one.'
    draft.problems.push(problem('unreadable-revenue', { field, column, value: String(cell) }, { message, cure }))
    return undefined
  }
  if (read.kind === 'ambiguous') draft.undecided = true
  if (read.kind === 'unreadable')
    unreadable(String(cell), column, draft, 'is not an amount that can be read without guessing')
  return undefined
}

/** Whether an amount is in the currency of its sale, as far as that is known; takes over what it says more precisely. */
function fitsCurrency(currency: string, draft: Draft): boolean {
  const known = draft.currency
  const joined = known === '' || readCurrency(known) === undefined ? known || currency : joinCurrencies(known, currency)
  if (joined === undefined) return false
  draft.currency = joined
  return true
}

/** Whole cents, or what the sale's currency has in their place; without a currency that would be a guess. */
function readWholeNumber(text: string, column: string, unit: 'cents' | 'minor', draft: Draft): Amount | undefined {
  const decimals = unit === 'cents' ? 2 : minorDecimals(draft.currency)
  if (decimals === undefined) {
    const none = draft.currency === '' ? 'has no currency' : `is in "${draft.currency}", which is no currency`
    unreadable(text, column, draft, `${none}, so it is not certain how many decimals it has`)
    return undefined
  }
  const amount = fromWhole(text, decimals)
  if (amount === undefined)
    unreadable(text, column, draft, `is not a whole number of ${unit === 'cents' ? 'cents' : 'the smallest unit'}`)
  return amount
}

function unreadable(value: string, column: string, draft: Draft, why: string): void {
  const code = cellDamage(value)
  if (code !== undefined) {
    draft.problems.push(oddProblem(new OddCell(code, value), field, column))
    return
  }
  draft.problems.push(
    problem('unreadable-revenue', { field, column, value }, { message: `the amount "${value}" ${why}` }),
  )
}
