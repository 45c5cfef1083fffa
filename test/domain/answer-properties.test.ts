import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readAnswer } from '../../src/domain/answer.js'
import { batchOf } from './answer-batch.js'

type Refused = ReadonlyMap<number, string>
type Shape = (refused: Refused, size: number) => unknown

const batch = batchOf(
  Array.from({ length: 9 }, (_, index) => ({
    orderId: `Q-${900 + index}`,
    primaryEmail: `person${index}@example.com`,
    revenue: 10 + index,
  })),
)

const entries = (refused: Refused) => [...refused]
const list = (refused: Refused, item: (index: number, message: string) => unknown) =>
  entries(refused).map(([index, message]) => item(index, message))
const map = (refused: Refused, key: (index: number) => string) =>
  Object.fromEntries(entries(refused).map(([index, message]) => [key(index), [message]]))
const sent = (index: number): object => JSON.parse(batch[index]?.json ?? '{}')

/** Shapes that name each record beyond doubt. */
const certain: Readonly<Record<string, Shape>> = {
  index: (refused) => ({ metadata: { invalid: list(refused, (index, message) => ({ index, errors: [message] })) } }),
  bracket: (refused) => ({ errors: map(refused, (index) => `[${index}].Revenue`) }),
  pointer: (refused) => ({ errors: list(refused, (index, detail) => ({ pointer: `#/${index}/revenue`, detail })) }),
  echo: (refused) => ({ metadata: { Rejected: list(refused, (index, reason) => ({ ...sent(index), reason })) } }),
  nested: (refused) => ({
    metadata: { failures: list(refused, (index, error) => ({ conversion: sent(index), error })) },
  }),
  id: (refused) => ({ metadata: { errors: map(refused, (index) => `Q-${900 + index}`) } }),
  sentence: (refused) => ({ errors: list(refused, (index, message) => `Conversion at index ${index}: ${message}`) }),
  pathSentence: (refused) => ({ errors: list(refused, (index, message) => `[${index}].Revenue: ${message}`) }),
  text: (refused) => ({ metadata: JSON.stringify({ errors: map(refused, (index) => `$[${index}]`) }) }),
  positional: (refused, size) => ({
    results: Array.from({ length: size }, (_, index) => ({
      isValid: !refused.has(index),
      errors: [refused.get(index) ?? ''],
    })),
  }),
  members: (refused) => ({
    metadata: {
      errors: list(refused, (index, errorMessage) => ({ memberNames: [`[${index}].Revenue`], errorMessage })),
    },
  }),
}

/** Shapes whose numbers count from 0 or 1; when nothing shows from where, nobody may be named. */
const numbered: Readonly<Record<string, (base: number) => Shape>> = {
  rows: (base) => (refused) => ({
    metadata: { errors: list(refused, (index, message) => ({ RowNumber: index + base, ErrorMessage: message })) },
  }),
  keys: (base) => (refused) => ({ metadata: { errors: map(refused, (index) => String(index + base)) } }),
  sentences: (base) => (refused) => ({
    errors: list(refused, (index, message) => `Record ${index + base}: ${message}`),
  }),
  messages: (base) => (refused) => ({
    metadata: {
      errors: Object.fromEntries(
        list(refused, (index, message) => [`${message} .`, [index + base]]) as [string, number[]][],
      ),
    },
  }),
  items: (base) => (refused) => ({
    errors: list(refused, (index, message) => ({ item: String(index + base), message })),
  }),
}

const word = fc.stringMatching(/^[a-z]{3,9}$/)
const message = fc.tuple(word, word, word).map((parts) => `Zz ${parts.join(' ')}`)
const someRefused = fc
  .tuple(
    fc.uniqueArray(fc.nat({ max: batch.length - 1 }), { minLength: 1 }),
    fc.array(message, { minLength: 9, maxLength: 9 }),
  )
  .map(
    ([indexes, messages]) =>
      new Map(indexes.sort((a, b) => a - b).map((index) => [index, `${messages[index]} ${index}x`])),
  )

const reading = (body: unknown, status = 200) => {
  const read = readAnswer(JSON.stringify(body), status, batch)
  if (read.kind !== 'read') throw new Error('not JSON')
  return read
}

