import type { IntentEvent } from './event.js'

/** A request of which something is in doubt: the entries still open, each with its place among the records of the intent. */
export interface OpenRequest {
  readonly intent: IntentEvent
  /** How many records it had when it was sent. */
  readonly of: number
  readonly open: Map<number, number>
}

/** The requests in doubt, and which of them hold an entry; what is settled is forgotten. */
export class OpenRequests {
  readonly #requests = new Map<number, OpenRequest>()
  readonly #byEntry = new Map<number, OpenRequest[]>()

  /** In the order in which they were sent. */
  get all(): readonly OpenRequest[] {
    return [...this.#requests.values()]
  }

  get(request: number): OpenRequest | undefined {
    return this.#requests.get(request)
  }

  add(request: OpenRequest): void {
    if (request.open.size === 0) return
    this.#requests.set(request.intent.attempt, request)
    for (const entry of request.open.keys()) {
      const others = this.#byEntry.get(entry)
      if (others === undefined) this.#byEntry.set(entry, [request])
      else others.push(request)
    }
  }

  /** An answer settled this entry, for all requests that held it. */
  settled(entry: number): void {
    for (const request of this.#byEntry.get(entry) ?? []) {
      request.open.delete(entry)
      if (request.open.size === 0) this.#requests.delete(request.intent.attempt)
    }
    this.#byEntry.delete(entry)
  }

  /** Forgets a request, and gives its entries that no other one holds. */
  drop(request: OpenRequest): readonly number[] {
    this.#requests.delete(request.intent.attempt)
    return [...request.open.keys()].filter((entry) => {
      const others = (this.#byEntry.get(entry) ?? []).filter((other) => other !== request)
      if (others.length === 0) this.#byEntry.delete(entry)
      else this.#byEntry.set(entry, others)
      return others.length === 0
    })
  }

  /** The requests, last sent first, each with the earlier tries of just the same records in the same run. */
  groups(): readonly (readonly [OpenRequest, ...OpenRequest[]])[] {
    const groups = new Map<string, [OpenRequest, ...OpenRequest[]]>()
    for (const request of this.all.toReversed()) {
      const key = `${request.intent.run}:${[...request.open.keys()].join()}`
      const group = groups.get(key)
      if (group === undefined) groups.set(key, [request])
      else group.push(request)
    }
    return [...groups.values()]
  }
}
