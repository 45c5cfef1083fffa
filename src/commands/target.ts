import type { Account } from '../api/me.js'
import { type ApiKey, keyWarnings, readKey } from '../config/key.js'
import { typeKey } from '../config/type-key.js'
import type { Attempt } from '../domain/attempt.js'
import { clean } from '../domain/clean.js'
import { UserError } from '../exit.js'
import type { Summary } from '../report/summary.js'
import { openClientFor } from './client.js'
import { accountGuard, accountWords, placeWords } from './guards.js'
import type { Job } from './job.js'
import type { UploadOptions } from './options.js'
import type { World } from './world.js'

/** Where an upload goes: LettrLabs, a stand-in, or nowhere. */
export interface Target {
  readonly mode: Summary['mode']
  readonly account: Account | undefined
  /** The wire; undefined in a dry run. */
  readonly wire: Wire | undefined
  close(): Promise<void>
}

/** The two requests that a run makes, each once and without repeating anything. */
export interface Wire {
  send(body: Buffer): Promise<Attempt>
  /** Asks for the account, which only shows whether LettrLabs is there. */
  ask(): Promise<Attempt>
}

const noTarget: Target = { mode: 'dry run', account: undefined, wire: undefined, close: async () => {} }

/** Opens the way to where the upload goes and asks whose account it is; a wrong key ends the run here, before anything is sent. */
export async function openTarget(world: World, job: Job, options: UploadOptions): Promise<Target> {
  if (job.settings.dryRun.value) return noTarget
  if (options.sandbox === true) return openSandbox(world, job, options)
  const key = await findKey(world, job, options)
  world.outlet.addSecret(key.key)
  const target = await openApi(world, job, job.settings.baseUrl.value, key, 'upload')
  const { account } = target
  const stranger = account && accountGuard({ job }, account)
  if (stranger !== undefined) {
    await target.close()
    throw stranger
  }
  if (account !== undefined && !job.settings.quiet.value) {
    const place = placeWords(job.settings.baseUrl.value)
    world.outlet.talk(`Account: ${clean(accountWords(account))}${place}, by the key from ${key.from}.`)
  }
  return target
}

/** Where a key can be named. */
type KeyOptions = Pick<UploadOptions, 'apiKeyFile' | 'apiKeyStdin'>

const noKeyHint =
  'Set LETTRLABS_API_KEY, or use --api-key-file FILE or --api-key-stdin. To rehearse without a key: --dry-run or --sandbox. Nothing was sent.'

/** The key, asked for on a terminal where none is given; a UserError with the hint where there is none. */
export async function findKey(
  world: World,
  job: Pick<Job, 'config'>,
  options: KeyOptions,
  hint = noKeyHint,
): Promise<ApiKey> {
  const given = await givenKey(world, job, options)
  const key = given ?? (await typeKey({ input: world.shell.stdin, output: world.outlet.progress }))
  if (key === undefined) throw new UserError('There is no API key.', hint)
  return key
}

/** The key that flags, environment or config give, taken out of the environment once it is read. */
export async function givenKey(
  { shell }: World,
  job: Pick<Job, 'config'>,
  options: KeyOptions,
): Promise<ApiKey | undefined> {
  const sources = {
    env: shell.env,
    file: options.apiKeyFile,
    stdin: shell.stdin,
    fromStdin: options.apiKeyStdin === true,
  }
  const found = await readKey({ ...sources, config: job.config })
  delete shell.env.LETTRLABS_API_KEY
  return found
}

async function openApi(world: World, job: Job, baseUrl: string, key: ApiKey, mode: Target['mode']): Promise<Target> {
  const [{ askAccount, readAccount }, { postBatch }] = await Promise.all([
    import('../api/me.js'),
    import('../delivery/post.js'),
  ])
  const concurrency = job.settings.concurrency.value
  const client = await openClientFor(world, job, key, { baseUrl, concurrency })
  try {
    const account = await readAccount(client, { baseUrl, keySource: key.from, keyFaults: keyWarnings(key.key) })
    const wire: Wire = { send: (body) => postBatch(client, body), ask: () => askAccount(client) }
    return {
      mode,
      account,
      wire,
      // Nothing that matters is on the wire by then; a question whether LettrLabs is there may be.
      close: () => client.destroy(),
    }
  } catch (error) {
    await client.destroy()
    throw error
  }
}

async function openSandbox(world: World, job: Job, options: UploadOptions): Promise<Target> {
  const [{ startSandbox }, { parseFaults }] = await Promise.all([
    import('../sandbox/server.js'),
    import('../sandbox/faults.js'),
  ])
  const faults = options.faults === undefined ? [] : readFaults(options.faults, parseFaults)
  const sandbox = await startSandbox({ faults })
  const key = { key: 'LL-API-sandbox', from: 'the stand-in' }
  const target = await openApi(world, job, sandbox.url, key, 'sandbox')
  return {
    ...target,
    async close() {
      await target.close()
      await sandbox.close()
    },
  }
}

/** Faults from their text; what the stand-in can't understand is a mistake of the command line. */
export function readFaults<T>(text: string, parse: (text: string) => T): T {
  try {
    return parse(text)
  } catch (error) {
    throw new UserError(`--faults: ${error instanceof Error ? error.message : String(error)}`, '')
  }
}
