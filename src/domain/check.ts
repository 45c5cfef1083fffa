import { type Conversion, identifiersOf, isConversion, isWhole, lengthLimit } from './conversion.js'
import { conversionSchema } from './conversion-schema.js'
import type { Draft } from './draft.js'
import type { Mapping } from './mapping.js'
import { mojibakeProblems } from './mojibake.js'
import { isNegative } from './money.js'
import { type Problem, problem } from './problem.js'
import { sensitiveProblems } from './sensitive.js'
import type { Checks } from './settings.js'
import { testOrderProblem } from './test-order.js'

const twoYears = 2 * 365 * 24 * 3600
// A clock that is a few minutes off makes no sale a future one.
const clockSlack = 300

const identifierFields: ReadonlySet<string> = new Set([
  'primaryEmail',
  'secondaryEmail',
  'primaryPhoneNumber',
  'secondaryPhoneNumber',
  'couponCode',
  'primaryAddress',
  'secondaryAddress',
])

/** What a check came to: a conversion that LettrLabs should take when `valid`, and every problem of the record either way. */
export interface Checked {
  readonly valid: boolean
  readonly conversion: Conversion
  readonly problems: readonly Problem[]
}

/**
 * Checks a draft offline against the documented types and limits. All problems are found at once. A malformed or too long
 * identifier is left out, with a warning, when another identifier remains and the checks allow it.
 */
export function check(draft: Draft, mapping: Mapping, checks: Checks, nowSeconds: number): Checked {
  const { conversion } = draft
  const problems = [...draft.problems]
  checkAmount(draft, mapping, problems)
  checkDate(draft, mapping, checks, nowSeconds, problems)
  checkOrderId(conversion, mapping, checks, problems)
  // Nothing in a conversion is too long, and something identifies it: most need no more than this look.
  const good = isConversion(conversion)
  if (!good) leaveOutLong(conversion, mapping, problems)
  checkAddresses(conversion, mapping, problems)
  for (const found of sensitiveProblems(conversion, mapping)) problems.push(found)
  for (const found of mojibakeProblems(conversion, mapping)) problems.push(found)
  const test = testOrderProblem(conversion, mapping)
  if (test !== undefined) problems.push(test)
  const identified = good || identifiersOf(conversion) !== 0
  if (!identified) problems.push(noIdentifier(mapping, problems))
  if (!identified || !(good || isConversion(conversion))) addSchemaIssues(conversion, mapping, problems)
  const lenient = identified && checks.badIdentifier === 'leave-out'
  const judged = lenient ? problems.map(soften) : problems
  return { valid: judged.every((found) => found.severity === 'warning'), conversion, problems: judged }
}

function checkAmount(draft: Draft, mapping: Mapping, problems: Problem[]): void {
  if (draft.amount === '') {
    if (
      !draft.undecided &&
      mapping.columnOf('revenue') === '' &&
      !problems.some((found) => found.field === 'revenue')
    ) {
      problems.push(problem('missing-revenue', { field: 'revenue' }))
    }
  } else if (isNegative(draft.amount)) {
    const message = `the amount is ${draft.amount}, below zero`
    const found = { field: 'revenue', column: mapping.columnOf('revenue'), value: draft.amount }
    problems.push(problem('negative-revenue', found, { message }))
  } else draft.conversion.revenue = draft.amount
}

function checkDate(draft: Draft, mapping: Mapping, checks: Checks, nowSeconds: number, problems: Problem[]): void {
  const value = draft.conversion.eventDate
  const field = 'eventDate'
  const column = mapping.columnOf(field)
  if (value === undefined) {
    const told = draft.undecided || problems.some((found) => found.field === field)
    if (!told && checks.eventDate === 'required') problems.push(problem('missing-date', { field, column }))
  } else if (draft.eventSeconds > nowSeconds + clockSlack) {
    problems.push(problem('future-date', { field, column, value }, { severity: 'warning' }))
  } else if (draft.eventSeconds < nowSeconds - twoYears) {
    problems.push(problem('old-date', { field, column, value }, { severity: 'warning' }))
  }
}

