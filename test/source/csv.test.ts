import { describe, expect, test } from 'vitest'
import { cellsOf, complaintOf, readText } from './reading.js'

describe('rows', () => {
  test('order names that begin with # are rows, not comments', async () => {
    const result = await readText('Name,Total\n#1001,10\n#1002,20\n')
    expect(cellsOf(result)).toEqual([
      ['#1001', '10'],
      ['#1002', '20'],
    ])
    expect(result.count).toBe(2)
  })

  test('line endings may be mixed in one file', async () => {
    const result = await readText('a,b\r\n1,2\n3,4\r5,6\r\n"7\n7",8')
    expect(cellsOf(result)).toEqual([
      ['1', '2'],
      ['3', '4'],
      ['5', '6'],
      ['7\n7', '8'],
    ])
    expect(result.rows.map((row) => row.line)).toEqual([2, 3, 4, 5])
  })

  test('a record is numbered as a spreadsheet numbers it, and its line is that of an editor', async () => {
    const result = await readText('a,b\n\n1,"x\r\ny\rz"\n,\n2,3\n')
    expect(result.rows.map(({ record, line }) => [record, line])).toEqual([
      [3, 3],
      [5, 7],
    ])
    expect(result.count).toBe(2)
    expect(result.file.notes).toEqual(['1 row without any value was left out.'])
  })

  test('a row with too few or too many fields is one reject, and its neighbours are whole', async () => {
    const result = await readText('id,total,note\n1,$1,234.56,x\n2,20\n3,30,z\n')
    expect(result.rows).toMatchObject([
      { kind: 'unreadable', code: 'long-row', message: 'got 4 fields, the header has 3', record: 2, line: 2 },
      { kind: 'unreadable', code: 'short-row', message: 'got 2 fields, the header has 3', lines: [['2', '20']] },
      { kind: 'cells', record: 4, line: 4, cells: ['3', '30', 'z'] },
    ])
    expect(result.count).toBe(3)
  })

  test('the \\" that PHP writes costs at most its own row', async () => {
    const result = await readText(
      'id,name,total\n1,"nail \\"galv\\" x",10\n2,"ends with \\",20\n3,"a \\", b",30\n4,"5"" nail \\"z\\"|50",40\n5,e,50\n',
    )
    expect(result.rows.map((row) => [row.kind, row.line])).toEqual([
      ['cells', 2],
      ['cells', 3],
      ['unreadable', 4],
      ['cells', 5],
      ['cells', 6],
    ])
    expect(cellsOf(result).map((cells) => cells[2])).toEqual(['10', '20', '40', '50'])
  })

  test('guards that keep a value text are taken off, and nothing else is', async () => {
    const cells = ["'02906", "'+15550100", "'-10.00", "'=1+1", "'@bo", '="678"', "'90210", "'t Hooft", "''01", '=678']
    const header = cells.map((_, index) => `c${index}`)
    const line = cells.map((cell) => `"${cell.replaceAll('"', '""')}"`)
    const result = await readText(`${header}\n${line}\n`)
    expect(cellsOf(result)[0]).toEqual([
      '02906',
      '+15550100',
      '-10.00',
      '=1+1',
      '@bo',
      '678',
      "'90210",
      "'t Hooft",
      "''01",
      '=678',
    ])
  })

  test('a column called __proto__ is only a column', async () => {
    const result = await readText('__proto__,constructor\n1,2\n')
    expect(result.file.header).toEqual(['__proto__', 'constructor'])
    expect(cellsOf(result)).toEqual([['1', '2']])
  })

  test('a record of more than 2,000 columns or 1 MiB is a reject', async () => {
    const wide = `1,2${','.repeat(2000)}`
    const large = `3,"${'x'.repeat(1024 * 1024)}"`
    const result = await readText(`a,b\n${wide}\n${large}\n5,6\n`)
    expect(result.rows.map((row) => (row.kind === 'unreadable' ? row.code : row.kind))).toEqual([
      'too-many-columns',
      'too-large',
      'cells',
    ])
  })

  test('a record that does not end within 8 MiB ends the run, naming its line', async () => {
    const complaint = await complaintOf(readText(`a,b\n1,2\n3,"${'x\n'.repeat(4.2 * 1024 * 1024)}`))
    expect(complaint).toContain('standard input:3: the record that begins on line 3 has not ended after 8 MiB')
  })
})

describe('the header', () => {
  test('is trimmed, unguarded and may repeat a name', async () => {
    const result = await readText('\ufeff Name , Total,"=""Zip""",Total\n1,2,3,4\n')
    expect(result.file.header).toEqual(['Name', 'Total', 'Zip', 'Total'])
  })

  test.each([
    ['skipLines', { skipLines: 3 }],
    ['headerLine', { headerLine: 4 }],
  ])('stands below titles when %s says so, however the titles use quotes', async (_, settings) => {
    const result = await readText('Report "Q1\nAll "stores"\n\nName;Total\nAnn;5\n', settings)
    expect(result.file).toMatchObject({ header: ['Name', 'Total'], delimiter: ';' })
    expect(result.rows).toMatchObject([{ kind: 'cells', record: 5, line: 5, cells: ['Ann', '5'] }])
    expect(result.file.firstRecords?.[3]).toEqual(['Name', 'Total'])
  })

  test("Excel's sep= line is obeyed and counted", async () => {
    const result = await readText('sep=|\r\na|b,c\r\n1|2,3\r\n')
    expect(result.file).toMatchObject({ delimiter: '|', header: ['a', 'b,c'] })
    expect(result.rows).toMatchObject([{ record: 3, line: 3 }])
  })

  test.each([
    ['a file without rows has no rows and says so', 'a,b\n', 'The file has a header and no rows.'],
    ['nor has one without a last line break', 'a,b', 'The file has a header and no rows.'],
  ])('%s', async (_, text, note) => {
    const result = await readText(text)
    expect(result).toMatchObject({ rows: [], count: 0 })
    expect(result.file.notes).toContain(note)
  })

  test.each([
    ['nothing', '', 'the file is empty'],
    ['blank lines only', '\n\r\n\n', 'the file is empty'],
    ['no names', '1,2\n3,4\n', 'standard input:1: there are no column names here'],
    ['too many columns', `a${',b'.repeat(2000)}\n`, 'the header has 2001 columns'],
  ])('%s instead of a header ends the run', async (_, text, words) => {
    const complaint = await complaintOf(readText(text))
    expect(complaint).toContain(words)
    expect(complaint).toContain('(exit 2)')
  })

  test('a header line beyond the end of the file is a mistake in the settings', async () => {
    expect(await complaintOf(readText('a,b\n1,2\n', { headerLine: 9 }))).toContain('the file has 2')
  })
})
