import type { Attribution } from './answer-bases.js'
import {
  allThere,
  candidatesOf,
  grouped,
  indexes,
  indexOf,
  isRefusal,
  range,
  refusalOf,
  settledIfAlone,
  wordsOf,
} from './answer-groups.js'
import { isHeadline } from './answer-phrases.js'
import type { Notice, Refusal } from './outcome.js'

/** What an answer says, before it is judged. */
export interface Said {
  readonly attributions: readonly Attribution[]
  readonly size: number
  /** How many records were refused, by each counter. */
  readonly counts: readonly number[]
  readonly general: readonly string[]
  /** It says that something failed. */
  readonly failed: boolean
  /** It was looked at as a whole. */
  readonly whole: boolean
  /** How many conversions the payload lists. */
  readonly payload: number | undefined
}

export interface Judgement {
  readonly refused: readonly Refusal[]
  readonly known: readonly Refusal[]
  readonly warnings: readonly Notice[]
  readonly assumed: readonly Refusal[]
  readonly unattributed: readonly string[]
  readonly candidates: readonly number[]
  readonly general: readonly string[]
}

/** Judges an answer after which some records may be refused and others accepted; with `certainOnly` (a 400) it accepts none. */
export function judgePart(said: Said, certainOnly: boolean): Judgement {
  const all = said.attributions.map((each) => settledIfAlone(each, certainOnly ? 0 : said.size))
  const certain = all.filter(({ meant }) => meant.kind === 'certain')
  const signed = certain.filter(isRefusal)
  const weak = certain.filter(({ mention }) => mention.sign === 'envelope-warning')
  const unsigned = certain.filter(({ mention }) => mention.sign === 'none' || mention.sign === 'mixed')
  const unclear = all.filter((each) => mayRefuse(each) && isUncertain(each))
  if (certainOnly) return parts(said, [...signed, ...unsigned], [], [])
  const refusals = agreeing(said, signed, unsigned, weak, unclear)
  const nobody = all.filter((each) => isRefusal(each) && each.meant.kind === 'nobody')
  if (refusals === undefined) {
    return parts(said, [], warningsOf(certain), [...signed, ...unsigned, ...unclear, ...nobody], range(said.size))
  }
  const open = said.counts.length === 0 ? unsigned.filter((each) => !each.mention.there) : []
  const taken = new Set(refusals)
  const warned = certain.filter(
    (each) => !taken.has(each) && !open.includes(each) && isWarning(each, said.counts.length > 0),
  )
  const praised = certain.filter(({ mention }) => mention.sign === 'accepted')
  const counted = said.counts.length > 0 && unclear.length === 0
  const vague = nobody.filter((each) => !isExplained(each, refusals, counted))
  return parts(
    withNobody(said, all, vague),
    refusals,
    warned,
    [...open, ...unclear, ...vague],
    contradicted(refusals, praised),
  )
}

function isUncertain({ meant }: Attribution): boolean {
  return meant.kind === 'assumed' || meant.kind === 'unclear'
}

/** A number without any sign that fits no record is no place in the batch. */
function mayRefuse({ mention, meant }: Attribution): boolean {
  if (mention.sign === 'refusal') return true
  return (
    (mention.sign === 'none' || mention.sign === 'mixed') &&
    (meant.kind === 'assumed' || (meant.kind === 'unclear' && mention.message !== ''))
  )
}

function isWarning({ mention }: Attribution, counted: boolean): boolean {
  if (mention.message === '') return false
  return mention.sign === 'warning' || mention.sign === 'envelope-warning' || (counted && mention.sign === 'none')
}

function warningsOf(certain: readonly Attribution[]): readonly Attribution[] {
  return certain.filter(({ mention }) => mention.sign === 'warning' && mention.message !== '')
}

