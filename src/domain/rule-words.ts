import { clean } from './clean.js'
import type { Condition } from './settings.js'

/** What a rule lets pass and what it leaves out, in a sentence for people who write no rules. */
export function ruleWords(condition: Condition, what: 'rows' | 'sales'): string {
  const column = `"${clean(condition.column, 60)}"`
  return `Only ${what} ${testWords(condition, column)} count; the others are left out.`
}

function testWords(condition: Condition, column: string): string {
  const { in: wanted, notIn, empty, equals, above, atLeast, below, atMost } = condition
  if (wanted !== undefined) return `whose ${column} is ${eitherOf(wanted)}`
  if (notIn !== undefined) return `whose ${column} is not ${eitherOf(notIn)}`
  if (empty !== undefined) return `whose ${column} is ${empty ? '' : 'not '}empty`
  if (equals !== undefined) return `whose ${column} is ${eitherOf([equals])}`
  if (above !== undefined) return `whose ${column} is above ${above}`
  if (atLeast !== undefined) return `whose ${column} is ${atLeast} or more`
  if (below !== undefined) return `whose ${column} is below ${below}`
  return `whose ${column} is ${atMost} or less`
}

function eitherOf(values: readonly string[]): string {
  const words = values.map((value) => (value === '' ? 'empty' : `"${clean(value, 60)}"`))
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
}
