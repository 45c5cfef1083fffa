import { describe, expect, test } from 'vitest'
import { play } from './fault-play.js'
import { statusRows } from './fault-rows.js'

describe.each(statusRows)('$fault', (row) => {
  test('with order ids', async () => expect(await play(row, true, 'inside')).toEqual(row.withIds))
  test('without order ids', async () => expect(await play(row, false, 'inside')).toEqual(row.withoutIds))
})
