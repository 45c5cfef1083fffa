/** A request of which nobody knows whether LettrLabs stored it. */
export interface OpenRequest {
  readonly request: number
  /** Earlier attempts with the same sales; they are settled along with it. */
  readonly attempts: readonly number[]
  /** When the last attempt left, ISO 8601 in UTC. */
  readonly at: string
  readonly withOrderIds: boolean
  /** In doubt, of so many that the request had. */
  readonly sales: number
  readonly of: number
  /** Of the whole request, per currency, exact decimals. */
  readonly money: { readonly [currency: string]: string }
  readonly run: number
  readonly inputs: readonly string[]
  readonly folder: string
  /** Where the sales stand: numbers and stretches of rows as a spreadsheet counts them, of records in JSON. */
  readonly rows: readonly {
    readonly input: string
    readonly kind: 'spreadsheet row' | 'record'
    readonly numbers: string
  }[]
  /** The run's file that holds these sales with all their columns; "" when it is not there. */
  readonly file: string
  /** What LettrLabs lists around that time: a hint, no proof. */
  readonly uploads: readonly {
    readonly id: string
    readonly fileName: string
    readonly status: string
    readonly at: string
  }[]
}

/** A run that left sales unsent, or that was cut off before its end. */
export interface OpenRun {
  readonly run: number
  /** As 2026-11-20, in UTC. */
  readonly day: string
  readonly inputs: readonly string[]
  readonly folder: string
  /** Sales known to be unsent. */
  readonly unsent: number
  /** Cut off: what it had not sent yet is not known. */
  readonly cutOff: boolean
}

/** What was settled just now. */
export interface Settled {
  readonly what: 'request' | 'run'
  readonly number: number
  readonly as: 'delivered' | 'not-delivered' | 'dismissed'
  readonly inputs: readonly string[]
}

/** What `resolve --json` prints. Keys are added, never renamed; no customer data. */
export interface OpenDocument {
  readonly version: 1
  readonly exitCode: number
  readonly account: string
  readonly ledger: string
  /** Who holds the memory just now, in words; what that run does is left out. "" when nobody does. */
  readonly busy: string
  readonly requests: readonly OpenRequest[]
  readonly runs: readonly OpenRun[]
  readonly settled: readonly Settled[]
  /** Why LettrLabs' uploads are not known; "" when it was asked, or there was nothing to ask for. */
  readonly uploadsUnknown: string
  /** The command to type next; empty when there is nothing to do. */
  readonly next: string
}
