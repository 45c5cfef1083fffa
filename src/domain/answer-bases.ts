import type { Mention } from './answer-scan.js'
import type { Evidence } from './answer-words.js'

/** Which record a mention means: one for certain, one by assumption, or any of several. */
type Meant =
  | { readonly kind: 'certain'; readonly index: number }
  /** The number's base was assumed; `candidates` are all that it could mean. */
  | { readonly kind: 'assumed'; readonly index: number; readonly candidates: readonly number[] }
  /** It names a record, but not which; no candidates means that all are. */
  | { readonly kind: 'unclear'; readonly candidates: readonly number[] }
  /** It names none. */
  | { readonly kind: 'nobody' }

export interface Attribution {
  readonly mention: Mention
  readonly meant: Meant
}

type Counted = 'path' | 'index' | 'word' | 'key'
type Base = 0 | 1 | 'open' | 'broken'

/** Decides for each mention which record of a batch of `size` it means, with the base of numbers decided over the whole answer. */
export function attribute(mentions: readonly Mention[], size: number): readonly Attribution[] {
  const fixed = { path: fixedBase('path', mentions, size), index: fixedBase('index', mentions, size) }
  const certain = mentions.map((mention) => certainIndex(mention.evidence, size, fixed))
  const open = (family: 'word' | 'key') => openBase(family, mentions, certain, size)
  const bases = together(mentions, { word: open('word'), key: open('key') })
  return mentions.map((mention, at) => {
    const index = certain[at]
    return { mention, meant: index === undefined ? meant(mention.evidence, size, bases) : { kind: 'certain', index } }
  })
}

function numbers(family: Counted, evidence: readonly Evidence[]): readonly number[] {
  return evidence.flatMap((each) => (each.kind === family ? [each.number] : []))
}

/** What a sentence says of a record that is named around it does not count. */
function isStructure(each: Evidence): boolean {
  return each.kind !== 'word' || each.prose !== true
}

/** Counted from 0 by its form, unless the answer itself shows that it is not. */
function fixedBase(family: 'path' | 'index', mentions: readonly Mention[], size: number): Base {
  const all = mentions.filter(({ evidence }) => !evidence.some(({ kind }) => kind === 'echo'))
  const seen = new Set(all.flatMap(({ evidence }) => numbers(family, evidence)))
  if (seen.has(size) && !seen.has(0)) return 'broken'
  const contradicted = mentions.some(({ evidence }) => {
    const echo = echoIndex(evidence)
    return echo !== undefined && numbers(family, evidence).some((number) => number !== echo)
  })
  return contradicted ? 'broken' : 0
}

function echoIndex(evidence: readonly Evidence[]): number | undefined {
  const echoes = evidence.flatMap((each) => (each.kind === 'echo' ? [each.indexes] : []))
  const common = echoes[0]?.filter((index) => echoes.every((indexes) => indexes.includes(index)))
  return common?.length === 1 ? common[0] : undefined
}

function certainIndex(evidence: readonly Evidence[], size: number, fixed: Readonly<Record<'path' | 'index', Base>>) {
  if (evidence.some(({ kind }) => kind === 'echo')) return echoIndex(evidence)
  for (const family of ['path', 'index'] as const) {
    const found = [...new Set(numbers(family, evidence))]
    if (found.length > 0) return found.length === 1 && fixed[family] === 0 && found[0]! < size ? found[0] : undefined
  }
  return undefined
}

function openBase(
  family: 'word' | 'key',
  mentions: readonly Mention[],
  certain: readonly (number | undefined)[],
  size: number,
): Base {
  const seen = new Set<number>()
  const votes = new Set<Base>()
  mentions.forEach(({ evidence }, at) => {
    const index = certain[at]
    for (const number of numbers(family, evidence.filter(isStructure))) {
      if (index === undefined) seen.add(number)
      else votes.add(number === index ? 0 : number === index + 1 ? 1 : 'broken')
    }
  })
  if (votes.has('broken') || votes.size > 1) return 'broken'
  if ([...seen].some((number) => number > size)) return 'broken'
  if (seen.has(0)) votes.add(0)
  if (seen.has(size)) votes.add(1)
  if (votes.size > 1) return 'broken'
  return [...votes][0] ?? sameWords(family, mentions, certain)
}

/** A base under which every number falls on a record of which the same words are said for certain, while the other does not. */
function sameWords(
  family: 'word' | 'key',
  mentions: readonly Mention[],
  certain: readonly (number | undefined)[],
): Base {
  const said = new Set(
    mentions.flatMap(({ message }, at) => (certain[at] === undefined ? [] : [`${certain[at]} ${message}`])),
  )
  const pending = mentions.flatMap(({ evidence, message }, at) =>
    certain[at] === undefined && message !== '' ? numbers(family, evidence).map((number) => ({ number, message })) : [],
  )
  if (pending.length === 0) return 'open'
  const fits = ([0, 1] as const).filter((base) =>
    pending.every(({ number, message }) => said.has(`${number - base} ${message}`)),
  )
  return fits.length === 1 ? (fits[0] ?? 'open') : 'open'
}

/** A row number beside a key that is one less decides both; one in a sentence can only contradict. */
function together(
  mentions: readonly Mention[],
  bases: Readonly<Record<'word' | 'key', Base>>,
): Readonly<Record<'word' | 'key', Base>> {
  const differences = new Set(
    mentions.flatMap(({ evidence }) =>
      numbers('word', evidence).flatMap((word) => numbers('key', evidence).map((key) => word - key)),
    ),
  )
  if (differences.size === 0) return bases
  const spoken = mentions.some(({ evidence }) => evidence.some((each) => each.kind === 'word' && each.prose))
  const [difference] = differences
  if (differences.size > 1 || (difference !== 0 && difference !== 1 && difference !== -1))
    return { word: 'broken', key: 'broken' }
  if (spoken) return bases
  const word = bases.word !== 'open' ? bases.word : shifted(bases.key, difference)
  const key = bases.key !== 'open' ? bases.key : shifted(word, -difference)
  if (word !== 'open' || difference === 0) return { word, key }
  return difference === 1 ? { word: 1, key: 0 } : { word: 0, key: 1 }
}

function shifted(base: Base, by: number): Base {
  if (base === 'open' || base === 'broken') return base
  const moved = base + by
  return moved === 0 || moved === 1 ? moved : 'broken'
}

function meant(evidence: readonly Evidence[], size: number, bases: Readonly<Record<'word' | 'key', Base>>): Meant {
  if (evidence.length === 0) return { kind: 'nobody' }
  const echo = evidence.find((each) => each.kind === 'echo')
  if (echo !== undefined) return { kind: 'unclear', candidates: echo.indexes }
  if (evidence.some(({ kind }) => kind === 'path' || kind === 'index' || kind === 'unclear'))
    return { kind: 'unclear', candidates: [] }
  const family = evidence.some(({ kind }) => kind === 'key') ? 'key' : 'word'
  const found = [...new Set(numbers(family, evidence))]
  const number = found[0]
  const base = bases[family]
  if (number === undefined || found.length > 1 || base === 'broken') return { kind: 'unclear', candidates: [] }
  if (base === 'open') {
    const index = number - (family === 'word' ? 1 : 0)
    return { kind: 'assumed', index, candidates: [number - 1, number].filter((each) => each >= 0 && each < size) }
  }
  const index = number - base
  return index >= 0 && index < size ? { kind: 'certain', index } : { kind: 'unclear', candidates: [] }
}
