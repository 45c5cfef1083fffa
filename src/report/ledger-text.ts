import { clean } from '../domain/clean.js'

/** What was found out about one ledger; what does not belong to the question is absent. */
export interface LedgerReport {
  readonly path: string
  /** "" where its first line can't be read. */
  readonly account: string
  readonly baseUrl: string
  readonly exitCode: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8
  /** What is wrong and what to do; "" when nothing is. */
  readonly problem: string
  readonly read?: { readonly bytes: number; readonly lines: number; readonly tornBytes: number }
  readonly holds?: {
    readonly identities: number
    readonly byFate: { readonly [fate: string]: { readonly count: number; readonly withoutOrderIds: number } }
    readonly requestsInDoubt: number
    /** Bytes that the file would have after compacting. */
    readonly bytesCompacted: number
    readonly runs: number
    /** Days in UTC. */
    readonly first: string | null
    readonly last: {
      readonly run: number
      readonly day: string
      /** null: cut off, or under way. */
      readonly exitCode: number | null
      readonly inputs: readonly string[]
    } | null
  }
  readonly compacted?: { readonly bytesBefore: number; readonly bytesAfter: number; readonly identities: number }
}

/** Whether the ledger is whole, in a line. */
export function verifiedLine(report: LedgerReport): string {
  const { path, read } = report
  if (read === undefined) return `ok    ${path} was made but nothing was ever written to it.`
  const torn =
    read.tornBytes === 0
      ? 'whole'
      : `whole but for a last line that was cut off while it was written (${many(read.tornBytes, 'byte')}); the next upload takes it off`
  return `ok    ${whose(report)}: ${torn}; ${many(read.lines, 'line')}, ${many(read.bytes, 'byte')}: ${path}`
}

const fateWords: readonly (readonly [string, string])[] = [
  ['accepted', 'accepted by LettrLabs'],
  ['doubt', 'in doubt'],
  ['unsent', 'not sent'],
  ['refused', 'refused by LettrLabs'],
  ['rejected', 'rejected here'],
  ['dismissed', 'dismissed by you'],
]

/** What the ledger holds. */
export function statsLines(report: LedgerReport): readonly string[] {
  const { path, read, holds } = report
  if (read === undefined || holds === undefined) return [verifiedLine(report)]
  const saved = read.bytes - holds.bytesCompacted
  const counts = fateWords.map(([fate, words]) => ({ words, found: holds.byFate[fate] }))
  const width = whole(holds.identities).length
  return [
    `${whose(report)}: ${many(holds.identities, 'sale')} remembered`,
    ...counts.flatMap(({ words, found }) => {
      if (found === undefined || found.count === 0) return []
      const without = found.withoutOrderIds === 0 ? '' : `, ${whole(found.withoutOrderIds)} of them without order id`
      return [`  ${whole(found.count).padStart(width)} ${words}${without}`]
    }),
    `  requests in doubt: ${whole(holds.requestsInDoubt)}${holds.requestsInDoubt === 0 ? '' : ' (settle them: npx lettr-convert resolve)'}`,
    runWords(holds),
    `  ${many(read.bytes, 'byte')}${saved > 0 ? `, ${whole(saved)} fewer after ledger compact` : ''}: ${path}`,
  ]
}

function runWords({ runs, first, last }: NonNullable<LedgerReport['holds']>): string {
  if (last === null) return '  no run yet'
  const ended = last.exitCode === null ? 'has not come to its end' : `ended with exit code ${last.exitCode}`
  const inputs = last.inputs.map((input) => (input === '-' ? 'standard input' : clean(input, 60))).join(', ')
  return `  ${many(runs, 'run')} from ${first} to ${last.day}; the last, of ${inputs}, ${ended}`
}

/** What compacting came to, in a line. */
export function compactedLine(report: LedgerReport): string {
  const { path, compacted } = report
  if (compacted === undefined) return `There is nothing to compact: ${path}`
  const { bytesBefore, bytesAfter, identities } = compacted
  if (bytesAfter === bytesBefore) return `${whose(report)}: ${many(bytesBefore, 'byte')}, as small as it gets: ${path}`
  return `${whose(report)}: ${many(bytesBefore, 'byte')} before, ${whole(bytesAfter)} after; all ${many(identities, 'sale')} kept: ${path}`
}

function whose({ account, baseUrl }: LedgerReport): string {
  return `account ${clean(account, 60)} at ${clean(baseUrl, 120)}`
}

const whole = (count: number): string => count.toLocaleString('en-US')
const many = (count: number, noun: string): string => `${whole(count)} ${noun}${count === 1 ? '' : 's'}`
