const httpDate = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/

/**
 * Milliseconds until the server wants to be asked again, by its Retry-After: seconds, or a date, which is measured against the answer's
 * own Date and only without one against `now`. A date gone by is 0; undefined when there is none or it can't be read.
 */
export function retryAfter(headers: ReadonlyMap<string, string>, now: number): number | undefined {
  const value = headers.get('retry-after')?.trim()
  if (value === undefined) return undefined
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000
  const until = readDate(value)
  return until === undefined ? undefined : Math.max(0, until - (readDate(headers.get('date')?.trim()) ?? now))
}

function readDate(value: string | undefined): number | undefined {
  if (value === undefined || !httpDate.test(value)) return undefined
  const time = Date.parse(value)
  return Number.isNaN(time) ? undefined : time
}