/** The mentions that are refusals, so that every counter agrees; undefined when no reading does. */
function agreeing(
  said: Said,
  signed: readonly Attribution[],
  unsigned: readonly Attribution[],
  weak: readonly Attribution[],
  unclear: readonly Attribution[],
): readonly Attribution[] | undefined {
  const there = unsigned.filter(({ mention }) => mention.there)
  if (said.counts.length === 0) return [...signed, ...there]
  if (unclear.length > 0) {
    const fewest = indexes(signed).size
    return said.counts.every((count) => count >= fewest - indexes(there).size) ? [...signed, ...there] : undefined
  }
  const readings = [signed, [...signed, ...unsigned], [...signed, ...unsigned, ...weak]]
  const agreed = readings.find((reading) => agrees(said.counts, reading))
  return agreed === undefined ? undefined : [...new Set([...agreed, ...there])]
}

/** Whether a record that is already there counts as refused is not known: both will do. */
function agrees(counts: readonly number[], reading: readonly Attribution[]): boolean {
  const all = indexes(reading).size
  const known = [...grouped(reading).values()].filter((own) => allThere(own)).length
  return counts.every((count) => count === all || count === all - known)
}

/** A headline over refusals that are told one by one below, or the same words again. */
function isExplained({ mention }: Attribution, refusals: readonly Attribution[], counted: boolean): boolean {
  if (refusals.length === 0) return false
  if (counted || isHeadline(mention.message)) return true
  return refusals.some((each) => each.mention.message === mention.message)
}

function contradicted(refusals: readonly Attribution[], praised: readonly Attribution[]): readonly number[] {
  const yes = indexes(praised)
  return [...indexes(refusals.filter(({ mention }) => !mention.there))].filter((index) => yes.has(index))
}

function withNobody(said: Said, all: readonly Attribution[], vague: readonly Attribution[]): Said {
  const rest = all.filter(
    (each) => each.meant.kind === 'nobody' && !vague.includes(each) && /refusal|warning/.test(each.mention.sign),
  )
  return { ...said, general: wordsOf(rest, said.general) }
}

function parts(
  said: Said,
  refusals: readonly Attribution[],
  warned: readonly Attribution[],
  open: readonly Attribution[],
  doubted: readonly number[] = [],
): Judgement {
  const doubtful = new Set([
    ...doubted,
    ...open.filter(({ meant }) => meant.kind === 'certain').flatMap((each) => candidatesOf(each, said.size)),
  ])
  const byRecord = [...grouped(refusals)]
    .filter(([index]) => !doubtful.has(index))
    .sort(([one], [other]) => one - other)
  const settled = new Set(byRecord.map(([index]) => index))
  const vague = open.flatMap((each) => candidatesOf(each, said.size))
  const nothingNamed = said.failed && refusals.length === 0 && open.length === 0
  const left = said.size - settled.size
  const known = byRecord.filter(([, own]) => allThere(own))
  const short = !payloadAgrees(said, settled.size, known.length)
  const candidates = nothingNamed || short || !said.whole ? range(said.size) : [...new Set([...doubtful, ...vague])]
  const rest = left === 0 ? [] : candidates.filter((index) => !settled.has(index)).sort((one, other) => one - other)
  return {
    refused: byRecord.filter(([, own]) => !allThere(own)).map(([index, own]) => refusalOf(index, own)),
    known: known.map(([index, own]) => refusalOf(index, own)),
    warnings: [...grouped(warned)]
      .filter(([index]) => !settled.has(index))
      .sort(([one], [other]) => one - other)
      .map(([index, own]) => ({ index, messages: refusalOf(index, own).messages })),
    assumed: [...grouped(open.filter(({ meant }) => meant.kind === 'assumed'))]
      .sort(([one], [other]) => one - other)
      .map(([index, own]) => refusalOf(index, own)),
    unattributed: wordsOf([...open, ...refusals.filter((each) => doubtful.has(indexOf(each)))], []),
    candidates: rest,
    general: [...said.general],
  }
}

/** An empty payload says nothing; otherwise it lists all, or those that were accepted. */
function payloadAgrees({ payload, size }: Said, settled: number, known: number): boolean {
  return (
    payload === undefined ||
    payload === 0 ||
    [size, size - settled, size - settled + known, size - known].includes(payload)
  )
}
