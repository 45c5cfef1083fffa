import { describe, expect, it } from 'vitest'
import { isUnitedStates, readState, readZip } from '../../src/domain/address.js'
import { americanStates, canadianProvinces } from '../../src/domain/states.js'

describe('isUnitedStates', () => {
  it.each(['US', 'us', 'USA', 'U.S.A.', 'U.S.', 'United States', 'United States of America', ' usa '])(
    'knows %j',
    (text) => {
      expect(isUnitedStates(text)).toBe(true)
    },
  )
  it.each(['', 'CA', 'GB', 'Australia', 'USSR'])('does not take %j for it', (text) => {
    expect(isUnitedStates(text)).toBe(false)
  })
})

describe('readState', () => {
  it.each([
    ['MA', 'US', 'MA'],
    ['ma', '', 'MA'],
    ['Massachusetts', 'United States', 'MA'],
    ['NEW YORK', 'US', 'NY'],
    ['N.Y.', 'US', 'NY'],
    ['US-MA', 'US', 'MA'],
    ['us-ma', '', 'MA'],
    ['Washington D.C.', 'US', 'DC'],
    ['District of Columbia', '', 'DC'],
    ['Puerto Rico', 'US', 'PR'],
    ['AE', 'US', 'AE'],
    ['Québec', 'Canada', 'QC'],
    ['CA-ON', 'CA', 'ON'],
    ['ontario', '', 'ON'],
    ['CA', '', 'CA'],
    ['Bayern', 'DE', 'Bayern'],
    ['MA', 'Brazil', 'MA'],
    ['Victoria', 'AU', 'Victoria'],
  ])('reads %j in %j as %s', (text, country, state) => {
    expect(readState(text, country)).toEqual({ kind: 'state', state })
  })

  it.each([
    ['Massachusets', 'US'],
    ['XX', ''],
    ['US-ZZ', 'US'],
    ['Ontario', 'US'],
    ['Texas', 'CA'],
  ])('keeps %j in %j as it is, but finds it odd', (text, country) => {
    expect(readState(text, country)).toEqual({ kind: 'odd', state: text })
  })

  it('knows 50 states, the District, 8 territories and 3 kinds of military mail, and 13 provinces', () => {
    expect([new Set(americanStates.values()).size, new Set(canadianProvinces.values()).size]).toEqual([62, 13])
  })
})

describe('readZip', () => {
  it.each([
    ['02906', 'US', '02906'],
    ['02906-1234', 'US', '02906-1234'],
    ['029061234', '', '02906-1234'],
    ['02906 1234', 'US', '02906-1234'],
    ['02906-', 'US', '02906'],
    ['90210.0', '', '90210'],
    ['k1a 0b1', 'Canada', 'K1A 0B1'],
    ['K1A0B1', '', 'K1A 0B1'],
    ['SW1A 1AA', 'GB', 'SW1A 1AA'],
    ['2906', 'AU', '2906'],
    ['80331', 'DE', '80331'],
  ])('reads %j in %j as %s', (text, country, zip) => {
    expect(readZip(text, country)).toEqual({ kind: 'zip', zip })
  })

  it.each([
    ['2906', 'US', '02906'],
    ['2906', '', '02906'],
    ['601', 'USA', '00601'],
    ['2906.0', '', '02906'],
    ['2906-1234', 'US', '02906-1234'],
  ])('puts the zeros back on %j in %j and says so', (text, country, zip) => {
    expect(readZip(text, country)).toEqual({ kind: 'zip', zip, padded: true })
  })

  it.each([
    ['12', 'US'],
    ['290612', 'US'],
    ['0290X', 'US'],
    ['00000', 'US'],
    ['0000', ''],
    ['2.906E+3', ''],
    ['2906.5', ''],
    ['K1A 0B1', 'US'],
    ['90210', 'Canada'],
    ['SW1A 1AA', ''],
  ])('keeps %j in %j as it is, but finds it odd', (text, country) => {
    expect(readZip(text, country)).toEqual({ kind: 'odd', zip: text })
  })

  it.each(['', ' '])('takes %j for empty', (text) => {
    expect([readZip(text, ''), readState(text, '')]).toEqual([{ kind: 'empty' }, { kind: 'empty' }])
  })
})
