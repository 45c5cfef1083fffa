import { describe, expect, test } from 'vitest'
import { americanStates } from '../../src/domain/states.js'
import { otherStateOf } from '../../src/domain/zip-states.js'

describe('a ZIP code and its state', () => {
  test.each([
    ['02906', 'RI', ''],
    ['02108', 'MA', ''],
    ['06103', 'CT', ''],
    ['06390', 'NY', 'Fishers Island'],
    ['00501', 'NY', 'Holtsville'],
    ['05544', 'MA', 'Andover'],
    ['00926', 'PR', ''],
    ['00802', 'VI', ''],
    ['09012', 'AE', 'APO'],
    ['09012', 'NY', 'APO as it was written once'],
    ['34002', 'AA', 'APO'],
    ['96201', 'AP', 'APO'],
    ['96601', 'CA', 'FPO San Francisco'],
    ['20500', 'DC', ''],
    ['20101', 'VA', 'Dulles'],
    ['20598', 'VA', 'a federal office at Arlington'],
    ['20814', 'MD', ''],
    ['73301', 'TX', 'Austin'],
    ['88595', 'TX', 'El Paso'],
    ['42223', 'TN', 'Fort Campbell'],
    ['42223', 'KY', 'Fort Campbell'],
    ['71749', 'LA', 'Junction City'],
    ['83414', 'WY', 'Alta'],
    ['99362', 'OR', 'Walla Walla'],
    ['59221', 'ND', 'Fairview'],
    ['73949', 'TX', 'Texhoma'],
    ['86515', 'NM', 'Window Rock'],
    ['96799', 'AS', ''],
    ['96910', 'GU', ''],
    ['96950', 'MP', ''],
    ['96940', 'PW', ''],
    ['96813', 'HI', ''],
    ['99501', 'AK', ''],
    ['80016', 'CO', ''],
    ['80016-1234', 'CO', ''],
    ['10001', 'NY', ''],
  ])('%s and %s agree %s', (zip, state) => {
    expect(otherStateOf(zip, state)).toBeUndefined()
  })

  test.each([
    ['80016', 'NY', 'CO'],
    ['02906', 'MI', 'RI'],
    ['10001', 'NJ', 'NY'],
    ['90210', 'NV', 'CA'],
    ['33101', 'GA', 'FL'],
    ['60601', 'IN', 'IL'],
    ['00926', 'FL', 'PR'],
    ['09012', 'CA', 'AE'],
    ['80016-1234', 'AK', 'CO'],
  ])('%s does not belong to %s but to %s', (zip, state, other) => {
    expect(otherStateOf(zip, state)).toBe(other)
  })

  test.each(['00012', '21312', 'K1A 0B1', '', '1', 'ABCDE', '②③④⑤⑥'])('nobody can say whose %j is', (zip) => {
    expect(otherStateOf(zip, 'NY')).toBeUndefined()
  })

  test('every code has ZIP codes, and no other code is in the table', () => {
    const found = new Set<string>()
    const codes = new Set(americanStates.values())
    for (let prefix = 0; prefix < 1000; prefix += 1) {
      const zip = `${`${prefix}`.padStart(3, '0')}01`
      const main = otherStateOf(zip, '')
      if (main !== undefined) expect(codes).toContain(main)
      for (const code of codes) if (main !== undefined && otherStateOf(zip, code) === undefined) found.add(code)
    }
    expect([...found].sort()).toEqual([...codes].sort())
  })
})
