import { type AnswerObject, integerOf, objectOf, ownEntries, plainKey } from './answer-json.js'
import { isConversionKey, type SentBatch } from './answer-records.js'
import { capped, type Evidence, idEvidence, pathNumber } from './answer-words.js'

/** Whether what is said is a refusal, a warning, or praise; `mixed` when the signs contradict each other. */
export type Sign = 'refusal' | 'envelope-warning' | 'warning' | 'accepted' | 'mixed' | 'none'

/** What an object says of itself: which record it means, how it went, and what is no message in it. */
export interface Item {
  readonly evidence: readonly Evidence[]
  readonly sign: Sign | undefined
  /** A status in a word that says neither yes nor no. */
  readonly oddStatus: boolean
  readonly field: string | undefined
  readonly codes: readonly string[]
  /** The object, or one nested in it, is a record that was sent. */
  readonly isEcho: boolean
  /** Its fields are values of a sale, never messages. */
  readonly hidden: ReadonlySet<string>
}

const echoKeys =
  /^(?:invalid|failed|rejected|original|input|source|sent)?(?:conversion|record|row|item|entry|data|value|input|original|source|request|object|order|sale|entity|model)(?:dto|data)?$/
const idKeys = /^(?:orderid|order|ordernumber|id|key|identifier|reference|externalid|record|conversion|item)$/
const pathKeys =
  /^(?:path|jsonpath|pointer|jsonpointer|instancepath|location|loc|propertyname|propertypath|property|field|fieldname|fieldpath|membernames?|members?|target|param|parameter|source|key|name)$/
const indexKey = /(?:index|position)$|^(?:idx|pos|i)$/
const wordKey =
  /^(?:row|record|line|item|entry|conversion|order|sale)(?:number|num|no|nr)?$|^(?:number|num|no|nr|ordinal|sequence)$/
const codeKey = /^(?:reason|error|status|result)?code$/
const yesKey = /^(?:is)?(?:valid|success|successful|succeeded|ok|accepted|stored|saved|imported)$/
const noKey = /^(?:is|has)?(?:errors?|invalid|failed|failure|rejected|refused)$/
const statusKey = /^(?:status|result|outcome|state|severity|level|disposition)$/
const yesWord =
  /^(?:ok|success|succeeded|successful|accepted|created|valid|stored|saved|imported|processed|completed?|received|queued|pending|new|done)$/
const noWord = /invalid|error|fail|reject|refus|unprocess|denied|^bad/

const leftOut =
  /^(?:skipped|dropped|discarded|ignored|excluded|omitted|unprocessed|(?:not|un)(?:stored|saved|imported|accepted|processed))(?:conversions?|records?|rows?|items?|entries|orders?|ids?)?$/

/** The sign of a key by the words in it; message keys such as `errorMessage` are weaker than what stands around them. */
export function signOfKey(key: string): Sign | undefined {
  if (/\s/.test(key.trim())) return undefined
  const plain = plainKey(key)
  if (/^warn|warnings?$/.test(plain)) return 'warning'
  if (/invalid|error|fail|reject|refus/.test(plain)) return 'refusal'
  if (leftOut.test(plain)) return 'mixed'
  return /^(?:accepted|created|succeeded|successful|success|valid|stored|imported|saved)(?:conversions?|records?|rows?|items?|entries|orders?|ids?)?$/.test(
    plain,
  )
    ? 'accepted'
    : undefined
}

/** Whether a key is only the place of a message (`errorMessage`, `failureReason`). */
export function isMessageKey(key: string): boolean {
  return /(?:message|messages|msg|reason|reasons|detail|details|description|text)$/.test(plainKey(key))
}

