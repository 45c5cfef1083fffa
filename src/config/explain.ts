import type { Settings } from './settings.js'
import type { MaxRejects } from './values.js'

/** A setting as the check command lists it. */
export interface Explained {
  readonly name: string
  readonly value: string
  readonly from: string
}

/** Every setting in words, in the order of Settings. */
export function explain(settings: Settings): Explained[] {
  return Object.entries(settings).map(([name, { value, from }]) => ({ name, value: inWords(name, value), from }))
}

const found: readonly string[] = ['encoding', 'delimiter', 'format']

function inWords(name: string, value: string | number | boolean | MaxRejects | undefined): string {
  if (value === undefined) return found.includes(name) ? 'found out from the file' : 'none'
  if (typeof value === 'object') return value.kind === 'count' ? String(value.n) : `${value.percent}%`
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (name === 'timeout') return `${value} s`
  return name === 'delimiter' && value === '\t' ? 'tab' : String(value)
}
