import { writeUtc } from '../domain/calendar.js'
import { type DateRange, localTime, type Moment } from '../domain/date-range.js'
import type { Grade } from '../domain/match.js'
import type { SourceFile } from '../domain/row.js'
import { type Count, type Place, placesWithSales, type Reason, type Tally } from '../domain/tally.js'
import { resolveZone } from '../domain/zone-lookup.js'

/** A count as the summary tells it; money per currency as exact decimals, "" standing for "no currency named". */
export interface CountSummary {
  readonly sales: number
  readonly rows: number
  readonly money: { readonly [currency: string]: string }
  readonly withoutAmount: number
}

/** Why sales were turned down or left out. */
export interface ReasonSummary {
  readonly code: string
  readonly column: string
  readonly message: string
  readonly cure: string
  readonly count: number
  /** Of sales that were left out: what they come to. */
  readonly books?: CountSummary
  readonly example: { readonly file: string; readonly row: number; readonly line: number; readonly orderId: string }
}

/** The earliest and the latest date, in UTC and on the export's own clocks. */
export interface DatesSummary {
  readonly earliest: { readonly utc: string; readonly local: string }
  readonly latest: { readonly utc: string; readonly local: string }
  /** The zone that was declared, as the person named it; empty when the offsets are the file's own. */
  readonly zone: string
}

/** What an earlier run left open, and this run's input does not hold. */
export interface OpenSummary {
  /** `unfinished`: the run was killed, and what it had not sent yet is not known. */
  readonly what: 'unsent' | 'in doubt' | 'unfinished'
  readonly sales: number
  /** Of that run, as 2026-11-20, in UTC. */
  readonly day: string
  readonly inputs: readonly string[]
  readonly folder: string
}

/** The one document that says what became of a run; `summary.json` and `--json` hold it. Keys are added, never renamed. */
export interface Summary {
  readonly version: 1
  readonly tool: string
  readonly command: 'upload' | 'validate'
  readonly mode: 'upload' | 'dry run' | 'sandbox' | 'validate'
  readonly startedAt: string
  readonly seconds: number
  readonly exitCode: number
  readonly outcome: string
  readonly inputs: readonly {
    readonly name: string
    readonly format: string
    readonly encoding: string
    readonly delimiter: string
    readonly columns: number
    readonly notes: readonly string[]
  }[]
  readonly config: string
  readonly account: { readonly id: string; readonly company: string } | null
  readonly baseUrl: string
  readonly books: {
    readonly read: CountSummary
    readonly merged: number
    readonly places: { readonly [place in Place]?: CountSummary }
  }
  /** When the sales to be sent were, ISO 8601; all empty when there are none. */
  readonly dates: DatesSummary
  readonly rejected: readonly ReasonSummary[]
  readonly refused: readonly ReasonSummary[]
  readonly skipped: readonly ReasonSummary[]
  readonly inDoubt: readonly ReasonSummary[]
  readonly warnings: readonly ReasonSummary[]
  /** Delivered by earlier runs and different now: `changed` is part of known, `excluded` of skipped. See changed.csv. */
  readonly changedSince: { readonly changed: CountSummary; readonly excluded: CountSummary }
  /** What earlier runs for this account left open elsewhere. */
  readonly open: readonly OpenSummary[]
  readonly matchability: {
    readonly sales: number
    readonly email: number
    readonly phone: number
    readonly address: number
    readonly coupon: number
    /** How well they can be matched; `none` are rejected sales beside them. See domain/match.ts. */
    readonly grades: { readonly [grade in Grade]: number }
    readonly withoutOrderId: number
    readonly advice: string
  }
  readonly delivery: {
    readonly requests: number
    readonly stopped: string
    /** When LettrLabs wants to be asked again, ISO 8601; empty when it did not say or the run waited for it. */
    readonly comeBackAt: string
    readonly events: readonly string[]
  }
  /** What the columns proved; a later run of the rejects reads them alike. */
  readonly facts: { readonly decimal: string; readonly dayOrder: string; readonly timezone: string }
  readonly folder: string
  readonly files: readonly string[]
  /** The command to type next; empty when there is nothing to do. */
  readonly next: string
}

/** The parts of the summary that are the tally's; `zone` is the declared one, by which dates are told. */
export function tallySummary(
  tally: Tally,
  delivered: boolean,
  files: readonly SourceFile[],
  zone = '',
): Pick<Summary, 'dates' | 'books' | 'rejected' | 'refused' | 'skipped' | 'inDoubt' | 'warnings' | 'changedSince'> {
  const reasons = (all: ReadonlyMap<string, Reason>) => sorted(all).map((reason) => reasonSummary(reason, files))
  const places = placesWithSales(tally, delivered).map((place) => [place, countSummary(tally.place(place))])
  return {
    books: {
      read: countSummary(tally.prepared),
      merged: tally.prepared.rows - tally.prepared.sales,
      places: Object.fromEntries(places) as Summary['books']['places'],
    },
    dates: datesSummary(tally.dates, zone),
    rejected: reasons(tally.rejections),
    refused: reasons(tally.refusals),
    skipped: reasons(tally.skips),
    inDoubt: reasons(tally.doubts),
    warnings: reasons(tally.warnings),
    changedSince: { changed: countSummary(tally.changed), excluded: countSummary(tally.excluded) },
  }
}

function datesSummary({ ends }: DateRange, zoneName: string): DatesSummary {
  const none = { utc: '', local: '' }
  if (ends === undefined) return { earliest: none, latest: none, zone: '' }
  const zone = zoneName === '' ? undefined : resolveZone(zoneName)
  const known = zone === undefined || 'problem' in zone ? undefined : zone
  const told = (moment: Moment) => ({ utc: writeUtc(moment.epochSeconds), local: localTime(moment, known) })
  return { earliest: told(ends.earliest), latest: told(ends.latest), zone: known === undefined ? '' : zoneName }
}

function countSummary(count: Count): CountSummary {
  const { sales, rows, withoutAmount, money } = count
  return { sales, rows, money: Object.fromEntries(money), withoutAmount }
}

function sorted(all: ReadonlyMap<string, Reason>): readonly Reason[] {
  return [...all.values()].sort((a, b) => b.count - a.count)
}

function reasonSummary(reason: Reason, files: readonly SourceFile[]): ReasonSummary {
  const { code, column, message, cure, count, books, example } = reason
  const file = files[example.file - 1]?.name ?? ''
  return {
    code,
    column,
    message,
    cure,
    count,
    ...(books === undefined ? {} : { books: countSummary(books) }),
    example: { file, row: example.record, line: example.line, orderId: example.orderId },
  }
}
