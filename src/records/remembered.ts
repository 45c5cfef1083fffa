import { type Finding, onlyFound } from '../domain/finding.js'
import { rejectMark } from '../domain/identity.js'
import type { Mark } from '../domain/mark.js'
import type { ChangedPart, Known } from '../domain/memory.js'
import { neverTaken, rowKey } from '../domain/own-rows.js'
import { type Problem, problem } from '../domain/problem.js'
import { isAnotherSale, type Recall, type Recalled, recalled } from '../domain/recall.js'
import type { SourceFile } from '../domain/row.js'
import type { SaleStore, StoredSale } from '../domain/sale.js'

/** Tells the ledger which sales without order id the input holds, so that it can say which are gone from it. */
export function seeSalesWithoutOrderId(store: SaleStore, known: Known): void {
  for (let number = 0; number < store.count; number += 1) {
    const { orderId, mark } = store.read(number)
    if (orderId === '' && mark !== undefined) known.recall(mark)
  }
}

/** What becomes of a sale by the word of earlier runs; what is not to be sent for that is `known` in the store from then on. */
export function withMemory(
  finding: Finding,
  sale: StoredSale,
  store: SaleStore,
  recall: Recall,
  files: readonly SourceFile[],
): Finding {
  switch (finding.kind) {
    case 'fresh':
      return freshOrKnown(finding, sale, store, recall, files)
    case 'skipped': {
      if (sale.mark === undefined) return finding
      const memory = recall.known.recall(sale.mark)
      if (memory !== undefined) recall.known.leave(sale.mark)
      return memory?.fate === 'accepted' ? { ...finding, delivered: memory.day } : finding
    }
    case 'rejected': {
      const memory = recall.known.recall(markOfReject(sale, files))
      return memory?.fate === 'rejected' ? { ...finding, since: memory.day } : finding
    }
    default:
      return finding
  }
}

/** The mark under which a rejected sale is remembered: by its rows as they are written. */
export function markOfReject(sale: StoredSale, files: readonly SourceFile[]): Mark {
  const file = files[sale.file - 1]
  return rejectMark(file === undefined ? [] : sale.rows.map((row) => rowKey(row, file)))
}

function freshOrKnown(
  finding: Finding & { readonly kind: 'fresh' },
  sale: StoredSale,
  store: SaleStore,
  recall: Recall,
  files: readonly SourceFile[],
): Finding {
  const { known } = recall
  if (sale.mark === undefined) return finding
  const memory = known.recall(sale.mark)
  const hasOrderId = sale.orderId !== ''
  // Someone corrected an e-mail, say: the sale of then is gone, and one of the same date, amount and store stands here.
  const mayBeCorrected = memory === undefined && !hasOrderId && !recall.resendChanged
  const gone = mayBeCorrected ? known.takeGone(sale.mark) : undefined
  const held = gone === 'accepted' || (gone === 'doubt' && !recall.resendInDoubt)
  const file = files[sale.file - 1]
  // A file of rejects holds none of the sales that were delivered, so that they are missing there says nothing.
  if (held && !(file !== undefined && neverTaken(sale.rows, file))) {
    if (gone === 'doubt') return heldWithItsDoubt(finding, store)
    // It may as well be another customer's sale, so a person decides: sent from the file of rejects it is believed to be one.
    return rejected(problem('looks-corrected', {}), finding, sale, store, recall, files)
  }
  const told = recalled(memory, hasOrderId, recall)
  // Under another mapping all parts of the same sale may look different.
  if (told.kind === 'delivered' && isAnotherSale(told.changed) && known.mappingOf(sale.mark) === recall.mapping) {
    return rejected(reused(sale.orderId, told.day), finding, sale, store, recall, files)
  }
  switch (told.kind) {
    case 'fresh':
      return finding
    case 'again':
      store.setState(finding.sale, 'again')
      return finding
    case 'dismissed':
      store.setState(finding.sale, 'skipped')
      return {
        ...onlyFound(finding),
        kind: 'skipped',
        reason: `dismissed by you on ${told.day} (resolve)`,
        delivered: '',
      }
    default:
      store.setState(finding.sale, 'known')
      return {
        ...onlyFound(finding),
        kind: 'known',
        place: placeOf[told.kind],
        day: told.day,
        changed: changedOf(told),
      }
  }
}

function reused(value: string, day: string): Problem {
  const message = `order "${value}" was sent on ${day} with another date, another amount and another customer's data`
  return problem('reused-order-id', { field: 'orderId', value }, { message })
}

function rejected(
  found: Problem,
  finding: Finding & { readonly kind: 'fresh' },
  sale: StoredSale,
  store: SaleStore,
  recall: Recall,
  files: readonly SourceFile[],
): Finding {
  store.setState(finding.sale, 'rejected')
  const problems = [found, ...finding.problems]
  const before = recall.known.recall(markOfReject(sale, files))
  const since = before?.fate === 'rejected' ? before.day : ''
  return { ...onlyFound(finding), kind: 'rejected', stage: 'duplicate', problems, since }
}

function heldWithItsDoubt(finding: Finding & { readonly kind: 'fresh' }, store: SaleStore): Finding {
  store.setState(finding.sale, 'known')
  return { ...onlyFound(finding), kind: 'known', place: 'in doubt', day: '', changed: ['identifiers'] }
}

const placeOf = { delivered: 'known', 'in doubt': 'in doubt', refused: 'refused' } as const

function changedOf(told: Recalled): readonly ChangedPart[] {
  return 'changed' in told ? told.changed : []
}
