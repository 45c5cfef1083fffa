import { describe, expect, test } from 'vitest'
import { parseExactly, plainComplaint } from '../../src/domain/exact-json.js'
import { UnsafeNumber } from '../../src/domain/row.js'
import { complaintOf, readNamed, readPieces, readText } from './reading.js'

describe('NDJSON', () => {
  test('has one record a line, numbered by its line', async () => {
    const result = await readNamed(
      'a.ndjson',
      '\ufeff{"id":1}\r\n\n  \n{"id": "a\u2028b"}\n[3]\nnull\n{"id":\n{"id":4}',
    )
    expect(result.rows).toEqual([
      { kind: 'json', record: 1, line: 1, value: { id: 1 }, text: '{"id":1}' },
      { kind: 'json', record: 4, line: 4, value: { id: 'a\u2028b' }, text: '{"id": "a\u2028b"}' },
      expect.objectContaining({
        code: 'not-an-object',
        line: 5,
        message: 'got a list, a record is an object in braces',
      }),
      expect.objectContaining({ code: 'not-an-object', line: 6, lines: [['null']] }),
      expect.objectContaining({
        code: 'bad-json',
        line: 7,
        message: 'not JSON: it ends too early',
        lines: [['{"id":']],
      }),
      { kind: 'json', record: 8, line: 8, value: { id: 4 }, text: '{"id":4}' },
    ])
    expect(result.count).toBe(6)
  })

  test('keeps keys such as __proto__ as the data they are', async () => {
    const result = await readNamed('a.jsonl', '{"__proto__":{"x":1},"constructor":2,"n":12345678901234567890}\n')
    const row = result.rows[0]!
    if (row.kind !== 'json') throw new Error(row.kind)
    expect(Object.keys(row.value)).toEqual(['__proto__', 'constructor', 'n'])
    expect(Object.getPrototypeOf(row.value)).toBe(Object.prototype)
  })

  test('a line of more than 1 MiB is a reject, one of more than 8 MiB ends the run', async () => {
    const long = (size: number) => `{"id":1}\n{"id":"${'x'.repeat(size)}"}\n{"id":3}\n`
    const result = await readNamed('a.ndjson', long(1024 * 1024))
    expect(result.rows).toMatchObject([{ kind: 'json' }, { code: 'too-large', line: 2 }, { kind: 'json', line: 3 }])
    expect(await complaintOf(readNamed('a.ndjson', long(9 * 1024 * 1024)))).toContain('a.ndjson:2: the line is longer')
  })

  test.each(['', '\n \n'])('%j ends the run', async (text) => {
    expect(await complaintOf(readNamed('a.ndjson', text))).toContain('(exit 2)')
  })
})

