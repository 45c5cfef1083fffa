import { hash } from 'node:crypto'
import type { Address, Conversion } from './conversion.js'
import { hexOf, type Mark } from './mark.js'

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
    const whole = digest(`content\0${canonical(conversion)}`)
    const like = digest(`like\0${eventDate}\0${plainAmount(revenue)}\0${storeId ?? ''}`)
    return [whole[0], whole[1], whole[2], whole[3], like[0], like[1]]
  }
  const [content, all] = contentPart(conversion)
  return orderMark(orderId, storeId, content, all)
}

/** The mark of a sale with the same content, in the same store, under this order id. */
export function underOrderId(mark: Mark, orderId: string, storeId: string | undefined): Mark {
  return orderMark(orderId, storeId, mark[4], mark[5])
}

function orderMark(orderId: string, storeId: string | undefined, content: number, all: number): Mark {
  const order = digest(`order\0${orderId}`)
  if (storeId === undefined) return [order[0], order[1], order[2], order[3], content, all]
  const store = digest(`store\0${storeId}\0${orderId}`)
  return [order[0], order[1], store[0], store[1], content, all]
}

/** The mark of a sale without order id that stands in its file for the n-th time, from 2. */
export function nthMark(mark: Mark, n: number): Mark {
  const [first, second, third, fourth] = digest(`nth\0${hexOf(mark)}\0${n}`)
  return [first, second, third, fourth, mark[4], mark[5]]
}

/** The mark of rows that were rejected, by their own cells as written. */
export function rejectMark(rowDigests: readonly string[]): Mark {
  return digest(`rejected\0${rowDigests.join('\0')}`)
}

/** The first 192 bits of a SHA-256. */
function digest(text: string): Mark {
  const bytes = hash('sha256', text, 'binary')
  return [word(bytes, 0), word(bytes, 4), word(bytes, 8), word(bytes, 12), word(bytes, 16), word(bytes, 20)]
}

/** Four bytes as one number, the first the highest. */
function word(bytes: string, at: number): number {
  const high = (bytes.charCodeAt(at) << 24) | (bytes.charCodeAt(at + 1) << 16)
  return high | (bytes.charCodeAt(at + 2) << 8) | bytes.charCodeAt(at + 3)
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
function contentPart(conversion: Conversion): readonly [number, number] {
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
  return [parts, whole]
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
