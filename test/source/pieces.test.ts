import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { UserError } from '../../src/exit.js'
import { stripGuard } from '../../src/source/guards.js'
import { type Options, type Result, readPieces } from './reading.js'

/** Cuts bytes at the given places. */
function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const ends = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b)
  return [...ends, bytes.length]
    .map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end))
    .filter((p) => p.length > 0)
}

/** What a reading comes to, an error that is meant for people included; any other error is thrown. */
async function outcome(pieces: readonly Buffer[], options: Options): Promise<Result | string> {
  try {
    return await readPieces(pieces, options)
  } catch (error) {
    if (error instanceof UserError) return error.message
    throw error
  }
}

const places = fc.array(fc.nat(100_000), { maxLength: 30 })
const awkward = fc.constantFrom(
  ',',
  '"',
  '""',
  '\n',
  '\r',
  '\r\n',
  'a',
  '1.00',
  ' ',
  '\\"',
  'é',
  '🎉',
  '\t',
  ';',
  '{',
  '}',
  '[',
  ']',
  ':',
  'null',
  '\ufeff',
)
const awkwardText = fc.array(awkward, { maxLength: 60 }).map((parts) => parts.join(''))

describe('however the bytes are cut', () => {
  test.each(['csv', 'ndjson', 'json'] as const)('awkward %s gives the same readings', async (format) => {
    const begin = { csv: 'id,note,total\n', ndjson: '{"a":1}\n', json: '[' }[format]
    await fc.assert(
      fc.asyncProperty(awkwardText, places, async (text, at) => {
        const bytes = Buffer.from(begin + text)
        const options = { format, revenueColumn: 'total' }
        expect(await outcome(cut(bytes, at), options)).toEqual(await outcome([bytes], options))
      }),
      { numRuns: 300 },
    )
  })

  test('files larger than the head give the same readings', async () => {
    const row = 'x,"a\r\nb ""é"", c",1.00\r\n'
    const bytes = Buffer.from(`id,note,total\n${row.repeat(7000)}`)
    const whole = await outcome([bytes], {})
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(bytes.length), { maxLength: 30 }), async (at) => {
        expect(await outcome(cut(bytes, at), {})).toEqual(whole)
      }),
      { numRuns: 5 },
    )
    expect(whole).toMatchObject({ count: 7000 })
  })
})

describe('random bytes', () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    awkwardText.map((text) => Buffer.from(text)),
    awkwardText.map((text) => Buffer.from(`\ufeff${text}`, 'utf16le')),
    awkwardText.map((text) => Buffer.from(`lettr_row,lettr_code,Name\n${text}`, 'latin1')),
  )
  const options = fc.constantFrom<Options>({}, { encoding: 'windows-1252' }, { headerLine: 2 }, { delimiter: ';' })

  test('end in rows or in an error for people, and every record is counted', async () => {
    await fc.assert(
      fc.asyncProperty(bytes, options, async (bytes, options) => {
        const result = await outcome([Buffer.from(bytes)], options)
        if (typeof result === 'string') return
        expect(result.count).toBe(result.rows.length)
        const numbers = result.rows.map((row) => row.record)
        expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b))
      }),
      { numRuns: 500 },
    )
  })
})

describe('no row is lost', () => {
  const cell = fc.array(fc.constantFrom('a', '"', ',', '\n', '\r\n', '5.00', ' ', 'é', "'"), { maxLength: 6 })
  const field = cell.map((parts) => parts.join(''))
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`

  test('each well-formed record comes out once, in order, as it was or as a reject with its line', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(field, field)), fc.constantFrom('\n', '\r\n', '\r'), async (rows, end) => {
        const text = ['id,note,total', ...rows.map(([a, b], index) => `${index},${quoted(a)},${quoted(b)}`)]
        const result = await readPieces([Buffer.from(text.join(end))], { revenueColumn: 'total' })
        expect(result.rows.map((row) => row.record)).toEqual(rows.map((_, index) => index + 2))
        for (const [index, row] of result.rows.entries()) {
          if (row.kind === 'cells') expect(row.cells).toEqual([String(index), ...rows[index]!.map(stripGuard)])
          else expect(row).toMatchObject({ kind: 'unreadable', code: 'unclosed-quote' })
        }
      }),
      { numRuns: 300 },
    )
  })

  test('each line of text stands in some record when quotes are left open at random', async () => {
    const line = fc.tuple(fc.constantFrom('', '"'), fc.constantFrom('', '"', ' "')).map(([a, b]) => `${a}x${b}`)
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 1 }), async (notes) => {
        const text = notes.map((note, index) => `id${index},${note},${index}.00`).join('\n')
        const result = await outcome([Buffer.from(`id,note,total\n${text}`)], { revenueColumn: 'total' })
        if (typeof result === 'string') {
          expect(result).toContain('a quote is opened on line')
          return
        }
        const seen = result.rows.flatMap((row) =>
          row.kind === 'unreadable' ? row.lines : row.kind === 'cells' ? [row.cells] : [],
        )
        expect(seen.map((cells) => cells[0])).toEqual(notes.map((_, index) => `id${index}`))
        expect(seen.map((cells) => cells[2])).toEqual(notes.map((_, index) => `${index}.00`))
      }),
      { numRuns: 300 },
    )
  })
})
