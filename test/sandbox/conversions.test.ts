import { describe, expect, test } from 'vitest'
import { ask, fourRecords, json, post, sale, storedOrders, withSandbox } from './client.js'

const address = { address1: '12 Elm St', city: 'Austin', state: 'TX', zipCode: '78701' }

test('valid records are stored as they came and echoed with nulls for what was absent', () =>
  withSandbox({ now: () => new Date('2025-02-03T04:05:06Z') }, async (sandbox) => {
    const sent = { orderId: 'A-1', couponCode: 'ELM5', revenue: 0, primaryAddress: { city: 'Austin' }, extra: [1] }
    const answer = await post(sandbox, [sent, sale()])
    expect(answer.status).toBe(200)
    expect(sandbox.store()).toMatchObject([{ id: 1, uploadId: 1, receivedAt: '2025-02-03T04:05:06.000Z' }, { id: 2 }])
    expect(sandbox.store()[0]?.record).toEqual(sent)
    const { payload, errors, hasErrors, metadata, profile } = json(answer)
    expect({ errors, hasErrors, metadata }).toEqual({ errors: [], hasErrors: false, metadata: {} })
    expect(profile.id).toBe(7)
    expect(payload).toHaveLength(2)
    expect(payload[0]).toMatchObject({
      orderId: 'A-1',
      firstName: null,
      secondaryAddress: null,
      primaryAddress: { city: 'Austin', address1: null },
      revenue: 0,
      eventDate: '2025-02-03T04:05:06.000Z',
    })
    expect(payload[0]).not.toHaveProperty('extra')
  }))

test('a batch with some invalid records stores the others and answers 200', () =>
  withSandbox({}, async (sandbox) => {
    const answer = await post(sandbox, fourRecords)
    expect(answer.status).toBe(200)
    expect(storedOrders(sandbox)).toEqual(['A-1001', 'A-1003'])
    expect(json(answer)).toMatchObject({
      payload: [{ orderId: 'A-1001' }, { orderId: 'A-1003' }],
      warnings: ['2 of 4 conversions were invalid.'],
      hasWarnings: true,
    })
  }))

test('a batch without a valid record stores nothing and answers 422 with all reasons', () =>
  withSandbox({}, async (sandbox) => {
    const answer = await post(sandbox, [{ firstName: 'Pat' }])
    expect(answer.status).toBe(422)
    expect(sandbox.store()).toEqual([])
    expect(json(answer)).toMatchObject({
      payload: [],
      hasErrors: true,
      metadata: {
        invalidConversions: [{ index: 0, errors: ['Revenue is required.', 'At least one identifier is required.'] }],
      },
    })
  }))

const without = { primaryEmail: undefined }
const no = 'At least one identifier is required.'
const range = 'The field Revenue must be between 0 and 7.92e+28.'

