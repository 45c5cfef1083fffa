import { dirname, resolve } from 'node:path'
import type { Checks, Fields, InputSettings, RecordRules } from '../domain/settings.js'
import { UserError } from '../exit.js'
import { type ConfigDocument, type Fault, type KeyPath, readDocument } from './document.js'
import { mistakesIn } from './mistakes.js'
import { configSchema, defaultChecks, type UploadSettings } from './schema.js'
import { readSmallFile } from './small-file.js'
import { unfilledIn } from './unfilled.js'
import { show } from './words.js'

/** A config after all checks, and where its keys stand. */
export interface Config {
  /** As messages name it; undefined when there is no config. */
  readonly file: string | undefined
  /** Whether it merely lay in the folder, so that nobody named it for this input. */
  readonly found: boolean
  /** The name of this stream of sales, when given. */
  readonly source: string | undefined
  /** The preset that this config builds on. */
  readonly preset: string | undefined
  readonly input: InputSettings
  readonly records: RecordRules
  /** The rules that the config names, even as an empty list: these replace a preset's. */
  readonly ruled: ReadonlySet<keyof RecordRules>
  /** Empty when the config maps nothing. */
  readonly fields: Fields
  readonly checks: Checks
  readonly upload: UploadSettings
  /** The line of a key, or of the nearest key above it that is there. */
  readonly lineOf: (path: KeyPath) => number | undefined
}

/** The file that is looked for in the working directory. */
export const configName = 'lettr-convert.config.json'

/** The config of a run without one: defaults only. */
export const noConfig: Config = {
  file: undefined,
  found: false,
  source: undefined,
  preset: undefined,
  input: { emptyValues: [] },
  records: { rows: [], keep: [] },
  ruled: new Set(),
  fields: {},
  checks: defaultChecks,
  upload: {},
  lineOf: () => undefined,
}

const largest = 256 * 1024
const rules = ['rows', 'group', 'keep'] as const

/**
 * The config named with `--config`, else the one in the working directory, else undefined; a UserError lists every
 * mistake in it.
 */
export async function loadConfig(options: {
  readonly named: string | undefined
  readonly disabled: boolean
  readonly cwd: string
}): Promise<Config | undefined> {
  if (options.disabled) return undefined
  const file = options.named ?? configName
  const path = resolve(options.cwd, file)
  const text = await readText(path, file, options.named === undefined)
  return text === undefined ? undefined : parseConfig(text, file, options.named === undefined, dirname(path))
}

/**
 * A config from its text; `found` when nobody named it, which forbids it the API address and the key's source.
 * `folder` is what a key file's path is relative to. A UserError lists every mistake, each with file and line.
 */
export function parseConfig(text: string, file: string, found: boolean, folder = dirname(file)): Config {
  const document = readDocument(text, file)
  refuseOtherVersions(document, file)
  const unfilled = unfilledIn(document)
  if (unfilled.length > 0) throw faultsError(unfilled, file)
  const parsed = configSchema.safeParse(document.value)
  const faults = [
    ...document.faults,
    ...(parsed.success ? [] : mistakesIn(parsed.error.issues, document)),
    ...changedNumbers(document),
    ...(found ? forbiddenWhenFound(document) : []),
  ]
  if (!parsed.success || faults.length > 0) throw faultsError(faults, file)
  const { source, preset, input, records, fields, checks, upload } = parsed.data
  return {
    file,
    found,
    source,
    preset,
    input: input ?? noConfig.input,
    records: records ?? noConfig.records,
    ruled: new Set(rules.filter((rule) => document.literal(['records', rule]) !== undefined)),
    fields: fields ?? noConfig.fields,
    checks: checks ?? noConfig.checks,
    upload: withKeyFile(upload ?? noConfig.upload, folder),
    lineOf: document.lineOf,
  }
}

async function readText(path: string, file: string, found: boolean): Promise<string | undefined> {
  const read = await readSmallFile(path, largest)
  if (read.kind === 'bytes') return decode(read.bytes, file)
  if (read.kind === 'absent' && found) return undefined
  if (read.kind === 'absent')
    throw new UserError(`config ${file}: there is no such file.`, 'Check the path of the config.')
  if (read.kind === 'not-a-file')
    throw new UserError(`config ${file} is not a regular file.`, 'Name the config file itself.')
  if (read.kind === 'too-large') {
    throw new UserError(`config ${file} is larger than 256 KiB.`, 'Is this the config, or an export?')
  }
  throw new UserError(`config ${file} can't be read (${read.code}).`, 'Check who may read it.')
}

function decode(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new UserError(`config ${file} is not UTF-8 text.`, 'Save it as UTF-8 in your editor.')
  }
}

/** Another version may differ in everything, so nothing else is said about it. */
function refuseOtherVersions(document: ConfigDocument, file: string): void {
  const version = Object.entries(document.value ?? {}).find(([key]) => key === 'version')?.[1]
  if (typeof version !== 'number' || version === 1) return
  throw new UserError(
    `${file}:${document.lineOf(['version'])}: version is ${version}; this lettr-convert reads version 1.`,
    'Use the lettr-convert that the config was written for, or write "version": 1.',
  )
}

/** A number that is compared as text must not change on the way: 1.50 would become 1.5. */
function changedNumbers(document: ConfigDocument): Fault[] {
  return ['rows', 'keep'].flatMap((list) => {
    const faults: Fault[] = []
    for (let index = 0; document.literal(['records', list, index]) !== undefined; index += 1) {
      const path = ['records', list, index, 'equals']
      const written = document.literal(path)
      if (written === undefined || !/^[-\d]/.test(written) || written === String(Number(written))) continue
      const text = `records.${list}[${index}].equals is ${written}; write it in quotes, "${written}", to compare it as written`
      faults.push({ line: document.lineOf(path) ?? 1, text })
    }
    return faults
  })
}

function forbiddenWhenFound(document: ConfigDocument): Fault[] {
  return ['baseUrl', 'apiKeyFile', 'apiKeyEnv'].flatMap((key) => {
    const path = ['upload', key]
    if (document.literal(path) === undefined) return []
    const text = `upload.${key} only counts in a config named with --config, because a config that merely lies in the folder could send your key astray`
    return [{ line: document.lineOf(path) ?? 1, text }]
  })
}

function faultsError(faults: readonly Fault[], file: string): UserError {
  const lines = faults.toSorted((a, b) => a.line - b.line).map(({ line, text }) => `${file}:${line}: ${text}`)
  return new UserError(lines.join('\n'), lines.length === 1 ? '' : `${lines.length} mistakes in ${show(file)}.`)
}

function withKeyFile(upload: UploadSettings, folder: string): UploadSettings {
  return upload.apiKeyFile === undefined ? upload : { ...upload, apiKeyFile: resolve(folder, upload.apiKeyFile) }
}
