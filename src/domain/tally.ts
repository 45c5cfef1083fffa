import { identifierBits } from './conversion.js'
import { DateRange } from './date-range.js'
import type { Finding } from './finding.js'
import { type AddressGap, type Grade, gapBits, gradeOf } from './match.js'
import { Sum } from './money.js'
import type { Problem } from './problem.js'

/** The places of the law: every sale that was read ends in exactly one of them. */
export const places = ['ready', 'accepted', 'known', 'skipped', 'rejected', 'refused', 'in doubt', 'unsent'] as const
export type Place = (typeof places)[number]

/** The places in the order of a report; `ready` stands for what sending would split. Those of the law are always there. */
export function placesWithSales(tally: Tally, delivered: boolean): readonly Place[] {
  return placesOf(delivered).filter(
    (place) => tally.place(place).sales > 0 || place === 'accepted' || place === 'ready',
  )
}

const beforeSending: readonly Place[] = ['ready', 'known', 'skipped', 'rejected', 'refused', 'in doubt']
const afterSending: readonly Place[] = ['accepted', 'known', 'skipped', 'rejected', 'refused', 'in doubt', 'unsent']

/** The places that together hold everything that was read. */
export function placesOf(delivered: boolean): readonly Place[] {
  return delivered ? afterSending : beforeSending
}

/** Sales, the rows they are made of, and their money per currency ("" when the input names none). */
export class Count {
  sales = 0
  rows = 0
  withoutAmount = 0
  readonly #money = new Map<string, Sum>()

  add(sale: { readonly rows: number; readonly amount: string; readonly currency: string }): void {
    this.sales += 1
    this.rows += sale.rows
    if (sale.amount === '') {
      this.withoutAmount += 1
      return
    }
    let sum = this.#money.get(sale.currency)
    if (sum === undefined) {
      sum = new Sum()
      this.#money.set(sale.currency, sum)
    }
    sum.add(sale.amount)
  }