describe('a record is judged by the documented rules', () => {
  test.each<[string, object, string | null]>([
    ['an e-mail identifies', {}, null],
    ['a second e-mail identifies', { ...without, secondaryEmail: 'p@example.com' }, null],
    ['a phone identifies', { ...without, primaryPhoneNumber: '5125550101' }, null],
    ['a coupon identifies', { ...without, couponCode: 'ELM5' }, null],
    ['a full address identifies', { ...without, primaryAddress: { fullAddress: '12 Elm St, Austin TX' } }, null],
    ['a street with city, state and zip identifies', { ...without, secondaryAddress: address }, null],
    ['an address without its zip does not', { ...without, primaryAddress: { ...address, zipCode: '' } }, no],
    ['a name and ids do not', { ...without, fullName: 'Pat Doe', orderId: '1', customerId: '2', crmId: '3' }, no],
    ['blanks do not', { ...without, couponCode: '  ' }, no],
    ['a null does not', { primaryEmail: null }, no],
    ['no revenue', { revenue: undefined }, 'Revenue is required.'],
    ['a null revenue', { revenue: null }, 'Revenue is required.'],
    ['no sale at all', { revenue: 0 }, null],
    ['the most there can be', { revenue: 7.92e28 }, null],
    ['more than there can be', { revenue: 7.93e28 }, range],
    ['a refund', { revenue: -0.01 }, range],
    ['a number in a string', { revenue: '249.99' }, null],
    ['a refund in a string', { revenue: '-249.99' }, range],
    ['a name of 255', { firstName: 'x'.repeat(255) }, null],
    [
      'a name of 256',
      { firstName: 'x'.repeat(256) },
      'The field FirstName must be a string with a maximum length of 255.',
    ],
    [
      'an emoji counts as two',
      { orderId: '🎉'.repeat(128) },
      'The field OrderId must be a string with a maximum length of 255.',
    ],
    [
      'a phone of 21',
      { primaryPhoneNumber: '1'.repeat(21) },
      'The field PrimaryPhoneNumber must be a string with a maximum length of 20.',
    ],
    ['a long type, which has no limit', { type: 'x'.repeat(300) }, null],
    ['an odd e-mail with one @', { primaryEmail: 'p@x' }, null],
    ['an e-mail that starts with @', { primaryEmail: '@x' }, 'The PrimaryEmail field is not a valid e-mail address.'],
    ['an e-mail that ends with @', { primaryEmail: 'x@' }, 'The PrimaryEmail field is not a valid e-mail address.'],
    ['an e-mail with two @', { secondaryEmail: 'a@b@c' }, 'The SecondaryEmail field is not a valid e-mail address.'],
    ['a date alone', { eventDate: '2024-02-29' }, null],
    ['a time with fractions and an offset', { eventDate: '2024-02-29T23:59:59.123-05:00' }, null],
    ['a day that does not exist', { eventDate: '2025-02-29T00:00:00Z' }, 'EventDate is not an ISO 8601 date-time.'],
    ['a day nought', { eventDate: '2025-02-00' }, 'EventDate is not an ISO 8601 date-time.'],
    ['a month that does not exist', { eventDate: '2025-13-01' }, 'EventDate is not an ISO 8601 date-time.'],
    ['an hour that does not exist', { eventDate: '2025-02-28T24:00:00Z' }, 'EventDate is not an ISO 8601 date-time.'],
    ['an American date', { eventDate: '02/28/2025' }, 'EventDate is not an ISO 8601 date-time.'],
    ['no date, which means now', { eventDate: undefined }, null],
  ])('%s', (_, keys, message) =>
    withSandbox({}, async (sandbox) => {
      const answer = await post(sandbox, [sale(keys)])
      const told = json(answer).metadata.invalidConversions
      expect(told).toEqual(message === null ? undefined : [{ index: 0, errors: [message] }])
      expect(sandbox.store()).toHaveLength(message === null ? 1 : 0)
      expect(answer.status).toBe(message === null ? 200 : 422)
    }),
  )
})

