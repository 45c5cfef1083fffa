import { daySeconds, writeUtc } from './calendar.js'
import { ColumnProof, type Example } from './column-proof.js'
import { compileFormat } from './date-format.js'
import { type ClockReading, type DayOrder, longestText, readClock } from './date-text.js'
import type { Zone } from './zone.js'
import { isAmbiguous, readOffset, resolveZoneOfValue } from './zone-lookup.js'

/** How a column of dates is to be read. */
export interface DateRules {
  /** `iso`, `unix-seconds`, `unix-milliseconds`, `excel-serial`, or a pattern such as `MM/DD/YYYY HH:mm`; found out when not given. */
  readonly format?: string
  /** Of times that carry no zone of their own. */
  readonly zone?: Zone
}

/** What a cell of dates says. */
export type DateReading =
  | {
      readonly kind: 'date'
      /** `YYYY-MM-DDTHH:mm:ssZ` */
      readonly utc: string
      readonly epochSeconds: number
      /** Seconds east of Greenwich of the clock that the value was read from; 0 for unix seconds. */
      readonly offset: number
      /** The clock time was skipped when the clocks went forward; it was shifted by as much. */
      readonly shifted?: true
      /** The clock time came twice when the clocks went back; the first was taken. */
      readonly doubled?: true
      /** Only without a given order: the text makes sense with this one alone. */
      readonly proves?: DayOrder
    }
  /** Month first or day first is not proven. */
  | { readonly kind: 'ambiguous' }
  /** A clock time, and nothing says where the clock hangs; `why` when a zone was named that has several meanings. */
  | { readonly kind: 'no-zone'; readonly why?: string }
  | { readonly kind: 'empty' }
  /** `why` when it is the zone that can't be used. */
  | { readonly kind: 'unreadable'; readonly why?: string }

/**
 * Reads one cell. `zone` is the cell of a zone column; an offset or zone in the text itself wins over it, and it wins over the
 * rules' zone.
 */
export interface DateReader {
  read(text: string, order: DayOrder | undefined, zone?: string): DateReading
}

/** A reader for a column; gives the problem when the declared format can't be understood. */
export function compileDateReader(rules: DateRules): DateReader | { readonly problem: string } {
  if (rules.format === undefined) return new RulesReader(readClock, rules.zone)
  const read = compileFormat(rules.format)
  return 'problem' in read ? read : new RulesReader(read, rules.zone)
}

/**
 * Reads the dates of a column, whose order of day and month may have to be proved. Dates between slashes prove nothing for those
 * between dots or dashes: a column that mixes them was put together from several sources.
 */
export class DayOrderProof {
  readonly #declared: DayOrder | undefined
  readonly #bySign = new Map<string, SignProof>()

  constructor(declared: DayOrder | undefined) {
    this.#declared = declared
    for (const sign of ['/', '.', '-']) this.#bySign.set(sign, new SignProof(declared))
  }

