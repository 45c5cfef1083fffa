import type { Conversion } from './conversion.js'
import type { Mapping } from './mapping.js'
import { type Problem, problem } from './problem.js'

const names =
  /^(?:test|test(?:er|ing)? (?:test(?:er|ing)?|order|customer|user|buyer|shopper|account|purchase|name)|bogus (?:gateway|customer))$/i
const orderIds = /^#?test(?:[-_ #]*order)?(?:[-_ #]*\d{1,6})?$/i
const types = /^(?:test(?: (?:order|sale|mode|payment))?|bogus(?: gateway)?|(?:\(for testing\) )bogus gateway)$/i
/** `.test` and `.invalid` are reserved for what does not exist (RFC 2606); `example` is too, but good data is shown with it. */
const emails = /^test\d{0,4}@test\.(?:com|org|net)$|@(?:[^@]+\.)?(?:test|invalid)$/i

/** A warning when a value of the sale says that somebody tried out the shop; a first or last name alone never does. */
export function testOrderProblem(conversion: Conversion, mapping: Mapping): Problem | undefined {
  const field = fieldOf(conversion)
  if (field === undefined) return undefined
  const value = conversion[field] ?? ''
  const found = { field, column: mapping.columnOf(field), value }
  return problem('test-order', found, {
    message: `"${value}" looks like a test, not like a real order`,
    severity: 'warning',
  })
}

const [letterB, letterT, numberSign, bracket] = [98, 116, 35, 40]
const small = 32

function fieldOf(conversion: Conversion): 'fullName' | 'firstName' | 'orderId' | 'type' | 'primaryEmail' | undefined {
  const { fullName, firstName, lastName, orderId, type, primaryEmail } = conversion
  if (fullName !== undefined && mayBe(fullName) && names.test(fullName)) return 'fullName'
  if (firstName !== undefined && mayBe(firstName)) {
    if (names.test(lastName === undefined ? firstName : `${firstName} ${lastName}`)) return 'firstName'
  }
  if (orderId !== undefined && mayBe(orderId) && orderIds.test(orderId)) return 'orderId'
  if (type !== undefined && mayBe(type) && types.test(type)) return 'type'
  if (primaryEmail === undefined) return undefined
  const mayEnd = primaryEmail.endsWith('t') || primaryEmail.endsWith('d')
  return (mayEnd || mayBe(primaryEmail)) && emails.test(primaryEmail) ? 'primaryEmail' : undefined
}

/** Whether a text begins like one that means a test; it spares most texts a closer look. */
function mayBe(text: string): boolean {
  const first = text.charCodeAt(text.charCodeAt(0) === numberSign ? 1 : 0) | small
  return first === letterT || first === letterB || first === bracket
}