describe('a request that cannot be read is refused as a whole, and only the first culprit is named', () => {
  test.each<[string, unknown, string]>([
    ['not JSON', '[{"revenue": 1},', '$'],
    ['nothing', '', '$'],
    ['an object', { conversions: [sale()] }, '$'],
    ['no records', [], 'conversions'],
    ['too many records', Array.from({ length: 1001 }, () => sale()), 'conversions'],
    ['a record that is none', [sale(), null], '$[1]'],
    ['a word for revenue', [sale(), sale(), { revenue: 'ten' }, { revenue: true }], '$[2].revenue'],
    ['a number for a text', [{ revenue: 1, orderId: 5, firstName: 6 }], '$[0].orderId'],
    ['a number for a date', [sale({ eventDate: 1735689600 })], '$[0].eventDate'],
    ['a text for an address', [sale({ primaryAddress: '12 Elm St' })], '$[0].primaryAddress'],
    [
      'a number inside an address',
      [sale({ primaryAddress: { ...address, zipCode: 78701 } })],
      '$[0].primaryAddress.zipCode',
    ],
  ])('%s', (_, body, path) =>
    withSandbox({}, async (sandbox) => {
      const answer = await post(sandbox, body)
      expect(answer.status).toBe(400)
      expect(answer.headers['content-type']).toContain('application/problem+json')
      expect(Object.keys(json(answer).errors)).toEqual([path])
      expect(sandbox.store()).toEqual([])
    }),
  )

  test('a thousand records are not too many', () =>
    withSandbox({}, async (sandbox) => {
      const answer = await post(
        sandbox,
        Array.from({ length: 1000 }, () => sale()),
      )
      expect(answer.status).toBe(200)
      expect(sandbox.store()).toHaveLength(1000)
    }))

  test('a body above 30 MB is too large', () =>
    withSandbox({}, async (sandbox) => {
      expect((await post(sandbox, ' '.repeat(30_000_001))).status).toBe(413)
      expect((await post(sandbox, JSON.stringify([sale()]).padEnd(30_000_000))).status).toBe(200)
      expect(sandbox.store()).toHaveLength(1)
    }))

  test('bytes that are not UTF-8 are not JSON', () =>
    withSandbox({}, async (sandbox) => {
      const body = Buffer.from(JSON.stringify([sale({ firstName: 'é' })]), 'latin1')
      expect((await ask(sandbox, 'POST', '/api/v1/conversions', body)).status).toBe(400)
    }))
})

describe('an order id that is stored already', () => {
  test('is accepted without being stored a second time, within a batch and across', () =>
    withSandbox({}, async (sandbox) => {
      await post(sandbox, [sale({ orderId: 'A-1' }), sale({ orderId: 'A-1' })])
      const answer = await post(sandbox, [sale({ orderId: 'A-1', revenue: 99 }), sale({ orderId: 'A-2' })])
      expect(answer.status).toBe(200)
      expect(json(answer).payload).toHaveLength(2)
      expect(storedOrders(sandbox)).toEqual(['A-1', 'A-2'])
      expect(sandbox.store()[0]?.record.revenue).toBe(12.5)
    }))

  test('is another sale in another store, and none without an order id is a repeat', () =>
    withSandbox({}, async (sandbox) => {
      await post(sandbox, [sale({ orderId: 'A-1' }), sale({ orderId: 'A-1', storeId: 'north' }), sale(), sale()])
      expect(sandbox.store()).toHaveLength(4)
    }))

  test('is refused where the stand-in is told to', () =>
    withSandbox({ duplicates: 'refuse' }, async (sandbox) => {
      await post(sandbox, [sale({ orderId: 'A-1' })])
      const answer = await post(sandbox, [sale({ orderId: 'A-2' }), sale({ orderId: 'A-1' }), sale({ orderId: 'A-2' })])
      expect(json(answer).metadata.invalidConversions).toEqual([
        { index: 1, errors: ['Order A-1 already exists.'] },
        { index: 2, errors: ['Order A-2 already exists.'] },
      ])
      expect(storedOrders(sandbox)).toEqual(['A-1', 'A-2'])
    }))
})

describe('an address that cannot be matched is a warning on an accepted record', () => {
  test.each<[string, object, readonly string[]]>([
    ['a whole address', { primaryAddress: address }, []],
    ['an empty address', { primaryAddress: { city: ' ' } }, []],
    [
      'a part',
      { primaryAddress: { city: 'Austin', state: 'TX', zipCode: '78701' } },
      ['PrimaryAddress cannot be matched: Address1 missing.'],
    ],
    [
      'no house number',
      { secondaryAddress: { fullAddress: 'Elm St, Austin' } },
      ['SecondaryAddress cannot be matched: no house number.'],
    ],
  ])('%s', (_, keys, reasons) =>
    withSandbox({}, async (sandbox) => {
      const answer = await post(sandbox, [sale(), sale(keys)])
      expect(json(answer)).toMatchObject({
        warnings: reasons.map((reason) => `Conversion at index 1: ${reason}`),
        hasWarnings: reasons.length > 0,
        metadata: {},
      })
      expect(sandbox.store()).toHaveLength(2)
    }),
  )
})
