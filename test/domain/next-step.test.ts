import { expect, test } from 'vitest'
import { type NextStep, nextStep, type Past } from '../../src/domain/next-step.js'
import type { Outcome } from '../../src/domain/outcome.js'
import type { AttemptClass, Verdict } from '../../src/domain/verdict.js'

const none = { accepted: [], confirmed: [], refused: [], known: [], warnings: [], doubtful: [], unsent: [] }
const answered: Outcome = { kind: 'answered', ...none, assumed: [], unattributed: [], general: [] }
const doubtful: Outcome = { ...answered, doubtful: [1] }
const unsent: Outcome = { ...answered, unsent: [1] }
const inDoubt: Outcome = { kind: 'in-doubt', words: [] }
const hasOrderIds = { with: true, without: false }

function judged(cause: AttemptClass, outcome: Outcome, more: Partial<Verdict> = {}): Verdict {
  return { class: cause, cause, outcome, stop: 'none', retryAfter: undefined, sentence: '', said: '', ...more }
}

const notArrived = (cause: 'not-sent' | 'turned-away' | 'too-large'): Verdict =>
  judged(cause, { kind: 'not-arrived', reason: cause, words: [] })

/** After an earlier doubt: the attempt itself was turned away, and the batch stays in doubt. */
const stillInDoubt = (cause: AttemptClass): Verdict => judged(cause, inDoubt, { class: 'doubt' })

type Ids = keyof typeof hasOrderIds

test.each<[string, Ids, Verdict, number, Partial<Past>, NextStep]>([
  ['accepted', 'with', judged('accepted', answered), 2, {}, 'done'],
  ['partly refused', 'with', judged('partly-refused', answered), 2, {}, 'done'],
  ['refused', 'without', judged('refused', answered), 2, {}, 'done'],
  ['never sent', 'without', notArrived('not-sent'), 2, {}, 'again'],
  ['turned away', 'without', notArrived('turned-away'), 2, {}, 'again'],
  ['turned away, for the hundredth time', 'with', notArrived('turned-away'), 2, { tries: 100 }, 'again'],
  ['turned away after a doubt', 'with', stillInDoubt('turned-away'), 2, {}, 'again'],
  ['turned away after a doubt', 'without', stillInDoubt('turned-away'), 2, {}, 'done'],
  ['never sent after a doubt', 'without', stillInDoubt('not-sent'), 2, {}, 'done'],
  ['too large', 'without', notArrived('too-large'), 2, {}, 'halve'],
  ['too large, a single record', 'with', notArrived('too-large'), 1, {}, 'done'],
  ['too large after a doubt', 'with', stillInDoubt('too-large'), 2, {}, 'halve'],
  ['too large after a doubt', 'without', stillInDoubt('too-large'), 2, {}, 'done'],
  ['a 400 that names some', 'without', judged('bad-request-with-paths', unsent), 2, {}, 'rest'],
  [
    'a 400 that names some, after two rounds',
    'with',
    judged('bad-request-with-paths', unsent),
    2,
    { rounds: 2 },
    'rest',
  ],
  ['a 400 that names some, after three', 'with', judged('bad-request-with-paths', unsent), 2, { rounds: 3 }, 'stop'],
  ['a 400 that names all', 'with', judged('bad-request-with-paths', answered), 2, {}, 'done'],
  [
    'a 400 that names all, after three rounds',
    'with',
    judged('bad-request-with-paths', answered),
    2,
    { rounds: 3 },
    'done',
  ],
  ['refusals of nobody in particular', 'with', judged('unattributable', doubtful), 2, {}, 'singly'],
  ['refusals of nobody in particular', 'without', judged('unattributable', doubtful), 2, {}, 'done'],
  ['refusals of nobody, for one record alone', 'with', judged('unattributable', doubtful), 1, { alone: true }, 'done'],
  ['refused, some in doubt', 'with', judged('refused', doubtful), 2, {}, 'singly'],
  ['refused, some in doubt', 'without', judged('refused', doubtful), 2, {}, 'done'],
  ['refused, some in doubt, alone', 'with', judged('refused', doubtful), 1, { alone: true }, 'done'],
  ['in doubt', 'with', judged('doubt', inDoubt), 2, {}, 'again'],
  ['in doubt', 'without', judged('doubt', inDoubt), 2, {}, 'done'],
  ['in doubt for the fifth time', 'with', judged('doubt', inDoubt), 2, { tries: 5 }, 'again'],
  ['in doubt for the sixth time', 'with', judged('doubt', inDoubt), 2, { tries: 6 }, 'done'],
  ['a verdict that ends the run', 'with', judged('doubt', inDoubt, { stop: 'run' }), 2, {}, 'stop'],
])('after "%s" %s order ids', (_, ids, verdict, size, past, expected) => {
  expect(nextStep(verdict, size, hasOrderIds[ids], { tries: 1, rounds: 0, alone: false, ...past })).toBe(expected)
})
