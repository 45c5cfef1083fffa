import { clean } from '../domain/clean.js'
import type { Recipe } from '../domain/recipe.js'
import { exitCodes, UserError } from '../exit.js'
import type { LedgerView } from '../ledger/view.js'
import { placeWordsOf } from './guards.js'
import { sourceOf } from './memory.js'
import { several } from './notes.js'
import type { Run } from './run.js'

/** The reasons why the memory of earlier runs stops this one; undefined when nothing does. */
export function memoryGuard(run: Run, firstRun: boolean): UserError | undefined {
  const { ledger, view } = run.memory
  if (view === undefined || run.tally.fresh === 0) return undefined
  // A dry run has no ledger of its own, and is stopped by what would stop the upload.
  return otherStoreGuard(run) ?? recipeGuard(run, view) ?? (ledger && firstRunGuard(run, view, firstRun))
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
  if (before === undefined) return undefined
  const withOrderId = run.tally.fresh > run.tally.freshWithoutOrderId && before.orders !== recipe.orders
  const without = run.tally.freshWithoutOrderId > 0 && before.contents !== recipe.contents
  if (!withOrderId && !without) return undefined
  const change = lastOfAnother(view, source, withOrderId ? 'orders' : 'contents', recipe)
  const { value: since } = run.job.settings.since
  if (since !== undefined && (change === undefined || since * 1000 >= Date.parse(change))) return undefined
  const what = withOrderId ? 'order ids are made in another way' : 'sales without order id are mapped in another way'
  return new UserError(
    `Since the last run of "${clean(source, 60)}", ${what}: sales that were sent already would look new and be counted twice.`,
    `Nothing was sent. Undo the change of the config; or, to keep it, skip what may have been sent before, now and in every later run: --since ${change ?? 'DATE'} or later. For another stream of sales, name another "source" in the config.`,
    exitCodes.guard,
  )
}

/** When the last run by another recipe began: no sale from after it can have been sent by that one. */
function lastOfAnother(view: LedgerView, source: string, part: keyof Recipe, recipe: Recipe): string | undefined {
  const others = view.runs.filter((run) => run.source === source && ![recipe[part], several].includes(run.recipe[part]))
  return others.at(-1)?.at
}

/** A lost or misplaced ledger looks just like a first run. */
function firstRunGuard(run: Run, view: LedgerView, firstRun: boolean): UserError | undefined {
  const { shell } = run.world
  const unattended = shell.stdin.isTTY !== true || (shell.env.CI ?? '') !== ''
  const { source } = sourceOf(run.job)
  if (view.recipeOf(source) !== undefined || firstRun || !unattended || run.tally.freshWithoutOrderId === 0)
    return undefined
  const sales = run.tally.freshWithoutOrderId
  return new UserError(
    `${sales.toLocaleString('en-US')} ${sales === 1 ? 'sale has' : 'sales have'} no order id, and this computer remembers no run of "${clean(source, 60)}" for the account: if they were sent before, from elsewhere, under another name or with a ledger that is lost, they would be counted twice.`,
    'Nothing was sent. If nothing was sent before, say so: --first-run (harmless in later runs). If the ledger is elsewhere: --state-dir.',
    exitCodes.guard,
  )
}
