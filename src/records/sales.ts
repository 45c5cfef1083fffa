import { alikeId } from '../domain/derive.js'
import { type Problem, problem } from '../domain/problem.js'
import type { ReadRow, Row, UnreadableRow } from '../domain/row.js'
import { contentOf, type Sale, type SaleState, type SaleStore, type StoredSale } from '../domain/sale.js'
import { DigestIndex } from './digest-index.js'
import { StoreClashes } from './store-clashes.js'

/** How the rows of one file become sales. */
export interface FileRules {
  readonly file: number
  /** The text that rows of one sale share; "" stands alone, undefined can't be told. Absent when every row is a sale. */
  readonly groupKey?: (row: Row) => string | undefined
  /** Amounts of a sale's rows are added up, so a row that can't be read leaves its neighbours short. */
  readonly sums: boolean
  /** Whether a file of ours says that a row beside this sale could not be read, wherever the two stand now. */
  stoodBesideBroken(rows: readonly ReadRow[]): boolean
  /** Order ids are made from values; sales of one file that have them alike are told apart by their order. */
  readonly derives: boolean
  /** Which of such sales it was when its rows were written to a file of ours; undefined when they were not, or have changed. */
  carriedNth(rows: readonly Row[], orderId: string): number | undefined
  /** Maps, checks and sorts a sale; `kept` are problems that don't come from its own values, `nth` tells sales alike apart. */
  judge(rows: readonly Row[], kept: readonly Problem[], nth: number): { readonly sale: Sale; readonly state: SaleState }
  /** The sale of a row that could not be read. */
  reject(row: UnreadableRow): Sale
}

/** Rows of one sale that are held at a time; more can't be the lines of an order. */
const mostRowsOfOneSale = 10_000

/** The group column gives one sale more rows than an order can have. */
export class EndlessGroup extends Error {
  constructor(readonly key: string) {
    super('one sale has too many rows')
  }
}

/**
 * Turns rows into sales: rows of one group become one sale wherever in their file they stand, and of sales with the same order
 * id identical ones are skipped and different ones all rejected. Memory grows by at most 24 bytes a sale.
 */
export class Sales {
  #open: { readonly key: string; readonly rows: Row[]; readonly rules: FileRules } | undefined
  #besideBroken = false
  /** The sale that the last row of this file went to. */
  #last: number | undefined
  readonly #groups = new DigestIndex()
  readonly #orders = new DigestIndex()
  /** Sales that share an order id with an earlier one, by the number of that one. */
  readonly #rivals = new Map<number, number[]>()
  readonly #clashes = new StoreClashes()
  readonly #rules = new Map<number, FileRules>()
  /** Files whose amounts are added up and that hold rows that can't be read. */
  readonly #broken = new Set<number>()

  /** Whether any sale has none. */
  someWithoutOrderId = false

  constructor(
    readonly store: SaleStore,
    /** Says where a sale stands, for the sentence that names its rival. */
    readonly place: (sale: StoredSale) => string,
  ) {}

  /** Whether any row has been taken. */
  get begun(): boolean {
    return this.#open !== undefined || this.store.count > 0
  }

  startFile(rules: FileRules): void {
    this.endFile()
    this.#rules.set(rules.file, rules)
  }

  /** The last group of a file ends with it: a group never spans files. */
  endFile(): void {
    this.#close()
    this.#besideBroken = false
    this.#last = undefined
  }