function checkOrderId(conversion: Conversion, mapping: Mapping, checks: Checks, problems: Problem[]): void {
  if (conversion.orderId !== undefined || checks.orderId === 'optional') return
  if (problems.some((found) => found.field === 'orderId')) return
  const severity = checks.orderId === 'required' ? 'error' : 'warning'
  problems.push(problem('missing-order-id', { field: 'orderId', column: mapping.columnOf('orderId') }, { severity }))
}

function leaveOutLong(conversion: Conversion, mapping: Mapping, problems: Problem[]): void {
  for (const name in conversion) {
    const field = name as keyof Conversion
    const value = conversion[field]
    if (typeof value === 'string') {
      if (tooLong(value, name, mapping, problems)) delete conversion[field]
    } else if (value !== undefined) {
      for (const part in value) {
        const key = part as keyof typeof value
        if (tooLong(value[key] ?? '', `${name}.${part}`, mapping, problems)) delete value[key]
      }
    }
  }
}

function tooLong(value: string, field: string, mapping: Mapping, problems: Problem[]): boolean {
  const limit = lengthLimit(field)
  if (value.length <= limit) return false
  const message = `the text has ${value.length} characters, LettrLabs takes ${limit}`
  problems.push(problem('too-long', { field, column: mapping.columnOf(field), value }, { message }))
  return true
}

function checkAddresses(conversion: Conversion, mapping: Mapping, problems: Problem[]): void {
  for (const field of ['primaryAddress', 'secondaryAddress'] as const) {
    const address = conversion[field]
    if (address === undefined || isWhole(address)) continue
    const missing = (['address1', 'city', 'state', 'zipCode'] as const).filter((part) => address[part] === undefined)
    const message = `the address has no ${missing.map((part) => partNames[part]).join(', no ')}, so it can't be matched`
    const column = mapping.columnOf(`${field}.${missing[0] ?? 'address1'}`)
    problems.push(problem('incomplete-address', { field, column }, { message, severity: 'warning' }))
  }
}

const partNames = { address1: 'street', city: 'city', state: 'state', zipCode: 'ZIP' } as const

function noIdentifier(mapping: Mapping, problems: readonly Problem[]): Problem {
  const address = problems.find((found) => found.code === 'incomplete-address')
  const cure = identifierCure(mapping)
  if (address === undefined) return problem('no-identifier', {}, { cure })
  return problem(
    'no-identifier',
    {},
    { cure, message: `nothing tells LettrLabs whom the sale is about: ${address.message}` },
  )
}

function identifierCure(mapping: Mapping): string {
  const columns = [
    'primaryEmail',
    'primaryPhoneNumber',
    'primaryAddress.address1',
    'primaryAddress.fullAddress',
    'couponCode',
  ]
    .map((field) => mapping.columnOf(field))
    .filter((column) => column !== '')
  const named = columns.map((column) => `"${column}"`).join(', ')
  return columns.length > 0
    ? `Fill in one of ${named}, or map another column that tells who bought.`
    : 'Map a column with e-mail, phone, whole address or coupon code to its field in the config.'
}

/** zod has the last word: whatever the checks above did not name becomes a problem here. */
function addSchemaIssues(conversion: Conversion, mapping: Mapping, problems: Problem[]): void {
  const result = conversionSchema().safeParse(conversion)
  for (const issue of result.error?.issues ?? []) {
    const field = issue.path.join('.')
    const covered = field === '' ? 'no-identifier' : undefined
    if (problems.some((found) => found.code === covered || (field !== '' && found.field === field))) continue
    const value = String(
      issue.path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown>)?.[key], conversion),
    )
    const found = { field, column: mapping.columnOf(field), value }
    if (field === 'revenue') {
      problems.push(
        problem('unreadable-revenue', found, { message: `the amount ${value} is larger than LettrLabs takes` }),
      )
    } else if (field.endsWith('Email')) problems.push(problem('bad-email', found))
    else problems.push(problem('too-long', found, { message: issue.message }))
  }
}

function soften(found: Problem): Problem {
  const identifier = identifierFields.has(found.field.split('.')[0] ?? '')
  // Whose sale it is, another identifier doesn't tell either when its rows contradict each other.
  if (found.severity === 'warning' || !identifier || found.code === 'conflicting-rows') return found
  return { ...found, severity: 'warning', message: `${found.message}; it was left out, another identifier remains` }
}
