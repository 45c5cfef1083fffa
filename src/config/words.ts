import { nearest } from '../domain/nearest.js'

const longestShown = 60

/** A value as messages show it: text in quotes and cut to 60 characters, never anything that looks like an API key. */
export function show(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list'
  if (typeof value === 'object' && value !== null) return 'an object'
  if (typeof value !== 'string') return String(value)
  if (looksLikeKey(value)) return '(looks like an API key, not shown)'
  const cut = value.length > longestShown ? `${value.slice(0, longestShown)}…` : value
  return JSON.stringify(cut)
}

/** `a`, `b` and `c` as "a, b or c". */
export function eitherOf(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
}

/** The end of a sentence that names the word that was probably meant; empty when there is none. */
export function guess(value: unknown, words: readonly string[]): string {
  const near = typeof value === 'string' ? nearest(value, words) : undefined
  return near === undefined ? '' : `; did you mean ${show(near)}?`
}

/** Whether a text holds what LettrLabs keys begin with. */
export function looksLikeKey(text: string): boolean {
  return /LL-API-/i.test(text)
}
