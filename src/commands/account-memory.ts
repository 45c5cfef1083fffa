import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Command } from 'commander'
import type { Uploads } from '../api/list.js'
import type { Account } from '../api/me.js'
import type { ApiKey } from '../config/key.js'
import { clean } from '../domain/clean.js'
import { UserError } from '../exit.js'
import type { Client } from '../http.js'
import type { Held, Lock } from '../ledger/lock.js'
import { openClientFor } from './client.js'
import { accountGuard } from './guards.js'
import { type Job, shellWord } from './job.js'
import { ledgerPath, stateFolder } from './memory.js'
import { proxyOption, type UploadOptions } from './options.js'
import { findKey, givenKey } from './target.js'
import type { World } from './world.js'

/** The flags that say whose memory is meant. */
export type AccountOptions = Pick<
  UploadOptions,
  'config' | 'stateDir' | 'accountId' | 'apiKeyFile' | 'apiKeyStdin' | 'proxyFromEnv' | 'json'
>

/** Adds the flags that say whose memory is meant. */
export function withAccountOptions(command: Command): Command {
  return command
    .option('--account-id <id>', 'the account that is meant; then no key and no network is needed')
    .option('--state-dir <folder>', 'where the memory of earlier runs is kept, if upload was told so')
    .option('--config <file>', 'the config that names account or key (default: lettr-convert.config.json here)')
    .option('--no-config', 'look at no config')
    .option('--api-key-file <file>', 'a file, readable by you alone, that holds the API key')
    .option('--api-key-stdin', 'read the API key from standard input')
    .addOption(proxyOption)
    .option('--json', 'print one JSON document')
}

/** The account whose memory is meant, and the way to ask LettrLabs about it. */
export interface AccountMemory {
  readonly account: string
  /** Where its ledger lies, or would. */
  readonly path: string
  /** What LettrLabs lists; undefined without a key. */
  readonly uploads: (() => Promise<Uploads>) | undefined
}

/** Finds the account by flag, environment or config, else by asking LettrLabs whose the key is. */
export async function findAccount(world: World, job: Job, options: AccountOptions): Promise<AccountMemory> {
  const named = namedAccount(job)
  const key =
    named === undefined
      ? await findKey(world, job, options, await hintOf(world, job))
      : await givenKey(world, job, options)
  if (key !== undefined) world.outlet.addSecret(key.key)
  const account = named ?? (await whoseKey(world, job, key))
  return {
    account,
    path: await ledgerPath(world, job, account),
    uploads: key && (() => askUploads(world, job, key, account)),
  }
}

/** The account by flag, environment or config; undefined when none names it. */
export function namedAccount(job: Job): string | undefined {
  return job.settings.accountId.value ?? job.config.upload.account?.id
}

/** Takes the lock of a ledger; undefined where there is none, so that nothing is made. */
export async function lockIfThere({ shell }: World, path: string, command: string): Promise<Lock | Held | undefined> {
  if (!existsSync(path)) return undefined
  const [{ openStateFolder, lockPathOf }, { acquireLock }] = await Promise.all([
    import('../ledger/state-folder.js'),
    import('../ledger/lock.js'),
  ])
  openStateFolder(dirname(path), shell.userId)
  return acquireLock(lockPathOf(path), { since: shell.now().toISOString(), command, inputs: [] }, shell)
}

/** The flags that every later command about the same memory needs too. */
export function keptFlags({ config, apiKeyFile, stateDir, accountId }: AccountOptions): string {
  const named = [
    ['config', config],
    ['account-id', accountId],
    ['state-dir', stateDir],
    ['api-key-file', apiKeyFile],
  ] as const
  const flags = named.map(([name, value]) => (value ? ` --${name} ${shellWord(value)}` : '')).join('')
  return `${config === false ? ' --no-config' : ''}${flags}`
}

/** The accounts at the job's address that this computer remembers, in words; "" when there are none. */
export async function rememberedWords(world: World, job: Job): Promise<string> {
  const { headerOf, ledgersIn } = await import('../ledger/all.js')
  const accounts = ledgersIn(await stateFolder(world, job))
    .map(headerOf)
    .filter((header) => header?.baseUrl === job.settings.baseUrl.value)
    .map((header) => clean(header?.account ?? '', 60))
  if (accounts.length === 0) return ''
  return `This computer remembers account${accounts.length === 1 ? '' : 's'} ${accounts.join(', ')}.`
}

async function hintOf(world: World, job: Job): Promise<string> {
  const remembered = await rememberedWords(world, job)
  const hint =
    'Name the account with --account-id; or give the key: LETTRLABS_API_KEY, --api-key-file FILE, --api-key-stdin.'
  return remembered === '' ? hint : `${hint} ${remembered}`
}

async function whoseKey(world: World, job: Job, key: ApiKey | undefined): Promise<string> {
  const account = key && (await withClient(world, job, key, (client) => askAccount(job, client, key)))
  const stranger = account && accountGuard({ job }, account)
  if (stranger !== undefined) throw stranger
  if (account?.id !== undefined) return account.id
  throw new UserError('LettrLabs does not say which account the key belongs to.', 'Name it with --account-id.')
}

async function askAccount(job: Job, client: Client, key: ApiKey): Promise<Account> {
  const [{ readAccount }, { keyWarnings }] = await Promise.all([import('../api/me.js'), import('../config/key.js')])
  const baseUrl = job.settings.baseUrl.value
  return readAccount(client, { baseUrl, keySource: key.from, keyFaults: keyWarnings(key.key) })
}

/** A key of another account would bring another account's uploads. */
async function askUploads(world: World, job: Job, key: ApiKey, account: string): Promise<Uploads> {
  const { listUploads } = await import('../api/list.js')
  try {
    return await withClient(world, job, key, async (client) => {
      const told = (await askAccount(job, client, key)).id
      if (told === undefined || told === account) return listUploads(client)
      return { kind: 'silent', why: `the key belongs to account ${clean(told, 60)}` }
    })
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return { kind: 'silent', why: error.message.replace(/\.$/, '') }
  }
}

async function withClient<T>(world: World, job: Job, key: ApiKey, work: (client: Client) => Promise<T>): Promise<T> {
  const client = await openClientFor(world, job, key)
  try {
    return await work(client)
  } finally {
    await client.destroy()
  }
}
