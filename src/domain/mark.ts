/**
 * A sale as the ledger knows it, six whole numbers of 32 bits: four of identity (see identity.ts), whose first two depend on the
 * order id alone, and two of content, which differ when anything that is sent differs. Files hold it in hex.
 */
export type Mark = readonly [number, number, number, number, number, number]

/** The mark in 48 lower-case hex digits, eight a number. */
export function hexOf(mark: Mark): string {
  return identityHex(mark) + hex(mark[4]) + hex(mark[5])
}

/** The 32 digits that say which sale it is. */
export function identityHex([first, second, third, fourth]: Mark): string {
  return hex(first) + hex(second) + hex(third) + hex(fourth)
}

/** What `hexOf` wrote; undefined for anything else. */
export function markOfHex(text: string): Mark | undefined {
  if (!/^[0-9a-f]{48}$/.test(text)) return undefined
  const word = (number: number): number => Number.parseInt(text.slice(8 * number, 8 * number + 8), 16) | 0
  return [word(0), word(1), word(2), word(3), word(4), word(5)]
}

/** Whether two marks are of the same sale. */
export function sameSale(one: Mark, other: Mark): boolean {
  return one[0] === other[0] && one[1] === other[1] && one[2] === other[2] && one[3] === other[3]
}

const hexBytes: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** Eight digits of a number of 32 bits; `toString(16)` takes ten times as long. */
function hex(word: number): string {
  return `${hexBytes[word >>> 24]}${hexBytes[(word >>> 16) & 255]}${hexBytes[(word >>> 8) & 255]}${hexBytes[word & 255]}`
}
