/** Replaces keys in any form in a text by `[key]`. */
export type Redact = (text: string) => string

const mark = '[key]'
/** What looks like a key of LettrLabs, though nobody told us of it. */
const likeKey = 'LL-API-[A-Za-z0-9_-]{8,}'
/** A shorter word is no secret, and to blot it out would only damage the text. */
const shortest = 4
/** From this length on a piece of a key, or its encoding inside a longer one, can't be a coincidence. */
const telling = 12

/** Hides each secret plain, cut off, JSON-escaped, URL-encoded, in base64 (also inside a longer one) and in hex, and all that looks like a key. */
export function redactor(secrets: readonly string[]): Redact {
  const known = secrets.flatMap((secret) => [secret, secret.trim()]).filter((secret) => secret.length >= shortest)
  const forms = [...new Set(known.flatMap(formsOf))].sort((a, b) => b.length - a.length)
  const cut = known
    .filter((secret) => secret.length > telling)
    .map((secret) => `${literal(secret.slice(0, telling))}[\\w-]*`)
  const patterns = [...forms.map(literal), ...cut]
  const exact = patterns.length === 0 ? undefined : new RegExp(patterns.join('|'), 'gi')
  const alike = new RegExp(likeKey, 'g')
  return (text) => (exact === undefined ? text : text.replace(exact, mark)).replace(alike, mark)
}

function formsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret)
  const encoded = encodeURIComponent(secret)
  const longer = bytes.length < telling ? [] : [0, 1, 2].flatMap((shift) => base64Inside(bytes, shift))
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encoded,
    encoded.replaceAll('%20', '+'),
    new URLSearchParams({ k: secret }).toString().slice(2),
    bytes.toString('hex'),
    bytes.toString('base64'),
    bytes.toString('base64').replaceAll('=', ''),
    bytes.toString('base64url'),
    ...longer,
  ]
}

/** The letters of a base64 text that the bytes alone decide, when `shift` bytes (modulo 3) stand before them. */
function base64Inside(bytes: Buffer, shift: number): readonly string[] {
  const whole = Buffer.concat([Buffer.alloc(shift), bytes])
  const from = Math.ceil((shift * 8) / 6)
  const to = Math.floor((whole.length * 8) / 6)
  return [whole.toString('base64').slice(from, to), whole.toString('base64url').slice(from, to)]
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
}
