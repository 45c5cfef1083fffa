import type { Finding } from '../domain/finding.js'
import type { Mark } from '../domain/mark.js'
import type { Recipe } from '../domain/recipe.js'
import { isFresh } from '../domain/sale.js'
import { UserError } from '../exit.js'
import { sourceOf } from './memory.js'
import type { Run } from './run.js'

/** What the ledger is told of a run besides its requests. */
export interface Notes {
  /** What stays unsent stays open. */
  add(findings: readonly Finding[]): Promise<void>
  end(): Promise<void>
}

const aLot = 2000

/** Stands where sales were sent by several recipes, and is none itself: without --since, every later run has to stop. */
export const several = '0'.repeat(16)

/** A changed recipe counts once sales were sent by it; of what --since leaves out, the one of before still holds. */
function usedRecipe({ tally, job }: Run, now: Recipe, before: Recipe | undefined): Recipe {
  if (before === undefined) return now
  const part = (name: keyof Recipe, fresh: number): string => {
    if (fresh === 0 || now[name] === before[name]) return before[name]
    return job.settings.since.value === undefined ? now[name] : several
  }
  const without = tally.freshWithoutOrderId
  return { orders: part('orders', tally.fresh - without), contents: part('contents', without) }
}

const sampleSize = 16

/** Marks of a few fresh sales from the first to the last. */
function sampleOf({ spool, tally }: Run): readonly Mark[] {
  const step = Math.max(1, (tally.fresh - 1) / (sampleSize - 1))
  const marks: Mark[] = []
  for (let number = 0, fresh = 0; number < spool.count; number += 1) {
    if (!isFresh(spool.state(number))) continue
    const mark = fresh === Math.round(marks.length * step) ? spool.read(number).mark : undefined
    if (mark !== undefined) marks.push(mark)
    fresh += 1
  }
  return marks
}

/** Notes that a run begins to send, and what it rejected. A failure of the disk stops the run before anything is sent. */
export async function openNotes(run: Run): Promise<Notes> {
  const { ledger } = run.memory
  if (ledger === undefined) return { add: async () => {}, end: async () => {} }
  const { source, recipe } = sourceOf(run.job)
  await ledger.startRun({
    folder: run.folder,
    inputs: run.job.paths,
    source,
    recipe: usedRecipe(run, recipe, ledger.recipeOf(source)),
    sample: sampleOf(run),
  })
  await ledger.remember('rejected', false, run.newRejects)
  const unsent: Record<'with' | 'without', Mark[]> = { with: [], without: [] }
  const flush = async (more: number): Promise<void> => {
    for (const side of ['with', 'without'] as const) {
      if (unsent[side].length <= more) continue
      await onDisk(run, () => ledger.remember('unsent', side === 'with', unsent[side].splice(0)))
    }
  }
  return {
    async add(findings) {
      for (const finding of findings) {
        if (finding.kind !== 'settled' || finding.place !== 'unsent') continue
        const { mark } = run.spool.read(finding.sale)
        if (mark !== undefined) unsent[finding.orderId === '' ? 'without' : 'with'].push(mark)
      }
      await flush(aLot)
    },
    end: () => flush(0),
  }
}

/** From the first request on, what the disk can't take any more must not keep the books from being told. */
export async function onDisk(run: Run, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    run.delivered.diskFailure ??= error
  }
}
