import { basename, join } from 'node:path'
import type { Account } from '../api/me.js'
import type { Known } from '../domain/memory.js'
import type { Recall } from '../domain/recall.js'
import { recipeOf } from '../domain/recipe.js'
import { exitCodes, UserError } from '../exit.js'
import type { Ledger } from '../ledger/ledger.js'
import type { LedgerView } from '../ledger/view.js'
import type { Summary } from '../report/summary.js'
import { version } from '../version.js'
import type { Job } from './job.js'
import type { UploadOptions } from './options.js'
import type { World } from './world.js'

/** What earlier runs left behind, open for one run. */
export interface RunMemory {
  /** Absent when nothing of this run is remembered. */
  readonly ledger: Ledger | undefined
  /** What earlier runs left, and what of it is to be sent all the same; both absent when no earlier run is asked. */
  readonly view: LedgerView | undefined
  readonly recall: Recall | undefined
  /** What a person should know about it; "" when all is as usual. */
  readonly note: string
  close(): Promise<void>
}

/** Where the run sends, and whose account that is. */
interface Whither {
  readonly mode: Summary['mode']
  readonly account: Account | undefined
}

const nothing = async (): Promise<void> => {}

/** For runs that neither ask nor are remembered. */
export const noMemory: RunMemory = {
  ledger: undefined,
  view: undefined,
  recall: undefined,
  note: '',
  close: nothing,
}

/** Opens the memory of the account, and keeps every other run for the account away until it is closed. */
export async function openMemory(world: World, job: Job, target: Whither, options: UploadOptions): Promise<RunMemory> {
  if (target.mode === 'sandbox') return noMemory
  if (options.ledger === false) {
    const note = 'No ledger (--no-ledger): sales that earlier runs sent are sent again, and this run is not remembered.'
    return { ...noMemory, note }
  }
  return target.mode === 'dry run' ? lookBack(world, job, options) : remember(world, job, target, options)
}

/** A dry run only reads, and only for an account that somebody named. */
async function lookBack(world: World, job: Job, options: UploadOptions): Promise<RunMemory> {
  const account = job.settings.accountId.value ?? job.config.upload.account?.id
  if (account === undefined) {
    const note =
      'History was not consulted: sales that an earlier run sent count as ready here. To ask it, name the account with --account-id.'
    return { ...noMemory, note }
  }
  const [{ readLedger }, path] = await Promise.all([import('../ledger/open.js'), ledgerPath(world, job, account)])
  const known = readLedger(path, { account, baseUrl: job.settings.baseUrl.value })
  if (known === undefined)
    return { ...noMemory, note: `Nothing was sent to account ${account} from this computer yet.` }
  return { ...noMemory, view: known, recall: recallOf(known, job, options) }
}

async function remember(world: World, job: Job, target: Whither, options: UploadOptions): Promise<RunMemory> {
  const account = accountOf(job, target)
  const [{ openLedger }, { openStateFolder, lockPathOf }, { acquireLock, heldError }] = await Promise.all([
    import('../ledger/open.js'),
    import('../ledger/state-folder.js'),
    import('../ledger/lock.js'),
  ])
  const { shell } = world
  const path = await ledgerPath(world, job, account)
  openStateFolder(await stateFolder(world, job), shell.userId)
  const user = { since: shell.now().toISOString(), command: 'upload', inputs: job.paths }
  const lock = await acquireLock(lockPathOf(path), user, shell)
  if (lock.kind === 'held') throw heldError(lock)
  try {
    const baseUrl = job.settings.baseUrl.value
    const ledger = await openLedger({ path, account, baseUrl, tool: version, now: () => shell.now() })
    const close = async (): Promise<void> => {
      await ledger.close()
      lock.release()
    }
    return { ledger, view: ledger, recall: recallOf(ledger, job, options), note: '', close }
  } catch (error) {
    lock.release()
    throw error
  }
}

/** The account whose ledger is meant: never the key, which is replaced from time to time. */
function accountOf(job: Job, target: Whither): string {
  const told = target.account?.id
  const { value: given, from } = job.settings.accountId
  if (told !== undefined && given !== undefined && told !== given) {
    throw new UserError(
      `The key belongs to account ${told}, but ${from} says ${given}.`,
      'Nothing was sent. Use the key of that account, or leave the flag out.',
      exitCodes.guard,
    )
  }
  const account = told ?? given
  if (account !== undefined) return account
  throw new UserError(
    'LettrLabs does not say which account the key belongs to, and the memory of what was sent is kept by account.',
    'Nothing was sent. Name it with --account-id, always the same for the same account; or send without memory: --no-ledger.',
  )
}

function recallOf(known: Known, job: Job, options: UploadOptions): Recall {
  return {
    known,
    mapping: sourceOf(job).recipe.contents,
    resend: options.resend === true,
    resendChanged: options.resendChanged === true,
    resendInDoubt: options.resendInDoubt === true,
    retryRefused: options.retryRefused === true,
  }
}

/** The folder in which the ledgers of all accounts lie; it may not be there yet. */
export async function stateFolder({ shell }: World, job: Pick<Job, 'settings'>): Promise<string> {
  const { stateFolderPath } = await import('../ledger/state-folder.js')
  const { cwd, env, platform } = shell
  return stateFolderPath({ given: job.settings.stateDir.value, cwd, env, platform, homeDir: shell.homeDir })
}

/** Where the ledger of an account lies. */
export async function ledgerPath(world: World, job: Pick<Job, 'settings'>, account: string): Promise<string> {
  const { ledgerFileName } = await import('../ledger/state-folder.js')
  return join(await stateFolder(world, job), ledgerFileName(account, job.settings.baseUrl.value))
}

/** The stream of sales that the job belongs to, and what makes the identities in it. */
export function sourceOf(job: Job): { readonly source: string; readonly recipe: ReturnType<typeof recipeOf> } {
  const { config, plan } = job
  const source = config.source ?? (config.file === undefined ? 'columns by name' : basename(config.file))
  return { source, recipe: recipeOf(plan) }
}