/** Reads what an object says of itself. */
export function readItem(object: AnswerObject, batch: SentBatch): Item {
  const evidence: Evidence[] = []
  const codes: string[] = []
  const hidden = new Set<string>()
  const signs = new Set<Sign>()
  let field: string | undefined
  let oddStatus = false
  const flat = batch.echoed(object, false)
  if (flat !== undefined) evidence.push({ kind: 'echo', indexes: flat })
  for (const [key, value] of ownEntries(object)) {
    const plain = plainKey(key)
    const nested = echoKeys.test(plain) ? objectOf(value) : undefined
    const echoed = nested === undefined ? undefined : batch.echoed(nested, true)
    if (echoed !== undefined) evidence.push({ kind: 'echo', indexes: echoed })
    const scalar = typeof value === 'string' || typeof value === 'number'
    const place = scalar ? placeOf(plain, value, batch) : undefined
    if (place !== undefined && !(flat !== undefined && place.kind === 'echo')) evidence.push(place)
    if (place !== undefined) hidden.add(key)
    if (isConversionKey(key) && scalar && (flat !== undefined || batch.isSent(String(value)))) hidden.add(key)
    if (isConversionKey(key) && flat !== undefined && objectOf(value) !== undefined) hidden.add(key)
    if (pathKeys.test(plain) && place === undefined) {
      const path = pathIn(value)
      if (path !== undefined) evidence.push(path)
      field ??= fieldIn(value)
      if (path !== undefined || field !== undefined) hidden.add(key)
    }
    if (value === true && /^is(?:a)?duplicate$|^duplicate$/.test(plain)) codes.push('duplicate')
    if (codeKey.test(plain) && scalar) codes.push(capped(String(value)))
    const sign = signOfFlag(plain, value)
    if (sign === 'odd') {
      oddStatus = true
      codes.push(capped(String(value)))
    } else if (sign !== undefined) signs.add(sign)
    if (codeKey.test(plain) || statusKey.test(plain) || value === 'true' || value === 'false') hidden.add(key)
  }
  const sign = signs.size > 1 ? 'mixed' : [...signs][0]
  return { evidence, sign, oddStatus, field, codes, isEcho: flat !== undefined && flat.length > 0, hidden }
}

function placeOf(plain: string, value: string | number, batch: SentBatch): Evidence | undefined {
  const number = integerOf(value)
  const isId = idKeys.test(plain) && plain !== 'orderid' && batch.withOrderId(String(value)).length > 0
  if (isId) return idEvidence(String(value), batch)
  if (number === undefined) return undefined
  if (indexKey.test(plain)) return { kind: 'index', number }
  if (plain === 'order' || plain === 'ordernumber') return undefined
  return wordKey.test(plain) ? { kind: 'word', number } : undefined
}

function pathIn(value: unknown): Evidence | undefined {
  if (typeof value === 'string') {
    const path = pathNumber(value)
    return path === undefined ? undefined : { kind: 'path', number: path.number }
  }
  if (Array.isArray(value)) {
    const number = value
      .slice(0, 5)
      .find((part): part is number => typeof part === 'number' && integerOf(part) !== undefined)
    if (number !== undefined) return { kind: 'path', number }
    const paths = value.slice(0, 5).flatMap((part) => pathIn(typeof part === 'string' ? part : undefined) ?? [])
    const first = paths[0]
    return first === undefined ||
      paths.every((path) => path.kind === 'path' && first.kind === 'path' && path.number === first.number)
      ? first
      : { kind: 'unclear' }
  }
  const nested = objectOf(value)
  return nested === undefined ? undefined : pathIn(nested.pointer ?? nested.path)
}

function fieldIn(value: unknown): string | undefined {
  const names = Array.isArray(value) ? value.filter((part) => typeof part === 'string') : [value]
  const name = names.at(-1)
  if (typeof name !== 'string' || name.length > 100 || /\s/.test(name)) return undefined
  return /[A-Za-z_]\w*$/.exec(name.slice(-60))?.[0]
}

/** What a flag or a status says of what it stands beside. */
export function signOfFlag(plain: string, given: unknown): Sign | 'odd' | undefined {
  const value = given === 'true' ? true : given === 'false' ? false : given
  if (typeof value === 'boolean') {
    if (yesKey.test(plain)) return value ? 'accepted' : 'refusal'
    return noKey.test(plain) && value ? 'refusal' : undefined
  }
  if (!statusKey.test(plain)) return undefined
  if (typeof value === 'number' && value >= 100) return value >= 400 ? 'refusal' : value < 300 ? 'accepted' : 'odd'
  if (typeof value !== 'string') return undefined
  const word = plainKey(value)
  if (/^warn/.test(word)) return 'warning'
  if (noWord.test(word)) return 'refusal'
  return yesWord.test(word) || /^2\d\d$/.test(word) ? 'accepted' : 'odd'
}
