import type { InputSettings } from '../domain/settings.js'
import { UserError } from '../exit.js'
import { checkBaseUrl } from './base-url.js'
import type { KeyPath } from './document.js'
import { type Environment, flagName, variable, variableOf } from './environment.js'
import type { Config } from './load.js'
import { age, dayOrInstant, duration, type Rate, rate } from './time-values.js'
import {
  delimiter,
  encoding,
  type FailOn,
  failOn,
  formats,
  type Guarding,
  type Kind,
  limits,
  type MaxRejects,
  maxRejects,
  oneOf,
  someText,
  type Volume,
  wholeNumber,
  yesOrNo,
} from './values.js'
import { guess, show } from './words.js'

/** A value, and where it came from: `flag --batch-size`, `environment LETTR_CONVERT_BATCH_SIZE`, `config orders.json:14`, `default`. */
interface Setting<T> {
  readonly value: T
  readonly from: string
}

/** The flags that settings can come from, as text as they were typed; switches are true when given. */
export interface Flags {
  readonly batchSize?: string | undefined
  readonly concurrency?: string | undefined
  readonly timeout?: string | undefined
  readonly out?: string | undefined
  readonly encoding?: string | undefined
  readonly delimiter?: string | undefined
  readonly format?: string | undefined
  readonly timezone?: string | undefined
  readonly maxRejects?: string | undefined
  readonly staleAfter?: string | undefined
  readonly unusualVolume?: boolean | undefined
  readonly otherAccount?: boolean | undefined
  readonly allowSensitive?: boolean | undefined
  readonly limit?: string | undefined
  readonly stateDir?: string | undefined
  readonly accountId?: string | undefined
  readonly maxWait?: string | undefined
  readonly maxDuration?: string | undefined
  readonly rate?: string | undefined
  readonly failOn?: string | undefined
  readonly since?: string | undefined
  readonly dryRun?: boolean | undefined
  readonly json?: boolean | undefined
  readonly quiet?: boolean | undefined
  readonly proxyFromEnv?: boolean | undefined
}

export interface Settings {
  readonly batchSize: Setting<number>
  readonly concurrency: Setting<number>
  /** Seconds. */
  readonly timeout: Setting<number>
  /** The folder that run folders are made in. */
  readonly out: Setting<string>
  readonly encoding: Setting<string | undefined>
  readonly delimiter: Setting<string | undefined>
  readonly format: Setting<InputSettings['format']>
  readonly timezone: Setting<string | undefined>
  readonly maxRejects: Setting<MaxRejects | undefined>
  /** The age in milliseconds from which on the newest sale of the input stops the run. */
  readonly staleAfter: Setting<number | 'off'>
  readonly volume: Setting<Volume>
  readonly otherAccount: Setting<Guarding>
  /** What becomes of names and addresses that hold what looks like card or social security numbers. */
  readonly sensitive: Setting<Guarding>
  /** At most so many new sales are sent. */
  readonly limit: Setting<number | undefined>
  /** The folder that the ledgers are kept in; without it the one that the system has for such things. */
  readonly stateDir: Setting<string | undefined>
  /** The account whose ledger is meant where LettrLabs does not say it. */
  readonly accountId: Setting<string | undefined>
  /** Milliseconds to wait for LettrLabs at most; without it 15 minutes, on a terminal 2. */
  readonly maxWait: Setting<number | undefined>
  /** Milliseconds that sending may take. */
  readonly maxDuration: Setting<number | undefined>
  readonly rate: Setting<Rate | undefined>
  /** Which rejected and refused sales end a run with exit 3. */
  readonly failOn: Setting<FailOn>
  /** Sales from before this instant are left out; seconds since 1970. */
  readonly since: Setting<number | undefined>
  readonly baseUrl: Setting<string>
  readonly revenue: Setting<'number' | 'string'>
  readonly dryRun: Setting<boolean>
  readonly json: Setting<boolean>
  readonly quiet: Setting<boolean>
  readonly proxyFromEnv: Setting<boolean>
}

/** The real LettrLabs API. */
export const defaultBaseUrl = 'https://app.lettrlabs.com/api'

