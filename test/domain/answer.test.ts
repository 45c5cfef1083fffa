import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type AnswerReading, readAnswer } from '../../src/domain/answer.js'
import { batchOf, five } from './answer-batch.js'

type Words = Readonly<Record<string, readonly string[]>>

interface Fixture {
  readonly says: string
  readonly status: number
  readonly body: unknown
  readonly expect: {
    readonly refused: Words
    readonly known?: Words
    readonly warnings?: Words
    readonly assumed?: Words
    readonly candidates?: readonly number[]
    readonly unattributed?: readonly string[]
    readonly general?: readonly string[]
    readonly assumedIndexes?: readonly number[]
  }
}

const folder = join(import.meta.dirname, '../../fixtures/answers')
const fixtures = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => ({ name, ...(JSON.parse(readFileSync(join(folder, name), 'utf8')) as Fixture) }))

const read = (body: unknown, status = 200, batch = five): Extract<AnswerReading, { kind: 'read' }> => {
  const reading = readAnswer(typeof body === 'string' ? body : JSON.stringify(body), status, batch)
  if (reading.kind !== 'read') throw new Error('the body is not JSON')
  return reading
}

const words = (list: readonly { readonly index: number; readonly messages: readonly string[] }[]): Words =>
  Object.fromEntries(list.map(({ index, messages }) => [String(index), messages]))

describe('an answer is read by evidence', () => {
  it.each(fixtures)('$name: $says', ({ status, body, expect: expected }) => {
    const reading = read(body, status)
    expect(reading.envelope).toBe(true)
    expect({
      refused: words(reading.refused),
      known: words(reading.known),
      warnings: words(reading.warnings),
      assumed: words(reading.assumed),
      candidates: status === 400 ? [] : reading.candidates,
      unattributed: reading.unattributed,
    }).toEqual({
      refused: expected.refused,
      known: expected.known ?? {},
      warnings: expected.warnings ?? {},
      assumed: expected.assumed ?? {},
      candidates: expected.candidates ?? [],
      unattributed: expected.unattributed ?? reading.unattributed,
    })
    if (expected.general !== undefined) expect(reading.general).toEqual(expected.general)
    const assumed = reading.refused.filter((refusal) => refusal.assumed).map(({ index }) => index)
    expect(assumed).toEqual(expected.assumedIndexes ?? [])
  })
})

describe('an answer never says more than it does', () => {
  it.each([
    ['an empty object', {}],
    ['a page of something else', { ok: true, message: 'Hello' }],
    ['a list', [{ index: 1, errors: ['x'] }]],
    ['a text', '"Accepted"'],
    ['null', 'null'],
  ])('%s is not in the form of the API', (_, body) => {
    expect(read(body)).toMatchObject({ envelope: false, refused: [], candidates: [] })
  })

  it.each(['', '<!doctype html><title>Sign in</title>', '{"profile":nu', 'OK', '\uFEFF'])('%j is not JSON', (body) => {
    expect(readAnswer(body, 200, five)).toEqual({ kind: 'not-json' })
  })

  it('a byte order mark in front of the answer is no hindrance', () => {
    expect(read('\uFEFF{"errors":["[1]: late"]}').refused).toHaveLength(1)
  })

  it('keys that mean something to JavaScript are only keys', () => {
    const body =
      '{"__proto__":{"errors":["[1]: a"]},"constructor":{"prototype":1},"metadata":{"__proto__":{"errors":{"[1]":"b"}},"constructor":"c d","toString":[1]},"errors":[{"hasOwnProperty":1,"index":2,"message":"late"}]}'
    expect(words(read(body).refused)).toEqual({ 2: ['late'] })
    expect(({} as Record<string, unknown>).errors).toBeUndefined()
  })

  it('a batch of one needs no attribution', () => {
    const one = five.slice(1, 2)
    expect(words(read({ errors: ['The event date is too old.'] }, 200, one).refused)).toEqual({
      0: ['The event date is too old.'],
    })
    expect(words(read({ errors: ['Row 812: too old.'] }, 200, one).refused)).toEqual({ 0: ['too old.'] })
    expect(read({ errors: [{ orderId: 'Z-9', message: 'too old' }] }, 200, one)).toMatchObject({
      refused: [],
      candidates: [0],
    })
  })

  it('integer keys that may be order ids or places are believed as neither', () => {
    const batch = batchOf([1, 2, 3, 4].map((id) => ({ orderId: String(id), revenue: id })))
    const metadata = { errors: { 2: ['late'], 4: ['early'] } }
    expect(read({ metadata }, 200, batch)).toMatchObject({ refused: [], assumed: [], candidates: [0, 1, 2, 3] })
  })

  it('integer keys are order ids when one of them can not be a place', () => {
    const batch = batchOf([2, 1002, 1003].map((id) => ({ orderId: String(id), revenue: id })))
    expect(words(read({ errors: { 2: ['late'], 1002: ['early'] } }, 200, batch).refused)).toEqual({
      0: ['late'],
      1: ['early'],
    })
  })

  it('two records that fit an echo are both candidates', () => {
    const batch = batchOf([
      { couponCode: 'GULL10', revenue: 5 },
      { couponCode: 'GULL10', revenue: 5 },
      { couponCode: 'TERN', revenue: 5 },
    ])
    const errors = [{ couponCode: 'GULL10', revenue: 5, reason: 'late' }]
    expect(read({ errors }, 200, batch)).toMatchObject({ refused: [], candidates: [0, 1], unattributed: ['late'] })
  })

  it('one order id of two stores needs the store to name a record', () => {
    const batch = batchOf([
      { orderId: '77A', storeId: 'north', revenue: 5 },
      { orderId: '77A', storeId: 'south', revenue: 5 },
      { orderId: '78A', storeId: 'south', revenue: 5 },
    ])
    const errors = (storeId?: string) => [{ orderId: '77A', storeId, reason: 'late' }]
    expect(words(read({ errors: errors('south') }, 200, batch).refused)).toEqual({ 1: ['late'] })
    expect(read({ errors: errors() }, 200, batch)).toMatchObject({ refused: [], candidates: [0, 1] })
  })

  it('a sentence that only compares with a record does not blame it', () => {
    expect(read({ errors: ['This one is a copy of record 1'] })).toMatchObject({
      refused: [],
      candidates: [0, 1, 2, 3, 4],
    })
    expect(read({ errors: ['Rows 2-4 are late'] })).toMatchObject({ refused: [], candidates: [0, 1, 2, 3, 4] })
  })

  it('values of an echoed record are never taken for words of the API', () => {
    const body = {
      metadata: { invalid: [{ record: { orderId: 'T-702', firstName: 'Ines Maria', note: 'x' }, errors: ['late'] }] },
    }
    expect(JSON.stringify(read(body))).not.toContain('Maria')
  })

  it('nesting beyond the limit leaves the answer open', () => {
    const deep = `${'['.repeat(60)}"[1]: late"${']'.repeat(60)}`
    expect(read(`{"metadata":{"errors":${deep}}}`)).toMatchObject({ refused: [], candidates: [0, 1, 2, 3, 4] })
  })
})
