import { type Mark, markOfHex } from '../../src/domain/mark.js'

/** The mark that these 48 hex digits write. */
export function markFrom(digits: string): Mark {
  const mark = markOfHex(digits)
  if (mark === undefined) throw new Error(`no mark: ${digits}`)
  return mark
}
