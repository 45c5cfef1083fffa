import { identityHex, type Mark, markOfHex } from '../domain/mark.js'
import type { ChangedPart, Known, Memory } from '../domain/memory.js'
import type { Header, Recipe, RunVolume } from './event.js'
import { fateNumbers } from './fates.js'
import { GoneSales } from './gone.js'
import { emptyMarks, putMark } from './marks.js'
import { type RecordPosition, readPositions } from './positions.js'
import type { OpenRequest } from './requests.js'
import { fateOf, type LedgerState, type Run } from './state.js'
import { unfinishedAmong } from './unfinished.js'

/** Sales that are still open, and the runs that left them so. */
export interface OpenGroup {
  readonly count: number
  readonly withoutOrderIds: number
  /** Earliest first. */
  readonly runs: readonly { readonly run: Run; readonly count: number }[]
}

/** A request of which nobody knows whether it was stored. */
export interface DoubtfulRequest {
  /** Number of its last attempt, by which `resolve` calls it. */
  readonly request: number
  /** How often just these records were sent in that run. */
  readonly tries: number
  /** The earlier of these attempts; they are resolved along with it. */
  readonly attempts: readonly number[]
  readonly run: Run
  /** When the last attempt left, ISO 8601 in UTC. */
  readonly at: string
  readonly withOrderIds: boolean
  /** Records still in doubt. */
  readonly count: number
  /** Records that the request had. */
  readonly of: number
  /** Sum of the whole request per currency, exact decimals. */
  readonly money: ReadonlyMap<string, string>
  /** Of those still in doubt. */
  readonly positions: readonly RecordPosition[]
}

/** What the ledger remembers, to be asked only; nothing is written. */
export class LedgerView implements Known {
  readonly header: Header
  /** How many sales were remembered when it was opened. */
  readonly identities: number
  protected readonly state: LedgerState
  readonly #scratch = emptyMarks(1)
  #gone: GoneSales | undefined
  /** Sales by which runs that were killed are known, and those of them that the input holds. */
  readonly #awaited: ReadonlySet<string>
  readonly #met = new Set<string>()

  constructor(header: Header, state: LedgerState) {
    this.header = header
    this.state = state
    this.#awaited = new Set(unfinishedAmong([...state.runs.values()]).flatMap(({ sample }) => sample))
    this.identities = state.table.count
  }

  /** No run was ever recorded. */
  get isNew(): boolean {
    return this.state.lastRun === 0
  }

  /** Number of the run that this process recorded; 0 while there is none. */
  get ownRun(): number {
    return 0
  }

  /** Earliest first. */
  get runs(): readonly Run[] {
    return [...this.state.runs.values()]
  }

  /** What made the identities in the last recorded run of this source. */
  recipeOf(source: string): Recipe | undefined {
    return this.runs.findLast((run) => run.source === source)?.recipe
  }

  /** What the recorded runs of this source were about to send, earliest first, where that is known. */
  volumesOf(source: string): readonly RunVolume[] {
    return this.runs.flatMap((run) => (run.source === source && run.volume !== undefined ? [run.volume] : []))
  }

