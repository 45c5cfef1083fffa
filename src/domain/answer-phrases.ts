import { integerOf, plainKey } from './answer-json.js'
import { isConversionKey } from './answer-records.js'

const things = '(?:conversions?|records?|rows?|items?|entries|orders?|sales)'
const done = '(?:accepted|processed|stored|imported|saved|created)'
const wrong = `(?:invalid|not valid|rejected|refused|unsuccessful|failed|skipped|ignored|dropped|discarded|not (?:be )?${done}|(?:had|have|has|with|contain|contained) (?:validation )?errors)`
const right = '(?:valid|accepted|successful|succeeded|stored|imported|saved|created)'
const were = '(?:(?:were|was|are|is|have|has|had|been|could|successfully) ){0,3}'
const amount = '(\\d{1,9})(?: ?(?:\\/|of|out of) ?(?:the )?\\d{1,9})?'
const countsWrong = new RegExp(
  `(?:^|[^\\w.])${amount} (?:${wrong} ${things}|${things} ${were}${wrong}|${wrong})(?!\\w)`,
  'i',
)
const countsRight = new RegExp(
  `(?:^|[^\\w.])${amount} (?:${right} ${things}|${things} ${were}${right}|${right})(?!\\w)`,
  'i',
)
const verbFirst = new RegExp(
  `^(?:rejected|refused|skipped|ignored|dropped|discarded|failed to \\w{1,20}|failed):? ${amount} ${things}(?!\\w)`,
  'i',
)
const someWrong = new RegExp(
  `\\b(?:conversions|records|rows|items|entries|orders|sales) ${were}${wrong}(?!\\w)|\\b${wrong} (?:conversions|records|rows|items|entries|orders|sales)\\b`,
  'i',
)

/** How many records of the batch a sentence such as "2 of 4 conversions were invalid." says were refused. */
export function countInSentence(text: string, size: number): number | undefined {
  const bad = countsWrong.exec(text) ?? verbFirst.exec(text)
  if (bad !== null) return Number(bad[1])
  const good = countsRight.exec(text)
  return good === null ? undefined : Math.max(0, size - Number(good[1]))
}

/** Whether a sentence says, without a number or a name, that some of the records were refused. */
export function saysSomeRefused(text: string): boolean {
  return someWrong.test(text) && !/\b(?:no|none|zero)\b/i.test(text)
}

const count = '(?:num|number|no|total|count)?(?:of)?'
const counted = '(?:conversions?|records?|rows?|items?|entries|orders?)?(?:count|total|number)?'
const wrongKey = new RegExp(
  `^${count}(?:invalid|failed|rejected|refused|unsuccessful|failures?|rejections?|skipped|dropped|discarded|ignored|unprocessed)${counted}$`,
)
const rightKey = new RegExp(
  `^${count}(?:valid|accepted|succeeded|successful|success|stored|imported|saved|created|inserted)${counted}$`,
)
const errorsKey = new RegExp(`^${count}(?:validation)?errors?(?:count|total)?$`)
/** They count what was looked at, good or bad: fewer than were sent is a sign that something is missing. */
const handledKey = new RegExp(`^${count}(?:processed|received|handled|completed)${counted}$`)

/** What a counter beside the refusals says: how many records were refused, or only that there were errors. */
export function countInKey(key: string, value: unknown, size: number): number | 'errors' | undefined {
  const number = typeof value === 'number' ? integerOf(value) : undefined
  if (number === undefined) return undefined
  const plain = plainKey(key)
  if (wrongKey.test(plain)) return number
  if (rightKey.test(plain)) return Math.max(0, size - number)
  if (handledKey.test(plain)) return number < size ? 'errors' : undefined
  return errorsKey.test(plain) && number > 0 ? 'errors' : undefined
}

/** Whether a sentence only announces that something was wrong, as "One or more validation errors occurred." does. */
export function isHeadline(text: string): boolean {
  return (
    text.length < 200 &&
    /^(?:one or more|some|several|multiple|there were|validation (?:failed|errors?)|invalid (?:request|conversions|records)|partial(?:ly)?\b)/i.test(
      text,
    )
  )
}

const noFailure =
  /\b(?:no|0|zero|without|without any|not any)\s{1,3}(?:\w{1,20}\s{1,3}){0,2}?(?:errors?|failures?|failed|invalid|rejected|refused)\b|\b(?:errors?|failures?|failed|invalid|rejected|refused)\s{0,3}[:=]\s{0,3}(?:0|none)\b|\bnone\s{1,3}(?:\w{1,20}\s{1,3})?(?:failed|invalid|rejected|refused)\b/gi
const failure =
  /\b(?:could not|couldn['’]t|cannot|can not|can['’]t|unable|unavailable|not available|fail(?:ed|s|ures?|ing)?|errors?|exceptions?|invalid|rejected|refused|denied|exceeded|timed out|time-?out|aborted|(?:not|n['’]t)\s{1,3}(?:been\s{1,3}|be\s{1,3})?(?:accepted|processed|stored|imported|saved|created))\b/i

/** Whether the words over an answer say that something failed, as "Conversions could not be saved" does and "No errors" does not. */
export function saysFailure(text: string): boolean {
  return failure.test(text.slice(0, 1_000).replace(noFailure, ' '))
}

const hedged = /\b(?:if|may|might|possibl[ey]|potential(?:ly)?|whether|unless|could be|perhaps|looks like|suspected)\b/
const denied =
  /(?:\bnot|n't|n’t|\bno|\bnever|\bwithout)\s{1,3}(?:an?\s{1,3}|be\s{1,3}|been\s{1,3}|yet\s{1,3})?(?:already|duplicate|exist)/
const inRequest =
  /\b(?:in|within)\s{1,3}(?:the\s{1,3}|this\s{1,3}|your\s{1,3})?(?:same\s{1,3})?(?:batch|request|payload|file|submission|list|array|body)\b/
const already =
  /\balready\s{1,3}(?:been\s{1,3})?(?:exists?|submitted|imported|uploaded|recorded|received|processed|stored|saved|sent|added|present|known|there|reported|counted|tracked)\b/
const duplicate = /\bduplicated?s?\b/
const explicitOrder = /\border\s?(?:ids?|number|no\b|#)/
const orderNoun = /\b(?:orders?|conversions?|records?|sales?|transactions?|purchases?)\b/
const otherNoun =
  /\b(?:e-?mails?|phones?|coupons?|codes?|address(?:es)?|customers?|names?|zip|stores?|accounts?|keys?|contacts?|persons?|households?|dates?|revenue|fields?|values?)\b/

/** Whether a refusal says, without if or maybe, that this very order is already at LettrLabs. */
export function saysAlreadyThere(words: string, field: string | undefined): boolean {
  if (field !== undefined && isConversionKey(field) && plainKey(field) !== 'orderid') return false
  const text = words
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/_/g, ' ')
    .toLowerCase()
  if (hedged.test(text) || denied.test(text) || inRequest.test(text)) return false
  if (!already.test(text) && !duplicate.test(text) && !/^(?:order |conversion |record )?exists\b/.test(text))
    return false
  if (explicitOrder.test(text)) return true
  return !otherNoun.test(text) && (orderNoun.test(text) || text.split(/\s+/).length <= 3)
}
