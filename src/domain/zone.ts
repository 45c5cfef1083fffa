import { daySeconds } from './calendar.js'

/** What a clock on the wall says, as an instant; a time that was skipped is shifted forward, of a doubled one the first is taken. */
export interface Instant {
  readonly epochSeconds: number
  readonly shifted?: true
  readonly doubled?: true
}

/** A time zone: a fixed offset, or one with a history of changes. */
export interface Zone {
  readonly name: string
  /** Seconds east of Greenwich at an instant. */
  offsetAt(epochSeconds: number): number
  /** The one offset of every clock time of this local day, counted from 1970-01-01; NaN when the clocks change around it. */
  quietOffset(localDay: number): number
  /** The instant of a clock time, given in seconds from 1970-01-01T00:00:00 on the same clock; by Temporal's "compatible". */
  toInstant(localSeconds: number): Instant
}

/** A zone that is always the same distance from Greenwich; `seconds` are positive in the east. */
export function fixedZone(name: string, seconds: number): Zone {
  return {
    name,
    offsetAt: () => seconds,
    quietOffset: () => seconds,
    toInstant: (localSeconds) => ({ epochSeconds: localSeconds - seconds }),
  }
}

const mostDays = 50_000

/**
 * A zone of the IANA data that Node carries. Intl is asked once for each day that occurs; assumes that clocks change at most once
 * between two UTC midnights.
 */
export class NamedZone implements Zone {
  readonly name: string
  readonly #format: Intl.DateTimeFormat
  /** Offset at the start of each UTC day. */
  readonly #starts = new Map<number, number>()
  /** The instant within a UTC day at which its offset changes. */
  readonly #changes = new Map<number, number>()
  readonly #quiet = new Map<number, number>()
  #lastDay = Number.NaN
  #lastOffset = Number.NaN

  /** Throws a RangeError when Node does not know the zone. */
  constructor(name: string) {
    this.name = name
    this.#format = new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset', year: '2-digit' })
  }

  offsetAt(epochSeconds: number): number {
    const day = Math.floor(epochSeconds / daySeconds)
    const before = this.#start(day)
    const after = this.#start(day + 1)
    return before === after || epochSeconds < this.#change(day, before) ? before : after
  }

  quietOffset(localDay: number): number {
    if (localDay === this.#lastDay) return this.#lastOffset
    const offset = this.#quiet.get(localDay) ?? this.#findQuiet(localDay)
    this.#lastDay = localDay
    this.#lastOffset = offset
    return offset
  }

  toInstant(localSeconds: number): Instant {
    const before = this.offsetAt(localSeconds - daySeconds)
    const after = this.offsetAt(localSeconds + daySeconds)
    const first = localSeconds - before
    const second = localSeconds - after
    const firstFits = this.offsetAt(first) === before
    const secondFits = this.offsetAt(second) === after
    if (firstFits && secondFits && first !== second) return { epochSeconds: Math.min(first, second), doubled: true }
    if (firstFits) return { epochSeconds: first }
    if (secondFits) return { epochSeconds: second }
    return { epochSeconds: first, shifted: true }
  }

  #findQuiet(localDay: number): number {
    const offset = this.#start(localDay)
    const quiet = [-1, 1, 2].every((distance) => this.#start(localDay + distance) === offset)
    this.#quiet.set(localDay, quiet ? offset : Number.NaN)
    return quiet ? offset : Number.NaN
  }

  #start(day: number): number {
    const known = this.#starts.get(day)
    if (known !== undefined) return known
    if (this.#starts.size >= mostDays) for (const table of [this.#starts, this.#changes, this.#quiet]) table.clear()
    const offset = this.#ask(day * daySeconds)
    this.#starts.set(day, offset)
    return offset
  }

  #change(day: number, before: number): number {
    const known = this.#changes.get(day)
    if (known !== undefined) return known
    let low = day * daySeconds
    let high = low + daySeconds
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2)
      if (this.#ask(middle) === before) low = middle
      else high = middle
    }
    this.#changes.set(day, high)
    return high
  }

  #ask(epochSeconds: number): number {
    const text = this.#format.format(epochSeconds * 1000)
    const match = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(text)
    if (match === null) throw new Error(`Intl wrote no offset for ${this.name}: ${text}`)
    const [, sign, hours = 0, minutes = 0, seconds = 0] = match
    const offset = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)
    return sign === '-' ? -offset : offset
  }
}
