import { signOfFlag } from './answer-item.js'
import { integerOf, objectOf } from './answer-json.js'
import { saysFailure } from './answer-phrases.js'

const noKey = /^(?:is|has)?(?:errors?|invalid|failed|failure|failures|rejected|refused)$/
const yesKey = /^(?:is)?(?:valid|success|successful|succeeded|ok|accepted|stored|saved|imported)$/
const stateKey = /^(?:status|statuscode|code|result|outcome|state|disposition)$/
const causeKey = /^(?:error|reason|reasoncode|errorcode)$/
const wordsKey = /^(?:message|title|detail)$/
const noCause = /^(?:0|2\d\d|ok|success|successful|accepted|created|none|null|no ?error|false|n\/a)$/i

/** Whether one key of the envelope says that the request, or something in it, failed. */
export function saysFailed(plain: string, value: unknown): boolean {
  if (plain === 'errors') return !isNothing(value)
  if (plain === 'haserrors' && value === 1) return true
  if (causeKey.test(plain) && (typeof value === 'string' || typeof value === 'number')) return isCause(String(value))
  if (noKey.test(plain)) return isWord(value, true)
  if (yesKey.test(plain)) return isWord(value, false)
  if (stateKey.test(plain)) return isBadState(value)
  return wordsKey.test(plain) && typeof value === 'string' && saysFailure(value)
}

/** `[]`, `{}`, an empty text, null, false and 0 are no errors; neither are lists and maps of nothing else. */
function isNothing(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() === ''
  if (value === null || value === false || value === 0) return true
  if (Array.isArray(value)) return value.every((each) => objectOf(each) === undefined && isFlatNothing(each))
  const object = objectOf(value)
  return object !== undefined && Object.values(object).every(isFlatNothing)
}

function isFlatNothing(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() === ''
  return value === null || value === false || value === 0 || (Array.isArray(value) && value.length === 0)
}

function isCause(text: string): boolean {
  return text.trim() !== '' && !noCause.test(text.trim())
}

function isWord(value: unknown, wanted: boolean): boolean {
  if (typeof value === 'boolean') return value === wanted
  return typeof value === 'string' && (wanted ? /^(?:true|yes|1)$/i : /^(?:false|no|0)$/i).test(value.trim())
}

function isBadState(value: unknown): boolean {
  if (value === false) return true
  if (typeof value === 'string' && /partial/i.test(value)) return true
  const number = integerOf(value)
  return signOfFlag('status', number ?? value) === 'refusal'
}
