import { answerLimits } from './answer-json.js'
import type { SentBatch } from './answer-records.js'
import { isConversionKey } from './answer-records.js'

/** How a part of an answer says which record it means, strongest first. */
export type Evidence =
  /** An echoed record or an exact order id: the records it fits; none when it was not sent. */
  | { readonly kind: 'echo'; readonly indexes: readonly number[] }
  /** `[1].revenue`, `#/1/revenue`: counted from 0. */
  | { readonly kind: 'path'; readonly number: number }
  /** A key such as `index` or `position`: counted from 0. */
  | { readonly kind: 'index'; readonly number: number }
  /** Row, record, line, item: counted from 0 or 1; `prose` when it stands in a sentence for what the structure names already. */
  | { readonly kind: 'word'; readonly number: number; readonly prose?: boolean }
  /** A bare integer or a map's key: counted from 0 or 1. */
  | { readonly kind: 'key'; readonly number: number }
  /** Something that names a record, but not which one. */
  | { readonly kind: 'unclear' }

const bracketPath = /^(?:\$\.?|#\.?)?(?:[A-Za-z_]\w{0,40}\.){0,3}([A-Za-z_]\w{0,40})?\[(\d{1,9})\]/
const pointerPath = /^#?\/(?:[A-Za-z_]\w{0,40}\/){0,3}(\d{1,9})(?=[/\s:]|$)/
const dottedPath = /^(?:\$\.)?(?:[A-Za-z_]\w{0,40}\.)?(\d{1,9})\.(?=[A-Za-z_])/
const pathTail = /^[\w.[\]/]{0,200}(?:\s{0,3}[:–—-]\s{1,3}|:|\s{1,3})/

/** The record's number, from 0, that a path such as `[1].revenue`, `$.conversions[1]`, `#/1/revenue` or `1.revenue` starts with. */
export function pathNumber(text: string): { readonly number: number; readonly length: number } | undefined {
  const bracket = bracketPath.exec(text)
  if (bracket !== null) {
    if (bracket[1] !== undefined && isConversionKey(bracket[1])) return undefined
    return { number: Number(bracket[2]), length: bracket[0].length }
  }
  const other = pointerPath.exec(text) ?? dottedPath.exec(text)
  return other === null ? undefined : { number: Number(other[1]), length: other[0].length }
}

/** What a sentence says of which records; one list of evidence for each record that it names. */
export interface Sentence {
  readonly records: readonly (readonly Evidence[])[]
  /** The sentence without the reference it began with. */
  readonly message: string
}

/** Reads `Record 2: …`, `Conversion at index 1: …`, `[1].Revenue: …`, `Order A-7: …`, `… for rows 2 and 4`. */
export function readSentence(text: string, batch: SentBatch): Sentence {
  const path = pathNumber(text)
  if (path !== undefined) {
    const rest = text.slice(path.length)
    const message = rest.replace(pathTail, '').trim()
    return { records: [[{ kind: 'path', number: path.number }]], message: message === '' ? text : message }
  }
  const inner = innerPaths(text)
  if (inner.length > 0) return { records: [[onlyOne(inner)]], message: text }
  const words = wordReferences(text, batch)
  return words ?? { records: [], message: text }
}

const innerPath = /(?:^|[\s'"(:|])\$?\.?([A-Za-z_]\w{0,40})?\[(\d{1,9})\]/g

function innerPaths(text: string): readonly Evidence[] {
  return [...text.matchAll(innerPath)]
    .filter((found) => found[1] === undefined || !isConversionKey(found[1]))
    .map((found) => ({ kind: 'path', number: Number(found[2]) }))
}

function onlyOne(evidence: readonly Evidence[]): Evidence {
  const first = evidence[0]
  const same = evidence.every(
    (each) => 'number' in each && first !== undefined && 'number' in first && each.number === first.number,
  )
  return same && first !== undefined ? first : { kind: 'unclear' }
}

const noun = '(?:conversion|record|row|line|item|entry|element|order|sale)'
const wordReference = new RegExp(
  `(?:\\b(?:(${noun})(s)?\\s{0,3}(?:at\\s{1,3})?(index|position|number|no\\.|row|line)?|(index|position)|^(number))\\s{0,3}[#:=]?\\s{0,3}|(?:^|\\s)#)(\\d{1,9})(?![\\w.-]*\\w)`,
  'gi',
)
const furtherNumber = /(?:\s{0,3},\s{0,3}(?:and\s{1,3})?|\s{1,3}and\s{1,3}|\s{0,3}&\s{0,3})#?(\d{1,9})(?![\w.-]*\w)/y
const predicate =
  /^(?:(?:\s{0,3},\s{0,3}(?:and\s{1,3})?|\s{1,3}and\s{1,3}|\s{0,3}&\s{0,3})#?\d{1,9}){0,1000}\s{1,3}(?:of\s{1,3}\d{1,9}\s{1,3})?(?:is|are|was|were|has|have|had|lacks?|needs?|must|should|could|can|cannot|did|does|do|will|fails?|failed|contains?|misses|missing|requires?|invalid|rejected|refused|skipped|not|already|duplicates?|in|for)\b/i
const orderReference = /\border(?:[ _-]?(?:id|number|no\.?))?[\s#:='"“(]{1,6}([^\s'"”,;()]{1,255})/gi
const closing = /^(?:\s{1,3}(?:of|\/)\s{1,3}\d{1,9})?\s{0,3}(?:\([^()]{0,300}\)\s{0,3})?(?:[:;–—,-]|\.\s)\s{0,3}/
const comparing = /\b(?:of|as|with|to|than|like|from)\s{1,3}(?:the\s{1,3})?$/i

function wordReferences(text: string, batch: SentBatch): Sentence | undefined {
  const lead = leadingToken(text, batch)
  if (lead !== undefined) return lead
  const orders = orderReferences(text, batch)
  const found = [...text.matchAll(wordReference)].filter(
    (each) => !isElsewhere(text, each) && !(isOrderWord(each) && orders !== undefined),
  )
  const first = found[0]
  if (first === undefined) return orders
  if (isOrderWord(first)) return unclear(text)
  const end = first.index + first[0].length
  const further = first[2] === undefined ? [] : furtherNumbers(text, end)
  const tail = closing.exec(text.slice(end))
  const leads = first.index === 0 && tail !== null
  if (further === undefined) return unclear(text)
  const before = text.slice(0, first.index)
  if (!leads && (found.length > 1 || comparing.test(before))) return unclear(text)
  if (!leads && !isSubject(first, before, text.slice(first.index))) return orders ?? unclear(text)
  const evidence = [numbered(first, Number(first[6])), ...(further.length === 0 ? (orders?.records[0] ?? []) : [])]
  const rest = leads && further.length === 0 ? text.slice(end + tail[0].length).trim() : ''
  return {
    records: [evidence, ...further.map((number) => [numbered(first, number)])],
    message: rest === '' ? text : rest,
  }
}

/** The line of an address, or of the JSON that was sent, is no record. */
function isElsewhere(text: string, found: RegExpExecArray): boolean {
  if (found[1]?.toLowerCase() !== 'line') return false
  const before = text.slice(Math.max(0, found.index - 20), found.index)
  return /(?:address|addr|street)[\s._-]{0,3}$/i.test(before) || /^linenumber|^line number/i.test(found[0])
}

/** The reference opens the sentence as what it is about, or closes the opening before a colon: `Error in row 2: …`. */
function isSubject(found: RegExpExecArray, before: string, from: string): boolean {
  const rest = from.slice(found[0].length)
  const line = found[1]?.toLowerCase() === 'line'
  if (found.index === 0) return rest.trim() === '' || (!line && predicate.test(rest))
  if (!/^\s{0,3}:\s/.test(rest) || before.length > 60 || /[:;.,!?]/.test(before)) return false
  return /\b(?:in|for|on|at|with)\s{1,3}(?:the\s{1,3})?$/i.test(before) || (!line && /^\w{1,20}\s{1,3}$/.test(before))
}

function unclear(text: string): Sentence {
  return { records: [[{ kind: 'unclear' }]], message: text }
}

/** `Order 1002` names an id, not a place in the batch. */
function isOrderWord(found: RegExpExecArray): boolean {
  return found[1]?.toLowerCase() === 'order' && !isPlaceWord(found[3])
}

function isPlaceWord(word: string | undefined): boolean {
  return word !== undefined && /^(?:index|position)$/i.test(word)
}

function numbered(found: RegExpExecArray, number: number): Evidence {
  return { kind: isPlaceWord(found[3] ?? found[4]) ? 'index' : 'word', number }
}

/** The numbers after the first of `rows 2, 3 and 4`; undefined for a range, which may or may not include what it leaves out. */
function furtherNumbers(text: string, from: number): readonly number[] | undefined {
  const numbers: number[] = []
  furtherNumber.lastIndex = from
  let end = from
  for (let next = furtherNumber.exec(text); next !== null; next = furtherNumber.exec(text)) {
    numbers.push(Number(next[1]))
    end = furtherNumber.lastIndex
  }
  return /^\s{0,3}(?:-|–|to|through)\s{0,3}\d/.test(text.slice(end, end + 20)) ? undefined : numbers
}

/** `Order A-7: …` and `… for order A-7`. */
function orderReferences(text: string, batch: SentBatch): Sentence | undefined {
  const found = [...text.matchAll(orderReference)]
    .map((each) => ({ id: (each[1] ?? '').replace(/[.:\])}]{1,3}$/, ''), at: each.index, whole: each[0] }))
    .filter(({ id }) => batch.withOrderId(id).length > 0)
  const first = found[0]
  if (first === undefined) return undefined
  const several = found.some(({ id }) => id !== first.id)
  if (several || comparing.test(text.slice(0, first.at))) return unclear(text)
  const rest = text.slice(first.whole.length)
  const message = first.at === 0 && first.whole.endsWith(':') ? rest.trim() : ''
  return { records: [[idEvidence(first.id, batch)]], message: message === '' ? text : message }
}

/** An order id by its exact text; unclear when it is a number that might be the record's place as well. */
export function idEvidence(id: string, batch: SentBatch): Evidence {
  const indexes = batch.withOrderId(id)
  const place = /^\d{1,9}$/.test(id) && Number(id) <= batch.size
  return place ? { kind: 'unclear' } : { kind: 'echo', indexes }
}

/** `A-7: …` and `3: …`. */
function leadingToken(text: string, batch: SentBatch): Sentence | undefined {
  const colon = text.indexOf(':')
  if (colon < 1 || colon > 255) return undefined
  const token = text.slice(0, colon).trim()
  const message = text.slice(colon + 1).trim()
  if (message === '') return undefined
  if (batch.withOrderId(token).length > 0) return { records: [[idEvidence(token, batch)]], message }
  if (/^#?\d{1,9}$/.test(token))
    return { records: [[{ kind: 'key', number: Number(token.replace('#', '')) }]], message }
  return undefined
}

/** A text cut to what is kept of the server's words. */
export function capped(text: string): string {
  const trimmed = text.slice(0, answerLimits.text * 2).trim()
  return trimmed.length > answerLimits.text ? `${trimmed.slice(0, answerLimits.text - 1)}…` : trimmed
}
