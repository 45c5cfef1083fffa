/** Time as delivery needs it. */
export interface Clock {
  /** Milliseconds that only go forward. */
  elapsed(): number
  /** Comes back after so many milliseconds, or at once when `stop` is aborted; never throws. */
  sleep(milliseconds: number, stop: AbortSignal): Promise<void>
  /** 0 or more and less than 1, for the jitter. */
  random(): number
}

const [first, longest] = [500, 30_000]

/** The wait before try n + 1, in milliseconds: full jitter over half a second that doubles up to half a minute. */
export function backoff(tries: number, random: number): number {
  return random * Math.min(longest, first * 2 ** Math.min(tries - 1, 20))
}
