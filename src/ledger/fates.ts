import type { Fate, RecordFate } from '../domain/memory.js'

/** Every fate by its number in the table; 0 is no fate at all. */
export const fates = [undefined, 'accepted', 'doubt', 'refused', 'rejected', 'unsent', 'dismissed'] as const

export const fateNumbers: Readonly<Record<Fate, number>> = {
  accepted: 1,
  doubt: 2,
  refused: 3,
  rejected: 4,
  unsent: 5,
  dismissed: 6,
}

/**
 * What holds when `next` is said of a sale of which `now` holds. Accepted is final. Doubt is left only by an answer (accepted or
 * refused), and what a person dismissed comes back only through an answer or a new doubt: either may have been counted.
 */
export function fateAfter(now: number, next: number): number {
  if (now === fateNumbers.accepted) return now
  const mayBeStored = now === fateNumbers.doubt || now === fateNumbers.dismissed
  return mayBeStored && next >= fateNumbers.rejected && next !== fateNumbers.dismissed ? now : next
}

const letters: Readonly<Record<RecordFate, string>> = { accepted: 'a', refused: 'r', doubt: 'd', unsent: 'u' }
const byLetter: ReadonlyMap<string, RecordFate> = new Map(
  (Object.keys(letters) as RecordFate[]).map((fate) => [letters[fate], fate]),
)

/** A stretch of records of a request with one fate. */
export interface FateRun {
  readonly count: number
  readonly fate: RecordFate
}

/** Runs of equal fates, in order. */
export function runsOf(all: readonly RecordFate[]): readonly FateRun[] {
  const runs: { count: number; fate: RecordFate }[] = []
  for (const fate of all) {
    const last = runs.at(-1)
    if (last?.fate === fate) last.count += 1
    else runs.push({ count: 1, fate })
  }
  return runs
}

/** `498a1r1d`: counts and first letters. */
export function fatesText(runs: readonly FateRun[]): string {
  return runs.map(({ count, fate }) => `${count}${letters[fate]}`).join('')
}

/** Undefined where the text is not one that `fatesText` writes. */
export function readFates(text: string): readonly FateRun[] | undefined {
  if (!/^(?:[1-9]\d*[ardu])*$/.test(text)) return undefined
  return [...text.matchAll(/(\d+)([ardu])/g)].map(([, count, letter]) => ({
    count: Number(count),
    fate: byLetter.get(letter ?? '') ?? 'doubt',
  }))
}
