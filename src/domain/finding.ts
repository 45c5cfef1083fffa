import type { ChangedPart } from './memory.js'
import type { Problem } from './problem.js'
import type { StoredSale } from './sale.js'

/** The stage that turned a sale down: reading, mapping, checking, comparing with the others, or LettrLabs itself. */
export type Stage = 'read' | 'map' | 'check' | 'duplicate' | 'api'

/** What every finding says of the sale it is about. */
export interface FoundSale {
  /** Its number in the spool, from 0; -1 for a row that a rule left out before it became a sale. */
  readonly sale: number
  /** Where its first row stands. */
  readonly file: number
  readonly record: number
  readonly line: number
  /** How many rows it is made of. */
  readonly rows: number
  /** Exact decimal; empty when no amount could be read. */
  readonly amount: string
  readonly currency: string
  readonly orderId: string
}

/** All that `prepare` and `deliver` ever say. Every sale is found once by `prepare`; every fresh one settles once in `deliver`. */
export type Finding =
  | (FoundSale & {
      readonly kind: 'rejected'
      readonly stage: Stage
      readonly problems: readonly Problem[]
      /** The day on which it was rejected already, as it is; "" for a new one. */
      readonly since: string
    })
  | (FoundSale & {
      readonly kind: 'skipped'
      readonly reason: string
      /** The day on which it was delivered all the same, by an earlier run; "" when it was not. */
      readonly delivered: string
    })
  /** The word of an earlier run stands: delivered, in doubt and not to be sent again, or refused as it is. */
  | (FoundSale & {
      readonly kind: 'known'
      readonly place: 'known' | 'in doubt' | 'refused'
      readonly day: string
      /** What differs from what was sent then; empty when nothing does. */
      readonly changed: readonly ChangedPart[]
    })
  | (FoundSale & {
      readonly kind: 'fresh'
      readonly identifiers: number
      readonly problems: readonly Problem[]
      /** When it was; see Sale. */
      readonly eventSeconds: number
      readonly eventOffset: number
    })
  | (FoundSale & {
      readonly kind: 'settled'
      /** `known` when LettrLabs says that the order is already there. */
      readonly place: 'accepted' | 'refused' | 'known' | 'in doubt' | 'unsent'
      /** LettrLabs' own words on this sale when refused, ours on what happened when in doubt or unsent. */
      readonly messages: readonly string[]
      /** LettrLabs' warnings on a sale that it accepted. */
      readonly warnings: readonly string[]
    })

/** What every finding says, without what is this one's alone. */
export function onlyFound({ sale, file, record, line, rows, amount, currency, orderId }: FoundSale): FoundSale {
  return { sale, file, record, line, rows, amount, currency, orderId }
}

/** What findings say of a stored sale. */
export function foundSale(number: number, sale: StoredSale): FoundSale {
  const { file, record, line, rowCount, amount, currency, orderId } = sale
  return { sale: number, file, record, line, rows: rowCount, amount, currency, orderId }
}
