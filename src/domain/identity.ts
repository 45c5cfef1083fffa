import { hash } from 'node:crypto'
import type { Address, Conversion } from './conversion.js'
import type { Mark } from './memory.js'

/** Raised whenever the same sale would get another mark than before; part of every recipe. */
export const markVersion = 1

/**
 * The mark of a sale. With an order id its identity is order and store id; without, its whole content, the first time it stands
 * in a file (see `nthMark`). The content part then tells apart what would be sent, or, without order id, names date, amount and
 * store only, so that a corrected e-mail can be recognised. How the amount is written (12.5, 12.50) makes no difference.
 */
export function markOf(conversion: Conversion): Mark {
  const { orderId, storeId } = conversion
  if (orderId === undefined) {
    const { eventDate = '', revenue = '' } = conversion
    return (
      digest(`content\0${canonical(conversion)}`, 32) +
      digest(`like\0${eventDate}\0${plainAmount(revenue)}\0${storeId ?? ''}`, 16)
    )
  }
  const order = digest(`order\0${orderId}`, 32)
  const identity = storeId === undefined ? order : order.slice(0, 16) + digest(`store\0${storeId}\0${orderId}`, 16)
  return identity + contentPart(conversion)
}

/** The mark of a sale without order id that stands in its file for the n-th time, from 2. */
export function nthMark(mark: Mark, n: number): Mark {
  return digest(`nth\0${mark}\0${n}`, 32) + mark.slice(32)
}

/** The mark of rows that were rejected, by their own cells as written. */
export function rejectMark(rowDigests: readonly string[]): Mark {
  return digest(`rejected\0${rowDigests.join('\0')}`, 48)
}

/** Whether two marks are of the same sale. */
export function sameSale(one: Mark, other: Mark): boolean {
  return one.slice(0, 32) === other.slice(0, 32)
}

function digest(text: string, digits: number): string {
  return hash('sha256', text, 'hex').slice(0, digits)
}

function canonical(conversion: Conversion): string {
  const parts = Object.entries(conversion).sort(([one], [other]) => (one < other ? -1 : 1))
  return JSON.stringify(parts.map(([name, value]) => [name, name === 'revenue' ? plainAmount(String(value)) : value]))
}

/** A decimal without zeros at its end. */
function plainAmount(amount: string): string {
  return amount.endsWith('0') && amount.includes('.') ? amount.replace(/\.?0+$/, '') : amount
}

/** 10 bits of the amount, 10 of the date, 12 of the identifiers, then 32 of everything that would be sent. */
function contentPart(conversion: Conversion): string {
  let amount = 0
  let date = 0
  let identifiers = 0
  let other = 0
  for (const name in conversion) {
    const value = conversion[name as keyof Conversion]
    if (value === undefined || name === 'orderId' || name === 'storeId') continue
    const seed = name.length + name.charCodeAt(0) * 256
    if (typeof value === 'object') identifiers = mixParts(identifiers ^ seed, value)
    else if (name === 'revenue') amount = mix(1, plainAmount(value))
    else if (name === 'eventDate') date = mix(2, value)
    else if (identifying.has(name)) identifiers = (identifiers + mix(seed, value)) | 0
    else other = (other + mix(seed, value)) | 0
  }
  const whole = stir(amount ^ Math.imul(date, 31) ^ Math.imul(identifiers, 961) ^ Math.imul(other, 29791))
  const parts = (stir(amount) & 0xffc00000) | ((stir(date) >>> 10) & 0x3ff000) | (stir(identifiers) >>> 20)
  return hex(parts) + hex(whole)
}

const identifying: ReadonlySet<string> = new Set([
  'primaryEmail',
  'secondaryEmail',
  'primaryPhoneNumber',
  'secondaryPhoneNumber',
  'couponCode',
])

function mixParts(seed: number, parts: Address): number {
  let state = seed
  for (const part in parts) state = mix(state + part.charCodeAt(0), parts[part as keyof Address] ?? '')
  return state
}

/** A multiply-and-xor hash of 32 bits: it only has to notice changes, identities are SHA-256. */
function mix(seed: number, text: string): number {
  let state = seed ^ text.length
  for (let at = 0; at < text.length; at += 1) {
    state = Math.imul(state ^ text.charCodeAt(at), 0x5bd1e995)
    state ^= state >>> 15
  }
  return state
}

/** Spreads what differs over all bits. */
function stir(state: number): number {
  const once = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
  const twice = Math.imul(once ^ (once >>> 15), 0x735a2d97)
  return twice ^ (twice >>> 15)
}

const hexBytes: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** Eight digits of a number of 32 bits; `toString(16)` takes ten times as long. */
function hex(word: number): string {
  return `${hexBytes[word >>> 24]}${hexBytes[(word >>> 16) & 255]}${hexBytes[(word >>> 8) & 255]}${hexBytes[word & 255]}`
}
