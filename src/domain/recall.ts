import type { ChangedPart, Known, Memory } from './memory.js'

/** The ledger, and what the person wants sent although it is known. */
export interface Recall {
  readonly known: Known
  /** The digest of this run's mapping; see `Recipe.contents`. */
  readonly mapping: string
  /** Delivered and dismissed sales too: LettrLabs may count them again. */
  readonly resend: boolean
  /** Delivered sales whose content is another now. */
  readonly resendChanged: boolean
  /** Sales in doubt that have no order id: LettrLabs may count them again. */
  readonly resendInDoubt: boolean
  /** Refused sales that are as they were. */
  readonly retryRefused: boolean
}

/** What an earlier run's word makes of a sale that is ready. */
export type Recalled =
  | { readonly kind: 'fresh' }
  /** To be sent; an earlier attempt left it in doubt. */
  | { readonly kind: 'again' }
  | { readonly kind: 'delivered'; readonly day: string; readonly changed: readonly ChangedPart[] }
  | { readonly kind: 'in doubt'; readonly day: string; readonly changed: readonly ChangedPart[] }
  | { readonly kind: 'refused'; readonly day: string }
  | { readonly kind: 'dismissed'; readonly day: string }

const fresh: Recalled = { kind: 'fresh' }
const again: Recalled = { kind: 'again' }

/** Whether so much of a delivered sale is another now that it can be no correction: its order id names another sale. */
export function isAnotherSale(changed: readonly ChangedPart[]): boolean {
  return changed.includes('amount') && changed.includes('date') && changed.includes('identifiers')
}

/** The rules of 5-reliability, "Identity", "What stays open" and P3, P4. */
export function recalled(
  memory: Memory | undefined,
  hasOrderId: boolean,
  wanted: Omit<Recall, 'known' | 'mapping'>,
): Recalled {
  if (memory === undefined) return fresh
  const { fate, day, changed } = memory
  switch (fate) {
    case 'accepted':
      return wanted.resend || (changed.length > 0 && wanted.resendChanged) ? fresh : { kind: 'delivered', day, changed }
    case 'doubt': {
      const safe = hasOrderId && (changed.length === 0 || wanted.resendChanged)
      return safe || (!hasOrderId && wanted.resendInDoubt) ? again : { kind: 'in doubt', day, changed }
    }
    case 'refused':
      return changed.length > 0 || wanted.retryRefused ? fresh : { kind: 'refused', day }
    case 'dismissed':
      return wanted.resend ? fresh : { kind: 'dismissed', day }
    default:
      return fresh
  }
}
