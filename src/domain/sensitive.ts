import type { Conversion } from './conversion.js'
import type { Mapping } from './mapping.js'
import { type Problem, problem } from './problem.js'

/** What must not leave the house by mistake: the code of the problem that it makes. */
export type Sensitive = 'card-number' | 'social-security-number'

/** Never ids, amounts or phones: one in ten ids of 16 digits passes for a card number. */
const texts = ['firstName', 'lastName', 'fullName', 'businessName', 'couponCode'] as const
const addresses = ['primaryAddress', 'secondaryAddress'] as const

const words = { 'card-number': 'a card number', 'social-security-number': 'a social security number' } as const

/** A warning for each name, coupon or part of an address that holds such a number; it never shows the value. */
export function sensitiveProblems(conversion: Conversion, mapping: Mapping): readonly Problem[] {
  let found = none
  for (const field of texts) {
    const kind = sensitiveIn(conversion[field] ?? '')
    if (kind !== undefined) found = [...found, sensitiveProblem(kind, field, mapping)]
  }
  for (const name of addresses) {
    const address = conversion[name]
    for (const part in address) {
      const kind = sensitiveIn(address[part as keyof typeof address] ?? '')
      if (kind !== undefined) found = [...found, sensitiveProblem(kind, `${name}.${part}`, mapping)]
    }
  }
  return found
}

const none: readonly Problem[] = []

function sensitiveProblem(kind: Sensitive, field: string, mapping: Mapping): Problem {
  const message = `what looks like ${words[kind]} stands in ${field}`
  return problem(kind, { field, column: mapping.columnOf(field) }, { message, severity: 'warning' })
}

const shortest = '123-45-6789'.length
const longRun = /\d[\d -]{9,}\d/
const socialSecurity = /(?<!\d-?)(?!000|666|9)\d{3}-(?!00)\d\d-(?!0000)\d{4}(?!-?\d)/
const digitGroups = /\d+(?:[ -]\d+)*/g

/** What looks like a payment card's number (prefix of a big scheme, its length, Luhn), or a social security number with hyphens. */
export function sensitiveIn(text: string): Sensitive | undefined {
  if (text.length < shortest || !longRun.test(text)) return undefined
  if (socialSecurity.test(text)) return 'social-security-number'
  const runs = text.match(digitGroups) ?? []
  return runs.some((run) => holdsCard(run.split(/[ -]/))) ? 'card-number' : undefined
}

/** Other numbers may stand before and after the card's, so any whole groups may be it. */
function holdsCard(groups: readonly string[]): boolean {
  return groups.some((_, start) => {
    let digits = ''
    for (let at = start; at < groups.length && digits.length <= 19; at += 1) {
      digits += groups[at] ?? ''
      if (digits.length >= 13 && isCard(digits)) return true
    }
    return false
  })
}

/** First digits and lengths of Visa, Mastercard, American Express, Discover, Diners Club, JCB, UnionPay and Maestro. */
const schemes: readonly (readonly [RegExp, readonly number[]])[] = [
  [/^4/, [13, 16, 19]],
  [/^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, [16]],
  [/^3[47]/, [15]],
  [/^(?:6011|64[4-9]|65)/, [16, 17, 18, 19]],
  [/^(?:30[0-5]|3095|36|3[89])/, [14, 15, 16, 17, 18, 19]],
  [/^35(?:2[89]|[3-8])/, [16, 17, 18, 19]],
  [/^62/, [16, 17, 18, 19]],
  [/^(?:50(?:18|20|38)|5893|6304|6759|676[1-3])/, [13, 14, 15, 16, 17, 18, 19]],
]

function isCard(digits: string): boolean {
  return schemes.some(([first, lengths]) => lengths.includes(digits.length) && first.test(digits)) && passesLuhn(digits)
}

/** From the right every second digit counts twice (its own digits added), and the sum must end in 0. */
function passesLuhn(digits: string): boolean {
  let sum = 0
  for (let at = 0; at < digits.length; at += 1) {
    const digit = digits.charCodeAt(digits.length - 1 - at) - 48
    const weighed = at % 2 === 1 ? digit * 2 : digit
    sum += weighed > 9 ? weighed - 9 : weighed
  }
  return sum % 10 === 0
}
