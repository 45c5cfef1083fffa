import { type Attribution, attribute } from './answer-bases.js'
import { objectOf, ownEntries, parseJson, plainKey } from './answer-json.js'
import { judgePart } from './answer-judge.js'
import { judgeAll } from './answer-judge-all.js'
import { sentBatch } from './answer-records.js'
import { saysFailed } from './answer-root.js'
import { Scan } from './answer-scan.js'
import { capped } from './answer-words.js'
import type { SentRecord } from './attempt.js'
import type { Notice, Refusal } from './outcome.js'

/** What the body of an answer says of the batch, as far as it is certain. */
export type AnswerReading =
  | { readonly kind: 'not-json' }
  | {
      readonly kind: 'read'
      /** It has the form of the API's answers, or speaks of the records that were sent. */
      readonly envelope: boolean
      readonly refused: readonly Refusal[]
      /** Refusals that say the order is already at LettrLabs. */
      readonly known: readonly Refusal[]
      readonly warnings: readonly Notice[]
      /** Whom the uncertain refusals mean if the API counts in the usual way; settles nothing. */
      readonly assumed: readonly Refusal[]
      /** Refusals of which it is not certain whom they mean, in the API's words. */
      readonly unattributed: readonly string[]
      /** The records that those may mean; whether they were accepted is not known. */
      readonly candidates: readonly number[]
      /** What the API says of the whole request. */
      readonly general: readonly string[]
    }

const envelopeKeys = new Set(['profile', 'payload', 'errors', 'haserrors', 'warnings', 'haswarnings', 'metadata'])
const generalKeys = new Set(['message', 'title', 'detail', 'reason', 'reasoncode', 'error'])
const ignoredKeys = new Set(['profile', 'payload', 'type', 'status', 'traceid', 'instance', 'haserrors', 'haswarnings'])

/**
 * Reads what a 2xx, 422 or 400 says of each record, by evidence (design 2-api, "Metadata"): a record is only named refused, known or
 * warned when that is certain; on a 422 every record is refused. Never throws, and never looks into `profile` and `payload`.
 */
export function readAnswer(body: string, status: number, batch: readonly SentRecord[]): AnswerReading {
  const parsed = parseJson(body)
  if (parsed === undefined) return { kind: 'not-json' }
  const sent = sentBatch(batch)
  const scan = new Scan(sent)
  const general: string[] = []
  const root = objectOf(parsed.value)
  let failed = false
  let payload: number | undefined
  let form = false
  if (root === undefined && status === 422) scan.look(parsed.value, 'refusal')
  for (const [key, value] of root === undefined ? [] : ownEntries(root)) {
    const plain = plainKey(key)
    form ||= envelopeKeys.has(plain)
    if (plain === 'payload' && Array.isArray(value)) payload = value.length
    failed ||= saysFailed(plain, value)
    if (plain === 'metadata') scan.look(value, 'none')
    else if (plain === 'errors') scan.look(value, 'refusal')
    else if (plain === 'warnings') scan.look(value, 'envelope-warning')
    else if (generalKeys.has(plain) && typeof value === 'string') general.push(capped(value))
    else if (!ignoredKeys.has(plain)) scan.lookUnder(key, value)
  }
  const said = {
    attributions: attribute(scan.mentions, batch.length),
    size: batch.length,
    counts: scan.counts,
    general: [...new Set([...general, ...scan.countSentences])],
    failed: failed || scan.errors,
    whole: scan.whole,
    payload,
  }
  const envelope = form || said.attributions.some(namesRecord)
  return { kind: 'read', envelope, ...(status === 422 ? judgeAll(said) : judgePart(said, status === 400)) }
}

function namesRecord({ meant }: Attribution): boolean {
  return meant.kind === 'certain' || meant.kind === 'assumed'
}

/** The server's own words about a request that it turned away: from its JSON, or a short plain text. */
export function serverWords(body: string): readonly string[] {
  const text = body.slice(0, 10_000).trim()
  const root = objectOf(parseJson(body)?.value)
  if (root === undefined) return text === '' || text.length > 300 || /^[<[{"]/.test(text) ? [] : [text]
  const words = ownEntries(root).flatMap(([key, value]) => {
    const plain = plainKey(key)
    if (!generalKeys.has(plain) && plain !== 'errors') return []
    return (Array.isArray(value) ? value : [value]).filter((each) => typeof each === 'string' && each.trim() !== '')
  })
  return [...new Set(words.slice(0, 20).map((word: string) => capped(word)))]
}
