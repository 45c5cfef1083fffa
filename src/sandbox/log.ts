/** One request as the log keeps it; the status is null while, or because, it had no answer. The key is never in it. */
export interface LoggedRequest {
  readonly at: string
  readonly method: string
  readonly path: string
  readonly status: number | null
  readonly records: number
  readonly stored: number
  readonly fault: string | null
}

/** A request's line in the log, filled in as the request goes on. */
export type LogEntry = { -readonly [Key in keyof LoggedRequest]: LoggedRequest[Key] }

const mostEntries = 100_000

/** The log of requests in the order of their arrival; of very many the oldest are forgotten. */
export class RequestLog {
  #entries: LogEntry[] = []

  open(at: Date, method: string, path: string): LogEntry {
    const entry: LogEntry = { at: at.toISOString(), method, path, status: null, records: 0, stored: 0, fault: null }
    this.#entries.push(entry)
    if (this.#entries.length > mostEntries * 1.1) this.#entries = this.#entries.slice(-mostEntries)
    return entry
  }

  requests(): readonly LoggedRequest[] {
    return this.#entries.map((entry) => ({ ...entry }))
  }
}