describe('a JSON document', () => {
  const orders = [
    '{"id": 1, "lines": [{"sku": "]}"}], "note": "\\u00e9 \\"é\\" \\n"}',
    '{\n    "id": 2.50,\n    "of": {}\n  }',
    '[1]',
    '"x, y"',
    '-5.0',
    '{}',
  ]
  const list = `[ ${orders.join(' ,\n')}\n]`
  const texts = ['{"id": 1', '{\n    "id"', '[1]', '"x, y"', '-5.0', '{}']

  test.each([
    ['a list', list, undefined],
    [
      'a list in an object',
      `{"next": null, "tags": ["a"], "none": [], "orders": ${list}, "page": {"n": [1, {}]}}`,
      undefined,
    ],
    ['a list at a path', `{"data": {"other": [{}], "orders": ${list}}}`, 'data.orders'],
    ['two documents', `[${orders.slice(0, 2)}]\n[${orders.slice(2)}]`, undefined],
    ['pages of answers', `{"orders":[${orders.slice(0, 1)}]}{"orders":[${orders.slice(1)}]}`, undefined],
  ])('that is %s gives each record as written', async (_, text, path) => {
    for (const pieces of [[Buffer.from(text)], [...Buffer.from(text)].map((byte) => Buffer.from([byte]))]) {
      const result = await readPieces(pieces, { format: 'json', ...(path === undefined ? {} : { path }) })
      const written = result.rows.map((row) =>
        row.kind === 'unreadable' ? row.lines.join() : 'text' in row ? row.text : '',
      )
      expect(written).toEqual(orders)
      expect(result.rows.map((row) => (row.kind === 'unreadable' ? row.code : row.kind))).toEqual([
        'json',
        'json',
        'not-an-object',
        'not-an-object',
        'not-an-object',
        'json',
      ])
      const first = text.split('\n')
      for (const [index, row] of result.rows.entries()) {
        expect(row.record).toBe(index + 1)
        expect(first[row.line - 1]).toContain(texts[index]!.split('\n')[0])
      }
    }
  })

  test('says which list was read, and when it is empty', async () => {
    expect((await readText('{"orders":[{}]}')).file.notes).toEqual(['The records were read from the list "orders".'])
    expect((await readNamed('a.json', '{"orders":[]}')).file.notes).toEqual(['The list of records is empty.'])
    expect(await readText('[]')).toMatchObject({
      count: 0,
      rows: [],
      file: { notes: ['The list of records is empty.'] },
    })
  })

  test('keeps numbers too large for JSON tools as written', async () => {
    const result = await readText('[{"id": 9007199254740993, "total": 10.50}]')
    expect(result.rows).toMatchObject([{ value: { id: new UnsafeNumber('9007199254740993'), total: 10.5 } }])
  })

  test('a record of more than 1 MiB is a reject', async () => {
    const result = await readText(`[{"a":1},{"a":"${'x'.repeat(1024 * 1024)}"},{"a":2}]`)
    expect(result.rows).toMatchObject([{ record: 1 }, { code: 'too-large', record: 2 }, { kind: 'json', record: 3 }])
  })

  test.each([
    ['cut short', '[{"a":1},\n{"a":', undefined, 'standard input:2: the document ends too early'],
    ['cut after a record', '{"orders":[{"a":1}', undefined, 'ends too early'],
    ['cut in a text', '[{"a":"x', undefined, 'ends too early'],
    [
      'broken in a record',
      '[{"a":1},\n\n{"a" 2}]',
      undefined,
      'standard input:3: the record that begins here is not JSON',
    ],
    ['broken between records', '[{"a":1}\n{"a":2}]', undefined, 'is not JSON'],
    ['broken by a wrong bracket', '[{"a":[1}}]', undefined, 'is not JSON'],
    ['broken by a comma too many', '[{"a":1},]', undefined, 'is not JSON'],
    ['broken by a word', '[{"a":1},\nNaN]', undefined, 'standard input:2: the document is not JSON'],
    ['broken around the list', '{"orders":[{}], "next" 1}', undefined, 'is not JSON'],
    [
      'two lists',
      '{"orders":[{"a":1}],"customers":[{"b":2}]}',
      undefined,
      'more than one list of records: orders and customers',
    ],
    ['a list somewhere else', '{"data":{"orders":[{}]}}', undefined, 'Set "input": { "path": … } to "data.orders".'],
    [
      'no list at the path',
      '{"orders":[{}]}',
      'sales',
      'there is no list at "sales". Set "input": { "path": … } to "orders".',
    ],
    ['no list', '{"id":\n1}', undefined, 'no list of records was found'],
    ['no JSON', 'Name,Total', undefined, 'standard input:1: the document is not JSON'],
  ])('%s ends the run', async (_, text, path, words) => {
    const settings = { format: 'json', ...(path === undefined ? {} : { path }) } as const
    const complaint = await complaintOf(readText(text, settings))
    expect(complaint).toContain(words)
    expect(complaint).toContain('(exit 2)')
  })
})

describe('a number', () => {
  test.each([
    ['9007199254740993', true],
    ['-9007199254740993', true],
    ['9007199254740991', false],
    ['1234567890123456789012', true],
    ['1e400', true],
    ['12345678901234567.5', true],
    ['0.12345678901234567890', false],
    ['"9007199254740993"', false],
    ['"a\\"9007199254740993"', false],
  ])('%s is unsafe: %s', (text, unsafe) => {
    const value = parseExactly(`{"1":[${text}],"#":"#","$x":"$"}`)
    const expected = JSON.parse(`{"1":[${text}],"#":"#","$x":"$"}`)
    expect(value).toEqual(unsafe ? { ...expected, '1': [new UnsafeNumber(text)] } : expected)
  })
})

test.each([
  ['{"a":1', 'it ends too early|comma is missing'],
  ['{"a":"1', 'a text is not closed'],
  ['{"a" 1}', 'a colon is missing'],
  ['{a:1}', 'a name in double quotes is missing'],
  ['{"a":1} x', 'something follows its end'],
  ['{"a":1 "b":2}', 'a comma is missing'],
  ['{"a":"\t"}', 'a raw line break or tab'],
  ['{"a":"\\x"}', 'a wrong backslash'],
  ['secret', 'something unexpected'],
])('the complaint about %j is plain and shows no data', (text, words) => {
  let complaint = ''
  try {
    JSON.parse(text)
  } catch (error) {
    complaint = plainComplaint(error)
  }
  expect(complaint).toMatch(new RegExp(words))
  expect(complaint).not.toContain('secret')
})
