import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findHeaderLine } from '../../src/domain/header-line.js'
import { openTransform } from '../../src/source/csv.js'
import { guessFormat, recordWidths } from '../../src/source/guess.js'
import { cellsOf, complaintOf, readNamed, readText } from './reading.js'

test.each([
  ['orders.csv', 'a;b', 'csv'],
  ['orders.txt', 'a|b', 'csv'],
  ['orders.json', '[]', 'json'],
  ['orders.json', '{"orders":[{"id":1}]}', 'json'],
  ['orders.json', '{"id":1}\n{"id":2}\n', 'ndjson'],
  ['orders.jsonl.gz', '{"id":1,"lines":[{"sku":2}]}\n', 'ndjson'],
  ['orders.csv', '[\n  {"id": 1}', 'json'],
  ['orders.csv', '[id],[total]\n1,2', 'csv'],
  ['-', '{"id":1}', 'ndjson'],
  ['-', '{\n  "orders": [', 'json'],
  ['-', '{"orders":[{"id":1}]}', 'json'],
  ['-', 'a,b\n', 'csv'],
] as const)('%s with %j is read as %s %s', (name, text, format) => {
  expect(guessFormat(name, text, { emptyValues: [] })).toBe(format)
})

test('the format that was asked for wins', () => {
  expect(guessFormat('orders.csv', '{"id":1}', { emptyValues: [], format: 'tsv' })).toBe('csv')
  expect(guessFormat('orders.csv', 'a,b', { emptyValues: [], format: 'ndjson' })).toBe('ndjson')
})

describe('the delimiter', () => {
  test.each([
    ['a;b;c\n1;12,20;x\n2;13,20;y\n', ';'],
    ['a\tb\n1, 2\t3\n', '\t'],
    ['a|b\n1|2,5\n', '|'],
    ['"a;b","c;d"\n"1;2","3;4"\n', ','],
    ['Report; all\nto 1 May\na,b,c\n1,2,3\n4,5,6\n', ','],
    ['a,b,c\n1,"2;2;2;2",3\n4,5,6', ','],
    ['id,items\n1,"a|b|c|d|e"\n2,"a|b|c|d|e"\n', ','],
    ['a;b\n1;"x\ny\nz\n1,2,3\n1,2,3"\n', ';'],
    ['alone\n1\n', ','],
  ])('of %j is proved to be %j', async (text, delimiter) => {
    const result = await readNamed('orders.csv', text)
    expect(result.file.delimiter).toBe(delimiter)
  })

  test('of a .tsv file is a tab even where nothing proves it', async () => {
    expect((await readNamed('orders.tsv', 'a b\n1\n')).file.delimiter).toBe('\t')
  })

  test('of a file said to be TSV is a tab', async () => {
    expect((await readText('a,b\tc,d\n', { format: 'tsv' })).file.header).toEqual(['a,b', 'c,d'])
  })

  test('can be given, as a character or in words', async () => {
    expect((await readText('a,b;c\n1,2;3\n', { delimiter: ';' })).file.header).toEqual(['a,b', 'c'])
    expect((await readText('a\tb,c\n', { delimiter: 'tab' })).file.header).toEqual(['a', 'b,c'])
    expect(await complaintOf(readText('a,b\n', { delimiter: '::' }))).toContain('"::" is not one character')
  })
})

describe('a tab-separated file without quoting', () => {
  const report = 'order-id\tname\titem-price\n1\t"Best\t10\n2\t5" nail\t20\n'

  test('is recognised by a quote that its cell does not close', async () => {
    const result = await readNamed('amazon.txt', report)
    expect(cellsOf(result)).toEqual([
      ['1', '"Best', '10'],
      ['2', '5" nail', '20'],
    ])
    expect(result.file.notes.join()).toContain('Quotes are read as plain characters')
  })

  test('is read as told', async () => {
    expect(cellsOf(await readText('a\tb\n"x\ty\n"z"\tw\n', { quote: false }))).toEqual([
      ['"x', 'y'],
      ['"z"', 'w'],
    ])
    expect(await complaintOf(readText('a\tb\n"x\ty\n', { quote: true }))).toContain('set input.quote to false')
  })
})

test.each([
  [['Name', 'Total'], 3],
  [['name', ' TOTAL ', 'Paid at', 'Email'], 3],
  [['Name', 'Total', 'Paid at', 'Email', 'Phone'], undefined],
  [['Report'], 1],
  [[], undefined],
])('the wanted columns %j are found on line %s', (wanted, line) => {
  expect(findHeaderLine([['Report', ''], [], ['Name', '"Total"', 'Total'], ['Ann', '5']], wanted)).toBe(line)
})

test('lines without quotes have the widths that csv-parse gives them', () => {
  const line = fc.string({ unit: fc.constantFrom('a', ' ', ',', ';', '\t', '|', 'é'), maxLength: 8 })
  fc.assert(
    fc.property(fc.array(line), fc.constantFrom(',', ';', '\t', '|'), (lines, delimiter) => {
      const widths: number[] = []
      const push = (cells: readonly string[]) => {
        if (cells.length > 1 || cells[0] !== '') widths.push(cells.length)
      }
      openTransform({ delimiter, quote: true }).parse(Buffer.from(lines.join('\n')), true, push, () => {})
      expect(recordWidths(lines, delimiter)).toEqual(widths)
    }),
  )
})
