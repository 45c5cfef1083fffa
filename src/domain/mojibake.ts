import type { Address, Conversion } from './conversion.js'
import type { Mapping } from './mapping.js'
import { type Problem, problem } from './problem.js'

const names = ['firstName', 'lastName', 'fullName', 'businessName'] as const
const addresses = ['primaryAddress', 'secondaryAddress'] as const
const parts = ['fullAddress', 'address1', 'address2', 'city'] as const

/** A warning for each name or part of an address whose letters were read in the wrong encoding somewhere on their way. */
export function mojibakeProblems(conversion: Conversion, mapping: Mapping): readonly Problem[] {
  return isPlain(conversion) ? none : problemsOf(conversion, mapping)
}

const none: readonly Problem[] = []

/** Whether all of it is ASCII: so it is mostly, and then there is no more to look at. */
function isPlain({
  firstName,
  lastName,
  fullName,
  businessName,
  primaryAddress,
  secondaryAddress,
}: Conversion): boolean {
  return (
    isAscii(firstName) &&
    isAscii(lastName) &&
    isAscii(fullName) &&
    isAscii(businessName) &&
    isPlainAddress(primaryAddress) &&
    isPlainAddress(secondaryAddress)
  )
}

function isPlainAddress(address: Address | undefined): boolean {
  if (address === undefined) return true
  const { fullAddress, address1, address2, city } = address
  return isAscii(fullAddress) && isAscii(address1) && isAscii(address2) && isAscii(city)
}

function isAscii(text: string | undefined): boolean {
  if (text === undefined) return true
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 127) return false
  return true
}

function problemsOf(conversion: Conversion, mapping: Mapping): readonly Problem[] {
  let found = none
  const look = (text: string | undefined, field: string): void => {
    if (text === undefined || !isMojibake(text)) return
    const message = `"${text}" was read in the wrong encoding before it came here`
    const where = { field, column: mapping.columnOf(field), value: text }
    found = [...found, problem('mojibake', where, { message, severity: 'warning' })]
  }
  for (const name of names) look(conversion[name], name)
  for (const name of addresses) {
    const address = conversion[name]
    if (address !== undefined) for (const part of parts) look(address[part], `${name}.${part}`)
  }
  return found
}

// What windows-1252 makes of the bytes 80 to BF, which in UTF-8 are never the first of a character.
const letters = 'ƒŠŒŽšœžŸ'
const marks = '\u00a0-\u00bf€‚„…†‡ˆ‰‹•˜™›–—‘“'
const closing = '’”'
const following = letters + marks

/**
 * Letters of UTF-8 read as windows-1252 or as Mac Roman (é as "Ã©" or "√©", ’ as "â€™", a no-break space as "Â" and a blank), the
 * bytes of windows-1252 read as Latin 1, and the mark that stands for what could not be read. None of these is written on purpose.
 */
const damaged = new RegExp(
  [
    '\\ufffd',
    '[\\u0080-\\u009f]',
    `Ã[${following}]`,
    `Â[${marks}]`,
    // A capital after small letters or digits, at the end of a word: there the blank after it was cut off or made an ordinary one.
    '[a-z0-9.,]Â(?=\\s|$)',
    'â€',
    `[ÄÅ][\\u00a1-\\u00bf€‚„†‡ˆ‰‹•˜™›${letters}]`,
    `(?:[ÐÑ][${following}${closing}]){2}`,
    'ðŸ',
    '√[^\\s\\x21-\\x7e]',
    '‚Äô',
  ].join('|'),
)

/** Whether a text shows the signs of a wrong encoding. */
export function isMojibake(text: string): boolean {
  return damaged.test(text)
}
