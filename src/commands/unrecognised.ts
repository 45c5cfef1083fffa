import { clean } from '../domain/clean.js'
import { listColumns } from '../domain/column-list.js'
import { firstLineIsSale } from '../domain/first-line-kind.js'
import { type KnownExport, type Preset, type UnmatchableExport, withArticle } from '../domain/preset.js'
import type { Fitted } from '../domain/preset-fit.js'
import type { Recognition } from '../domain/recognition.js'
import { UserError } from '../exit.js'
import { shellWord } from './job.js'

/** Why an export without a header is refused; what stands in its first line is a customer's, and is not shown. */
export function withoutHeader(path: string): UserError {
  return new UserError(
    `${clean(path, 200)}: ${firstLineIsSale}, so nothing tells what its columns mean.`,
    'Nothing was sent. Export again with the names of the columns, or write them into a line above the others; when they stand further down, put "headerLine" under "input" in a config.',
  )
}

/** Why an export without config can't be mapped: what it is most like, which columns it has, what to type. */
export function notRecognised(path: string, header: readonly string[], near: Recognition | undefined): UserError {
  const lines = [
    `${clean(path, 200)}: this is no export that lettr-convert knows, and its columns don't have LettrLabs' own names (orderId, revenue, eventDate, primaryEmail, …).`,
    ...(near === undefined ? [] : [nearWords(near)]),
    `Its columns: ${listColumns(header)}.`,
  ]
  const init = `npx lettr-convert init ${shellWord(path)}`
  return new UserError(lines.join('\n'), `Nothing was sent. Write a config from its columns, and look it over: ${init}`)
}

/** What a near export lacks to be recognised. */
function nearWords({ known, columns, missing }: Recognition): string {
  const likeness = `It is most like ${withArticle(known.title)} (${columns.known} of its ${columns.all} columns are known there)`
  if (missing.length === 0) return `${likeness}.`
  return `${likeness}, but lacks ${missing.map(missingWords).join(', ')}.`
}

function missingWords({ column, nearest }: Recognition['missing'][number]): string {
  return nearest === undefined ? `"${clean(column, 60)}"` : `"${clean(column, 60)}" (is "${clean(nearest, 60)}" meant?)`
}

/** Why a recognised export can't be used as it is, and what to do instead. */
export function unmatchable(path: string, { title, advice }: UnmatchableExport): UserError {
  const init = `npx lettr-convert init ${shellWord(path)}`
  return new UserError(
    `${clean(path, 200)}: this is ${withArticle(title)}. ${advice}`,
    `Nothing was sent. If columns were added that tell who bought, write a config for them: ${init}`,
  )
}

/** Why a preset does not do for an export: columns are missing that every sale needs. */
export function presetLacks(path: string, { preset, missing }: Fitted, other: KnownExport | undefined): UserError {
  const { group } = preset.records
  const lacks = [...preset.required, ...(group === undefined || preset.required.includes(group.by) ? [] : [group.by])]
    .map((needed) => (typeof needed === 'string' ? [needed] : needed))
    .filter((needed) => needed.every((column) => missing.includes(column)))
    .map((needed) => needed.map((column) => `"${clean(column, 60)}"`).join(' or '))
  const lines = [
    `${clean(path, 200)}: for ${withArticle(preset.title)} (preset ${preset.name}) it lacks ${lacks.join(', ')}.`,
    ...(other === undefined ? [] : [`It looks like ${withArticle(other.title)}; is the config for another export?`]),
  ]
  return new UserError(
    lines.join('\n'),
    'Nothing was sent. Export again with these columns, map other columns under "fields" in the config, or choose the right config.',
  )
}

/** Why a recognised export is refused whose columns don't tell who bought: every sale of it would be rejected. */
export function namesNobody(path: string, { preset }: Fitted): UserError {
  const needed = 'LettrLabs needs an e-mail, a phone number, an address with street, or a coupon code'
  return new UserError(
    `${clean(path, 200)}: this is ${withArticle(preset.title)}, but none of its columns tells who bought; ${needed}.`,
    `Nothing was sent. ${preset.exportAgain ?? 'Export again with all columns.'}`,
  )
}

/** Why a preset that the config names does not do for this file, though it has what every sale needs. */
export function presetDoubts(path: string, { preset }: Fitted, doubts: readonly string[]): UserError {
  const lines = doubts.map((doubt) => `${clean(path, 200)}, read by preset ${preset.name}: ${clean(doubt, 300)}`)
  return new UserError(
    lines.join('\n'),
    'Nothing was sent. Export again with all columns; or say in the config what is to count, under "records": { "keep": […] } (an empty list keeps all) and "fields": { "revenue": … }.',
  )
}

/** Why the files of one run can't be mapped alike. */
export function otherExport(path: string, first: string, { title }: Preset): UserError {
  return new UserError(
    `${clean(path, 200)} is not recognised as ${withArticle(title)}, as ${clean(first, 200)} is.`,
    'Nothing was sent. Files of one run must come from the same export; upload them one by one.',
  )
}
