import { type Item, isMessageKey, type Sign, signOfKey } from './answer-item.js'
import { plainKey } from './answer-json.js'
import type { Evidence } from './answer-words.js'

export type Hint = 'word' | 'index' | 'key'

/** Where in an answer a value stands: what the names around it say. */
export interface Place {
  readonly sign: Sign
  readonly evidence: readonly Evidence[]
  readonly depth: number
  readonly inList: boolean
  /** The name around it tells of places in the batch: `rows`, `indexes`. */
  readonly hint: Hint
  /** The message that this is a list of records for. */
  readonly message: string | undefined
  readonly field: string | undefined
  readonly codes: readonly string[]
  /** The name of the list around it, when that says "duplicates". */
  readonly group: string
  /** The list around it is named as one of results: each yes or no in it is the fate of a record. */
  readonly results: boolean
}

/** The place of a part of the envelope. */
export const start: Omit<Place, 'sign'> = {
  evidence: [],
  depth: 0,
  inList: false,
  hint: 'key',
  message: undefined,
  field: undefined,
  codes: [],
  group: '',
  results: false,
}
/** What holds people's data, or nothing about records. */
export const skippedKeys = new Set([
  'profile',
  'payload',
  'attemptedvalue',
  'formattedmessageplaceholdervalues',
  'customstate',
  'traceid',
])

/** What is inside something certain is counted within it, not within the batch. */
export function joined(outer: readonly Evidence[], inner: readonly Evidence[]): readonly Evidence[] {
  const certain = outer.some((each) => each.kind === 'echo' || each.kind === 'path')
  return [...outer, ...inner.filter((each) => !certain || each.kind === 'echo' || each.kind === 'word')]
}

/** A number in prose decides nothing where the structure around it has named the record; an opening one may still contradict. */
export function withinStructure(place: Place, evidence: readonly Evidence[]): readonly Evidence[] {
  if (place.evidence.length === 0) return evidence
  return evidence
    .filter((each) => each.kind !== 'unclear')
    .map((each) => (each.kind === 'word' ? { ...each, prose: true } : each))
}

/** A yes for a whole list is no yes for what it lists. */
export function signOfItem(place: Place, item: Item): Sign {
  const named = item.evidence.length > 0 || place.evidence.length > 0
  if (!named) return item.sign === 'refusal' && place.sign === 'none' ? item.sign : place.sign
  return place.sign === 'refusal' && item.sign === 'accepted' ? 'mixed' : signInside(place.sign, item.sign)
}

function signInside(outer: Sign, own: Sign | undefined): Sign {
  if (own === undefined || own === outer) return outer
  if (outer === 'none' || outer === 'envelope-warning') return own
  return (outer === 'warning' || outer === 'accepted') && own === 'refusal' ? 'mixed' : own
}

/** The sign of what stands under a key. */
export function signUnder(outer: Sign, key: string): Sign {
  const own = signOfKey(key)
  const sign = own === 'mixed' && outer !== 'none' && outer !== 'envelope-warning' ? undefined : own
  if (isMessageKey(key) && outer !== 'none' && outer !== 'envelope-warning') return outer
  return signInside(outer, sign)
}

/** Whether a text is a message, not an id or a word of the answer's own: by its key, its sign, or because it is a sentence. */
export function mayBeMessage(key: string, value: string, sign: Sign, inItem: boolean): boolean {
  const text = value.trim()
  if (/\s/.test(text) || /^[[{]/.test(text)) return true
  if (!inItem) return sign !== 'none'
  return isMessageKey(key) || signOfKey(key) !== undefined || /problem|issue|cause|hint|note|title/.test(plainKey(key))
}

/** Whether a list of this name tells how each record went. */
export function holdsResults(plain: string): boolean {
  return /^(?:\w{0,20}results?|outcomes?|status(?:es)?|success(?:es)?|successful|succeeded|valid|accepted|stored|saved|imported)$/.test(
    plain,
  )
}

/** What bare integers in a list of this name count. */
export function hintOf(plain: string): Hint | undefined {
  if (/(?:index|indexes|indices|positions?)$/.test(plain)) return 'index'
  return /(?:rows?|records?|lines?|items?|entries|numbers?)$/.test(plain) ? 'word' : undefined
}
