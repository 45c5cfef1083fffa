import { Buffer } from 'node:buffer'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readRecords } from '../../src/source/csv.js'

const options = {
  relax_quotes: true,
  relax_column_count: true,
  record_delimiter: ['\r\n', '\n', '\r'],
}

async function cellsOf(text: string, cuts: readonly number[]): Promise<readonly (readonly string[])[]> {
  const bytes = Buffer.from(text)
  const ends = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b)
  const pieces = [...ends, bytes.length].map((end, at) => bytes.subarray(ends[at - 1] ?? 0, end))
  const found: string[][] = []
  const judge = (cells: string[]) => {
    found.push(cells)
    return undefined
  }
  async function* stream() {
    yield* pieces
  }
  for await (const _ of readRecords('a.csv', stream(), { delimiter: ',', quote: true }, 1, judge)) {
    // the judge has taken every record
  }
  return found
}

const plainCell = fc.string({ unit: fc.constantFrom('a', 'é', ' ', '1', "'", '=', '\u2028', '\t'), maxLength: 5 })
const quotedCell = fc
  .string({ unit: fc.constantFrom('a', ',', '""', '\n', '\r\n'), maxLength: 4 })
  .map((text) => `"${text}"`)
const wildCell = fc.string({ unit: fc.constantFrom('a', '"', ' '), maxLength: 4 })
const cell = fc.oneof(
  { weight: 12, arbitrary: plainCell },
  { weight: 3, arbitrary: quotedCell },
  { weight: 1, arbitrary: wildCell },
)
const line = fc.array(cell, { maxLength: 5 }).map((cells) => cells.join(','))
const ending = fc.oneof(
  { weight: 8, arbitrary: fc.constant('\n') },
  { weight: 2, arbitrary: fc.constantFrom('\r\n', '\r') },
)
const file = fc.tuple(fc.array(fc.tuple(line, ending)), line).map(([lines, last]) => lines.flat().join('') + last)

/** What csv-parse gives; it refuses what ends inside a quote. */
function expectedOf(text: string): unknown {
  try {
    return parse(Buffer.from(text), options)
  } catch {
    return 'refused'
  }
}

test('lines that are split give the cells that csv-parse gives, wherever the pieces are cut', async () => {
  await fc.assert(
    fc.asyncProperty(file, fc.array(fc.nat(), { maxLength: 6 }), async (text, cuts) => {
      const found = await cellsOf(text, cuts).catch(() => 'refused')
      expect(found).toEqual(expectedOf(text))
    }),
    { numRuns: 3000 },
  )
})
