import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { clean } from '../domain/clean.js'
import { type ExitCode, exitCodes, UserError } from '../exit.js'
import type { LedgerView } from '../ledger/view.js'
import { rememberedWords } from './account-memory.js'
import type { Job } from './job.js'
import { ledgerPath, stateFolder } from './memory.js'
import type { World } from './world.js'

/** One thing that was looked at, and the exit code that an upload would end with for it. */
export interface Checked {
  readonly name: string
  readonly ok: boolean
  readonly words: string
  readonly exitCode: ExitCode
}

/** What an upload of this account would meet of its memory: folder, ledger, what is open, and the lock. Makes nothing. */
export async function checkMemory(world: World, job: Job, account: string | undefined): Promise<readonly Checked[]> {
  const folder = await stateFolder(world, job)
  return [
    folderFinding(folder, await folderFault(world, folder)),
    ...(await ledgerFindings(world, job, account)),
    lockFinding(),
  ]
}

/** Undefined where an upload could use the folder, or make it. */
async function folderFault({ shell }: World, folder: string): Promise<UserError | undefined> {
  const { openStateFolder } = await import('../ledger/state-folder.js')
  try {
    if (existsSync(folder)) openStateFolder(folder, shell.userId)
    else accessSync(nearestFolder(folder), constants.W_OK)
    return undefined
  } catch (error) {
    if (error instanceof UserError) return error
    return new UserError(`${folder} can't be made.`, 'Name another folder with --state-dir, the same every time.')
  }
}

function nearestFolder(path: string): string {
  let folder = path
  while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder)
  return folder
}

function folderFinding(folder: string, fault: UserError | undefined): Checked {
  if (fault !== undefined) return { name: 'memory', ok: false, ...faultOf(fault) }
  return { name: 'memory', ok: true, words: `what was sent is remembered in ${folder}`, exitCode: exitCodes.done }
}

async function ledgerFindings(world: World, job: Job, account: string | undefined): Promise<readonly Checked[]> {
  const name = 'ledger'
  if (account === undefined) {
    const words = ['which one is not known without the account.', await rememberedWords(world, job)].join(' ').trim()
    return [{ name, ok: true, words, exitCode: exitCodes.done }]
  }
  const { readLedger } = await import('../ledger/open.js')
  const path = await ledgerPath(world, job, account)
  try {
    const view = readLedger(path, { account, baseUrl: job.settings.baseUrl.value })
    if (view !== undefined)
      return [
        { name, ok: true, words: ledgerWords(view, path), exitCode: exitCodes.done },
        ...(await openFinding(view)),
      ]
    const words = `nothing was sent to account ${clean(account, 60)} from this computer yet; it will be ${path}`
    return [{ name, ok: true, words, exitCode: exitCodes.done }]
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return [{ name, ok: false, ...faultOf(error) }]
  }
}

function ledgerWords(view: LedgerView, path: string): string {
  const sales = `${many(view.identities, 'sale')} in ${path}`
  const last = view.runs.at(-1)
  if (last === undefined) return sales
  const inputs = last.inputs.map((input) => (input === '-' ? 'standard input' : clean(input, 60))).join(', ')
  const end = last.exit === undefined ? 'has not come to its end' : `ended with exit code ${last.exit}`
  return `${sales}; the last run, on ${last.day} of ${inputs}, ${end}`
}

/** What is open without order ids keeps every upload from ending with 0. */
async function openFinding(view: LedgerView): Promise<readonly Checked[]> {
  const { stillOpen } = await import('./still-open.js')
  const requests = view.doubts()
  const runs = new Set(stillOpen(view).flatMap(({ what, folder }) => (what === 'in doubt' ? [] : [folder]))).size
  if (requests.length + runs === 0) return [{ name: 'open', ok: true, words: 'nothing', exitCode: exitCodes.done }]
  const parts = [
    ...(requests.length === 0 ? [] : [`${many(requests.length, 'request')} in doubt`]),
    ...(runs === 0 ? [] : [`${many(runs, 'run')} with sales left behind`]),
  ]
  const stuck = requests.some(({ withOrderIds }) => !withOrderIds)
  const words = `${parts.join(', ')}; see npx lettr-convert resolve${stuck ? '; until that is settled, every upload ends with 6' : ''}`
  return [{ name: 'open', ok: !stuck, words, exitCode: stuck ? exitCodes.doubt : exitCodes.done }]
}

function lockFinding(): Checked {
  const { error } = spawnSync('flock', ['--version'], { stdio: 'ignore' })
  const words =
    error === undefined
      ? 'two uploads for one account at once are kept apart by flock'
      : 'there is no flock here; two uploads for one account at once are kept apart by files instead'
  return { name: 'lock', ok: true, words, exitCode: exitCodes.done }
}

const mostSkew = 5 * 60_000

/** How far this computer's clock is from that of LettrLabs, by the Date of its answer; with a note when it is far. */
export function clockWords(date: string | undefined, now: Date): { readonly words: string; readonly note: string } {
  const there = Date.parse(date ?? '')
  if (Number.isNaN(there)) return { words: 'LettrLabs did not say what time it is', note: '' }
  const skew = now.getTime() - there
  const seconds = Math.round(Math.abs(skew) / 1000)
  if (Math.abs(skew) <= mostSkew) return { words: `within ${many(seconds, 'second')} of that of LettrLabs`, note: '' }
  const far = seconds < 7200 ? many(Math.round(seconds / 60), 'minute') : many(Math.round(seconds / 3600), 'hour')
  const words = `${far} ${skew < 0 ? 'behind' : 'ahead of'} that of LettrLabs`
  const note = `This computer's clock is ${words}: sales of today may be taken for future ones, and waits that LettrLabs asks for may be wrong. Set it right.`
  return { words, note }
}

function faultOf({ message, hint, exitCode }: UserError): Pick<Checked, 'words' | 'exitCode'> {
  return { words: `${message} ${hint}`.trim(), exitCode }
}

const many = (count: number, noun: string): string =>
  `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`
