const longest = 12
const form = /^(|.*\D)(\d{1,15})$/s

/**
 * What an order id may have been before a spreadsheet or another export took zeros before its number or the `#`, or put them
 * there: up to 12 digits; none for ids that don't end with a number.
 */
export function otherSpellings(orderId: string): readonly string[] {
  const match = form.exec(orderId)
  if (match === null) return []
  const [, head = '', digits = ''] = match
  const number = digits.replace(/^0+(?=\d)/, '')
  const heads = [head, head.endsWith('#') ? head.slice(0, -1) : `${head}#`]
  const lengths = Array.from({ length: Math.max(0, longest - number.length) + 1 }, (_, more) => number.length + more)
  const numbers = [...new Set([digits, ...lengths.map((length) => number.padStart(length, '0'))])]
  return heads.flatMap((one) => numbers.map((other) => `${one}${other}`)).filter((spelling) => spelling !== orderId)
}
