import { writeUtc } from './calendar.js'
import type { Zone } from './zone.js'

/** An instant, and the clock that it was read from. */
export interface Moment {
  readonly epochSeconds: number
  /** Seconds east of Greenwich. */
  readonly offset: number
}

/** The earliest and the latest of many moments. */
export class DateRange {
  #earliest: Moment | undefined
  #latest: Moment | undefined

  /** NaN stands for no date, and counts for nothing. */
  add(epochSeconds: number, offset: number): void {
    if (epochSeconds < (this.#earliest?.epochSeconds ?? Number.POSITIVE_INFINITY))
      this.#earliest = { epochSeconds, offset }
    if (epochSeconds > (this.#latest?.epochSeconds ?? Number.NEGATIVE_INFINITY)) this.#latest = { epochSeconds, offset }
  }

  get ends(): { readonly earliest: Moment; readonly latest: Moment } | undefined {
    const [earliest, latest] = [this.#earliest, this.#latest]
    return earliest === undefined || latest === undefined ? undefined : { earliest, latest }
  }
}

/**
 * A moment as the export's clocks showed it, `2025-01-31T14:05:00-05:00`: those of the declared zone, else of the offset in the value.
 * Never those of the computer.
 */
export function localTime({ epochSeconds, offset }: Moment, zone: Zone | undefined): string {
  const east = zone?.offsetAt(epochSeconds) ?? offset
  return `${writeUtc(epochSeconds + east).slice(0, -1)}${offsetText(east)}`
}

/** `+05:45` for 20,700 seconds; offsets of long ago lose their seconds. */
function offsetText(seconds: number): string {
  const minutes = Math.floor(Math.abs(seconds) / 60)
  const two = (number: number): string => `${number}`.padStart(2, '0')
  return `${seconds < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}
