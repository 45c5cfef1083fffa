import { clean } from '../domain/clean.js'
import { exitCodes, UserError } from '../exit.js'
import type { Ledger } from '../ledger/ledger.js'
import type { LedgerView } from '../ledger/view.js'
import { placeWordsOf } from './guards.js'
import { sourceOf } from './memory.js'
import type { Run } from './run.js'

/** The reasons why the memory of earlier runs stops this one; undefined when nothing does. */
export function memoryGuard(run: Run, firstRun: boolean): UserError | undefined {
  const { ledger, view } = run.memory
  if (view === undefined || run.tally.fresh === 0) return undefined
  // A dry run has no ledger of its own, and is stopped by what would stop the upload.
  return otherStoreGuard(run) ?? recipeGuard(run, view) ?? (ledger && firstRunGuard(run, ledger, firstRun))
}

function otherStoreGuard(run: Run): UserError | undefined {
  const place = run.prepared.otherStore
  if (place === undefined) return undefined
  return new UserError(
    `The order id in ${placeWordsOf(run, place)} was sent before under another store id; it is not known whether LettrLabs counts one sale or two.`,
    'Nothing was sent. If these are two sales, give each store a "prefix" for its order ids in its config. If it is one store, leave storeId as it was.',
    exitCodes.guard,
  )
}

/** Under another recipe the sales of old would look new. */
function recipeGuard(run: Run, view: LedgerView): UserError | undefined {
  const { source, recipe } = sourceOf(run.job)
  const before = view.recipeOf(source)
  if (before === undefined || run.job.settings.since.value !== undefined) return undefined
  const withOrderId = run.tally.fresh > run.tally.freshWithoutOrderId && before.orders !== recipe.orders
  const without = run.tally.freshWithoutOrderId > 0 && before.contents !== recipe.contents
  if (!withOrderId && !without) return undefined
  const what = withOrderId ? 'order ids are made in another way' : 'sales without order id are mapped in another way'
  return new UserError(
    `Since the last run of "${clean(source, 60)}", ${what}: sales that were sent already would look new and be counted twice.`,
    'Nothing was sent. Undo the change of the config; or, to keep it, skip what is older than the change, now and in every later run: --since DATE. For another stream of sales, name another "source" in the config.',
    exitCodes.guard,
  )
}

/** A lost or misplaced ledger looks just like a first run. */
function firstRunGuard(run: Run, ledger: Ledger, firstRun: boolean): UserError | undefined {
  const { shell } = run.world
  const unattended = shell.stdin.isTTY !== true || (shell.env.CI ?? '') !== ''
  if (!ledger.isNew || firstRun || !unattended || run.tally.freshWithoutOrderId === 0) return undefined
  const sales = run.tally.freshWithoutOrderId
  return new UserError(
    `${sales.toLocaleString('en-US')} ${sales === 1 ? 'sale has' : 'sales have'} no order id, and this computer remembers nothing of the account: if they were sent before, from elsewhere or with a ledger that is lost, they would be counted twice.`,
    'Nothing was sent. If nothing was sent before, say so: --first-run (harmless where a ledger exists). If the ledger is elsewhere: --state-dir.',
    exitCodes.guard,
  )
}
