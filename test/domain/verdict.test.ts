import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Attempt } from '../../src/domain/attempt.js'
import { type AttemptClass, type Verdict, verdict } from '../../src/domain/verdict.js'
import { batchOf } from './answer-batch.js'

const withIds = batchOf([
  { orderId: 'B-1', revenue: 1 },
  { orderId: 'B-2', revenue: 2 },
  { orderId: 'B-3', revenue: 3 },
])
const withoutIds = batchOf([
  { couponCode: 'ONE', revenue: 1 },
  { couponCode: 'TWO', revenue: 2 },
  { couponCode: 'SIX', revenue: 3 },
])
const doubted = { doubted: true }

const answer = (
  status: number,
  body: unknown = '',
  headers: Readonly<Record<string, string>> = {},
  complete = true,
): Attempt => ({
  kind: 'answer',
  status,
  headers: new Map(Object.entries(headers)),
  body: typeof body === 'string' ? body : JSON.stringify(body),
  complete,
})
const silence = (started: boolean): Attempt => ({
  kind: 'silence',
  started,
  code: 'ECONNRESET',
  message: 'It was reset.',
})

const fine = { payload: [], errors: [], hasErrors: false }
const partly = { metadata: { invalid: [{ index: 1, errors: ['Too late.'] }] } }
const vague = { errors: ['Something is wrong.'] }
const there = { metadata: { errors: { 'B-2': ['This order already exists.'] } } }
const withPath = { title: 'Bad request', errors: { '$[1].revenue': ['Not a number.'] } }

/** Attempt, class, and whether the run stops. */
const table: readonly (readonly [string, Attempt, AttemptClass, Verdict['stop']])[] = [
  ['an error before anything was written', silence(false), 'not-sent', 'none'],
  ['an error after the request had begun', silence(true), 'doubt', 'none'],
  ['408', answer(408), 'turned-away', 'none'],
  ['421', answer(421), 'turned-away', 'none'],
  ['425', answer(425), 'turned-away', 'none'],
  ['429', answer(429), 'turned-away', 'none'],
  ['503 with Retry-After', answer(503, '', { 'retry-after': '5' }), 'turned-away', 'none'],
  ['503 without Retry-After', answer(503), 'doubt', 'none'],
  ['503 with a Retry-After that can not be read', answer(503, '', { 'retry-after': 'soon' }), 'doubt', 'none'],
  ['413', answer(413), 'too-large', 'none'],
  ['401', answer(401, 'Invalid API key'), 'key-refused', 'run'],
  ['403', answer(403), 'key-refused', 'run'],
  ['an interim answer that is the last', answer(199), 'doubt', 'none'],
  ['300', answer(300), 'not-our-api', 'run'],
  ['301', answer(301, '', { location: 'https://elsewhere.example.com/login?x=1' }), 'not-our-api', 'run'],
  ['304', answer(304), 'not-our-api', 'run'],
  ['404', answer(404, '<html>'), 'not-our-api', 'run'],
  ['422 that is not JSON', answer(422, 'no'), 'not-our-api', 'run'],
  ['422 cut short', answer(422, '{"err', {}, false), 'doubt', 'none'],
  ['400 without a path', answer(400, { errors: ['Bad.'] }), 'not-our-api', 'run'],
  ['400 that is not JSON', answer(400, 'Bad Request'), 'not-our-api', 'run'],
  ['400 with a path', answer(400, withPath), 'bad-request-with-paths', 'none'],
  ['422 with names', answer(422, partly), 'refused', 'none'],
  ['422 without names', answer(422, { message: 'No.' }), 'refused', 'none'],
  ['200 with nothing refused', answer(200, fine), 'accepted', 'none'],
  ['201 with nothing refused', answer(201, fine), 'accepted', 'none'],
  ['200 with refusals that are attributed', answer(200, partly), 'partly-refused', 'none'],
  ['200 with an order that is there already', answer(200, there), 'accepted', 'none'],
  ['200 with refusals that are not attributable', answer(200, vague), 'unattributable', 'none'],
  ['200 that is a page', answer(200, '<html>'), 'doubt', 'none'],
  ['200 in another form', answer(200, { ok: true }), 'doubt', 'none'],
  ['200 cut short', answer(200, fine, {}, false), 'doubt', 'none'],
  ['200 cut short by a proxy that made it look whole', answer(200, '{"profile":nu'), 'doubt', 'none'],
  ['204', answer(204), 'doubt', 'none'],
  ['206', answer(206, fine), 'doubt', 'none'],
  ['101', answer(101), 'doubt', 'none'],
  ['500', answer(500, fine), 'doubt', 'none'],
  ['502', answer(502), 'doubt', 'none'],
  ['504', answer(504), 'doubt', 'none'],
  ['599', answer(599), 'doubt', 'none'],
]

