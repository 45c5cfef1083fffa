import { Command } from 'commander'
import type { Upload } from '../api/list.js'
import { clean } from '../domain/clean.js'
import { type ExitCode, exitCodes, UserError } from '../exit.js'
import type { Ledger } from '../ledger/ledger.js'
import type { Held } from '../ledger/lock.js'
import type { LedgerPlace } from '../ledger/open.js'
import type { LedgerView } from '../ledger/view.js'
import type { OpenDocument, Settled } from '../report/open.js'
import { version } from '../version.js'
import {
  type AccountMemory,
  type AccountOptions,
  findAccount,
  keptFlags,
  lockIfThere,
  rememberedWords,
  withAccountOptions,
} from './account-memory.js'
import { type Job, shellWord } from './job.js'
import type { Open, Wish } from './settle.js'
import type { World } from './world.js'

const examples = `Examples:
  npx lettr-convert resolve                                         list what is open; on a terminal, settle it
  npx lettr-convert resolve --account-id 7                          the same without a key and without network
  npx lettr-convert resolve --request 12 --as delivered             LettrLabs has its sales: never send them again
  npx lettr-convert resolve --request 12 13 --as not-delivered      LettrLabs has them not: the next upload sends them
  npx lettr-convert resolve --run 3 --as dismissed                  never send what run 3 left unsent

A request is in doubt when it left and no answer said what became of it. Whether its sales arrived, only LettrLabs can
say: look in your account there, or ask them. Nothing is sent here; to send what is in doubt again, settle it as
not-delivered, or run the upload again (with --resend-in-doubt for sales without order id, which then may count twice).
`

interface ResolveOptions extends AccountOptions {
  readonly request?: readonly string[]
  readonly run?: readonly string[]
  readonly as?: string
}

/** Lists what is in doubt or left unsent for an account, and settles it by a person's word. */
export function command(world: World): Command {
  const resolve = new Command('resolve')
    .option('--request <n...>', 'settle these requests in doubt')
    .option('--run <n...>', 'dismiss what these runs left unsent')
    .option('--as <word>', 'what became of them: delivered, not-delivered or dismissed')
  return withAccountOptions(resolve)
    .addHelpText('before', `${examples}\n`)
    .action(async (options: ResolveOptions) => {
      world.finish(await run(world, options))
    })
}

async function run(world: World, options: ResolveOptions): Promise<ExitCode> {
  const [{ openJob }, { wishOf }] = await Promise.all([import('./job.js'), import('./settle.js')])
  const wish = wishOf(options)
  const { request: _, run: __, as: ___, ...flags } = options
  const job = await openJob(world.shell, [], flags)
  const memory = await findAccount(world, job, options)
  const place = { path: memory.path, account: memory.account, baseUrl: job.settings.baseUrl.value }
  const { readLedger } = await import('../ledger/open.js')
  const first = readLedger(place.path, place)
  if (first === undefined) return reportNothing(world, job, memory, wish)
  return resolveOpen(world, { job, memory, place, wish, options }, await hints(memory, first))
}

interface Session {
  readonly job: Job
  readonly memory: AccountMemory
  readonly place: LedgerPlace
  readonly wish: Wish | undefined
  readonly options: ResolveOptions
}

/** Who only looks takes no lock: a list must keep no upload away. */
async function resolveOpen(world: World, session: Session, { uploads, unknown }: Hints): Promise<ExitCode> {
  const { job, memory, place, wish, options } = session
  const [{ openItems }, { readLedger }, { heldError, lockHolder }, { lockPathOf }] = await Promise.all([
    import('./open-items.js'),
    import('../ledger/open.js'),
    import('../ledger/lock.js'),
    import('../ledger/state-folder.js'),
  ])
  // In this order: what a run still had on its way that has ended by now must not look like a doubt.
  const held = lockHolder(lockPathOf(place.path), world.shell)
  const view = readLedger(place.path, place)
  if (view === undefined) return reportNothing(world, job, memory, wish)
  const busyRun = runOf(held, view)
  const itemsOf = (one: LedgerView): Open => openItems(one, { cwd: world.shell.cwd, uploads, busyRun })
  const open = itemsOf(view)
  const { account, path: ledger } = memory
  const found = { account, ledger, busy: held === undefined ? '' : heldError(held).message, uploadsUnknown: unknown }
  const isOpen = open.requests.length + open.runs.length > 0
  const isAsked = isOpen && held === undefined && asksPerson(world, job, options)
  if (wish === undefined && !isAsked) return print(world, options, { ...found, ...open, settled: [] }, 'list')
  return withLedger(world, place, async (own) => {
    const items = itemsOf(own)
    const settled = wish === undefined ? await askPerson(world, own, items, found) : await settleBy(own, items, wish)
    return print(world, options, { ...found, ...itemsOf(own), settled }, wish === undefined ? 'end' : 'settled')
  })
}

/** The number of the run under way; none while it has sent nothing yet. */
function runOf(held: Held | undefined, view: LedgerView): number | undefined {
  const last = view.runs.at(-1)
  if (held === undefined || last?.exit !== undefined) return undefined
  return held.holder !== undefined && last !== undefined && last.at < held.holder.since ? undefined : last?.run
}

