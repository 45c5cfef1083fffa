import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { spellings } from '../../src/domain/preset.js'
import { recognise } from '../../src/domain/recognition.js'
import { knownExports } from '../../src/presets/all.js'

const delimited = knownExports.filter(({ format }) => format === 'csv')

describe.each(delimited.map((known) => [known.name, known] as const))('%s', (name, known) => {
  const needed = known.required.map((one) => (typeof one === 'string' ? [one] : one))

  test('is recognised by a third of its columns and those it needs, in any order, case and vintage', () => {
    const columns = fc.subarray([...known.columns], { minLength: Math.ceil(known.columns.length / 3) })
    const must = fc.tuple(...needed.map((some) => fc.constantFrom(...some)))
    const header = fc.tuple(must, columns).chain(([some, more]) => {
      const all = [...new Set([...some, ...more])]
      const spelled = fc.tuple(...all.map((column) => fc.constantFrom(...spellings(known, column))))
      return spelled.chain((names) =>
        fc.shuffledSubarray([...names, 'Margin of ours'], { minLength: names.length + 1 }),
      )
    })
    fc.assert(
      fc.property(header, fc.boolean(), (names, loud) => {
        const written = loud ? names.map((column) => column.toUpperCase()) : names
        expect(recognise(written, delimited)).toMatchObject({ kind: 'sure', known: { name } })
      }),
      { numRuns: 10 },
    )
  })

  test('is not said to be sure without a column that it needs', () => {
    for (const some of needed) {
      const gone = new Set(some.flatMap((column) => spellings(known, column)))
      const header = known.columns.filter((column) => !gone.has(column))
      const found = recognise(header, delimited)
      expect(found?.kind === 'sure' && found.known.name === name).toBe(false)
    }
  })
})
