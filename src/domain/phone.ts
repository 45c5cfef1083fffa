/** What a cell of phone numbers says; `why` completes a sentence that begins with the value. */
export type PhoneReading =
  | { readonly kind: 'phone'; readonly phone: string }
  | { readonly kind: 'empty' }
  | { readonly kind: 'bad'; readonly why: string }

const empty: PhoneReading = { kind: 'empty' }
const longest = 20
const international = { fewest: 8, most: 15 }

const extension = /[\s,;]*(?:extension|ext\.?|x|#)\s*[.:]?\s*\d{1,8}$/i
const written = /^(?:tel:)?[\d\s().+/\u2010-\u2013-]+$/i

/**
 * Reads one phone number: US and Canadian ones as ten digits, others as `+` and digits (8 to 15, as in E.164; the country code has to be
 * there). An extension ("x12") is dropped, because LettrLabs matches the number. Letters, digits all the same and other lengths are bad.
 */
export function readPhone(text: string): PhoneReading {
  const trimmed = text.trim()
  if (trimmed === '') return empty
  const main = trimmed.replace(extension, '')
  if (/[a-z]/i.test(main.replace(/^tel:/i, ''))) return bad('holds letters, so it is no phone number')
  if (!written.test(main)) return bad('holds characters that no phone number has')
  const digits = main.replace(/\D/g, '')
  if (/^(\d)\1*$/.test(digits)) return bad('is one digit over and over, so it is no real phone number')
  const abroad = /^(?:tel:)?\s*\(?\s*\+/i.test(main) ? digits : digits.startsWith('011') ? digits.slice(3) : undefined
  if (main.lastIndexOf('+') > main.search(/\d/)) return bad('holds several phone numbers; leave one')
  return abroad === undefined || abroad.startsWith('1') ? readAmerican(abroad ?? digits) : readAbroad(abroad)
}

/** Neither area code nor exchange begins with 0 or 1 in the North American numbering plan. */
function readAmerican(digits: string): PhoneReading {
  const ten = digits.length === 11 && digits.startsWith('1') ? digits.slice(1) : digits
  if (ten.length < 10) return bad('is too short for a phone number with its area code')
  if (ten.length > longest) return bad('is too long for a phone number')
  if (ten.length > 10)
    return bad('has more than ten digits; a number from another country begins with + and its country code')
  if (!/^[2-9]\d\d[2-9]/.test(ten))
    return bad('is no phone number that exists in the USA; others begin with + and their country code')
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
