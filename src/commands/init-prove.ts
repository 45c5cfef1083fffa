import { columnsOf } from '../domain/columns.js'
import type { Given, Proposal } from '../domain/proposal.js'
import { Proving } from '../domain/prove.js'
import type { Looked } from './init-look.js'

/** Reads on behind the first rows while these leave open how dates or amounts are written, until a row proves it. */
export async function proveBelow(
  { first, more, rest }: Looked,
  given: Given,
  propose: (given: Given) => Proposal,
): Promise<Given> {
  const { fields, records, input, open } = propose(given)
  const wanted = new Set(open.map(({ kind }) => kind))
  if (!more || !(wanted.has('day-order') || wanted.has('decimal'))) return given
  const { format: _, ...eventDate } = fields.eventDate ?? {}
  const { decimal: __, ...revenue } = fields.revenue ?? {}
  const { timezone: ___, ...reading } = input
  const proving = new Proving({ revenue, eventDate }, records, reading, columnsOf(first.file))
  const openDate = open.find(({ kind }) => kind === 'day-order')?.example ?? ''
  const isDone = (): boolean => {
    const dayOrder = proving.orderOf(openDate)
    const { decimal } = proving.shown
    return (dayOrder !== undefined || !wanted.has('day-order')) && (decimal !== undefined || !wanted.has('decimal'))
  }
  while (!isDone()) {
    const next = await rest.next()
    if (next.done === true) break
    if (next.value.kind === 'rows') proving.take(next.value.rows)
  }
  const dayOrder = proving.orderOf(openDate)
  const { decimal } = proving.shown
  const proved = {
    ...(wanted.has('day-order') && dayOrder !== undefined ? { dayOrder } : {}),
    ...(wanted.has('decimal') && decimal !== undefined ? { decimal } : {}),
  }
  return { ...given, ...proved, proved }
}
