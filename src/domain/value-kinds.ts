import { readState, readZip } from './address.js'
import { readClock } from './date-text.js'
import { readEmail } from './email.js'
import { readMoney } from './money.js'
import { readPhone } from './phone.js'

/*
 * What a value looks like by itself, for columns whose meaning is not yet known. Each is asked of values that are not empty.
 */

export const looksLikeEmail = (value: string): boolean => readEmail(value).kind === 'email'

export const looksLikePhone = (value: string): boolean => readPhone(value).kind === 'phone'

export const looksLikeZip = (value: string): boolean => readZip(value, '').kind === 'zip'

export const looksLikeState = (value: string): boolean => readState(value, '').kind === 'state'

export const looksLikeAmount = (value: string): boolean =>
  ['amount', 'ambiguous'].includes(readMoney(value, undefined).kind)

/** An amount that nobody would take for a number of something: it has decimals, separators or a currency. */
export const looksLikeMoney = (value: string): boolean => looksLikeAmount(value) && !/^-?\d+$/.test(value)

export const isWhole = (value: string): boolean => /^-?\d+$/.test(value)

export const looksLikeDate = (value: string): boolean =>
  ['clock', 'ambiguous'].includes(readClock(value, undefined).kind)

export const looksLikeInstant = (value: string): boolean => readClock(value, undefined).kind === 'instant'

/** A day between 1954 and 2119 as a spreadsheet counts them. */
export const looksLikeSerial = (value: string): boolean => /^[2-7]\d{4}(?:\.\d+)?$/.test(value)

export const looksLikeTime = (value: string): boolean =>
  /^\d{1,2}:\d\d(?::\d\d)?(?:\.\d+)?(?:\s*[ap]\.?m\.?)?$/i.test(value)

export const hasTime = (value: string): boolean => /\d:\d\d/.test(value)

/** Words and no digits, as names of people and firms are. */
export const looksLikeName = (value: string): boolean => /\p{L}{2}/u.test(value) && !/\d/.test(value)

export const hasDigits = (value: string): boolean => /\d/.test(value)

export const looksLikeCurrency = (value: string): boolean => /^[a-z]{3}$/i.test(value)

/** A street begins or ends with a number, or is at least longer than a code. */
export const looksLikeStreet = (value: string): boolean => /\p{L}{2}/u.test(value) && /\d|\s/.test(value)
