import { type AnswerObject, objectOf, ownEntries, parseJson, plainKey } from './answer-json.js'
import type { SentRecord } from './attempt.js'
import { addressParts, textFields } from './settings.js'

const addressKeys = new Set(['primaryaddress', 'secondaryaddress'])
/** `type` is left out: it is what half of all error formats call something of their own. */
const scalarKeys = new Set([
  ...textFields.filter((name) => name !== 'type').map(plainKey),
  ...addressParts.map(plainKey),
  'revenue',
  'eventdate',
])
const idKeys = new Set(['orderid', 'ordernumber', 'uniqueid'])

/** Whether a key is a field of a conversion or a part of its address, as the echo of a record has them. */
export function isConversionKey(key: string): boolean {
  const plain = plainKey(key)
  return scalarKeys.has(plain) || addressKeys.has(plain)
}

type Fields = ReadonlyMap<string, string>

/** What the batch holds, asked in the ways an answer may speak of it. */
export interface SentBatch {
  readonly size: number
  /** The records with exactly this order id. */
  withOrderId(id: string): readonly number[]
  /** The records that an object may be the echo of: undefined when it is no echo, empty when it echoes a record that was not sent. */
  echoed(object: AnswerObject, nested: boolean): readonly number[] | undefined
  /** Whether a text is a value of a record that was sent, which is then no message. */
  isSent(text: string): boolean
}

/** Prepares the batch for questions; what most answers never ask for is only made when they do. */
export function sentBatch(batch: readonly SentRecord[]): SentBatch {
  let byOrderId: ReadonlyMap<string, readonly number[]> | undefined
  const places = () => {
    byOrderId ??= placesByOrderId(batch)
    return byOrderId
  }
  let parsed: readonly Fields[] | undefined
  let values: ReadonlySet<string> | undefined
  const fields = () => {
    parsed ??= batch.map(({ json }) => conversionFields(objectOf(parseJson(json)?.value) ?? {}))
    return parsed
  }
  return {
    size: batch.length,
    withOrderId: (id) => places().get(id) ?? [],
    echoed: (object, nested) => echoOf(conversionFields(object), nested, fields, places),
    isSent: (text) => {
      values ??= new Set(fields().flatMap((each) => [...each.values()]))
      return values.has(comparable('', text))
    },
  }
}

function placesByOrderId(batch: readonly SentRecord[]): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>()
  batch.forEach(({ orderId }, index) => {
    if (orderId === undefined) return
    const known = places.get(orderId)
    if (known === undefined) places.set(orderId, [index])
    else known.push(index)
  })
  return places
}

function echoOf(
  echo: Fields,
  nested: boolean,
  sent: () => readonly Fields[],
  byOrderId: () => ReadonlyMap<string, readonly number[]>,
): readonly number[] | undefined {
  const orderId = echo.get('orderid') ?? echo.get('ordernumber')
  if (orderId !== undefined) {
    const same = byOrderId().get(orderId) ?? []
    if (same.length <= 1) return same
    const alike = same.filter((index) => agrees(echo, sent()[index]))
    return alike.length > 0 ? alike : same
  }
  if (echo.size === 0 || (!nested && echo.size < 2 && ![...echo.keys()].some((key) => idKeys.has(key))))
    return undefined
  const alike = sent().flatMap((fields, index) => (agrees(echo, fields) ? [index] : []))
  return alike.length > 0 ? alike : undefined
}

function agrees(echo: Fields, sent: Fields | undefined): boolean {
  return sent !== undefined && [...echo].every(([key, value]) => sent.get(key) === value)
}

function conversionFields(object: AnswerObject, prefix = ''): Fields {
  const fields = new Map<string, string>()
  for (const [key, value] of ownEntries(object)) {
    const plain = plainKey(key)
    if (prefix === '' && addressKeys.has(plain)) {
      const address = objectOf(value)
      if (address !== undefined)
        for (const [part, text] of conversionFields(address, `${plain}.`)) fields.set(part, text)
    } else if (scalarKeys.has(plain) || plain === 'ordernumber') {
      if (typeof value === 'string' || typeof value === 'number') {
        if (value !== '') fields.set(prefix + plain, comparable(plain, value))
      }
    }
  }
  return fields
}

/** Servers write numbers and times in their own way: 10.00 for 10, a time without its Z. Order ids stay as they are. */
function comparable(key: string, value: string | number): string {
  const text = String(value)
  if (key === 'orderid' || key === 'ordernumber') return text
  if (key === 'revenue') return String(Number(text))
  if (key === 'eventdate') return text.slice(0, 19)
  return text.trim().toLowerCase()
}
