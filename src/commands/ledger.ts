import { dirname } from 'node:path'
import { Argument, Command } from 'commander'
import { clean } from '../domain/clean.js'
import { nearest } from '../domain/nearest.js'
import { type ExitCode, exitCodes, UserError } from '../exit.js'
import type { LedgerFacts } from '../ledger/inspect.js'
import { compactedLine, type LedgerReport, statsLines, verifiedLine } from '../report/ledger-text.js'
import { type AccountOptions, findAccount, lockIfThere, namedAccount, withAccountOptions } from './account-memory.js'
import type { Job } from './job.js'
import { ledgerPath, stateFolder } from './memory.js'
import type { World } from './world.js'

const examples = `Examples:
  npx lettr-convert ledger verify                    read every ledger on this computer from end to end
  npx lettr-convert ledger stats --account-id 7      what is remembered of account 7
  npx lettr-convert ledger compact --account-id 7    make its file smaller; nothing is forgotten

The ledger is the file that remembers what was sent, so that nothing is sent twice. There is one for each account, and it
holds no customer data. Without --account-id (or a config or key that says the account) all of them are meant.
`

const deeds = ['verify', 'stats', 'compact'] as const
type Deed = (typeof deeds)[number]

/** Looks after the memory of what was sent. */
export function command(world: World): Command {
  const what = new Argument('<what>', 'verify: read it whole; stats: what it holds; compact: make it smaller')
  return withAccountOptions(new Command('ledger').addArgument(what))
    .addHelpText('before', `${examples}\n`)
    .action(async (word: string, options: AccountOptions) => {
      world.finish(await run(world, deedOf(word), options))
    })
}

function deedOf(word: string): Deed {
  const found = deeds.find((deed) => deed === word)
  if (found !== undefined) return found
  const near = nearest(word, deeds)
  const meant = near === undefined ? '' : ` Did you mean ${near}?`
  throw new UserError(
    `ledger can't "${clean(word, 40)}".${meant}`,
    'It can verify, stats and compact: npx lettr-convert ledger --help',
  )
}

async function run(world: World, deed: Deed, options: AccountOptions): Promise<ExitCode> {
  const { openJob } = await import('./job.js')
  const job = await openJob(world.shell, [], options)
  const paths = await ledgerPaths(world, job, options)
  const reports: LedgerReport[] = []
  for (const path of paths) reports.push(await reportOf(world, deed, path))
  const exitCode = worst(reports.map((report) => report.exitCode))
  if (job.settings.json.value) {
    world.outlet.result(JSON.stringify({ version: 1, exitCode, does: deed, ledgers: reports }, undefined, 2))
    return exitCode
  }
  const lines = reports.flatMap((report) => linesOf(deed, report))
  const none = `There is no ledger in ${await stateFolder(world, job)}: nothing was sent from this computer yet, or its memory is elsewhere (--state-dir).`
  world.outlet.result((lines.length === 0 ? [none] : lines).join('\n'))
  return exitCode
}

/** The ledger of the account that is named, or whose key was pointed to; else all. */
async function ledgerPaths(world: World, job: Job, options: AccountOptions): Promise<readonly string[]> {
  const [{ ledgersIn }, { existsSync }] = await Promise.all([import('../ledger/all.js'), import('node:fs')])
  const named = namedAccount(job)
  const asksKey = options.apiKeyFile !== undefined || options.apiKeyStdin === true
  if (named === undefined && !asksKey) return ledgersIn(await stateFolder(world, job))
  const path = named === undefined ? (await findAccount(world, job, options)).path : await ledgerPath(world, job, named)
  if (existsSync(path)) return [path]
  throw new UserError(
    `There is no ledger of ${named === undefined ? 'the key’s account' : `account ${clean(named, 60)}`} in ${dirname(path)}.`,
    'See which there are: npx lettr-convert ledger stats. If it lies elsewhere, name its folder with --state-dir.',
  )
}

async function reportOf(world: World, deed: Deed, path: string): Promise<LedgerReport> {
  const { headerOf } = await import('../ledger/all.js')
  const { account = '', baseUrl = '' } = headerOf(path) ?? {}
  const about = { path, account, baseUrl }
  try {
    if (deed === 'compact') return { ...about, exitCode: exitCodes.done, problem: '', ...(await compact(world, path)) }
    const { inspectLedger } = await import('../ledger/inspect.js')
    const facts = inspectLedger(path)
    return { ...about, exitCode: exitCodes.done, problem: '', ...(facts && factsOf(deed, facts)) }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return { ...about, exitCode: error.exitCode, problem: `${error.message} ${error.hint}`.trim() }
  }
}

async function compact(world: World, path: string): Promise<Pick<LedgerReport, 'compacted'>> {
  const [{ compactLedger }, { inspectLedger }, { heldError }] = await Promise.all([
    import('../ledger/compact.js'),
    import('../ledger/inspect.js'),
    import('../ledger/lock.js'),
  ])
  const lock = await lockIfThere(world, path, 'ledger compact')
  if (lock?.kind === 'held') throw heldError(lock)
  try {
    const facts = inspectLedger(path)
    const isSmall = facts !== undefined && facts.bytesCompacted >= facts.bytes
    if (isSmall)
      return { compacted: { bytesBefore: facts.bytes, bytesAfter: facts.bytes, identities: facts.identities } }
    const compacted = compactLedger(path)
    return compacted === undefined ? {} : { compacted }
  } finally {
    lock?.release()
  }
}

function factsOf(deed: Deed, facts: LedgerFacts): Pick<LedgerReport, 'read' | 'holds'> {
  const { bytes, lines, tornBytes, identities, byFate, requestsInDoubt, runs, bytesCompacted } = facts
  const read = { bytes, lines, tornBytes }
  if (deed === 'verify') return { read }
  const [first, last] = [runs[0], runs.at(-1)]
  const holds = {
    identities,
    byFate,
    requestsInDoubt,
    bytesCompacted,
    runs: runs.length,
    first: first === undefined ? null : first.day,
    last:
      last === undefined ? null : { run: last.run, day: last.day, exitCode: last.exit ?? null, inputs: last.inputs },
  }
  return { read, holds }
}

function linesOf(deed: Deed, report: LedgerReport): readonly string[] {
  if (report.problem !== '') return [`WRONG ${report.problem}`]
  if (deed === 'verify') return [verifiedLine(report)]
  return deed === 'stats' ? [...statsLines(report), ''] : [compactedLine(report)]
}

/** By the order of 5-reliability: 8, 2, 5. */
function worst(codes: readonly ExitCode[]): ExitCode {
  const order = [exitCodes.disk, exitCodes.usage, exitCodes.incomplete]
  return order.find((code) => codes.includes(code)) ?? exitCodes.done
}
