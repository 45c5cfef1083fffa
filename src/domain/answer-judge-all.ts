import type { Attribution } from './answer-bases.js'
import { allThere, candidatesOf, grouped, range, refusalOf, settledIfAlone, wordsOf } from './answer-groups.js'
import type { Judgement, Said } from './answer-judge.js'

/** Judges an answer that refused every record (422): what remains to be told is which words belong to which. */
export function judgeAll(said: Said): Judgement {
  const all = said.attributions.map((each) => settledIfAlone(each, said.size)).filter(mayRefuseAll)
  const general = wordsOf(
    [...all.filter(({ meant }) => meant.kind === 'nobody' || meant.kind === 'unclear')],
    said.general,
  )
  const told = all.filter(({ meant }) => meant.kind === 'certain' || meant.kind === 'assumed')
  const byRecord = grouped(told)
  const vagueThere = all.filter(
    (each) => each.mention.there && (each.meant.kind === 'assumed' || each.meant.kind === 'unclear'),
  )
  const nobody = all.filter(({ meant }) => meant.kind === 'nobody')
  const onlyThere = told.length === 0 && nobody.length > 0 && nobody.every(({ mention }) => mention.there)
  // That something is there already may be true of one of them alone: the others were turned away because of it.
  const unnamed = onlyThere && said.size > 1
  const doubtful = new Set(unnamed ? range(said.size) : vagueThere.flatMap((each) => candidatesOf(each, said.size)))
  const settled = range(said.size).map((index) => {
    const own = byRecord.get(index) ?? []
    const refusal = refusalOf(index, own)
    const there = own.length > 0 ? allThere(own) : onlyThere && !unnamed
    return { refusal: own.length > 0 ? refusal : { ...refusal, messages: general }, there, index }
  })
  const sure = settled.filter(({ index, refusal, there }) => !doubtful.has(index) || (there && !refusal.assumed))
  return {
    refused: sure.filter(({ there }) => !there).map(({ refusal }) => refusal),
    known: sure.filter(({ there }) => there).map(({ refusal }) => refusal),
    warnings: [],
    assumed: [],
    unattributed: unnamed ? general : wordsOf(vagueThere, []),
    candidates: settled.filter((each) => !sure.includes(each)).map(({ index }) => index),
    general,
  }
}

function mayRefuseAll({ mention, meant }: Attribution): boolean {
  if (mention.sign === 'refusal' || mention.sign === 'mixed') return true
  return mention.sign === 'none' && (meant.kind !== 'nobody' || mention.message !== '')
}