  /** Runs that were killed or are under way, without those of which this process has met everything. */
  unfinished(): readonly Run[] {
    return unfinishedAmong(this.runs).filter((run) => run.run !== this.ownRun && !this.#hasAllOf(run))
  }

  /** Runs that were killed, and of which this process has met everything that they were about to send, or knows it delivered. */
  protected madeUpFor(): readonly Run[] {
    return unfinishedAmong(this.runs).filter((run) => run.run !== this.ownRun && this.#hasAllOf(run))
  }

  #hasAllOf({ sample }: Run): boolean {
    const { table } = this.state
    return sample.every((identity) => {
      if (this.#met.has(identity)) return true
      const mark = markOfHex(`${identity}${'0'.repeat(16)}`)
      const entry = mark === undefined ? -1 : table.find(this.#read(mark).words, 0)
      return entry !== -1 && table.fate(entry) === fateNumbers.accepted
    })
  }

  recall(mark: Mark): Memory | undefined {
    if (this.#awaited.size > 0 && this.#awaited.has(identityHex(mark))) this.#met.add(identityHex(mark))
    const { table } = this.state
    const entry = table.find(this.#read(mark).words, 0)
    if (entry === -1) return undefined
    table.see(entry)
    return this.#memoryOf(entry)
  }

  /** What is remembered under this identity; that the input holds it is not noted. */
  lookUp(mark: Mark): Memory | undefined {
    const entry = this.state.table.find(this.#read(mark).words, 0)
    return entry === -1 ? undefined : this.#memoryOf(entry)
  }

  /** Compares with the mark that was read last. */
  #memoryOf(entry: number): Memory {
    const { table, runs } = this.state
    const { words } = this.#scratch
    const isSame = !table.withOrderId(entry) || table.sameContent(entry, words, 0)
    return {
      fate: fateOf(table, entry),
      day: runs.get(table.run(entry))?.day ?? '',
      changed: isSame ? [] : this.#changedParts(entry),
    }
  }

  mappingOf(mark: Mark): string | undefined {
    const { table, runs } = this.state
    const entry = table.find(this.#read(mark).words, 0)
    return entry === -1 ? undefined : runs.get(table.run(entry))?.recipe.contents
  }

  leave(mark: Mark): void {
    const { table } = this.state
    const entry = table.find(this.#read(mark).words, 0)
    if (entry !== -1) table.leave(entry)
  }

  otherStore(mark: Mark): boolean {
    const { table } = this.state
    const isOpenOrDelivered = (entry: number): boolean => {
      const fate = table.fate(entry)
      const counts = fate === fateNumbers.accepted || fate === fateNumbers.doubt || fate === fateNumbers.unsent
      return counts && table.withOrderId(entry)
    }
    return table.count > 0 && table.someSharingOrder(this.#read(mark).words, 0, isOpenOrDelivered)
  }

  takeGone(mark: Mark): 'accepted' | 'doubt' | undefined {
    if (this.state.table.count === 0) return undefined
    this.#gone ??= new GoneSales(this.state.table)
    return this.#gone.take(this.#read(mark).words)
  }

  /** What is open and was not recalled by this process, or was left as it is. */
  openElsewhere(): { readonly unsent: OpenGroup; readonly doubt: OpenGroup } {
    return { unsent: this.#open(fateNumbers.unsent), doubt: this.#open(fateNumbers.doubt) }
  }

  /** The requests in doubt, last sent first. */
  doubts(): readonly DoubtfulRequest[] {
    return this.state.requests.groups().map(([last, ...earlier]) => this.#doubtful(last, earlier))
  }

  #doubtful(request: OpenRequest, earlier: readonly OpenRequest[]): DoubtfulRequest {
    const { intent, of, open } = request
    const positions = readPositions(intent.positions)
    const run = this.state.runs.get(intent.run)
    if (run === undefined) throw new RangeError(`there is no run ${intent.run}`)
    return {
      request: intent.attempt,
      tries: 1 + earlier.length,
      attempts: earlier.map((other) => other.intent.attempt),
      run,
      at: intent.at,
      withOrderIds: intent.withOrderIds,
      count: open.size,
      of,
      money: new Map(intent.money),
      positions: [...open.values()].flatMap((place) => positions[place] ?? []),
    }
  }

  #open(fate: number): OpenGroup {
    const { table, runs } = this.state
    const counts = new Map<number, number>()
    let withoutOrderIds = 0
    for (let entry = 0; entry < table.count; entry += 1) {
      if (table.fate(entry) !== fate || (table.seen(entry) && !table.left(entry))) continue
      if (!table.withOrderId(entry)) withoutOrderIds += 1
      counts.set(table.run(entry), (counts.get(table.run(entry)) ?? 0) + 1)
    }
    const found = [...runs.values()].flatMap((run) => ({ run, count: counts.get(run.run) ?? 0 }))
    return {
      count: [...counts.values()].reduce((sum, count) => sum + count, 0),
      withoutOrderIds,
      runs: found.filter(({ count }) => count > 0),
    }
  }

  /** The content's first half is amount, date and identifiers in 10, 10 and 12 bits; see memory.ts. */
  #changedParts(entry: number): readonly ChangedPart[] {
    const difference = swapped(this.state.table.content(entry, 0) ^ (this.#scratch.words[4] ?? 0))
    const parts: ChangedPart[] = []
    if (difference >>> 22 !== 0) parts.push('amount')
    if (((difference >>> 12) & 0x3ff) !== 0) parts.push('date')
    if ((difference & 0xfff) !== 0) parts.push('identifiers')
    return parts.length === 0 ? ['other'] : parts
  }

  #read(mark: Mark): { readonly words: Uint32Array } {
    putMark(this.#scratch, 0, mark)
    return this.#scratch
  }
}

const order = new Uint32Array(1)
const orderBytes = new DataView(order.buffer)

/** The word's bytes as one number, the first byte the highest. */
function swapped(word: number): number {
  order[0] = word
  return orderBytes.getUint32(0, false)
}

/** The numbers of the attempts that resolving this request settles. */
export function attemptsOf(doubts: readonly DoubtfulRequest[], request: number): readonly number[] | undefined {
  const found = doubts.find((one) => one.request === request || one.attempts.includes(request))
  return found === undefined ? undefined : [...found.attempts, found.request]
}
