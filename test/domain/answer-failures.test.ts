import { describe, expect, it } from 'vitest'
import type { SentRecord } from '../../src/domain/attempt.js'
import { verdict } from '../../src/domain/verdict.js'
import { batchOf } from './answer-batch.js'

const conversions = Array.from({ length: 6 }, (_, index) => ({ orderId: `A-10${index}`, revenue: index + 1 }))
const six = batchOf(conversions)
const four = six.slice(0, 4)
const envelope = {
  profile: null,
  payload: null,
  errors: [],
  hasErrors: false,
  warnings: [],
  hasWarnings: false,
  metadata: {},
}

const judged = (body: object, status = 200, batch: readonly SentRecord[] = four) => {
  const { outcome } = verdict(
    { kind: 'answer', status, headers: new Map(), body: JSON.stringify(body), complete: true },
    batch,
  )
  if (outcome.kind !== 'answered') return outcome.kind
  const { accepted, refused, doubtful } = outcome
  return { accepted, refused: refused.map(({ index }) => index), doubtful }
}
const allDoubtful = { accepted: [], refused: [], doubtful: [0, 1, 2, 3] }
const allAccepted = { accepted: [0, 1, 2, 3], refused: [], doubtful: [] }

describe('a number in a sentence is not a record', () => {
  it('an address line does not shift the keys of the map around it', () => {
    const errors = { 2: ['Address line 1 missing'], 3: ['Phone +1 202 is too short'], 5: ['2 identifiers missing'] }
    expect(judged({ metadata: { errors } }, 200, six)).toEqual({
      accepted: [0],
      refused: [],
      doubtful: [1, 2, 3, 4, 5],
    })
    expect(judged({ metadata: { errors: { 2: ['Address line 1 is required'] } }, hasErrors: true })).toEqual({
      accepted: [0, 3],
      refused: [],
      doubtful: [1, 2],
    })
  })

  it.each([
    'Address line 4 is required',
    'Address: line 4 is required',
    'Line 4 is required',
    'Street line 4 missing',
    'AddressLine 4: missing',
    'Too many records: item 4 limit reached',
    'Item 4 limit reached',
    'Unexpected character at position 3',
    'Suite #4 is not known',
  ])('%s', (sentence) => {
    expect(judged({ errors: [sentence], hasErrors: true })).toEqual(allDoubtful)
    expect(judged({ errors: [sentence] }, 400)).toBe('not-arrived')
  })

  it('the place in the JSON that .NET could not read is none either', () => {
    const words = 'The JSON value could not be converted. Path: $.revenue | LineNumber: 0 | BytePositionInLine: 20.'
    expect(judged({ errors: { '$.revenue': [words] } }, 400)).toBe('not-arrived')
    expect(judged({ errors: { '$[2].revenue': [words] } }, 400)).toMatchObject({ refused: [2] })
  })

  it('a sentence over a list of records names none itself', () => {
    expect(judged({ metadata: { 'Address line 1 missing': [0, 1, 2, 4] } }, 200, six)).toEqual({
      accepted: [3, 5],
      refused: [],
      doubtful: [0, 1, 2, 4],
    })
  })

  it.each(['Record 4: late', 'Record 4 is late', 'Error in row 4: late', 'Invalid record 4: late', 'Row 4'])(
    'but this is one: %s',
    (sentence) => {
      expect(judged({ errors: [sentence] })).toEqual({ accepted: [0, 1, 2], refused: [3], doubtful: [] })
    },
  )

  it('a sentence that contradicts the key around it leaves both open', () => {
    expect(judged({ errors: { 1: ['Row 4: late'] } })).toEqual(allDoubtful)
  })
})