  get money(): ReadonlyMap<string, string> {
    return new Map([...this.#money].map(([currency, sum]) => [currency, sum.value]))
  }
}

/** One reason that turned sales down or was worth a warning, with an example. */
export interface Reason {
  /** A problem's code, or `api` for LettrLabs' own words. */
  readonly code: string
  readonly stage: 'check' | 'api' | 'rule'
  readonly message: string
  readonly cure: string
  readonly column: string
  count: number
  /** Of sales that were left out: their rows and money. */
  readonly books: Count | undefined
  /** The first place where it was seen. */
  readonly example: { readonly file: number; readonly record: number; readonly line: number; readonly orderId: string }
}

const mostReasons = 1000

/** Adds findings up; the tally is the summary of a run. */
export class Tally {
  readonly #places = new Map<Place, Count>(places.map((place) => [place, new Count()]))
  readonly prepared = new Count()
  /** When the fresh sales were. */
  readonly dates = new DateRange()
  readonly rejections = new Map<string, Reason>()
  readonly warnings = new Map<string, Reason>()
  readonly skips = new Map<string, Reason>()
  readonly refusals = new Map<string, Reason>()
  readonly doubts = new Map<string, Reason>()
  readonly identifiers = { email: 0, phone: 0, address: 0, coupon: 0 }
  /** Fresh sales by how well they can be matched, and under `none` those rejected because nothing tells whom they are about. */
  readonly grades: Record<Grade, number> = { strong: 0, good: 0, fair: 0, weak: 0, none: 0 }
  /** Fresh sales by the identifiers that they bring, as a sum of `identifierBits`. */
  readonly byIdentifiers = new Map<number, number>()
  /** Fresh sales whose address lacks a part that matching needs, by the part. */
  readonly gaps: Record<AddressGap, number> = { street: 0, city: 0, state: 0, zip: 0 }
  /** Sales in doubt that running again does not settle: without order id, or changed since. */
  doubtHeld = 0
  /** Delivered by an earlier run, with other content; part of known. */
  readonly changed = new Count()
  /** Delivered by an earlier run, then left out by a rule; part of skipped. */
  readonly excluded = new Count()
  /** Rejects that no earlier run had. */
  newRejects = 0
  newRefusals = 0
  fresh = 0
  freshWithoutOrderId = 0

  add(finding: Finding): void {
    if (finding.kind !== 'settled') this.prepared.add(finding)
    switch (finding.kind) {
      case 'rejected':
        this.place('rejected').add(finding)
        if (finding.since === '') this.newRejects += 1
        if (finding.problems.some(({ code }) => code === 'no-identifier')) this.grades.none += 1
        noteProblems(this.rejections, finding, finding.problems, 'error')
        break
      case 'skipped':
        this.place('skipped').add(finding)
        note(this.skips, finding.reason, 'rule', '', '', finding.reason, finding)
        if (finding.delivered !== '') this.excluded.add(finding)
        break
      case 'known':
        this.#remember(finding)
        break
      case 'fresh':
        this.place('ready').add(finding)
        this.fresh += 1
        if (finding.orderId === '') this.freshWithoutOrderId += 1
        this.#identify(finding.identifiers)
        this.dates.add(finding.eventSeconds, finding.eventOffset)
        noteProblems(this.warnings, finding, finding.problems, 'warning')
        break
      case 'settled':
        this.#settle(finding)
    }
  }

  place(place: Place): Count {
    const count = this.#places.get(place)
    if (count === undefined) throw new RangeError(`no place ${place}`)
    return count
  }

  #remember(finding: Finding & { kind: 'known' }): void {
    this.place(finding.place).add(finding)
    const { changed, day } = finding
    if (finding.place === 'known' && changed.length > 0) this.changed.add(finding)
    if (finding.place === 'refused') {
      const message = `refused on ${day}, and the same since`
      note(this.refusals, message, 'api', '', '', message, finding)
    }
    if (finding.place === 'in doubt') {
      const since = changed.length > 0 ? ', and changed since' : ''
      const message = day === '' ? 'looks like the correction of a sale in doubt' : `in doubt since ${day}${since}`
      note(this.doubts, message, 'api', '', '', message, finding)
      this.doubtHeld += 1
    }
  }

  #settle(finding: Finding & { kind: 'settled' }): void {
    this.place(finding.place).add(finding)
    const [first = 'LettrLabs gave no reason.'] = finding.messages
    if (finding.place === 'refused') {
      this.newRefusals += 1
      note(this.refusals, first, 'api', '', '', first, finding)
    }
    if (finding.place === 'in doubt') {
      note(this.doubts, first, 'api', '', '', first, finding)
      if (finding.orderId === '') this.doubtHeld += 1
    }
    for (const words of finding.warnings) note(this.warnings, words, 'api', '', '', words, finding)
  }

  #identify(bits: number): void {
    for (const name of identifierNames) if (bits & identifierBits[name]) this.identifiers[name] += 1
    for (const name of gapNames) if (bits & gapBits[name]) this.gaps[name] += 1
    this.grades[gradeOf(bits)] += 1
    const brought = bits & allIdentifiers
    this.byIdentifiers.set(brought, (this.byIdentifiers.get(brought) ?? 0) + 1)
  }
}

const identifierNames = Object.keys(identifierBits) as readonly (keyof typeof identifierBits)[]
const gapNames = Object.keys(gapBits) as readonly AddressGap[]
const allIdentifiers = Object.values(identifierBits).reduce<number>((sum, bit) => sum | bit, 0)

function noteProblems(
  reasons: Map<string, Reason>,
  finding: Finding,
  problems: readonly Problem[],
  severity: Problem['severity'],
): void {
  for (const problem of problems) {
    if (problem.severity !== severity) continue
    const key = `${problem.code} ${problem.column}`
    note(reasons, key, 'check', problem.cure, problem.column, problem.message, finding, problem.code)
  }
}

function note(
  reasons: Map<string, Reason>,
  key: string,
  stage: Reason['stage'],
  cure: string,
  column: string,
  message: string,
  finding: Finding,
  code: string = stage,
): void {
  const reason = reasons.get(key)
  if (reason !== undefined) {
    reason.count += 1
    reason.books?.add(finding)
    return
  }
  // LettrLabs' words may differ for every record; the report then has them all, the summary the first thousand.
  if (reasons.size >= mostReasons) return
  const { file, record, line, orderId } = finding
  const books = stage === 'rule' ? new Count() : undefined
  books?.add(finding)
  reasons.set(key, { code, stage, message, cure, column, count: 1, books, example: { file, record, line, orderId } })
}
