import { clean } from './clean.js'
import { columnsMeaning, fieldsMeantBy } from './column-synonyms.js'
import { count } from './evidence.js'
import type { FirstRows } from './first-rows.js'
import { foldColumn } from './preset.js'
import type { Sketch } from './sketch.js'

/** What the values of a column for a field must be like, and in words for the comments. */
export interface Wanted {
  readonly field: string
  readonly kind: (value: string) => boolean
  /** The share of values that must be of the kind. */
  readonly least: number
  /** "e-mail addresses" */
  readonly words: string
}

/** Columns whose names mean a field: those that hold it, and those whose values speak against it. */
export interface Candidates {
  /** The likeliest first, empty ones last. */
  readonly fitting: readonly string[]
  readonly unlike: readonly string[]
}

/** Sorts out the columns that a field may come from; columns in use and those of LettrLabs' own names for other fields are none. */
export function candidatesFor(wanted: Wanted, sketch: Sketch): Candidates {
  const { first, used } = sketch
  const own = first.find(wanted.field)
  const named = columnsMeaning(wanted.field, first.names).filter((name) => name !== own && !used.has(name))
  const all = own === undefined || used.has(own) ? named : [own, ...named]
  const fits = (name: string): boolean => first.filled(name) === 0 || first.share(name, wanted.kind) >= wanted.least
  const byName = all.filter(fits)
  const fitting = byName.some((name) => first.filled(name) > 0) ? byName : [...byName, ...byEndings(wanted, sketch)]
  return {
    fitting: [
      ...fitting.filter((name) => first.filled(name) > 0),
      ...fitting.filter((name) => first.filled(name) === 0),
    ],
    unlike: all.filter((name) => !fits(name)),
  }
}

const notTheBuyers = new Set(
  'from default seller vendor merchant supplier store shop staff employee agent rep driver technician sender support tax'.split(
    ' ',
  ),
)

const wordsOf = (name: string): readonly string[] => name.split(/[^\p{L}\p{N}]+/u)

/** Whether a name says that its column is about somebody at the shop. */
export function isOfTheShop(name: string): boolean {
  return wordsOf(name).some((word) => notTheBuyers.has(word.toLowerCase()))
}

/** Filled columns whose names end like those for a field, as `buyer_info_buyer_email` does, and are about nobody at the shop. */
function byEndings(wanted: Wanted, { first, used }: Sketch): readonly string[] {
  if (wanted.least === 0) return []
  return first.names.filter((name) => {
    if (used.has(name) || isOfTheShop(name)) return false
    const words = wordsOf(name)
    const endings = words.slice(1, -1).map((_, at) => words.slice(at + 1).join(' '))
    const means = endings.some((ending) => fieldsMeantBy(ending)[0] === wanted.field)
    return means && first.share(name, wanted.kind) >= Math.max(wanted.least, 0.5)
  })
}

/** Whether two columns are as likely as each other to hold a field: the header's order decides between them, and nothing else. */
export function equallyLikely(field: string, one: string, other: string): boolean {
  const [first] = columnsMeaning(field, [one, other])
  const [second] = columnsMeaning(field, [other, one])
  return first === one && second === other
}

/** Whether two columns hold the same in nearly every row. */
export function sameValues(one: string, other: string, first: FirstRows): boolean {
  const [ours, theirs] = [first.values(one), first.values(other)]
  const different = ours.filter((value, at) => value !== '' && theirs[at] !== '' && theirs[at] !== value).length
  return different * 100 <= ours.length
}

/** Shows, as comments, what else could stand for a field and what only sounds like it. */
export function tellOthers(wanted: Wanted, under: string, key: string, others: Candidates, sketch: Sketch): void {
  const { first, off } = sketch
  for (const name of others.fitting.slice(0, 2)) {
    const holds = first.filled(name) === 0 ? 'is empty in the rows looked at' : `also holds ${wanted.words}`
    off.push({ under, after: key, key, value: name, why: [`Or "${clean(name, 60)}": it ${holds}.`] })
  }
  for (const name of others.unlike.slice(0, 2)) {
    const found = `${count(first.count(name, wanted.kind))} of its ${count(first.filled(name))} values`
    const why = `Not "${clean(name, 60)}", though its name sounds like it: ${found} look like ${wanted.words}.`
    off.push({ under, after: key, key, value: name, why: [why] })
  }
}

/** Maps a text field to the likeliest of its columns, if there is one. */
export function pickText(wanted: Wanted, sketch: Sketch): string | undefined {
  const { fitting, unlike } = candidatesFor(wanted, sketch)
  const [best, ...others] = fitting
  if (best !== undefined) (sketch.fields as { [field: string]: object })[wanted.field] = { column: best }
  tellOthers(wanted, 'fields', wanted.field, { fitting: others, unlike }, sketch)
  return best
}

/** Whether a person named the column of a field. */
export function isGiven(field: string, sketch: Sketch): boolean {
  return [...sketch.given.columns.keys()].some((name) => foldColumn(name) === foldColumn(field))
}
