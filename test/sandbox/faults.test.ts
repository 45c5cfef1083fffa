import { describe, expect, test } from 'vitest'
import { parseFaults } from '../../src/sandbox/faults.js'

test('a list of faults reads as people write it', () => {
  expect(parseFaults('503, then 429 for 2 s, then hang up after storing')).toEqual([
    { kind: 'status', status: 503, words: '503', stores: false },
    { kind: 'status', status: 429, words: '429 for 2 s', stores: false, wait: { as: 'seconds', seconds: 2 } },
    { kind: 'hang up', words: 'hang up after storing', stores: true },
  ])
})

test('no words are no faults', () => {
  expect(parseFaults(' ')).toEqual([])
})

describe('pieces', () => {
  test.each<[string, readonly object[]]>([
    ['2 x silence', [{ kind: 'silence' }, { kind: 'silence' }]],
    ['3x503 then OK', [{ status: 503 }, { status: 503 }, { status: 503 }, { kind: 'ok', stores: true }]],
    ['Hang  Up  At  Once', [{ kind: 'hang up at once', stores: false }]],
    ['502 after storing', [{ status: 502, stores: true }]],
    ['cut', [{ kind: 'cut', stores: true }]],
    ['cut before storing', [{ kind: 'cut', stores: false }]],
    ['429 for a day', [{ wait: { as: 'seconds', seconds: 86_400 } }]],
    ['429 for 1.5 minutes by date', [{ wait: { as: 'date', seconds: 90 } }]],
    ['429 for 250 ms', [{ wait: { as: 'seconds', seconds: 0.25 } }]],
    ['429 for a while', [{ wait: { as: 'nonsense' } }]],
    ['307 to http://127.0.0.1:9/Elsewhere', [{ status: 307, location: 'http://127.0.0.1:9/Elsewhere' }]],
    ['slow 3 s', [{ kind: 'slow', seconds: 3, stores: true }]],
    ['slow', [{ kind: 'slow', seconds: 3 }]],
    ['drip 20 s before storing', [{ kind: 'drip', seconds: 20, stores: false }]],
  ])('%s', (text, faults) => {
    const read = parseFaults(text)
    expect(read).toHaveLength(faults.length)
    expect(read).toMatchObject(faults)
  })
})

describe('a piece that is none is quoted beside the known ones', () => {
  test.each<[string, string]>([
    ['503, teapot', 'teapot'],
    ['503,, 429', ''],
    ['503, then', 'then'],
    ['199', '199'],
    ['600', '600'],
    ['0 x 503', '0 x 503'],
    ['10001 x 503', '10001 x 503'],
    ['503 to http://127.0.0.1/', '503 to http://127.0.0.1/'],
    ['slow 2 h', 'slow 2 h'],
    ['constructor', 'constructor'],
  ])('%s', (text, piece) => {
    expect(() => parseFaults(text)).toThrow(`The fault "${piece}" is not known. Known faults: a status such as 503,`)
  })
})
