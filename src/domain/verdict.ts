import { readAnswer, serverWords } from './answer.js'
import { range } from './answer-groups.js'
import type { Attempt, SentRecord } from './attempt.js'
import { retryAfter } from './retry-after.js'
import {
  type Answered,
  type Asked,
  answeredOutcome,
  answeredVerdict,
  doubt,
  type History,
  many,
  notArrived,
  type Verdict,
} from './verdict-parts.js'

export { type AttemptClass, type History, type Verdict, withWords } from './verdict-parts.js'

type Answer = Extract<Attempt, { readonly kind: 'answer' }>

const firstAttempt: History = { doubted: false }

/** Judges one attempt of a batch by the table in 5-reliability; `now` (milliseconds) only serves to read a Retry-After date. */
export function verdict(
  attempt: Attempt,
  batch: readonly SentRecord[],
  history: History = firstAttempt,
  now = 0,
): Verdict {
  if (attempt.kind === 'silence') {
    const asked: Asked = { batch, history, wait: undefined, words: [attempt.message], speaker: 'Cause' }
    return attempt.started
      ? doubt(asked, `The connection to LettrLabs failed after the request had begun (${attempt.code})`)
      : notArrived('not-sent', asked, `LettrLabs could not be reached (${attempt.code}); nothing was sent.`)
  }
  const wait = retryAfter(attempt.headers, now)
  const asked: Asked = { batch, history, wait, words: serverWords(attempt.body), speaker: 'LettrLabs said' }
  const { status } = attempt
  if (status >= 200 && status < 300) return success(attempt, asked)
  if (status === 422) return unprocessable(attempt, asked)
  if (status === 400) return badRequest(attempt, asked)
  return status < 300 || status >= 500 ? serverFailure(attempt, asked) : turnedDown(attempt, asked)
}

function success(attempt: Answer, asked: Asked): Verdict {
  const answered = `LettrLabs answered ${attempt.status}`
  if (!attempt.complete) return doubt(asked, `${answered}, but its answer was cut short or too large`)
  const reading = readAnswer(attempt.body, attempt.status, asked.batch)
  if (reading.kind === 'not-json') return doubt(asked, `${answered}, but its answer is not JSON`)
  if (!reading.envelope || (attempt.status !== 200 && attempt.status !== 201))
    return doubt(asked, `${answered}, but not in a form that is known`)
  const outcome = answeredOutcome(reading, asked)
  const counts = `${outcome.accepted.length} of ${asked.batch.length} accepted`
  if (outcome.doubtful.length > 0) {
    const sentence = `LettrLabs answered ${attempt.status}, but it is not certain what became of ${many(outcome.doubtful.length)}.`
    return answeredVerdict('unattributable', outcome, sentence)
  }
  return outcome.refused.length > 0
    ? answeredVerdict('partly-refused', outcome, `LettrLabs refused ${many(outcome.refused.length)}; ${counts}.`)
    : answeredVerdict(
        'accepted',
        outcome,
        outcome.known.length > 0
          ? `${counts}, ${outcome.known.length} already there.`
          : `LettrLabs accepted ${many(asked.batch.length)}.`,
      )
}

function unprocessable(attempt: Answer, asked: Asked): Verdict {
  if (!attempt.complete) return doubt(asked, 'LettrLabs answered 422, but its answer was cut short or too large')
  const reading = readAnswer(attempt.body, 422, asked.batch)
  if (reading.kind === 'not-json') return notOurApi(attempt, asked)
  if (asked.history.doubted && !reading.envelope)
    return doubt(asked, 'LettrLabs answered 422, but not in a form that is known')
  const outcome = answeredOutcome(reading, asked)
  const sentence = `LettrLabs refused ${many(outcome.refused.length)} of ${asked.batch.length}.`
  return answeredVerdict('refused', outcome, sentence)
}

function badRequest(attempt: Answer, asked: Asked): Verdict {
  const reading = attempt.complete ? readAnswer(attempt.body, 400, asked.batch) : undefined
  if (reading?.kind !== 'read' || reading.refused.length === 0) return notOurApi(attempt, asked)
  if (asked.history.doubted) return doubt(asked, 'LettrLabs turned the whole request down (400)')
  const named = new Set([...reading.refused, ...reading.known].map(({ index }) => index))
  const unsent = range(asked.batch.length).filter((index) => !named.has(index))
  const outcome: Answered = { ...answeredOutcome(reading, asked), accepted: [], confirmed: [], doubtful: [], unsent }
  const rest = unsent.length === 0 ? '' : `; because of that it took none of the other ${unsent.length} in the request`
  const sentence = `LettrLabs refused ${many(outcome.refused.length)} (400)${rest}.`
  return answeredVerdict('bad-request-with-paths', outcome, sentence)
}

function serverFailure(attempt: Answer, asked: Asked): Verdict {
  const { status } = attempt
  if (status !== 503) return doubt(asked, `LettrLabs answered ${status}`)
  return asked.wait === undefined
    ? doubt(asked, 'LettrLabs answered 503 without saying when to come back')
    : notArrived('turned-away', asked, `LettrLabs is not available just now (503)${comeBack(asked.wait)}.`)
}

function turnedDown(attempt: Answer, asked: Asked): Verdict {
  const { status } = attempt
  if (status === 401) return notArrived('key-refused', asked, 'LettrLabs refused the API key (401).')
  if (status === 403)
    return notArrived(
      'key-refused',
      asked,
      'LettrLabs refused access (403): the key or the plan does not allow conversions.',
    )
  if (status === 413) return tooLarge(asked)
  if (status === 429)
    return notArrived('turned-away', asked, `LettrLabs asks to slow down (429)${comeBack(asked.wait)}.`)
  if (status === 408 || status === 421 || status === 425) {
    return notArrived(
      'turned-away',
      asked,
      `LettrLabs turned the request away before processing it (${status})${comeBack(asked.wait)}.`,
    )
  }
  return notOurApi(attempt, asked)
}

/** A smaller request may pass, but one record can't be made smaller. */
function tooLarge(asked: Asked): Verdict {
  const sentence = `The request with ${many(asked.batch.length)} is larger than LettrLabs takes (413).`
  if (asked.batch.length !== 1 || asked.history.doubted) return notArrived('too-large', asked, sentence)
  const refusal = { index: 0, messages: asked.words.length > 0 ? asked.words : [sentence], codes: [], assumed: false }
  const nothing = { known: [], warnings: [], assumed: [], unattributed: [], candidates: [], general: [] }
  return answeredVerdict('too-large', answeredOutcome({ ...nothing, refused: [refusal] }, asked), sentence)
}

function notOurApi(attempt: Answer, asked: Asked): Verdict {
  const { status, headers } = attempt
  const origin = originOf(headers.get('location'))
  const sentence =
    status < 400
      ? `The address answered ${status} and points ${origin ?? 'elsewhere'}; redirects are never followed.`
      : `The address answered ${status}, which the LettrLabs conversions API does not do for a valid request.`
  return notArrived('not-our-api', asked, sentence)
}

/** Only the origin of a Location is told: the rest is foreign text that may hold anything. */
function originOf(location: string | undefined): string | undefined {
  if (location === undefined) return undefined
  if (!URL.canParse(location)) return undefined
  const { protocol, origin } = new URL(location)
  return /^https?:$/.test(protocol) ? `to ${origin}` : undefined
}

function comeBack(wait: number | undefined): string {
  return wait === undefined ? '' : ` and asks to come back in ${Math.ceil(wait / 1000)} s`
}
