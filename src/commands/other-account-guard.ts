import { statSync } from 'node:fs'
import { clean } from '../domain/clean.js'
import type { Mark } from '../domain/mark.js'
import type { Known } from '../domain/memory.js'
import { isFresh } from '../domain/sale.js'
import { exitCodes, UserError } from '../exit.js'
import { ledgerPath, stateFolder } from './memory.js'
import type { Run } from './run.js'
import { isPartial } from './usual-guards.js'

/** Fewer sales than this, or a smaller share, may have come to two accounts by chance or on purpose. */
const leastSales = 20
const leastShare = 1 / 5

/** New sales that are looked up, spread over all of them. */
const mostSales = 2000
/** Bytes of other accounts' ledgers that are read, the last written first: some two million sales, in about two seconds. */
const mostBytes = 64 << 20

/**
 * The reason why new sales of which at least 20 and a fifth were sent to another account from this computer stop the run: it looks
 * like the export or the key of another customer. A sale counts when order id (if any), date and amount are the same there.
 */
export async function otherAccountGuard(run: Run): Promise<UserError | undefined> {
  const { view } = run.memory
  if (view === undefined || run.job.settings.otherAccount.value === 'allow' || isPartial(run)) return undefined
  if (run.tally.fresh < leastSales) return undefined
  const { account } = view.header
  const others = await otherLedgers(run, account)
  if (others.length === 0) return undefined
  const marks = freshMarks(run)
  for (const other of others) {
    const known = await openQuietly(other.path)
    if (known === undefined) continue
    const there = marks.filter((mark) => wasSent(known, mark)).length
    const sales = Math.round((there * run.tally.fresh) / marks.length)
    if (sales < leastSales || there < marks.length * leastShare) continue
    const about = marks.length === run.tally.fresh ? '' : 'about '
    return new UserError(
      `${about}${sales.toLocaleString('en-US')} of ${run.tally.fresh.toLocaleString('en-US')} new sales were sent from this computer to account ${clean(other.account, 60)}; this key belongs to account ${clean(account, 60)}.`,
      'Nothing was sent. Is it the right export, and the right key? To send all the same: --other-account.',
      exitCodes.guard,
    )
  }
  return undefined
}

function freshMarks({ spool, tally }: Run): readonly Mark[] {
  const step = Math.max(1, tally.fresh / mostSales)
  const marks: Mark[] = []
  for (let number = 0, fresh = 0; number < spool.count; number += 1) {
    if (!isFresh(spool.state(number))) continue
    const mark = fresh >= marks.length * step ? spool.read(number).mark : undefined
    if (mark !== undefined) marks.push(mark)
    fresh += 1
  }
  return marks
}

function wasSent(known: Known, mark: Mark): boolean {
  const memory = known.recall(mark)
  if (memory?.fate !== 'accepted' && memory?.fate !== 'doubt') return false
  // Order numbers begin anew in every shop: by themselves they say nothing.
  return !memory.changed.includes('amount') && !memory.changed.includes('date')
}

/** The ledgers of other accounts at the same address, the last written first, up to a size that costs no time. */
async function otherLedgers(
  { world, job }: Run,
  account: string,
): Promise<readonly { readonly path: string; readonly account: string }[]> {
  const { headerOf, ledgersIn } = await import('../ledger/all.js')
  const own = await ledgerPath(world, job, account)
  let bytes = 0
  return ledgersIn(await stateFolder(world, job))
    .filter((path) => path !== own)
    .flatMap((path) => {
      const header = headerOf(path)
      const stats = statSync(path, { throwIfNoEntry: false })
      if (header === undefined || stats === undefined || header.baseUrl !== job.settings.baseUrl.value) return []
      return header.account === account ? [] : [{ path, account: header.account, stats }]
    })
    .sort((one, other) => other.stats.mtimeMs - one.stats.mtimeMs)
    .filter(({ stats }) => {
      bytes += stats.size
      return bytes <= mostBytes
    })
}

/** What is wrong with another account's ledger is for its own runs to say. */
async function openQuietly(path: string): Promise<Known | undefined> {
  const { readLedger } = await import('../ledger/open.js')
  try {
    return readLedger(path)
  } catch (error) {
    if (error instanceof UserError) return undefined
    throw error
  }
}