/** Every setting by flag, else environment, else config, else default; a UserError names the source of a bad value. */
export function resolveSettings(flags: Flags, env: Environment, config: Config): Settings {
  const { input, upload } = config
  const fromConfig = <T>(value: T | undefined, path: KeyPath): Setting<T> | undefined =>
    value === undefined ? undefined : { value, from: `config ${config.file}:${config.lineOf(path)}` }
  const written = <T>(flag: keyof Flags & string, kind: Kind<T>): Setting<T> | undefined =>
    fromFlag(flag, flags[flag], kind) ?? fromEnvironment(variableOf(flag), env, kind)
  const timezone =
    written('timezone', someText) ?? fromConfig(input.timezone, ['input', 'timezone']) ?? byDefault(undefined)
  return {
    batchSize:
      written('batchSize', wholeNumber(limits.batchSize.low, limits.batchSize.high)) ??
      fromConfig(upload.batchSize, ['upload', 'batchSize']) ??
      byDefault(100),
    concurrency:
      written('concurrency', wholeNumber(limits.concurrency.low, limits.concurrency.high)) ??
      fromConfig(upload.concurrency, ['upload', 'concurrency']) ??
      byDefault(4),
    timeout:
      written('timeout', wholeNumber(limits.timeout.low, limits.timeout.high)) ??
      fromConfig(upload.timeout, ['upload', 'timeout']) ??
      byDefault(60),
    out: written('out', someText) ?? byDefault('lettr-convert-runs'),
    encoding:
      written('encoding', encoding) ?? fromConfig(input.encoding, ['input', 'encoding']) ?? byDefault(undefined),
    delimiter:
      written('delimiter', delimiter) ?? fromConfig(input.delimiter, ['input', 'delimiter']) ?? byDefault(undefined),
    format: written('format', oneOf(formats)) ?? fromConfig(input.format, ['input', 'format']) ?? byDefault(undefined),
    timezone,
    maxRejects:
      written('maxRejects', maxRejects) ??
      fromConfig(upload.maxRejects, ['upload', 'maxRejects']) ??
      byDefault(undefined),
    staleAfter:
      written('staleAfter', age) ?? fromConfig(upload.staleAfter, ['upload', 'staleAfter']) ?? byDefault('off'),
    volume:
      typed('unusualVolume', flags.unusualVolume, 'any') ??
      fromConfig(upload.volume, ['upload', 'volume']) ??
      byDefault('usual'),
    otherAccount:
      typed('otherAccount', flags.otherAccount, 'allow') ??
      fromConfig(upload.otherAccount, ['upload', 'otherAccount']) ??
      byDefault('stop'),
    sensitive:
      typed('allowSensitive', flags.allowSensitive, 'allow') ??
      fromConfig(upload.sensitive, ['upload', 'sensitive']) ??
      byDefault('stop'),
    limit: written('limit', wholeNumber(1, Number.MAX_SAFE_INTEGER)) ?? byDefault(undefined),
    stateDir: written('stateDir', someText) ?? byDefault(undefined),
    accountId: written('accountId', someText) ?? byDefault(undefined),
    maxWait:
      written('maxWait', duration(0)) ?? fromConfig(upload.maxWait, ['upload', 'maxWait']) ?? byDefault(undefined),
    maxDuration:
      written('maxDuration', duration(1)) ??
      fromConfig(upload.maxDuration, ['upload', 'maxDuration']) ??
      byDefault(undefined),
    rate: written('rate', rate) ?? fromConfig(upload.rate, ['upload', 'rate']) ?? byDefault(undefined),
    failOn: written('failOn', oneOf(failOn)) ?? byDefault('any'),
    since: written('since', dayOrInstant(timezone.value)) ?? byDefault(undefined),
    baseUrl: baseUrlFrom(env) ?? fromConfig(upload.baseUrl, ['upload', 'baseUrl']) ?? byDefault(defaultBaseUrl),
    revenue: fromConfig(upload.revenue, ['upload', 'revenue']) ?? byDefault('number'),
    dryRun: written('dryRun', yesOrNo) ?? byDefault(false),
    json: written('json', yesOrNo) ?? byDefault(false),
    quiet: written('quiet', yesOrNo) ?? byDefault(false),
    proxyFromEnv: written('proxyFromEnv', yesOrNo) ?? byDefault(false),
  }
}

/** The config's input settings with what flags and environment say instead. */
export function inputSettings(settings: Settings, config: Config): InputSettings {
  const { encoding, delimiter, format, timezone } = settings
  return {
    ...config.input,
    ...(encoding.value === undefined ? {} : { encoding: encoding.value }),
    ...(delimiter.value === undefined ? {} : { delimiter: delimiter.value }),
    ...(format.value === undefined ? {} : { format: format.value }),
    ...(timezone.value === undefined ? {} : { timezone: timezone.value }),
  }
}

/** A flag that passes a guard: no variable may stand for it, for it would pass every night. */
function typed<T>(name: string, given: boolean | undefined, value: T): Setting<T> | undefined {
  return given === true ? { value, from: `flag ${flagName(name)}` } : undefined
}

function fromFlag<T>(name: string, given: string | boolean | undefined, kind: Kind<T>): Setting<T> | undefined {
  if (given === undefined) return undefined
  const from = `flag ${flagName(name)}`
  return { value: read(String(given), kind, from), from }
}

function fromEnvironment<T>(name: string, env: Environment, kind: Kind<T>): Setting<T> | undefined {
  const given = variable(env, name)
  if (given === undefined) return undefined
  const from = `environment ${name}`
  return { value: read(given, kind, from), from }
}

function read<T>(text: string, kind: Kind<T>, from: string): T {
  const value = kind.read(text)
  if (value !== undefined) return value
  const near = guess(text, kind.words ?? [])
  throw new UserError(`${from} is ${show(text)}; it must be ${kind.allowed}${near}${near === '' ? '.' : ''}`, '')
}

function baseUrlFrom(env: Environment): Setting<string> | undefined {
  const name = 'LETTRLABS_API_BASE_URL'
  const given = variable(env, name)
  if (given === undefined) return undefined
  const from = `environment ${name}`
  return { value: checkBaseUrl(given, from), from }
}

function byDefault<T>(value: T): Setting<T> {
  return { value, from: 'default' }
}
