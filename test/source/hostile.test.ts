import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { UserError } from '../../src/exit.js'
import { cellsOf, complaintOf, type Options, type Result, readNamed, readPieces, readText } from './reading.js'

/** What a reading comes to; an error that is not for people is thrown. */
async function outcome(reading: Promise<Result>): Promise<Result | string> {
  return reading.catch((error: unknown) => {
    if (error instanceof UserError) return error.message
    throw error
  })
}

const beginnings: readonly (string | Buffer)[] = [
  '',
  'id,note,total\n',
  'id\tnote\ttotal\r\n',
  'sep=;\nid;note;total\n',
  'lettr_row,lettr_identity,id,total\n',
  '{"id":1}\n',
  '[{"id":1},',
  '{"orders":[',
  Buffer.from('\ufeffid,note\n', 'utf16le'),
  Buffer.from([0xfe, 0xff]),
  Buffer.from([0xef, 0xbb, 0xbf, 0xef, 0xbb, 0xbf]),
  Buffer.from([0x1f, 0x8b, 8, 0]),
  'PK\x03\x04',
  '%PDF',
  '<html>',
]
const formats: readonly Options[] = [
  {},
  { format: 'csv' },
  { format: 'tsv', quote: false },
  { format: 'ndjson' },
  { format: 'json', path: 'orders' },
  { encoding: 'utf-16le' },
  { encoding: 'shift_jis' },
  { encoding: 'macintosh', delimiter: '|', skipLines: 1 },
]
const awkward = fc.constantFrom(
  ...',";\t\n\r{}[]:\\01.ae \0\ufeffé🎉'.split(''),
  '""',
  '\r\n',
  '"id":',
  'null',
  '\\u',
  'lettr_row',
)
const text = fc.array(awkward, { maxLength: 80 }).map((parts) => Buffer.from(parts.join('')))
const bytes = fc.oneof(
  text,
  fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array)),
)

describe('whatever the bytes are', () => {
  test('a reading ends in rows that are all counted and numbered, or in words for people', async () => {
    const input = fc.tuple(fc.constantFrom(...beginnings), bytes, fc.constantFrom(...formats), fc.boolean())
    await fc.assert(
      fc.asyncProperty(input, async ([begin, rest, options, packed]) => {
        const whole = Buffer.concat([Buffer.from(begin), rest])
        const result = await outcome(readPieces([packed ? gzipSync(whole) : whole], options))
        if (typeof result === 'string') {
          expect(result.length).toBeGreaterThan(10)
          return
        }
        expect(result.count).toBe(result.rows.length)
        const numbers = result.rows.map((row) => row.record)
        expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b))
        for (const row of result.rows)
          if (row.kind === 'cells') expect(row.cells.length).toBe(result.file.header.length)
      }),
      { numRuns: 2000 },
    )
  })

  test('a gzip file that is damaged anywhere ends the run, or is whole', async () => {
    const content = `id,total\n${Array.from({ length: 500 }, (_, at) => `${at},${at}.00`).join('\n')}\n`
    const packed = gzipSync(content)
    await fc.assert(
      fc.asyncProperty(
        fc.nat(packed.length - 1),
        fc.integer({ min: 1, max: 255 }),
        fc.boolean(),
        async (at, flip, cut) => {
          const damaged = cut ? packed.subarray(0, Math.max(2, at)) : Buffer.from(packed)
          if (!cut) damaged[at] = (damaged[at] ?? 0) ^ flip
          const result = await outcome(readNamed('a.csv.gz', damaged))
          if (typeof result !== 'string') expect(cellsOf(result)).toHaveLength(500)
        },
      ),
      { numRuns: 150 },
    )
  })
})

describe('an encoding', () => {
  // By label, one text that only it writes so, as bytes.
  test.each([
    ['windows-1252', 'Zo\xeb \x80\x92', 'Zoë €’'],
    ['iso-8859-1', 'Zo\xeb \x80\x92', 'Zoë €’'],
    ['iso-8859-15', 'Zo\xeb \xa4', 'Zoë €'],
    ['iso-8859-2', '\xa3\xf3d\xbc', 'Łódź'],
    ['macintosh', 'Zo\x91 \xdb\xd5', 'Zoë €’'],
    ['shift_jis', '\x93\xfa\x96\x7b', '日本'],
    ['euc-jp', '\xc6\xfc\xcb\xdc', '日本'],
    ['gb18030', '\xc8\xd5\xb1\xbe', '日本'],
    ['big5', '\xa4\xe9\xa5\xbb', '日本'],
    ['windows-1251', '\xcf\xf0\xe8', 'При'],
    ['koi8-r', '\xf0\xd2\xc9', 'При'],
  ])('%s is read when it is named, and refused when it is not', async (encoding, written, meant) => {
    const bytes = Buffer.from(`Name,Total\n${written},10\n`, 'latin1')
    expect(cellsOf(await readText(bytes, { encoding }))).toEqual([[meant, '10']])
    expect(await complaintOf(readText(bytes))).toMatch(/is not UTF-8; nothing was sent\. .*--encoding/)
  })
})

describe('the edges of a file', () => {
  test.each([
    ['', 'the file is empty'],
    ['\ufeff', 'the file is empty'],
    ['\n\n\n', 'the file is empty'],
    ['"', 'never closed'],
    ['1,2,3\n', 'there are no column names here'],
  ])('%j ends the run', async (content, words) => {
    expect(await complaintOf(readText(content))).toContain(words)
  })

  test.each(['id,total', 'id,total\n', 'id,total\r\n\r\n', '\ufeffid;total\r'])(
    '%j has a header and no rows',
    async (content) => {
      const result = await readText(content)
      expect(result).toMatchObject({ count: 0, file: { notes: ['The file has a header and no rows.'] } })
    },
  )

  test('2,000 columns are read, more are a reject, and in a header they end the run', async () => {
    const row = (count: number): string => Array.from({ length: count }, (_, at) => `c${at}`).join(',')
    const result = await readText(`${row(2000)}\n${row(2000)}\n${row(2001)}\n${','.repeat(500_000)}x\n${row(2000)}\n`)
    expect(result.rows.map((found) => ('code' in found ? found.code : found.kind))).toEqual([
      'cells',
      'too-many-columns',
      'too-many-columns',
      'cells',
    ])
    expect(await complaintOf(readText(`${row(2001)}\n`))).toContain('2001 columns, more than 2000')
  })
})
