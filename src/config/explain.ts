import type { Environment, Settings } from './settings.js'
import { variable } from './settings.js'
import type { MaxRejects } from './values.js'
import { guess } from './words.js'

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

/** The config that flags and environment name, and whether there shall be none: `--config`, `--no-config`, LETTR_CONVERT_CONFIG. */
export function configChoice(
  flag: string | false | undefined,
  env: Environment,
): { readonly named: string | undefined; readonly disabled: boolean } {
  return {
    named: flag === false ? undefined : (flag ?? variable(env, 'LETTR_CONVERT_CONFIG')),
    disabled: flag === false,
  }
}

const known = [
  'CONFIG',
  'BATCH_SIZE',
  'CONCURRENCY',
  'TIMEOUT',
  'OUT',
  'ENCODING',
  'DELIMITER',
  'FORMAT',
  'TIMEZONE',
  'MAX_REJECTS',
  'LIMIT',
  'DRY_RUN',
  'JSON',
  'QUIET',
].map((name) => `LETTR_CONVERT_${name}`)

/** A sentence for each LETTR_CONVERT_ variable that nothing reads: a slip, or a flag that no variable may stand for. */
export function environmentNotes(env: Environment): string[] {
  const names = env instanceof Map ? [...env.keys()] : Object.keys(env)
  return names
    .filter((name) => name.startsWith('LETTR_CONVERT_') && !known.includes(name) && variable(env, name) !== undefined)
    .map((name) => `The environment variable ${name} is not known and changes nothing${ending(name)}`)
}

function inWords(name: string, value: string | number | boolean | MaxRejects | undefined): string {
  if (value === undefined) return name === 'limit' || name === 'maxRejects' ? 'none' : 'found out from the file'
  if (typeof value === 'object') return value.kind === 'count' ? String(value.n) : `${value.percent}%`
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (name === 'timeout') return `${value} s`
  return name === 'delimiter' && value === '\t' ? 'tab' : String(value)
}

function ending(name: string): string {
  const near = guess(name, known)
  return near === '' ? '.' : near
}
