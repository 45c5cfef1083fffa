import { type Item, readItem, type Sign } from './answer-item.js'
import { type AnswerObject, answerLimits, integerOf, objectOf, ownEntries, parseJson, plainKey } from './answer-json.js'
import { ticksOf } from './answer-list.js'
import { countInKey, countInSentence, saysAlreadyThere, saysSomeRefused } from './answer-phrases.js'
import {
  hintOf,
  holdsResults,
  joined,
  mayBeMessage,
  type Place,
  signOfItem,
  signUnder,
  skippedKeys,
  start,
  withinStructure,
} from './answer-place.js'
import { isConversionKey, type SentBatch } from './answer-records.js'
import { capped, type Evidence, idEvidence, pathNumber, readSentence } from './answer-words.js'

/** One thing that an answer says, of the record that its evidence points to, or of none in particular. */
export interface Mention {
  readonly evidence: readonly Evidence[]
  readonly sign: Sign
  /** In the server's words; empty when it only names the record. */
  readonly message: string
  readonly codes: readonly string[]
  /** It says that the order is already at LettrLabs. */
  readonly there: boolean
}

/** All that a part of an answer says. */
interface Scanned {
  readonly mentions: readonly Mention[]
  /** How many records were refused, by each counter and counting sentence. */
  readonly counts: readonly number[]
  readonly countSentences: readonly string[]
  /** A counter or a sentence says that there were refusals, not how many. */
  readonly errors: boolean
  /** Everything was looked at, within the limits of depth and length. */
  readonly whole: boolean
}

/** Walks through parts of an answer and collects what they say of records; `key` is the name under which a part stands. */
export class Scan implements Scanned {
  readonly mentions: Mention[] = []
  readonly counts: number[] = []
  readonly countSentences: string[] = []
  errors = false
  whole = true
  private visited = 0

  constructor(private readonly batch: SentBatch) {}

  /** Looks at one part of the envelope under a sign that its name gives it. */
  look(value: unknown, sign: Sign): void {
    this.value(value, { ...start, sign })
  }

  /** Looks at a part by the words of its key. */
  lookUnder(key: string, value: unknown): void {
    this.entry(key, value, { ...start, sign: 'none' }, 'field')
  }

  private value(value: unknown, place: Place): void {
    this.visited += 1
    if (place.depth > answerLimits.depth || this.visited > answerLimits.values) {
      this.whole = false
      return
    }
    if (typeof value === 'string') this.text(value, place)
    else if (typeof value === 'number') this.number(value, place)
    else if (typeof value === 'boolean') this.flag(value, place)
    else if (Array.isArray(value)) this.list(value, place)
    else if (value !== null) this.object(objectOf(value) ?? {}, place)
  }

