import { clean } from './clean.js'

const longest = 40

/**
 * A customer's value as a comment may show it, by its shape only: digits as 9, letters but the first as x, and e-mail
 * addresses as `a***@e***.com`.
 */
export function maskValue(text: string): string {
  const shown = clean(text.trim(), longest)
  const [, local, domain, end = ''] = /^([^@\s])[^@\s]*@([^@\s])[^@\s]*?(\.[a-z]{2,6})?$/i.exec(shown) ?? []
  if (local !== undefined && domain !== undefined) return `${hidden(local)}***@${hidden(domain)}***${end}`
  const letters = shown.match(/\p{L}/gu)?.length ?? 0
  let kept = letters < 2
  return shown.replace(/[^\x20-\x7e…]|[a-z0-9]/giu, (character) => {
    if (/\p{N}/u.test(character)) return '9'
    if (kept || !/\p{L}/u.test(character)) return 'x'
    kept = true
    return character
  })
}

const hidden = (character: string): string => (/\p{N}/u.test(character) ? '9' : character)
