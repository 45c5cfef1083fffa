import { compare, type Decimal, readMoney } from './money.js'
import type { Condition } from './settings.js'

/** A condition made ready for many values; the value is the cell's text without outer blanks, "" when absent. */
export type Test = (value: string) => boolean

/**
 * Turns a condition into a test; exactly one of its tests must be given. A number test fails on what is not a number, and reads
 * numbers with the decimal separator that the amounts have proved by then.
 */
export function compileCondition(condition: Condition, decimal: () => Decimal | undefined): Test {
  if (condition.in !== undefined) {
    const set = foldedSet(condition.in)
    return (value) => set.has(fold(value))
  }
  if (condition.notIn !== undefined) {
    const set = foldedSet(condition.notIn)
    return (value) => !set.has(fold(value))
  }
  if (condition.empty !== undefined) return condition.empty ? (value) => value === '' : (value) => value !== ''
  if (condition.equals !== undefined) {
    const wanted = fold(condition.equals)
    return (value) => fold(value) === wanted
  }
  if (condition.above !== undefined) return numeric(condition.above, decimal, (order) => order > 0)
  if (condition.atLeast !== undefined) return numeric(condition.atLeast, decimal, (order) => order >= 0)
  if (condition.below !== undefined) return numeric(condition.below, decimal, (order) => order < 0)
  if (condition.atMost !== undefined) return numeric(condition.atMost, decimal, (order) => order <= 0)
  return () => true
}

/** How a value breaks a condition, in words for the books: `"Financial Status" is not one of paid, partially_refunded`. */
export function describeBreach(condition: Condition): string {
  const column = `"${condition.column}"`
  if (condition.in !== undefined) return `${column} is not one of ${listed(condition.in)}`
  if (condition.notIn !== undefined) return `${column} is one of ${listed(condition.notIn)}`
  if (condition.empty !== undefined) return `${column} is ${condition.empty ? 'not empty' : 'empty'}`
  if (condition.equals !== undefined) return `${column} is not ${condition.equals}`
  if (condition.above !== undefined) return `${column} is not above ${condition.above}`
  if (condition.atLeast !== undefined) return `${column} is below ${condition.atLeast}`
  if (condition.below !== undefined) return `${column} is not below ${condition.below}`
  return `${column} is above ${condition.atMost}`
}

const mostListed = 12
const shownOfMany = 3

/** All values, or the first of many: a reason has to fit a line. */
function listed(values: readonly string[]): string {
  if (values.length <= mostListed) return values.join(', ')
  return `${values.slice(0, shownOfMany).join(', ')} and ${values.length - shownOfMany} others`
}

const fold = (value: string): string => value.trim().toLowerCase()
const foldedSet = (values: readonly string[]): ReadonlySet<string> => new Set(values.map(fold))

/** A number that can be read two ways passes when either reading does: a rule never drops what it can't read for certain. */
function numeric(bound: number, decimal: () => Decimal | undefined, holds: (order: number) => boolean): Test {
  const limit = readMoney(String(bound), '.')
  if (limit.kind !== 'amount') throw new RangeError(`${bound} is no bound for an amount`)
  return (value) => {
    const read = readMoney(value, decimal())
    if (read.kind === 'ambiguous') return [read.dot, read.comma].some((amount) => holds(compare(amount, limit.amount)))
    return read.kind === 'amount' && holds(compare(read.amount, limit.amount))
  }
}
