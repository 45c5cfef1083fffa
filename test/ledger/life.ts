import type { Mark } from '../../src/domain/mark.js'
import { compactLedger } from '../../src/ledger/compact.js'
import type { Ledger } from '../../src/ledger/ledger.js'
import { openLedger } from '../../src/ledger/open.js'
import { MemoryDisk } from './memory-disk.js'
import { Model, type Step } from './model.js'
import { intent, owner, runStart } from './sample.js'

const path = '/ledger.jsonl'
const firstDay = Date.parse('2026-01-01T12:00:00.000Z')

/** The day of a run in these tests: every run has its own. */
export function dayOf(run: number): string {
  return new Date(firstDay + run * 86_400_000).toISOString().slice(0, 10)
}

/** A ledger on a disk in memory and a model, to both of which the same is done. */
export class Life {
  readonly disk = new MemoryDisk()
  readonly path = path
  model = new Model()
  #ledger: Ledger | undefined

  get bytes(): Buffer {
    return this.disk.files.get(path) ?? Buffer.alloc(0)
  }

  async ledger(): Promise<Ledger> {
    const { disk, model } = this
    const now = () => new Date(firstDay + model.runs * 86_400_000)
    this.#ledger ??= await openLedger({ path, ...owner, tool: '0.1.0', disk, now })
    return this.#ledger
  }

  /** Steps that make no sense at this point are left out, as nobody could take them. */
  async take(step: Step): Promise<void> {
    const { model } = this
    if (step.do === 'kill' || step.do === 'compact') return this.#stop(step.do)
    const ledger = await this.ledger()
    if (step.do === 'run') {
      model.run()
      return ledger.startRun(runStart)
    }
    if (step.do === 'resolve') return this.#resolve(ledger, step)
    if (step.do === 'dismiss') return this.#dismiss(ledger, step.nth)
    if (!this.#isRunning) return
    const [attempt] = model.waiting.keys()
    if (step.do === 'intend') await this.#intend(ledger, step.marks, step.withOrderIds)
    else if (step.do === 'remember') {
      model.remember(step.fate, step.marks)
      await ledger.remember(step.fate, true, step.marks)
    } else if (step.do === 'end') await ledger.endRun(0)
    else if (attempt === undefined) return
    else if (step.do === 'release') {
      model.release(attempt)
      await ledger.release(attempt)
    } else {
      const count = model.waiting.get(attempt)?.marks.length ?? 0
      const fates = Array.from({ length: count }, (_, at) => step.fates[at % step.fates.length] ?? 'doubt')
      model.settle(attempt, fates)
      await ledger.settle(attempt, fates)
    }
  }

  #runsOfProcess = 0

  get #isRunning(): boolean {
    return this.model.runs > this.#runsOfProcess
  }

  async #intend(ledger: Ledger, marks: readonly Mark[], withOrderIds: boolean): Promise<void> {
    this.model.intend(marks)
    await ledger.intend(intent(marks, withOrderIds))
  }

  async #resolve(ledger: Ledger, { nth, as }: Extract<Step, { do: 'resolve' }>): Promise<void> {
    const doubts = ledger.doubts()
    const found = doubts[nth % doubts.length]
    if (found === undefined) return
    this.model.resolve([found.request, ...found.attempts], as)
    await ledger.resolve(found.request, as)
  }

  async #dismiss(ledger: Ledger, nth: number): Promise<void> {
    if (this.model.runs === 0) return
    const run = 1 + (nth % this.model.runs)
    this.model.dismiss(run)
    await ledger.dismissRun(run)
  }

  async #stop(how: 'kill' | 'compact'): Promise<void> {
    await this.#ledger?.close()
    this.#ledger = undefined
    this.model.kill()
    this.#runsOfProcess = this.model.runs
    if (how === 'compact') compactLedger(path, this.disk)
  }
}
