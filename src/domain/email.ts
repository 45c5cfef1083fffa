/** What a cell of e-mail addresses says; `odd` warns in a clause, `why` completes a sentence that begins with the value. */
export type EmailReading =
  | { readonly kind: 'email'; readonly email: string; readonly odd?: Oddity }
  | { readonly kind: 'empty' }
  | { readonly kind: 'bad'; readonly code: BadEmail; readonly why: string }

interface Oddity {
  readonly code: 'odd-email' | 'relay-email' | 'hashed-email'
  readonly words: string
}

type BadEmail = 'bad-email' | 'hashed-email' | 'several-emails'

const empty: EmailReading = { kind: 'empty' }

/** Addresses of marketplaces and mail services that pass mail on to a buyer they don't name. */
const relays = new RegExp(
  [
    '@(?:marketplace\\.amazon\\.[a-z.]{2,6}',
    'members\\.ebay\\.[a-z.]{2,6}',
    'privaterelay\\.appleid\\.com',
    '(?:[a-z0-9-]+\\.)?relay\\.walmart\\.com',
    // A company may be called Reply: reply.com and reply.co.uk are its own.
    'reply\\.(?!com?\\.)[a-z0-9-]+\\.[a-z]{2,}',
    'messaging\\.yelp\\.com',
    'guest\\.(?:booking|airbnb|vrbo)\\.com',
    'mozmail\\.com)$',
  ].join('|'),
  'i',
)
const ordinary = /^[a-z0-9._+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8}$/i

/**
 * Reads one e-mail address as leniently as LettrLabs' server does: one @, not at an end. "Ann <ann@example.com>" and
 * "mailto:ann@example.com" are taken for the address in them; what is only unusual passes with a warning.
 */
export function readEmail(text: string): EmailReading {
  const email = bareAddress(text.trim())
  if (email === '') return empty
  const at = email.indexOf('@')
  if (at < 0 && isHash(email)) return bad('is hashed; LettrLabs needs the address itself', 'hashed-email')
  if (at < 0) return bad('has no @')
  if (email.includes('@', at + 1) && several(email)) return bad('holds several addresses; leave one', 'several-emails')
  if (email.includes('@', at + 1)) return bad('has more than one @')
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

const shortestHash = 32

function isHash(text: string): boolean {
  return /^(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})$/i.test(text)
}

function oddity(email: string, at: number): Oddity | undefined {
  if (relays.test(email)) return { code: 'relay-email', words: 'a relay that hides the buyer, so it can hardly match' }
  if (at >= shortestHash && isHash(email.slice(0, at)))
    return { code: 'hashed-email', words: 'a hash before the @, so it can hardly match' }
  if (ordinary.test(email)) return undefined
  const words = unusual(email, at)
  return words === undefined ? undefined : { code: 'odd-email', words }
}

function unusual(email: string, at: number): string | undefined {
  if (/\s/.test(email)) return 'blanks inside the address'
  if (!email.includes('.', at)) return 'no dot after the @'
  return /[,;<>"()[\]]/.test(email) ? 'characters that addresses hardly ever have' : undefined
}

function bad(why: string, code: BadEmail = 'bad-email'): EmailReading {
  return { kind: 'bad', code, why }
}
