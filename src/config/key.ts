import { platform } from 'node:os'
import { UserError } from '../exit.js'
import { type Environment, variable } from './environment.js'
import type { Config } from './load.js'
import { readSmallFile } from './small-file.js'
import { looksLikeKey } from './words.js'

/** An API key, and where it came from in words; the key itself belongs in no message. */
export interface ApiKey {
  readonly key: string
  readonly from: string
}

export interface KeySources {
  readonly env: Environment
  /** What `--api-key-file` named. */
  readonly file: string | undefined
  readonly stdin: AsyncIterable<Uint8Array | string>
  /** Whether `--api-key-stdin` was given. */
  readonly fromStdin: boolean
  readonly config: Config
}

const environmentName = 'LETTRLABS_API_KEY'
const mostBytes = 4096
const keyBelongs = `Write the key to a file that only you can read, or set ${environmentName}.`

/**
 * The key by flag, else environment, else config; undefined when none gives one. A config that binds a key is not
 * overruled by another one in the environment: that would be the wrong pair, so it is a UserError.
 */
export async function readKey({ env, file, stdin, fromStdin, config }: KeySources): Promise<ApiKey | undefined> {
  if (fromStdin && file !== undefined) {
    throw new UserError('--api-key-stdin and --api-key-file are both given.', 'Give one of them.')
  }
  if (fromStdin) return checkedKey(await firstLine(stdin), '--api-key-stdin')
  if (file !== undefined) return await keyFromFile(file, `--api-key-file ${file}`)
  const given = variable(env, environmentName)
  const free = given === undefined ? undefined : checkedKey(given, `environment ${environmentName}`)
  const bound = await boundKey(env, config)
  if (free !== undefined && bound !== undefined && free.key !== bound.key) {
    throw new UserError(
      `${free.from} holds another key than ${bound.from}.`,
      `Unset ${environmentName}, or use a config that names no key.`,
    )
  }
  return bound ?? free
}

/** The key without outer blanks; a UserError that doesn't show it when it is empty or can't be a key. */
export function checkedKey(text: string, from: string): ApiKey {
  const key = text.replace(/^\uFEFF/, '').trim()
  if (key === '') throw new UserError(`The key from ${from} is empty.`, 'Put the LettrLabs API key there.')
  if (!/^[\x20-\x7E]+$/.test(key)) {
    const fault = /[\r\n]/.test(key) ? 'has more than one line' : 'holds characters that no key has'
    throw new UserError(`The key from ${from} ${fault}.`, 'Copy it again from LettrLabs, as plain text on one line.')
  }
  return { key, from }
}

/** What looks wrong about a key, as sentences that don't show it; each may still be right. */
export function keyWarnings(key: string): string[] {
  const warnings: string[] = []
  if (/\s/.test(key)) warnings.push('The key has a blank inside it.')
  if (/^["'`]|["'`]$/.test(key)) warnings.push('The key has quotes around it.')
  if (!/^["'`]?LL-API-/.test(key)) warnings.push('The key does not start with LL-API-, as LettrLabs keys usually do.')
  return warnings
}

async function boundKey(env: Environment, config: Config): Promise<ApiKey | undefined> {
  const { apiKeyEnv, apiKeyFile } = config.upload
  const at = (key: string) => `config ${config.file}:${config.lineOf(['upload', key])}`
  if (apiKeyFile !== undefined) return await keyFromFile(apiKeyFile, `${at('apiKeyFile')} (file ${apiKeyFile})`)
  if (apiKeyEnv === undefined) return undefined
  const given = variable(env, apiKeyEnv)
  if (given !== undefined) return checkedKey(given, `${at('apiKeyEnv')} (environment ${apiKeyEnv})`)
  throw new UserError(
    `${at('apiKeyEnv')} takes the key from the environment variable ${apiKeyEnv}, which is not set.`,
    `Set ${apiKeyEnv} to the LettrLabs API key.`,
  )
}

async function keyFromFile(path: string, from: string): Promise<ApiKey> {
  const read = await readSmallFile(path, mostBytes)
  if (read.kind === 'absent' && looksLikeKey(path)) {
    throw new UserError('A file that holds the key was expected; what was given looks like a key.', keyBelongs)
  }
  if (read.kind === 'absent') throw new UserError(`${from}: there is no such file.`, 'Check the path of the key file.')
  if (read.kind === 'not-a-file')
    throw new UserError(`${from} is not a regular file.`, 'Name the file that holds the key.')
  if (read.kind === 'too-large') {
    throw new UserError(`${from} is larger than 4 KiB.`, 'The file must hold the key and nothing else.')
  }
  if (read.kind === 'unreadable') throw new UserError(`${from} can't be read (${read.code}).`, 'Check who may read it.')
  if (platform() !== 'win32' && (read.mode & 0o077) !== 0) {
    throw new UserError(`${from} can be read or changed by other people on this computer.`, `Run: chmod 600 ${path}`)
  }
  return checkedKey(Buffer.from(read.bytes).toString('utf8'), from)
}

async function firstLine(stream: AsyncIterable<Uint8Array | string>): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk)
    chunks.push(bytes)
    size += bytes.length
    if (bytes.includes(0x0a) || size > mostBytes) break
  }
  const [line] = Buffer.concat(chunks).toString('utf8').split(/\r?\n/)
  if (Buffer.byteLength(line!) > mostBytes) {
    throw new UserError(
      'The first line of standard input is longer than 4 KiB.',
      'It must be the key and nothing else.',
    )
  }
  return line!
}