describe('an answer that says it failed accepts nobody', () => {
  it.each<[object]>([
    [{ errors: [{ code: 'INVALID_REVENUE' }] }],
    [{ errors: [{}] }],
    [{ errors: true }],
    [{ errors: 3 }],
    [{ errors: { code: 'X' } }],
    [{ hasErrors: 'true' }],
    [{ hasErrors: 1 }],
    [{ status: 'error' }],
    [{ status: 'failed' }],
    [{ status: 500 }],
    [{ status: '500' }],
    [{ statusCode: 500 }],
    [{ success: 'false' }],
    [{ success: false }],
    [{ ok: false }],
    [{ succeeded: false }],
    [{ message: 'Conversions could not be saved' }],
    [{ message: 'Unable to store conversions' }],
    [{ title: 'An error occurred.' }],
    [{ error: 'Database unavailable' }],
    [{ error: true }],
    [{ error: { code: 'X' } }],
    [{ reasonCode: 'PLAN_LIMIT_EXCEEDED' }],
    [{ metadata: { status: 'Failed' } }],
    [{ metadata: { success: false } }],
    [{ metadata: { success: 'false' } }],
    [{ metadata: { success: false, warnings: ['One address is odd.'] } }],
    [{ metadata: { errors: [{}] } }],
    [{ metadata: { processed: 2, total: 4 } }],
    [{ metadata: { skippedCount: 2 } }],
    [{ metadata: { validationErrors: 2 } }],
    [{ metadata: { results: [true, false] } }],
    [{ metadata: { results: ['ok', 'error', 'ok'] } }],
  ])('%j', (more) => {
    expect(judged({ ...envelope, ...more })).toEqual(allDoubtful)
  })

  it('keeps the code as what could not be attributed', () => {
    const body = JSON.stringify({ ...envelope, errors: [{ code: 'INVALID_REVENUE' }] })
    expect(
      verdict({ kind: 'answer', status: 200, headers: new Map(), body, complete: true }, four).outcome,
    ).toMatchObject({ unattributed: ['INVALID_REVENUE'] })
  })

  it.each<[readonly unknown[]]>([[[true, false, true, true]], [['ok', 'error', 'ok', 'ok']], [[200, 422, 200, 200]]])(
    'results in the order of the batch: %j',
    (results) => {
      expect(judged({ ...envelope, metadata: { results } })).toEqual({
        accepted: [0, 2, 3],
        refused: [1],
        doubtful: [],
      })
    },
  )

  it.each<[object]>([
    [{ dropped: [{ orderId: 'A-102' }] }],
    [{ skipped: ['A-102'] }],
    [{ matched: [true, true, false, true] }],
  ])('what is only left out is in doubt: %j', (metadata) => {
    expect(judged({ ...envelope, metadata })).toEqual({ accepted: [0, 1, 3], refused: [], doubtful: [2] })
  })

  it.each([202, 203, 205, 206, 207, 226])('%i is never a yes', (status) => {
    expect(judged(envelope, status)).toBe('in-doubt')
  })
})

describe('an ordinary good answer stays accepted', () => {
  it.each<[object]>([
    ...[[], {}, '', null, false, 0, [''], { revenue: [] }].map((errors): [object] => [{ errors }]),
    [{ metadata: { total: 4, processed: 4, failed: 0, skippedCount: 0, validationErrors: 0 } }],
    [{ metadata: { results: [true, true, true, true] } }],
    [{ metadata: { results: ['ok', 'ok', 'ok', 'ok'] } }],
    [{ metadata: { status: 'ok', success: true } }],
    [{ metadata: { dropped: [], skipped: [], errors: {} } }],
    [{ metadata: null }],
    [{ type: 'failed', traceId: '00-error' }],
    [{ status: 200 }],
    [{ status: 'ok' }],
    [{ status: 'success' }],
    [{ status: 'Processed', success: true, ok: true }],
    [{ error: null, reasonCode: null, message: null }],
    [{ error: '', reasonCode: 'OK', message: 'Processed 4 conversions without errors.' }],
    [{ message: '4 conversions were stored, 0 failed.' }],
    [{ message: 'No errors.' }],
  ])('%j', (more) => {
    expect(judged({ ...envelope, ...more })).toEqual(allAccepted)
    expect(judged({ ...envelope, ...more }, 201)).toEqual(allAccepted)
  })
})
