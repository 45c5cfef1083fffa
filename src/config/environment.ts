import { nearest } from '../domain/nearest.js'

/** The environment as it was handed in. */
export type Environment = ReadonlyMap<string, string> | { readonly [name: string]: string | undefined }

/** The variable of the environment; one that is set to nothing counts as not set. */
export function variable(env: Environment, name: string): string | undefined {
  const value = env instanceof Map ? env.get(name) : Object.hasOwn(env, name) ? Reflect.get(env, name) : undefined
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** `batchSize` is `--batch-size`. */
export function flagName(name: string): string {
  return `--${kebab(name)}`
}

/** `batchSize` is `LETTR_CONVERT_BATCH_SIZE`. */
export function variableOf(name: string): string {
  return `LETTR_CONVERT_${kebab(name).replaceAll('-', '_').toUpperCase()}`
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
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
  'STALE_AFTER',
  'LIMIT',
  'STATE_DIR',
  'ACCOUNT_ID',
  'MAX_WAIT',
  'MAX_DURATION',
  'RATE',
  'FAIL_ON',
  'SINCE',
  'DRY_RUN',
  'JSON',
  'QUIET',
  'PROXY_FROM_ENV',
]

const prefix = 'LETTR_CONVERT_'

/** A sentence for each LETTR_CONVERT_ variable that nothing reads: a slip, or a flag that no variable may stand for. */
export function environmentNotes(env: Environment): string[] {
  const names = env instanceof Map ? [...env.keys()] : Object.keys(env)
  return names
    .filter((name) => name.startsWith(prefix) && variable(env, name) !== undefined)
    .map((name) => name.slice(prefix.length))
    .filter((rest) => !known.includes(rest))
    .map((rest) => `The environment variable ${prefix}${rest} is not known and changes nothing${ending(rest)}`)
}

function ending(rest: string): string {
  const near = nearest(rest, known)
  return near === undefined ? '.' : `; did you mean ${prefix}${near}?`
}