async function withLedger(
  world: World,
  place: LedgerPlace,
  work: (ledger: Ledger) => Promise<ExitCode>,
): Promise<ExitCode> {
  const [{ openLedger }, { heldError }] = await Promise.all([import('../ledger/open.js'), import('../ledger/lock.js')])
  const lock = await lockIfThere(world, place.path, 'resolve')
  if (lock?.kind === 'held') throw heldError(lock)
  try {
    const ledger = await openLedger({ ...place, tool: version, now: () => world.shell.now() })
    return await work(ledger).finally(() => ledger.close())
  } finally {
    lock?.release()
  }
}

function asksPerson({ shell }: World, job: Job, { apiKeyStdin }: ResolveOptions): boolean {
  return !job.settings.json.value && shell.stdin.isTTY === true && apiKeyStdin !== true
}

async function askPerson(world: World, ledger: Ledger, open: Open, found: Found): Promise<readonly Settled[]> {
  const [{ askAll }, { headLines }] = await Promise.all([import('./ask-open.js'), import('../report/open-text.js')])
  world.outlet.talk(headLines({ ...found, ...open }).join('\n'))
  return askAll(world, ledger, open)
}

async function settleBy(ledger: Ledger, open: Open, wish: Wish): Promise<readonly Settled[]> {
  return (await import('./settle.js')).settleWish(ledger, open, wish)
}

interface Hints {
  readonly uploads: readonly Upload[]
  /** Why they are not known; "" when they are, or nobody needs them. */
  readonly unknown: string
}

/** What LettrLabs lists; only asked when there is a doubt and a key. */
async function hints({ uploads }: AccountMemory, view: LedgerView): Promise<Hints> {
  if (view.doubts().length === 0) return { uploads: [], unknown: '' }
  if (uploads === undefined) return { uploads: [], unknown: 'no key was given' }
  const told = await uploads()
  return told.kind === 'list' ? { uploads: told.uploads, unknown: '' } : { uploads: [], unknown: told.why }
}

/** There is no ledger: nothing was ever sent from here, or another account or folder is meant. */
async function reportNothing(world: World, job: Job, memory: AccountMemory, wish: Wish | undefined): Promise<ExitCode> {
  const remembered = await rememberedWords(world, job)
  const where = `Nothing was sent to account ${clean(memory.account, 60)} from this computer yet`
  const hint = `If it was, name the folder of its memory with --state-dir; looked for was ${memory.path}.${remembered === '' ? '' : ` ${remembered}`}`
  if (wish !== undefined) throw new UserError(`${where}: there is nothing to settle.`, hint)
  const empty = { requests: [], runs: [], settled: [], uploadsUnknown: '', busy: '', next: '' }
  const document: OpenDocument = {
    version: 1,
    exitCode: exitCodes.done,
    account: memory.account,
    ledger: memory.path,
    ...empty,
  }
  if (job.settings.json.value) world.outlet.result(JSON.stringify(document, undefined, 2))
  else world.outlet.result(`${where}: nothing is open.\n${hint}`)
  return exitCodes.done
}

/** What is known beside the open items. */
type Found = Pick<OpenDocument, 'account' | 'ledger' | 'busy' | 'uploadsUnknown'>

async function print(
  world: World,
  options: ResolveOptions,
  found: Found & Open & { readonly settled: readonly Settled[] },
  how: 'list' | 'settled' | 'end',
): Promise<ExitCode> {
  const { endLines, listLines, settledLine } = await import('../report/open-text.js')
  const exitCode = codeOf(found)
  const document: OpenDocument = { version: 1, exitCode, ...found, next: nextOf(world, found, options) }
  if (options.json === true) {
    world.outlet.result(JSON.stringify(document, undefined, 2))
    return exitCode
  }
  const done = how === 'settled' ? found.settled.map(settledLine) : []
  const flags = keptFlags(options)
  const lines = how === 'list' ? listLines(document, flags) : done
  world.outlet.result([...lines, ...endLines(document)].join('\n'))
  return exitCode
}

function codeOf({ requests, runs }: Open): ExitCode {
  if (requests.length > 0) return exitCodes.doubt
  return runs.length > 0 ? exitCodes.incomplete : exitCodes.done
}

/** The literal command to type next. */
function nextOf({ shell }: World, { requests, runs }: Open, options: ResolveOptions): string {
  const flags = keptFlags(options)
  const upload = (inputs: readonly string[]): string =>
    `npx lettr-convert upload ${inputs.map(shellWord).join(' ')}${flags}`
  const held = requests.find(({ withOrderIds }) => !withOrderIds)
  const [request, run] = [held ?? requests[0], runs[0]]
  if (request === undefined) return run === undefined ? '' : upload(run.inputs)
  if (request.withOrderIds) return upload(request.inputs)
  if (shell.stdin.isTTY === true) return `npx lettr-convert resolve${flags}`
  return `find out at LettrLabs whether request ${request.request} arrived, then: npx lettr-convert resolve --request ${request.request} --as delivered${flags} (or --as not-delivered)`
}