  take(row: ReadRow, rules: FileRules): void {
    if (row.kind === 'unreadable') {
      this.#takeUnreadable(row, rules)
      return
    }
    const key = rules.groupKey === undefined ? '' : rules.groupKey(row)
    if (key === undefined) {
      this.#close()
      this.#startBroken(rules)
      this.#add([row], rules)
      this.#besideBroken = rules.sums
    } else if (key === '') {
      this.#close()
      this.#add([row], rules)
    } else if (this.#open?.key === key) {
      if (this.#open.rows.length >= mostRowsOfOneSale) throw new EndlessGroup(key)
      this.#open.rows.push(row)
    } else {
      this.#close()
      this.#open = { key, rows: [row], rules }
    }
  }

  /** Keeps a sale that a rule for rows left out. */
  keepSkipped(sale: Sale): void {
    this.#close()
    this.store.append(sale, 'skipped')
  }

  /** Judges again what waited for its column, tells derived order ids apart, then settles sales that share an order id. Gives the first that still waits. */
  finish(): StoredSale | undefined {
    this.endFile()
    for (let number = 0; number < this.store.count; number += 1) {
      if (this.store.state(number) !== 'waiting') continue
      const sale = this.store.read(number)
      if (this.#judgeAgain(number, sale, sale.rows as readonly Row[]) === 'waiting') return sale
    }
    if (this.#broken.size > 0) this.#breakFormerNeighbours()
    if ([...this.#rules.values()].some((rules) => rules.derives)) this.#numberDerived()
    for (const [first, others] of this.#rivals) this.#settleRivals(withoutRepeats([first, ...others]))
    return undefined
  }

  /** Two sales with one order id under two store ids, one of which may be empty. To be asked once finished. */
  storeClash(): readonly [StoredSale, StoredSale] | undefined {
    return this.#clashes.find(this.store)
  }

  /** Sales of one file with the same derived order id get numbers in the order of the file, or keep those they bring along. */
  #numberDerived(): void {
    const alike = new DigestIndex()
    const counts = new Map<number, number>()
    for (let number = 0; number < this.store.count; number += 1) {
      const sale = this.store.read(number)
      const rules = this.#rules.get(sale.file)
      if (sale.orderId === '' || rules?.derives !== true) continue
      const isAlike = (other: number): boolean => {
        const { file, orderId } = this.store.read(other)
        return file === sale.file && alikeId(orderId) === sale.orderId
      }
      const first = alike.findOrAdd(`${sale.file} ${sale.orderId}`, number, isAlike)
      const last = first === number ? 0 : (counts.get(first) ?? 1)
      const rows = sale.rows as readonly Row[]
      const nth = rules.carriedNth(rows, sale.orderId) ?? last + 1
      if (nth > 1) {
        counts.set(first, Math.max(last, nth))
        this.#judgeAgain(number, sale, rows, [], nth)
      }
      if (this.store.state(number) !== 'skipped') this.#compare(number, this.store.read(number))
    }
  }

  #takeUnreadable(row: UnreadableRow, rules: FileRules): void {
    this.#close()
    const sale = rules.reject(row)
    const belongsToNone = sale.problems.some((found) => found.code === 'totals-row')
    if (!belongsToNone) this.#startBroken(rules)
    this.#last = this.store.append(sale, 'rejected')
    this.#besideBroken = rules.sums && !belongsToNone
  }

  /** What can't be read, or belongs to nobody knows what, may be missing in the sum before it. */
  #startBroken(rules: FileRules): void {
    if (rules.sums) this.#broken.add(rules.file)
    if (rules.sums && this.#last !== undefined) this.#breakNeighbour(this.#last)
  }

  #breakNeighbour(number: number): void {
    const sale = this.store.read(number)
    if (sale.problems.some((found) => found.code === 'broken-neighbour')) return
    const [row] = sale.rows
    if (row === undefined || row.kind === 'unreadable') return
    this.#judgeAgain(number, sale, sale.rows as readonly Row[], [problem('broken-neighbour', {})])
  }

  /** In a file of ours that was sorted, a row that can't be read has other neighbours than in the export. */
  #breakFormerNeighbours(): void {
    for (let number = 0; number < this.store.count; number += 1) {
      const { file, rows } = this.store.read(number)
      if (this.#broken.has(file) && this.#rules.get(file)?.stoodBesideBroken(rows) === true)
        this.#breakNeighbour(number)
    }
  }

  #close(): void {
    const open = this.#open
    if (open === undefined) return
    this.#open = undefined
    const { key, rows, rules } = open
    const isGroup = (number: number): boolean => {
      const sale = this.store.read(number)
      const [row] = sale.rows
      return sale.file === rules.file && row !== undefined && row.kind !== 'unreadable' && rules.groupKey?.(row) === key
    }
    const groupName = `${rules.file} ${key}`
    const next = this.store.count
    const number = this.#groups.findOrAdd(groupName, next, isGroup)
    if (number === next) this.#add(rows, rules)
    else this.#append(number, rows, key)
  }

  #append(number: number, rows: readonly Row[], key: string): void {
    this.#last = number
    const sale = this.store.read(number)
    if (sale.rowCount + rows.length > mostRowsOfOneSale) throw new EndlessGroup(key)
    const extra = this.#takeBroken()
    const state = this.#judgeAgain(number, sale, [...(sale.rows as readonly Row[]), ...rows], extra)
    if (state !== 'skipped' && this.#rules.get(sale.file)?.derives !== true) {
      this.#compare(number, this.store.read(number))
    }
  }

  #add(rows: readonly Row[], rules: FileRules): void {
    const { sale, state } = rules.judge(rows, this.#takeBroken(), 1)
    const number = this.store.append(sale, state)
    if (sale.orderId === '') this.someWithoutOrderId = true
    this.#last = number
    if (state !== 'skipped' && !rules.derives) this.#compare(number, sale)
  }

  #takeBroken(): readonly Problem[] {
    if (!this.#besideBroken) return []
    this.#besideBroken = false
    return [problem('broken-neighbour', {})]
  }

  #judgeAgain(
    number: number,
    sale: StoredSale,
    rows: readonly Row[],
    extra: readonly Problem[] = [],
    nth = 1,
  ): SaleState {
    const rules = this.#rules.get(sale.file)
    if (rules === undefined) throw new RangeError(`no rules for file ${sale.file}`)
    const kept = sale.problems.filter((found) => found.code === 'broken-neighbour')
    const judged = rules.judge(rows, kept.length > 0 ? kept : extra, nth)
    if (judged.sale.orderId === '') this.someWithoutOrderId = true
    this.store.replace(number, judged.sale, judged.state)
    return judged.state
  }