  /** Says the order from outside, when nothing has decided before. */
  declare(order: DayOrder): void {
    if (this.decided === undefined) for (const proof of this.#bySign.values()) proof.declare(order)
  }

  /** Reads a value by what is known so far; `where` is any number that finds the value again. */
  read(text: string, where: number, reader: DateReader, zone?: string): DateReading {
    const proof = this.#proofOf(text)
    return proof === undefined ? reader.read(text, this.#declared, zone) : proof.read(text, where, reader, zone)
  }

  /** The order in which this value is read; undefined while that is open. */
  orderOf(text: string): DayOrder | undefined {
    return this.#proofOf(text)?.decided
  }

  /** The order that was declared or proved, whatever stands between day and month. */
  get decided(): DayOrder | undefined {
    return [...this.#bySign.values()].find(({ decided }) => decided !== undefined)?.decided
  }

  /** Two values that only different orders can explain. */
  get contradiction(): { readonly first: Example; readonly second: Example } | undefined {
    const all = [...this.#bySign.values()]
    const own = all.find(({ contradiction }) => contradiction !== undefined)?.contradiction
    const [month, day] = (['MDY', 'DMY'] as const).map((order) => all.find((one) => one.decided === order)?.proof)
    if (own !== undefined || month === undefined || day === undefined) return own
    return day.where < month.where ? { first: day, second: month } : { first: month, second: day }
  }

  #proofOf(text: string): SignProof | undefined {
    return this.#bySign.get(/^\s*\d\d?([/.-])/.exec(text)?.[1] ?? '')
  }
}

class SignProof extends ColumnProof<DayOrder> {
  read(text: string, where: number, reader: DateReader, zone?: string): DateReading {
    const { decided } = this
    const reading = reader.read(text, decided, zone)
    if (reading.kind === 'date') this.note(text, where, reading.proves)
    else if (reading.kind === 'unreadable') {
      const other = decided === 'MDY' ? 'DMY' : 'MDY'
      this.note(text, where, undefined, () => reader.read(text, other, zone).kind === 'date')
    }
    return reading
  }
}

function dateAt(epochSeconds: number, offset: number) {
  return { kind: 'date', utc: writeUtc(epochSeconds), epochSeconds, offset } as const
}

/** The date of a clock time around which the clocks change. */
function unquietDate(zone: Zone, localSeconds: number) {
  const instant = zone.toInstant(localSeconds)
  return { ...dateAt(instant.epochSeconds, zone.offsetAt(instant.epochSeconds)), ...instant }
}

type WordZone = Zone | Extract<DateReading, { kind: 'no-zone' | 'unreadable' }>

const mostWords = 1000

/** Remembers the last value, since neighbouring rows often share it, and the zones that were named. */
class RulesReader implements DateReader {
  readonly #words = new Map<string, WordZone>()
  #text: string | undefined
  #order: DayOrder | undefined
  #zoneCell = ''
  #reading: DateReading = { kind: 'empty' }

  constructor(
    private readonly clock: (text: string, order: DayOrder | undefined) => ClockReading,
    private readonly zone: Zone | undefined,
  ) {}

  read(text: string, order: DayOrder | undefined, zone = ''): DateReading {
    if (text === this.#text && order === this.#order && zone === this.#zoneCell) return this.#reading
    const reading = this.#place(this.clock(text, order), zone)
    this.#text = text
    this.#order = order
    this.#zoneCell = zone
    this.#reading = reading
    return reading
  }

  #place(clock: ClockReading, zoneCell: string): DateReading {
    if (clock.kind === 'instant')
      return { kind: 'date', utc: writeUtc(clock.epochSeconds), epochSeconds: clock.epochSeconds, offset: 0 }
    if (clock.kind !== 'clock') return { kind: clock.kind }
    const word = clock.zone === '' ? zoneCell.trim() : clock.zone
    const zone = word === '' ? this.zone : this.#named(word, clock.localSeconds)
    if (zone === undefined) return { kind: 'no-zone' }
    if ('kind' in zone) return zone
    const { localSeconds, proves } = clock
    const offset = zone.quietOffset(Math.floor(localSeconds / daySeconds))
    const date = Number.isNaN(offset) ? unquietDate(zone, localSeconds) : dateAt(localSeconds - offset, offset)
    return proves === undefined ? date : { ...date, proves }
  }

  /** What an ambiguous abbreviation means may depend on the year, so it isn't remembered. */
  #named(word: string, localSeconds: number): WordZone {
    if (word.length > longestText) return { kind: 'unreadable', why: 'has a time zone that is too long to be one' }
    const known = this.#words.get(word)
    if (known !== undefined) return known
    const found = resolveZoneOfValue(withoutComment(word), this.zone, localSeconds)
    const named: WordZone =
      'problem' in found ? { kind: found.ambiguous ? 'no-zone' : 'unreadable', why: found.problem } : found
    if (this.#words.size >= mostWords) this.#words.clear()
    if (!isAmbiguous(word)) this.#words.set(word, named)
    return named
  }
}

/** Of "GMT-0600 (Mountain Daylight Time)" and "-06:00[America/Denver]" the offset; of "[America/Denver]" the name. */
function withoutComment(word: string): string {
  const match = /^([^[(]+?)\s*[[(].*[\])]$/.exec(word)
  const offset = match?.[1]
  if (offset !== undefined && readOffset(offset) !== undefined) return offset
  return /^\[(.+)\]$/.exec(word)?.[1] ?? word
}