  private text(value: string, place: Place): void {
    const trimmed = value.trim()
    if (trimmed === '') return
    const nested = /^[[{]/.test(trimmed) ? parseJson(trimmed) : undefined
    if (nested !== undefined) this.value(nested.value, { ...place, depth: place.depth + 1 })
    else if (!(place.inList && place.evidence.length === 0 && this.reference(trimmed, place)))
      this.prose(capped(trimmed), place)
  }

  private prose(text: string, place: Place): void {
    const count = place.evidence.length === 0 ? countInSentence(text, this.batch.size) : undefined
    if (count !== undefined) {
      this.counts.push(count)
      this.countSentences.push(text)
      return
    }
    const sentence = readSentence(text, this.batch)
    if (sentence.records.length === 0 && place.evidence.length === 0 && place.sign !== 'warning') {
      this.errors ||= saysSomeRefused(text)
    }
    const records = sentence.records.length === 0 ? [[]] : sentence.records
    for (const evidence of records) this.mention(place, withinStructure(place, evidence), sentence.message)
  }

  /** A list of order ids, paths or digits names records and is no message. */
  private reference(text: string, place: Place): boolean {
    const integer = integerOf(text)
    const path = pathNumber(text)
    if (this.batch.withOrderId(text).length > 0)
      this.mention(place, [idEvidence(text, this.batch)], place.message ?? '')
    else if (path !== undefined && !/\s/.test(text))
      this.mention(place, [{ kind: 'path', number: path.number }], place.message ?? '')
    else if (integer !== undefined) this.number(integer, place)
    else return false
    return true
  }

  private number(value: number, place: Place): void {
    const number = integerOf(value)
    if (number === undefined || !place.inList || place.evidence.length > 0) return
    const id = this.batch.withOrderId(String(number)).length > 0
    const evidence = id ? idEvidence(String(number), this.batch) : ({ kind: place.hint, number } as const)
    this.mention(place, [evidence], place.message ?? '')
  }

  private flag(value: boolean, place: Place): void {
    if (!place.inList || place.evidence.length === 0) return
    if (place.sign === 'refusal' && value) this.mention(place, [], '')
    else if (!value && place.sign !== 'refusal' && place.sign !== 'warning')
      this.mention({ ...place, sign: 'mixed' }, [], '')
  }

  private list(values: readonly unknown[], place: Place): void {
    if (place.evidence.length === 0 && this.ticks(values, place)) return
    const inside = { ...place, inList: true, depth: place.depth + 1 }
    const items = place.evidence.length === 0 ? this.positional(values) : undefined
    values.forEach((value, index) => {
      const evidence: readonly Evidence[] = items === undefined ? place.evidence : [{ kind: 'path', number: index }]
      this.value(value, { ...inside, evidence })
    })
  }

  /** Bare yeses and noes in the order of the batch; any other number of them only tells that something failed. */
  private ticks(values: readonly unknown[], place: Place): boolean {
    const flags = values.every((value) => typeof value === 'boolean')
    const usable = place.results || (flags && place.sign !== 'refusal')
    const ticks = usable ? ticksOf(values) : undefined
    if (ticks === undefined || values.some((value) => this.batch.withOrderId(String(value)).length > 0)) return false
    const warning = place.sign === 'warning' || place.sign === 'envelope-warning'
    if (values.length !== this.batch.size) this.errors ||= place.results && !warning && ticks.includes('refusal')
    else if (!warning)
      ticks.forEach((tick, number) => {
        const sign = tick === 'refusal' && place.results ? 'refusal' : 'mixed'
        if (tick !== 'accepted') this.mention({ ...place, sign }, [{ kind: 'path', number }], place.message ?? '')
      })
    return true
  }

  /** Results as long as the batch, each with its own yes or no and without a name of its own: their order is the batch's. */
  private positional(values: readonly unknown[]): readonly Item[] | undefined {
    if (values.length !== this.batch.size) return undefined
    const items = values.flatMap((value) => {
      const object = objectOf(value)
      return object === undefined ? [] : [readItem(object, this.batch)]
    })
    const all = items.length === values.length
    return all && items.every((item) => item.evidence.length === 0 && (item.sign !== undefined || item.oddStatus))
      ? items
      : undefined
  }

  private object(object: AnswerObject, place: Place): void {
    const item = readItem(object, this.batch)
    const named = item.evidence.length > 0
    const inside: Place = {
      ...place,
      sign: signOfItem(place, item),
      evidence: joined(place.evidence, item.evidence),
      depth: place.depth + 1,
      inList: false,
      field: item.field ?? place.field,
      codes: item.codes.length > 0 ? item.codes : place.codes,
    }
    const before = this.mentions.length
    const keys = this.mapKeys(object, inside)
    for (const [key, value] of ownEntries(object)) {
      if (!item.hidden.has(key)) this.entry(key, value, inside, keys, named || place.evidence.length > 0)
    }
    const names =
      named || (place.evidence.length > 0 && (item.sign !== undefined || item.oddStatus || item.codes.length > 0))
    if (!names) this.nameless(item, inside, place, this.mentions.length > before)
    if (!names || this.mentions.length > before) return
    const said =
      inside.sign !== 'none' || item.oddStatus || item.codes.length > 0 || (place.message ?? place.group) !== ''
    if (said) this.mention(inside, [], place.message ?? item.codes[0] ?? '')
  }

  /** An object that says of no record in particular that something failed. */
  private nameless(item: Item, inside: Place, place: Place, told: boolean): void {
    const warning = place.sign === 'warning' || place.sign === 'envelope-warning'
    if (warning || place.evidence.length > 0) return
    const bad = item.sign === 'refusal' || item.sign === 'mixed'
    const bare = !told && inside.sign === 'refusal' && (place.inList || item.codes.length > 0)
    this.errors ||= bad || bare
    if (bare) this.mention(inside, [], item.codes[0] ?? '')
  }

  private entry(
    key: string,
    value: unknown,
    place: Place,
    keys: 'id' | 'key' | 'unclear' | 'field',
    inItem = false,
  ): void {
    const plain = plainKey(key)
    if (skippedKeys.has(plain)) return
    const own = { ...place, sign: signUnder(place.sign, key), depth: place.depth + 1, inList: false }
    const evidence = place.evidence.length === 0 || keys !== 'field' ? this.keyEvidence(key, keys) : undefined
    if (evidence !== undefined) {
      this.value(value, { ...own, sign: place.sign, evidence: joined(place.evidence, [evidence]), inList: true })
    } else if (/\s/.test(key.trim())) {
      this.sentenceKey(key, value, own)
    } else {
      if (!inItem) this.counter(key, value)
      if (typeof value === 'string' && !mayBeMessage(key, value, own.sign, inItem)) return
      const field = isConversionKey(key) ? key : place.field
      const group = /duplicate|already/.test(plain) ? key : place.group
      this.value(value, { ...own, field, group, hint: hintOf(plain) ?? place.hint, results: holdsResults(plain) })
    }
  }

  private counter(key: string, value: unknown): void {
    const count = countInKey(key, value, this.batch.size)
    if (count === 'errors') this.errors = true
    else if (count !== undefined) this.counts.push(count)
  }

  /** A message with the list of its records, or a sentence that names its record as the key of what is wrong with it. */
  private sentenceKey(key: string, value: unknown, place: Place): void {
    const text = capped(key)
    const sentence = readSentence(text, this.batch)
    const named = place.evidence.length === 0 ? sentence.records : []
    const before = this.mentions.length
    if (named.length === 0) {
      const listed = Array.isArray(value) || place.evidence.length > 0 || typeof value === 'string'
      if (!listed && place.sign === 'refusal') this.mention(place, [], text)
      else this.value(value, { ...place, message: text, inList: listed })
    } else {
      const number = named.length === 1 && Array.isArray(value) && value.length === 1 ? integerOf(value[0]) : undefined
      if (number !== undefined) this.mention(place, [...(named[0] ?? []), { kind: 'key', number }], sentence.message)
      else for (const evidence of named) this.value(value, { ...place, evidence })
      if (this.mentions.length === before) for (const evidence of named) this.mention(place, evidence, sentence.message)
    }
  }

  /** Whether the integer keys of a map are order ids or places: all must fit one reading, and only one. */
  private mapKeys(object: AnswerObject, place: Place): 'id' | 'key' | 'unclear' | 'field' {
    const integers = ownEntries(object).flatMap(([key]) => (integerOf(key) === undefined ? [] : [key.trim()]))
    if (integers.length === 0 || place.evidence.some((each) => each.kind === 'echo' || each.kind === 'path'))
      return 'field'
    const ids = integers.every((key) => this.batch.withOrderId(key).length > 0)
    const places = integers.every((key) => Number(key) <= this.batch.size)
    if (ids) return places ? 'unclear' : 'id'
    return integers.some((key) => this.batch.withOrderId(key).length > 0) ? 'unclear' : 'key'
  }

  private keyEvidence(key: string, keys: 'id' | 'key' | 'unclear' | 'field'): Evidence | undefined {
    const integer = integerOf(key)
    if (integer !== undefined && keys !== 'field') {
      if (keys === 'id') return { kind: 'echo', indexes: this.batch.withOrderId(key.trim()) }
      return keys === 'key' ? { kind: 'key', number: integer } : { kind: 'unclear' }
    }
    if (this.batch.withOrderId(key).length > 0) return idEvidence(key, this.batch)
    const path = /\s/.test(key) ? undefined : pathNumber(key)
    return path === undefined ? undefined : { kind: 'path', number: path.number }
  }

  private mention(place: Place, evidence: readonly Evidence[], message: string): void {
    const sources = [message, ...place.codes, message === '' ? place.group : '']
    const there = sources.some((words) => words !== '' && saysAlreadyThere(words, place.field))
    const all = joined(place.evidence, evidence)
    if (all.length === 0 && message === '') return
    this.mentions.push({ evidence: all, sign: place.sign, message: capped(message), codes: place.codes, there })
  }
}
