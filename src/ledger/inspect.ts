import type { Fate } from '../domain/memory.js'
import { compactedSize } from './compact.js'
import { type Disk, nodeDisk } from './disk.js'
import type { Header } from './event.js'
import { fates } from './fates.js'
import { openIfThere } from './open.js'
import { loadSettled } from './replay.js'
import type { Run } from './state.js'

/** What a look through a whole ledger finds. */
export interface LedgerFacts {
  readonly header: Header
  readonly bytes: number
  readonly lines: number
  /** Bytes of a last line that was never written to its end; the next run cuts them off. */
  readonly tornBytes: number
  readonly identities: number
  readonly byFate: Readonly<Record<Fate, { readonly count: number; readonly withoutOrderIds: number }>>
  readonly requestsInDoubt: number
  /** Bytes that compacting would leave. */
  readonly bytesCompacted: number
  /** Earliest first. */
  readonly runs: readonly Run[]
}

/** Reads every line and its checksum: throws a UserError that names the byte of a damage; undefined where there is no ledger. */
export function inspectLedger(path: string, disk: Disk = nodeDisk): LedgerFacts | undefined {
  const file = openIfThere(disk, path, 'read')
  if (file === undefined) return undefined
  try {
    const { header, state, size, end } = loadSettled(disk, file, path)
    if (header === undefined) return undefined
    const { table, requests, runs } = state
    const byFate = counts()
    for (let entry = 0; entry < table.count; entry += 1) {
      const found = byFate[fates[table.fate(entry)] ?? 'doubt']
      found.count += 1
      if (!table.withOrderId(entry)) found.withoutOrderIds += 1
    }
    return {
      header,
      bytes: size,
      lines: end.lines,
      tornBytes: end.torn.length,
      identities: table.count,
      byFate,
      requestsInDoubt: requests.groups().length,
      bytesCompacted: compactedSize(header, state),
      runs: [...runs.values()],
    }
  } finally {
    disk.close(file)
  }
}

function counts(): Record<Fate, { count: number; withoutOrderIds: number }> {
  const none = () => ({ count: 0, withoutOrderIds: 0 })
  return {
    accepted: none(),
    doubt: none(),
    refused: none(),
    rejected: none(),
    unsent: none(),
    dismissed: none(),
  }
}
