/** What a cell of phone numbers says; `why` completes a sentence that begins with the value. */
export type PhoneReading =
  | { readonly kind: 'phone'; readonly phone: string }
  | { readonly kind: 'empty' }
  | { readonly kind: 'bad'; readonly why: string }

const empty: PhoneReading = { kind: 'empty' }
const longest = 20
/** No way of writing a number needs more; it also bounds the time that reading takes. */
const longestText = 100
const international = { fewest: 8, most: 15 }

const extension = /[\s,;]*(?:extension|ext\.?|x|#)\s*[.:]?\s*\d{1,8}$/i
const american = /^\(?([2-9]\d\d)\)?[ -]?(\d{3})[ -]?(\d{4})$/
const sameDigits = /^\D*(\d)(?:\D*\1)*$/
const written = /^[\d\s().+/\u2010-\u2013-]+$/

/**
 * Reads one phone number: US and Canadian ones as ten digits, others as `+` and digits (8 to 15, as in E.164); those begin with +, 00
 * or 011 and their country code. An extension ("x12") is dropped, because people are matched by the number. Letters, one digit over and
 * over, and other lengths are bad.
 */
export function readPhone(text: string): PhoneReading {
  const trimmed = text.trim()
  if (trimmed === '') return empty
  if (trimmed.length > longestText) return bad('is too long for a phone number')
  const usual = american.exec(trimmed)
  if (usual !== null && !sameDigits.test(trimmed)) return { kind: 'phone', phone: `${usual[1]}${usual[2]}${usual[3]}` }
  return readUnusual(trimmed)
}

/** The rules in full; the usual way of writing an American number is only a short cut through them. */
export function readUnusual(trimmed: string): PhoneReading {
  const main = trimmed
    .replace(/^tel:/i, '')
    .replace(/^(\d+)\.0+$/, '$1')
    .replace(extension, '')
  if (/[a-z]/i.test(main)) return bad('holds letters, so it is no phone number')
  if (!written.test(main)) return bad('holds characters that no phone number has')
  if (main.lastIndexOf('+') > main.search(/\d/)) return bad('holds several phone numbers; leave one')
  const digits = main.replace(/\D/g, '')
  if (/^(\d)\1*$/.test(digits)) return bad('is one digit over and over, so it is no real phone number')
  const abroad = /^[\s(]*\+/.test(main)
    ? main.replace(/\(0\)/, '').replace(/\D/g, '')
    : /^(?:00|011)(\d+)$/.exec(digits)?.[1]
  return abroad === undefined || abroad.startsWith('1') ? readAmerican(abroad ?? digits) : readAbroad(abroad)
}

function readAmerican(digits: string): PhoneReading {
  const ten = digits.length === 11 && digits.startsWith('1') ? digits.slice(1) : digits
  if (ten.length < 10) return bad('is too short for a phone number with its area code')
  if (ten.length > longest) return bad('is too long for a phone number')
  if (ten.length > 10)
    return bad('has more than ten digits; a number from another country begins with + and its country code')
  if (ten.startsWith('0'))
    return bad('begins with a zero; a number from another country begins with + and its country code')
  if (/^(\d)\1*$/.test(ten)) return bad('is one digit over and over, so it is no real phone number')
  return { kind: 'phone', phone: ten }
}

function readAbroad(digits: string): PhoneReading {
  if (digits.startsWith('0')) return bad('begins with + and a zero; no country code does')
  if (digits.length < international.fewest) return bad('is too short for a phone number with its country code')
  if (digits.length > international.most) return bad('is too long for a phone number')
  return { kind: 'phone', phone: `+${digits}` }
}

function bad(why: string): PhoneReading {
  return { kind: 'bad', why }
}
