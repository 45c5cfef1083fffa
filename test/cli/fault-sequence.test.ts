import { describe, expect, test } from 'vitest'
import { play } from './fault-play.js'
import { sequenceRows } from './fault-rows.js'

describe.each(sequenceRows)('$fault', (row) => {
  test('with order ids', async () => expect(await play(row, true, 'built')).toEqual(row.withIds))
  test('without order ids', async () => expect(await play(row, false, 'built')).toEqual(row.withoutIds))
})
