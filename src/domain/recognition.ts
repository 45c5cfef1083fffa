import { nearest } from './nearest.js'
import { foldColumn, type KnownExport, spellings } from './preset.js'

/** What a header tells of where a file comes from. */
export interface Recognition {
  /** `sure`: all that it needs is there, and enough that no other export has; `near`: a likeness only. */
  readonly kind: 'sure' | 'near'
  readonly known: KnownExport
  /** Columns of the file that this export is known to have, and how many there are in all. */
  readonly columns: { readonly known: number; readonly all: number }
  /** Needed columns that the file lacks, with the column of the file that may be meant. */
  readonly missing: readonly { readonly column: string; readonly nearest: string | undefined }[]
}

/** Own columns that it takes to tell an export from others; a column that n exports share counts as one nth. */
const enough = 1.5
const likeness = 0.75
/** The share of a file's columns that must be known: people add columns, but not more than there were. */
const leastShare = 0.5
/** Of less, a likeness would only lead astray. */
const leastLikeness = 0.4

/** Says which of the known exports a header comes from; undefined when it is like none. Never looks at values. */
export function recognise(header: readonly string[], exports: readonly KnownExport[]): Recognition | undefined {
  const names = new Map(header.map((name) => [foldColumn(name), name]))
  const shared = countExports(exports)
  let best: Comparison | undefined
  for (const known of exports) {
    const found = compare(known, names, shared)
    const better = best === undefined || rank(found) > rank(best)
    const alike = found.score >= likeness && found.columns.known >= leastLikeness * found.columns.all
    if (alike && better) best = found
  }
  if (best === undefined) return undefined
  const { kind, known, columns, missing } = best
  const written = [...names.values()]
  return { kind, known, columns, missing: missing.map((column) => ({ column, nearest: nearest(column, written) })) }
}

type Comparison = Omit<Recognition, 'missing'> & { readonly missing: readonly string[]; readonly score: number }

const rank = ({ kind, score }: Comparison): number => (kind === 'sure' ? 1e6 : 0) + score

function compare(
  known: KnownExport,
  names: ReadonlyMap<string, string>,
  shared: ReadonlyMap<string, number>,
): Comparison {
  const all = namesOf(known)
  const here = [...names.keys()].filter((name) => isKnown(name, known, all))
  const own = here.reduce((sum, name) => sum + (all.has(name) ? 1 / (shared.get(name) ?? 1) : 0), 0)
  const share = names.size === 0 ? 0 : here.length / names.size
  const missing = missingOf(known, names)
  const sure = missing.length === 0 && own >= enough && share >= leastShare
  const columns = { known: here.length, all: names.size }
  return { kind: sure ? 'sure' : 'near', known, columns, missing, score: own * share }
}

/** In JSON a known key stands for all that is inside it: what an order's lines consist of tells nothing of the order. */
function isKnown(name: string, known: KnownExport, all: ReadonlySet<string>): boolean {
  if (all.has(name)) return true
  const dot = known.format === 'json' ? name.lastIndexOf('.') : -1
  return dot > 0 && isKnown(name.slice(0, dot), known, all)
}

function missingOf(known: KnownExport, names: ReadonlyMap<string, string>): readonly string[] {
  const has = (column: string): boolean => spellings(known, column).some((name) => names.has(foldColumn(name)))
  return known.required.flatMap((needed) => {
    const columns = typeof needed === 'string' ? [needed] : needed
    return columns.some(has) ? [] : columns.slice(0, 1)
  })
}

function countExports(exports: readonly KnownExport[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const known of exports) {
    for (const name of namesOf(known)) counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return counts
}

const knownNames = new WeakMap<KnownExport, ReadonlySet<string>>()

/** Every name that a column of this export may have, folded; found out once, since a file's first lines are all compared. */
function namesOf(known: KnownExport): ReadonlySet<string> {
  const found =
    knownNames.get(known) ?? new Set(known.columns.flatMap((column) => spellings(known, column).map(foldColumn)))
  knownNames.set(known, found)
  return found
}
