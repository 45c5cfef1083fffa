import { writeUtc } from '../domain/calendar.js'
import type { Settings } from './settings.js'
import { ageWords, durationWords, type Rate } from './time-values.js'
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

const absent: { readonly [name: string]: string } = {
  encoding: 'found out from the file',
  delimiter: 'found out from the file',
  format: 'found out from the file',
  stateDir: 'where this system keeps such things',
  maxWait: '15m, on a terminal 2m',
}

function inWords(name: string, value: string | number | boolean | MaxRejects | Rate | undefined): string {
  if (value === undefined) return absent[name] ?? 'none'
  if (typeof value === 'object') return ofParts(value)
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'number') return ofNumber(name, value)
  return name === 'delimiter' && value === '\t' ? 'tab' : value
}

function ofParts(value: MaxRejects | Rate): string {
  if ('per' in value) return `${value.requests}/${value.per}`
  return value.kind === 'count' ? String(value.n) : `${value.percent}%`
}

function ofNumber(name: string, value: number): string {
  if (name === 'timeout') return `${value} s`
  if (name === 'staleAfter') return ageWords(value)
  if (name === 'maxWait' || name === 'maxDuration') return durationWords(value)
  return name === 'since' ? writeUtc(value) : String(value)
}