  #compare(number: number, sale: Sale): void {
    if (sale.orderId === '') return
    const isSame = (other: number): boolean => {
      const { orderId, storeId } = this.store.read(other)
      if (orderId !== sale.orderId) return false
      if (storeId === sale.storeId) return true
      this.#clashes.add(other, number)
      return false
    }
    // One order id under thousands of stores would be a search among all of them for each.
    const key = this.#clashes.full ? `${sale.storeId}\0${sale.orderId}` : sale.orderId
    const first = this.#orders.findOrAdd(key, number, isSame)
    if (first !== number) this.#addRival(first, number)
  }

  #addRival(first: number, number: number): void {
    const known = this.#rivals.get(first)
    if (known === undefined) this.#rivals.set(first, [number])
    else if (known.at(-1) !== number) known.push(number)
  }

  #settleRivals(numbers: readonly number[]): void {
    const standing = numbers.filter((number) => this.store.state(number) !== 'skipped')
    const [first, ...others] = standing
    if (first === undefined || others.length === 0) return
    const signature = signatureOf(this.store.read(first))
    const identical = others.every((number) => signatureOf(this.store.read(number)) === signature)
    if (identical) for (const number of others) this.#skip(number)
    else for (const number of standing) this.#rejectRival(number, number === first ? others : standing, standing.length)
  }

  #skip(number: number): void {
    const skipped = 'identical to an earlier sale with the same order id'
    this.store.replace(number, { ...contentOf(this.store.read(number)), skipped, mark: undefined }, 'skipped')
  }

  #rejectRival(number: number, rivals: readonly number[], count: number): void {
    const sale = this.store.read(number)
    const [rival = number] = rivals
    const more = count > 2 ? ` and ${count - 2} more` : ''
    const message = `order "${sale.orderId}" also stands in ${this.place(this.store.read(rival))}${more}, with other content`
    const found = problem('duplicate-order', { field: 'orderId', value: sale.orderId }, { message })
    this.store.replace(number, { ...contentOf(sale), problems: [...sale.problems, found] }, 'rejected')
  }
}

/** In order, each once; a set holds no more than 16 million. */
function withoutRepeats(numbers: number[]): readonly number[] {
  return numbers.sort((one, other) => one - other).filter((number, at) => number !== numbers[at - 1])
}

/** Two sales are identical when everything that would be sent, and everything that is wrong with them, is. */
function signatureOf(sale: StoredSale): string {
  return JSON.stringify([sale.json, sale.amount, sale.problems.map((found) => [found.code, found.value])])
}
