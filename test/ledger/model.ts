import { hexOf, identityHex, type Mark } from '../../src/domain/mark.js'
import type { Fate, RecordFate } from '../../src/domain/memory.js'
import type { Resolution } from '../../src/ledger/event.js'
import type { LedgerView } from '../../src/ledger/view.js'

/** One thing that is done to a ledger. */
export type Step =
  | { readonly do: 'run' }
  | { readonly do: 'intend'; readonly marks: readonly Mark[]; readonly withOrderIds: boolean }
  /** The attempt that has waited longest; the fates are taken in turn. */
  | { readonly do: 'settle'; readonly fates: readonly RecordFate[] }
  | { readonly do: 'release' }
  | { readonly do: 'remember'; readonly fate: 'rejected' | 'unsent'; readonly marks: readonly Mark[] }
  | { readonly do: 'resolve'; readonly nth: number; readonly as: Resolution }
  /** One of the runs so far. */
  | { readonly do: 'dismiss'; readonly nth: number }
  | { readonly do: 'end' }
  /** The process is killed, and the next one opens the ledger. */
  | { readonly do: 'kill' }
  | { readonly do: 'compact' }

interface Sale {
  fate: Fate
  content: string
  run: number
  /** The requests that left it in doubt. */
  doubts: Set<number>
}

interface Request {
  readonly run: number
  readonly marks: readonly Mark[]
}

const contentOf = (mark: Mark): string => hexOf(mark).slice(32)

const afterAnswer: readonly Fate[] = ['accepted', 'refused']

/** The rules of the ledger once more, as plainly as can be: a Map of sales and a Map of requests. */
export class Model {
  readonly sales = new Map<string, Sale>()
  readonly waiting = new Map<number, Request>()
  readonly requests = new Map<number, Request>()
  runs = 0
  attempts = 0

  run(): void {
    this.runs += 1
  }

  intend(marks: readonly Mark[]): void {
    this.attempts += 1
    this.waiting.set(this.attempts, { run: this.runs, marks })
  }

  settle(attempt: number, fates: readonly RecordFate[]): void {
    const request = this.waiting.get(attempt)
    if (request === undefined) throw new Error('no such attempt')
    this.waiting.delete(attempt)
    this.requests.set(attempt, request)
    for (const [at, one] of request.marks.entries()) this.#say(one, fates[at] ?? 'doubt', request.run, attempt)
  }

  release(attempt: number): void {
    this.waiting.delete(attempt)
  }

  remember(fate: 'rejected' | 'unsent', marks: readonly Mark[]): void {
    for (const one of marks) this.#say(one, fate, this.runs, 0)
  }

  kill(): void {
    for (const [attempt, { marks }] of this.waiting) {
      this.settle(
        attempt,
        marks.map(() => 'doubt'),
      )
    }
  }

  resolve(attempts: readonly number[], as: Resolution): void {
    for (const attempt of attempts) {
      for (const sale of this.sales.values()) {
        if (!sale.doubts.delete(attempt)) continue
        if (as === 'delivered') this.#leaveDoubt(sale, 'accepted')
        else if (sale.doubts.size === 0) this.#leaveDoubt(sale, as === 'dismissed' ? 'dismissed' : 'unsent')
      }
    }
  }

  dismiss(run: number): void {
    for (const sale of this.sales.values()) if (sale.run === run && sale.fate === 'unsent') sale.fate = 'dismissed'
  }

  #leaveDoubt(sale: Sale, fate: Fate): void {
    sale.fate = fate
    sale.doubts.clear()
  }

  #say(one: Mark, fate: Fate, run: number, attempt: number): void {
    const [identity, content] = [identityHex(one), contentOf(one)]
    const sale = this.sales.get(identity)
    if (sale === undefined) {
      this.sales.set(identity, { fate, content, run, doubts: new Set(fate === 'doubt' ? [attempt] : []) })
      return
    }
    if (sale.fate === 'accepted' && fate !== 'accepted') return
    const maybeStored = sale.fate === 'doubt' || sale.fate === 'dismissed'
    if (maybeStored && fate !== 'doubt' && !afterAnswer.includes(fate)) return
    if (sale.fate !== fate || sale.content !== content) Object.assign(sale, { fate, content, run })
    if (fate === 'doubt') sale.doubts.add(attempt)
    else sale.doubts.clear()
  }

  /** What can be asked of a ledger, for these identities, as a plain value. */
  answers(marks: readonly Mark[]): unknown {
    return {
      sales: marks.map((one) => {
        const sale = this.sales.get(identityHex(one))
        return sale === undefined ? undefined : [sale.fate, sale.run, sale.content === contentOf(one)]
      }),
      doubts: this.#doubts(),
      runs: this.runs,
    }
  }

  #doubts(): readonly unknown[] {
    const open = [...this.requests].map(([attempt, { marks, run }]) => {
      const rows = marks.flatMap((one, at) => (this.sales.get(identityHex(one))?.doubts.has(attempt) ? [2 + at] : []))
      const key = `${run} ${marks.filter((one) => this.sales.get(identityHex(one))?.doubts.has(attempt)).map((one) => identityHex(one))}`
      return { attempt, rows, of: marks.length, key }
    })
    const groups = new Map<string, { attempts: number[]; rows: readonly number[]; of: number }>()
    for (const { attempt, rows, of, key } of open.filter((one) => one.rows.length > 0).toReversed()) {
      const group = groups.get(key)
      if (group === undefined) groups.set(key, { attempts: [attempt], rows, of })
      else group.attempts.push(attempt)
    }
    return [...groups.values()]
  }
}

/** The same of a ledger; `dayOf` tells which day a run had. */
export function answersOf(
  view: LedgerView | undefined,
  marks: readonly Mark[],
  dayOf: (run: number) => string,
): unknown {
  if (view === undefined) return new Model().answers(marks)
  const runByDay = new Map(Array.from({ length: 400 }, (_, run) => [dayOf(run), run]))
  return {
    sales: marks.map((one) => {
      const found = view.recall(one)
      return found === undefined ? undefined : [found.fate, runByDay.get(found.day), found.changed.length === 0]
    }),
    doubts: view.doubts().map(({ request, attempts, positions, of }) => ({
      attempts: [request, ...attempts],
      rows: positions.map(({ record }) => record),
      of,
    })),
    runs: Math.max(0, ...view.runs.map(({ run }) => run)),
  }
}
