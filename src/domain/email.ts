/** What a cell of e-mail addresses says; `odd` warns in a clause, `why` completes a sentence that begins with the value. */
export type EmailReading =
  | { readonly kind: 'email'; readonly email: string; readonly odd?: string }
  | { readonly kind: 'empty' }
  | { readonly kind: 'bad'; readonly why: string }

const empty: EmailReading = { kind: 'empty' }

const relays = /@(?:marketplace\.amazon\.[a-z.]+|members\.ebay\.com|privaterelay\.appleid\.com|.*relay\.walmart\.com)$/i
const ordinary = /^[a-z0-9._+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8}$/i

/**
 * Reads one e-mail address as leniently as LettrLabs' server does: one @, not at an end. "Ann <ann@example.com>" and
 * "mailto:ann@example.com" are taken for the address in them; what is only unusual passes with a warning.
 */
export function readEmail(text: string): EmailReading {
  const email = bareAddress(text.trim())
  if (email === '') return empty
  const at = email.indexOf('@')
  if (at < 0) return bad(isHash(email) ? 'is hashed; LettrLabs needs the address itself' : 'has no @')
  if (email.includes('@', at + 1))
    return bad(several(email) ? 'holds several addresses; leave one' : 'has more than one @')
  if (at === 0 || at === email.length - 1) return bad(`has nothing ${at === 0 ? 'before' : 'after'} the @`)
  const odd = oddity(email, at)
  return odd === undefined ? { kind: 'email', email } : { kind: 'email', email, odd }
}

function bareAddress(text: string): string {
  if (!text.endsWith('>') && !/^mailto:/i.test(text)) return text
  const inner = /^[^<>@]*<([^<>]*)>$/.exec(text)?.[1] ?? text
  return inner.replace(/^mailto:/i, '').trim()
}

function several(text: string): boolean {
  return text.split(/[\s,;|/]+/).filter((part) => /[^@]@[^@]/.test(part)).length > 1
}

function isHash(text: string): boolean {
  return /^(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})$/i.test(text)
}

function oddity(email: string, at: number): string | undefined {
  if (relays.test(email)) return 'a relay address that hides the buyer, so it can hardly match'
  if (isHash(email.slice(0, at))) return 'a hash before the @, so it can hardly match'
  if (ordinary.test(email)) return undefined
  if (/\s/.test(email)) return 'blanks inside the address'
  if (!email.includes('.', at)) return 'no dot after the @'
  return /[,;<>"()[\]]/.test(email) ? 'characters that addresses hardly ever have' : undefined
}

function bad(why: string): EmailReading {
  return { kind: 'bad', why }
}
