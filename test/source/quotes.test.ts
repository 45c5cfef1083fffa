import { describe, expect, test } from 'vitest'
import { openedOn } from '../../src/source/swallowed.js'
import { cellsOf, complaintOf, readText } from './reading.js'

describe('a quote that is never closed', () => {
  test('does not give one order the amount of the next', async () => {
    const result = await readText('id,note,total\n0,x,5\n1,"abc,10\n2,def",20\n3,ghi,30\n', { revenueColumn: 'TOTAL ' })
    expect(result.rows).toMatchObject([
      { kind: 'cells', record: 2, line: 2, cells: ['0', 'x', '5'] },
      {
        kind: 'unreadable',
        record: 3,
        line: 3,
        code: 'unclosed-quote',
        message: 'a quote opened on line 3 takes in 2 lines that look like several rows',
        lines: [
          ['1', '"abc', '10'],
          ['2', 'def"', '20'],
        ],
      },
      { kind: 'cells', record: 4, line: 5, cells: ['3', 'ghi', '30'] },
    ])
    expect(result.count).toBe(3)
  })

  test('is noticed when the first quote of a later row seems to close it', async () => {
    const result = await readText('id,note,total,who\n1,"5 in nail,10,a\n2,b,20,"Doe, J"\n3,ghi,30,c\n', {
      revenueColumn: 'total',
    })
    expect(result.rows).toMatchObject([
      {
        kind: 'unreadable',
        code: 'unclosed-quote',
        line: 2,
        lines: [
          ['1', '"5 in nail', '10', 'a'],
          ['2', 'b', '20', 'Doe, J'],
        ],
      },
      { kind: 'cells', line: 4 },
    ])
  })

  test('is seen in a record that does not fit the header even where the rows have no amounts', async () => {
    const result = await readText('id,note,total\n1,"abc,\n2,def,\n3,ghi",,\n4,x,1\n', { revenueColumn: 'total' })
    expect(result.rows).toMatchObject([
      {
        code: 'unclosed-quote',
        line: 2,
        lines: [
          ['1', '"abc', ''],
          ['2', 'def', ''],
          ['3', 'ghi"', '', ''],
        ],
      },
      { kind: 'cells', line: 5 },
    ])
  })

  test('is told from a cell that really has several lines', async () => {
    const address = '"12 Elm St, Apt 4\r\nSpringfield, MA, 01002"'
    const result = await readText(
      `id,email,total,address,city,zip,note\n1,ann@example.com,10,${address},x,1,y\n2,b,3,"a ""b""\nc",d,e,f\n`,
      {
        revenueColumn: 'total',
      },
    )
    expect(cellsOf(result).map((cells) => cells[3])).toEqual(['12 Elm St, Apt 4\r\nSpringfield, MA, 01002', 'a "b"\nc'])
  })

  test('is not suspected when the line of full width has no readable amount', async () => {
    const result = await readText('id,note,total\n1,"Dear all, thanks, Ann\nBye",20\n', { revenueColumn: 'total' })
    expect(result.rows).toMatchObject([{ kind: 'cells', cells: ['1', 'Dear all, thanks, Ann\nBye', '20'] }])
  })

  test('is not suspected where a line break stands in the last cell, so that its first line has all the others', async () => {
    const result = await readText('id,total,note\n1,20,"Dear all,\nBye"\n2,30,"a\nb"\n', { revenueColumn: 'total' })
    expect(cellsOf(result)).toEqual([
      ['1', '20', 'Dear all,\nBye'],
      ['2', '30', 'a\nb'],
    ])
  })

  test('is noticed without a revenue column when two of its lines are as wide as the header', async () => {
    const result = await readText('id,note\n1,"abc\n2,def"\n3,"genuine\ntext"\n')
    expect(result.rows.map((row) => row.kind)).toEqual(['unreadable', 'cells'])
  })

  test('ends the run when it runs to the end of the file, naming the line where it opened', async () => {
    const complaint = await complaintOf(readText('id,note,total\n1,"a\nb",5\n2,"fine\nfine","abc\n3,def,20\n'))
    expect(complaint).toContain(
      "standard input:5: a quote is opened on line 5 and never closed, so the file can't be trusted",
    )
    expect(complaint).toContain('nothing was sent')
    expect(complaint).toContain('(exit 2)')
  })
})

test.each([
  ['"a,b\nc",d', 0],
  ['x\ny,"a\nb",c', 1],
  ['"a",b "c,"e\nf"', 0],
  ['a,"b""\n"",c\nd', 0],
  ['"a\nb","c\nd\n', 1],
  ['"ab"c,"d\n', 0],
])('the quote of %j was opened %i lines below its start', (text, line) => {
  expect(openedOn(text, ',')).toBe(line)
})
