import { UserError } from '../exit.js'

export type BaseUrl =
  | { readonly kind: 'url'; readonly url: string }
  /** `allowed` never repeats the text, which may hold a password. */
  | { readonly kind: 'problem'; readonly allowed: string }

/** Judges an API address: https, or http on a loopback address; no user info, query or fragment; the trailing slash goes. */
export function readBaseUrl(text: string): BaseUrl {
  const trimmed = text.trim()
  if (/[\s\p{Cc}\\]/u.test(trimmed) || !URL.canParse(trimmed)) {
    return problem('it must be an address such as https://app.lettrlabs.com/api')
  }
  const url = new URL(trimmed)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return problem('it must begin with https://')
  if (url.username !== '' || url.password !== '' || /^[a-z]+:\/*[^/]*@/i.test(trimmed)) {
    return problem('it must not hold a user name or password')
  }
  if (trimmed.includes('?')) return problem('it must not hold a query (the part from "?" on)')
  if (trimmed.includes('#')) return problem('it must not hold a fragment (the part from "#" on)')
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    return problem('it must begin with https://, because http would show the key to others on the way')
  }
  return { kind: 'url', url: `${url.origin}${url.pathname}`.replace(/\/+$/, '') }
}

/** The address made regular, as by readBaseUrl; a UserError that says where it came from when it may not be used. */
export function checkBaseUrl(text: string, from: string): string {
  const read = readBaseUrl(text)
  if (read.kind === 'url') return read.url
  throw new UserError(`${from}: the API address can't be used; ${read.allowed}`, 'Nothing was sent.')
}

/** Whether a host name as the URL class writes it can only mean this machine. */
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname)
}

function problem(allowed: string): BaseUrl {
  return { kind: 'problem', allowed }
}