describe('what one attempt came to', () => {
  it.each(table)('%s', (_, attempt, kind, stop) => {
    const judged = verdict(attempt, withIds)
    expect([judged.class, judged.cause, judged.stop]).toEqual([kind, kind, stop])
    expect(judged.sentence).toMatch(/^[A-Z0-9].*\.$/)
  })

  it.each(table.filter(([, , kind]) => kind === 'doubt'))('%s is in doubt without order ids too', (_, attempt) => {
    expect(verdict(attempt, withoutIds)).toMatchObject({ class: 'doubt', outcome: { kind: 'in-doubt' } })
  })

  it.each(table)('%s asks the same of the run after a doubt', (_, attempt, kind, stop) => {
    const judged = verdict(attempt, withIds, doubted)
    if (judged.class === 'doubt' && kind !== 'refused' && kind !== 'bad-request-with-paths') {
      expect([judged.cause, judged.stop]).toEqual([kind, stop])
    }
  })

  const settling: readonly AttemptClass[] = ['refused', 'accepted', 'partly-refused', 'unattributable']
  it.each(table)('%s settles a doubt only by a readable 2xx or 422', (_, attempt, kind) => {
    const judged = verdict(attempt, withIds, doubted)
    const settles = settling.includes(kind) && !(attempt.kind === 'answer' && attempt.body === '{"message":"No."}')
    expect(judged.outcome.kind).toBe(settles ? 'answered' : 'in-doubt')
    expect(judged.sentence).toMatch(/\.$/)
  })

  it('a partial answer accepts the others and keeps the words', () => {
    const { outcome } = verdict(answer(200, partly), withIds)
    expect(outcome).toMatchObject({ accepted: [0, 2], refused: [{ index: 1, messages: ['Too late.'] }], doubtful: [] })
  })

  it('a 400 refuses whom it names and leaves the others unsent', () => {
    const { outcome } = verdict(answer(400, withPath), withIds)
    expect(outcome).toMatchObject({ accepted: [], refused: [{ index: 1 }], unsent: [0, 2] })
  })

  it('a single record that is too large is refused, as it can not be split', () => {
    const { outcome } = verdict(answer(413), withIds.slice(0, 1))
    expect(outcome).toMatchObject({ kind: 'answered', accepted: [], refused: [{ index: 0 }] })
    expect(verdict(answer(413), withIds.slice(0, 1), doubted).outcome.kind).toBe('in-doubt')
  })

  it('an order that is there already is known at first, and accepted after a doubt', () => {
    expect(verdict(answer(200, there), withIds).outcome).toMatchObject({
      accepted: [0, 2],
      confirmed: [],
      known: [{ index: 1 }],
    })
    expect(verdict(answer(200, there), withIds, doubted).outcome).toMatchObject({
      accepted: [0, 1, 2],
      confirmed: [1],
      known: [],
      refused: [],
    })
  })

  it('an order that a 422 says is there already is accepted after a doubt', () => {
    const body = { errors: { '[0]': ['Duplicate order.'], '[1]': ['Too late.'], '[2]': ['Too late.'] } }
    expect(verdict(answer(422, body), withIds, doubted).outcome).toMatchObject({
      accepted: [0],
      confirmed: [0],
      refused: [{ index: 1 }, { index: 2 }],
    })
  })

  it('a 422 that says of nobody in particular that it is there settles one record, and of several none', () => {
    const body = { errors: ['An order already exists.'], hasErrors: true }
    expect(verdict(answer(422, body), withIds).outcome).toMatchObject({ known: [], refused: [], doubtful: [0, 1, 2] })
    expect(verdict(answer(422, body), withIds.slice(0, 1)).outcome).toMatchObject({
      known: [{ index: 0 }],
      doubtful: [],
    })
  })

  it('an open answer is in doubt for its candidates, whether they have order ids or not', () => {
    expect(verdict(answer(200, vague), withoutIds)).toMatchObject({
      class: 'unattributable',
      outcome: { accepted: [], doubtful: [0, 1, 2] },
    })
  })

  it('of a redirect only the origin is named', () => {
    expect(verdict(table.find(([name]) => name === '301')![1], withIds).sentence).toBe(
      'The address answered 301 and points to https://elsewhere.example.com; redirects are never followed.',
    )
    const foreign = answer(302, '', { location: '//evil\u202e/?secret' })
    expect(verdict(foreign, withIds).sentence).toContain('points elsewhere')
  })

  it('says what happened in plain words', () => {
    expect(verdict(answer(503), withIds).sentence).toBe(
      'LettrLabs answered 503 without saying when to come back; it may or may not have stored these records.',
    )
    expect(verdict(answer(429, '', { 'retry-after': '30' }), withIds).sentence).toBe(
      'LettrLabs asks to slow down (429) and asks to come back in 30 s.',
    )
    expect(verdict(silence(true), withIds.slice(0, 1)).sentence).toBe(
      'The connection to LettrLabs failed after the request had begun (ECONNRESET); it may or may not have stored this record.',
    )
  })

  it('adds the words of LettrLabs, or the cause of its silence, where there are any', () => {
    expect(verdict(answer(401, 'Invalid API key'), withIds).said).toBe(
      'LettrLabs refused the API key (401). LettrLabs said: Invalid API key',
    )
    expect(verdict(answer(401), withIds).said).toBe('LettrLabs refused the API key (401).')
    expect(verdict(silence(false), withIds).said).toBe(
      'LettrLabs could not be reached (ECONNRESET); nothing was sent. Cause: It was reset.',
    )
  })

  it('says of what was turned away after a doubt that the doubt remains', () => {
    expect(verdict(answer(401), withIds, doubted).sentence).toBe(
      'LettrLabs refused the API key (401), after an earlier attempt whose fate is unknown; it may or may not have stored these records.',
    )
  })

  it('tells an address that is not the API from one that points elsewhere', () => {
    expect(verdict(answer(300), withIds).sentence).toContain('points elsewhere')
    expect(verdict(answer(400), withIds).sentence).toContain('The address answered 400, which')
  })

  it('keeps the words with which a key was refused', () => {
    expect(verdict(answer(401, 'Invalid API key'), withIds).outcome).toMatchObject({ words: ['Invalid API key'] })
    expect(verdict(answer(401, { errors: ['Key expired.'], payload: 'x' }), withIds).outcome).toMatchObject({
      words: ['Key expired.'],
    })
    expect(verdict(answer(403, '<html>plan</html>'), withIds).outcome).toMatchObject({ words: [] })
  })

  it('puts every record in exactly one place, whatever the answer', () => {
    const bodies = fc.oneof(
      fc.constantFrom(fine, partly, vague, there, withPath),
      fc
        .array(fc.constantFrom('Record 2: x', '[0]: y', 'order B-3 already exists', 'z', '[7]: q'), { maxLength: 4 })
        .map((errors) => ({ errors })),
      fc.jsonValue(),
    )
    const statuses = fc.oneof(fc.constantFrom(200, 201, 400, 422, 500), fc.integer({ min: 100, max: 599 }))
    fc.assert(
      fc.property(
        statuses,
        bodies,
        fc.boolean(),
        fc.boolean(),
        fc.constantFrom(withIds, withoutIds),
        (status, body, complete, before, batch) => {
          const { outcome } = verdict(answer(status, body, {}, complete), batch, { doubted: before })
          if (outcome.kind !== 'answered') return
          const { accepted, refused, known, doubtful, unsent } = outcome
          const places = [...accepted, ...[...refused, ...known].map(({ index }) => index), ...doubtful, ...unsent]
          expect(places.sort()).toEqual([0, 1, 2])
        },
      ),
      { numRuns: 500 },
    )
  })
})