describe('whatever the shape', () => {
  it.each(Object.entries(certain))('%s names exactly the refused records', (_, shape) => {
    fc.assert(
      fc.property(someRefused, (refused) => {
        const read = reading(shape(refused, batch.length))
        expect(read.refused.map(({ index, messages }) => [index, ...messages])).toEqual([...refused])
        expect(read.candidates).toEqual([])
      }),
    )
  })

  it.each(Object.entries(numbered).flatMap(([name, of]) => [0, 1].map((base) => [name, base, of(base)] as const)))(
    '%s counted from %i never name a wrong record',
    (_, __, shape) => {
      fc.assert(
        fc.property(someRefused, (refused) => {
          const read = reading(shape(refused, batch.length))
          const said = [...read.refused.map(({ index }) => index), ...read.candidates]
          for (const { index } of read.refused) expect(refused.has(index)).toBe(true)
          for (const index of refused.keys()) expect(said).toContain(index)
        }),
      )
    },
  )

  it.each(Object.entries(numbered).flatMap(([name, of]) => [0, 1].map((base) => [name, base, of(base)] as const)))(
    '%s counted from %i are certain once the end of the batch is named',
    (_, base, shape) => {
      fc.assert(
        fc.property(someRefused, (some) => {
          const end = base === 0 ? 0 : batch.length - 1
          const rest = [...some].filter(([index]) => index !== 0 && index !== batch.length - 1)
          const refused = new Map([...rest, [end, 'Zz last'] as const].sort(([a], [b]) => a - b))
          const read = reading(shape(refused, batch.length))
          expect(read.refused.map(({ index }) => index)).toEqual([...refused.keys()])
          expect(read.candidates).toEqual([])
        }),
      )
    },
  )

  it('a 422 refuses every record', () => {
    fc.assert(
      fc.property(someRefused, fc.constantFrom(...Object.values(certain)), (refused, shape) => {
        const read = reading(shape(refused, batch.length), 422)
        expect(read.refused.map(({ index }) => index)).toEqual(batch.map((_, index) => index))
      }),
    )
  })
})

const spicy = fc.oneof(
  fc.constantFrom(
    'index',
    'RowNumber',
    'errors',
    'invalid',
    'warnings',
    'success',
    'status',
    '__proto__',
    'constructor',
    'orderId',
  ),
  fc.constantFrom(
    '[1].x',
    '[99]',
    'Record 2',
    'Q-903',
    '3',
    '#/4',
    'metadata',
    'hasErrors',
    'invalidCount',
    'Rows 1, 2 and 400',
  ),
  fc.string(),
)
const { json } = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.oneof(spicy, fc.integer({ min: -2, max: 12 }), fc.double(), fc.boolean(), fc.constant(null)),
    fc.array(tie('json'), { maxLength: 5 }),
    fc.dictionary(spicy, tie('json'), { maxKeys: 5 }),
  ),
}))

describe('arbitrary answers', () => {
  it('name no record that is not in the batch, and none twice', () => {
    fc.assert(
      fc.property(json, json, fc.constantFrom(200, 400, 422), fc.nat({ max: 9 }), (metadata, errors, status, size) => {
        const read = readAnswer(JSON.stringify({ metadata, errors }), status, batch.slice(0, size))
        if (read.kind !== 'read') return
        const places = [...read.refused, ...read.known].map(({ index }) => index).concat(read.candidates)
        expect(new Set(places).size).toBe(places.length)
        for (const place of places.concat(read.warnings.map(({ index }) => index))) {
          expect(place).toBeGreaterThanOrEqual(0)
          expect(place).toBeLessThan(size)
        }
      }),
      { numRuns: 1_000 },
    )
  })

  it('of a megabyte are read in no time, whatever they repeat', () => {
    const parts = [
      'record 1 ',
      'order ',
      '[1',
      '(',
      'a.',
      '1 of 2 ',
      ' ',
      '#',
      '/a',
      'already been ',
      '1,',
      '\\"',
      '1 conversions were ',
      'x',
    ]
    const started = performance.now()
    for (const part of parts) {
      const text = part.repeat(Math.ceil(1_000_000 / part.length))
      readAnswer(
        JSON.stringify({ errors: [text], metadata: { [text]: [1], errors: { [`${text} `]: text } } }),
        200,
        batch,
      )
    }
    readAnswer(
      JSON.stringify({ errors: Array.from({ length: 20_000 }, () => 'record 1 of record 2 '.repeat(4)) }),
      200,
      batch,
    )
    readAnswer('['.repeat(1_000_000), 200, batch)
    readAnswer(`{"errors":${'['.repeat(500_000)}${']'.repeat(500_000)}}`, 200, batch)
    expect(performance.now() - started).toBeLessThan(5_000)
  })
})
