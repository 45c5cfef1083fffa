import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { RecordFate } from '../../src/domain/memory.js'
import { fatesText, readFates, runsOf } from '../../src/ledger/fates.js'
import { emptyMarks, putMark, readMarks, textOf } from '../../src/ledger/marks.js'
import { positionsText, readPositions } from '../../src/ledger/positions.js'
import { markFrom } from '../support/mark.js'

describe('where the records stand', () => {
  test.each([
    ['', []],
    ['1:2', [[1, 2]]],
    [
      '1:2-4',
      [
        [1, 2],
        [1, 3],
        [1, 4],
      ],
    ],
    [
      '1:2,4-5;2:6;1:7',
      [
        [1, 2],
        [1, 4],
        [1, 5],
        [2, 6],
        [1, 7],
      ],
    ],
    [
      '1:5,4',
      [
        [1, 5],
        [1, 4],
      ],
    ],
  ] as const)('is written as "%s"', (text, positions) => {
    expect(positionsText(positions.map(([file, record]) => ({ file, record })))).toBe(text)
  })

  test('is read as it was written, in the same order', () => {
    const position = fc.record({ file: fc.integer({ min: 1, max: 3 }), record: fc.integer({ min: 1, max: 9 }) })
    fc.assert(
      fc.property(fc.array(position), (positions) => {
        expect(readPositions(positionsText(positions))).toEqual(positions)
      }),
    )
  })
})

describe('what became of the records', () => {
  test('is written in runs', () => {
    const all: RecordFate[] = ['accepted', 'accepted', 'refused', 'doubt', 'doubt', 'unsent']
    expect(fatesText(runsOf(all))).toBe('2a1r2d1u')
    expect(readFates('2a1r2d1u')).toEqual(runsOf(all))
  })

  test.each(['a', '0a', '1x', '2a1', '1a 1r'])('is not "%s"', (text) => {
    expect(readFates(text)).toBeUndefined()
  })
})

describe('marks', () => {
  test('are read from the bytes of their text as they were put', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ minLength: 24, maxLength: 24 }), { maxLength: 5 }), (all) => {
        const marks = emptyMarks(all.length)
        for (const bytes of all) {
          putMark(marks, marks.count, markFrom(Buffer.from(bytes).toString('hex')))
          marks.count += 1
        }
        const text = Buffer.from(`"${textOf(marks)}"`)
        const read = emptyMarks(all.length)
        readMarks(text, 1, text.length - 1, read)
        expect([read.count, read.bytes]).toEqual([all.length, Buffer.concat(all)])
      }),
    )
  })

  test('there is none of a sale without: that is a bug', () => {
    expect(() => putMark(emptyMarks(1), 0, undefined)).toThrow('without a mark')
  })
})
