import type { Attribution } from './answer-bases.js'
import type { Refusal } from './outcome.js'

/** The places from 0 of a batch of `size`. */
export function range(size: number): readonly number[] {
  return Array.from({ length: size }, (_, index) => index)
}

export function isRefusal({ mention }: Attribution): boolean {
  return mention.sign === 'refusal'
}

/** In a batch of one, whatever is refused is that record, unless the answer names an order that was not sent. */
export function settledIfAlone(each: Attribution, size: number): Attribution {
  const foreign = each.mention.evidence.some((evidence) => evidence.kind === 'echo' && evidence.indexes.length === 0)
  if (size !== 1 || foreign || !isRefusal(each)) return each
  return { mention: each.mention, meant: { kind: 'certain', index: 0 } }
}

/** The place that is meant, for certain or by assumption; -1 for none. */
export function indexOf({ meant }: Attribution): number {
  return meant.kind === 'certain' || meant.kind === 'assumed' ? meant.index : -1
}

export function indexes(attributions: readonly Attribution[]): ReadonlySet<number> {
  return new Set(attributions.map(indexOf))
}

/** All places that may be meant. */
export function candidatesOf({ meant }: Attribution, size: number): readonly number[] {
  if (meant.kind === 'certain') return [meant.index]
  const some = meant.kind === 'nobody' ? [] : meant.candidates
  return some.length > 0 ? some : range(size)
}

/** What is said of each record, by its place. */
export function grouped(attributions: readonly Attribution[]): ReadonlyMap<number, readonly Attribution[]> {
  const groups = new Map<number, Attribution[]>()
  for (const each of attributions) {
    const index = indexOf(each)
    const group = groups.get(index)
    if (group === undefined) groups.set(index, [each])
    else group.push(each)
  }
  return groups
}

/** Whether all that is said of a record is that it is already there. */
export function allThere(own: readonly Attribution[]): boolean {
  const speaking = own.filter(({ mention }) => mention.message !== '' || mention.codes.length > 0)
  return (speaking.length > 0 ? speaking : own).every(({ mention }) => mention.there)
}

export function refusalOf(index: number, own: readonly Attribution[]): Refusal {
  return {
    index,
    messages: wordsOf(own),
    codes: [...new Set(own.flatMap(({ mention }) => mention.codes))],
    assumed: own.some(({ meant }) => meant.kind === 'assumed'),
  }
}

/** The words of all, each once, in the order of the answer. */
export function wordsOf(attributions: readonly Attribution[], more: readonly string[] = []): readonly string[] {
  return [...new Set([...attributions.map(({ mention }) => mention.message), ...more])].filter((text) => text !== '')
}
