import { describe, expect, test } from 'vitest'
import { type MetadataStyle, metadataStyles } from '../../src/sandbox/styles.js'
import { fourRecords, json, post, sale, withSandbox } from './client.js'

const noRevenue = 'Revenue is required.'
const noIdentifier = 'At least one identifier is required.'
const nulls = { firstName: null, primaryAddress: null, couponCode: null }

// Of four records number 1 has no revenue and number 3 no identifier: the same meaning in each style.
const tellings: Record<MetadataStyle, { readonly metadata: object; readonly [key: string]: unknown }> = {
  'index-errors': {
    metadata: {
      invalidConversions: [
        { index: 1, errors: [noRevenue] },
        { index: 3, errors: [noIdentifier] },
      ],
    },
  },
  'row-numbers': {
    metadata: {
      InvalidRecords: [
        { RowNumber: 2, ErrorMessage: noRevenue, FieldName: 'Revenue' },
        { RowNumber: 4, ErrorMessage: noIdentifier },
      ],
      TotalRecords: 4,
      ValidRecords: 2,
    },
  },
  'index-map': { metadata: { '1': noRevenue, '3': noIdentifier } },
  'bracket-paths': { metadata: { '[1].Revenue': [noRevenue], '[3]': [noIdentifier] } },
  'json-pointers': {
    metadata: {
      errors: [
        { pointer: '#/1/revenue', detail: noRevenue },
        { pointer: '#/3', detail: noIdentifier },
      ],
    },
  },
  'echoed-records': {
    metadata: {
      InvalidConversions: [
        {
          conversion: expect.objectContaining({ ...nulls, ...fourRecords[1], revenue: null }),
          validationErrors: [{ propertyName: 'Revenue', errorMessage: noRevenue }],
        },
        {
          conversion: expect.objectContaining({ ...nulls, ...fourRecords[3] }),
          validationErrors: [{ propertyName: null, errorMessage: noIdentifier }],
        },
      ],
    },
  },
  'order-ids': { metadata: { invalid: { 'A-1002': [noRevenue], 'A-1004': [noIdentifier] } } },
  sentences: { metadata: { errors: [`Record 2: ${noRevenue}`, `Record 4: ${noIdentifier}`] } },
  'envelope-errors': {
    errors: [`Conversion at index 1: ${noRevenue}`, `Conversion at index 3: ${noIdentifier}`],
    hasErrors: true,
    metadata: {},
  },
  'message-to-indexes': { metadata: { [noRevenue]: [1], [noIdentifier]: [3] } },
  'json-in-string': {
    metadata: {
      ValidationErrors: `[{"Index":1,"Errors":["${noRevenue}"]},{"Index":3,"Errors":["${noIdentifier}"]}]`,
    },
  },
  'positional-results': {
    metadata: {
      results: [
        { isValid: true, errors: [] },
        { isValid: false, errors: [noRevenue] },
        { isValid: true, errors: [] },
        { isValid: false, errors: [noIdentifier] },
      ],
    },
  },
  'member-names': {
    metadata: {
      validationResults: {
        '1': [{ memberNames: ['Revenue'], errorMessage: noRevenue }],
        '3': [{ memberNames: [], errorMessage: noIdentifier }],
      },
    },
  },
  'reason-codes': {
    results: [
      { index: 1, reasonCode: 'REVENUE_REQUIRED', message: noRevenue },
      { index: 3, reasonCode: 'NO_IDENTIFIER', message: noIdentifier },
    ],
    metadata: {},
  },
  none: { metadata: {} },
}

describe('a style tells which records were refused, and beside it nothing differs', () => {
  test.each(metadataStyles)('%s', (metadataStyle) =>
    withSandbox({ metadataStyle }, async (sandbox) => {
      const answer = await post(sandbox, fourRecords)
      expect(answer.status).toBe(200)
      const { profile: _, payload, ...told } = json(answer)
      expect(payload).toMatchObject([{ orderId: 'A-1001' }, { orderId: 'A-1003' }])
      expect(told).toEqual({
        errors: [],
        hasErrors: false,
        warnings: ['2 of 4 conversions were invalid.'],
        hasWarnings: true,
        ...tellings[metadataStyle],
      })
      expect(sandbox.store()).toHaveLength(2)
    }),
  )

  test('the default comes first', () => {
    expect(metadataStyles[0]).toBe('index-errors')
  })
})

describe('a style has nothing to tell of a batch without refusals', () => {
  test.each(metadataStyles)('%s', (metadataStyle) =>
    withSandbox({ metadataStyle }, async (sandbox) => {
      const answer = json(await post(sandbox, [sale(), sale()]))
      expect(answer).toMatchObject({ errors: [], hasErrors: false, warnings: [], hasWarnings: false, metadata: {} })
      expect(Object.keys(answer)).not.toContain('results')
    }),
  )
})

test('a record with several faults is told with each of them', () =>
  withSandbox({ metadataStyle: 'bracket-paths' }, async (sandbox) => {
    const answer = await post(sandbox, [sale({ primaryEmail: 'pat', eventDate: 'today' })])
    expect(json(answer).metadata).toEqual({
      '[0].PrimaryEmail': ['The PrimaryEmail field is not a valid e-mail address.'],
      '[0].EventDate': ['EventDate is not an ISO 8601 date-time.'],
    })
  }))

test('a refused record without an order id is told by its place where others are told by theirs', () =>
  withSandbox({ metadataStyle: 'order-ids' }, async (sandbox) => {
    const answer = await post(sandbox, [sale(), sale({ revenue: -1, orderId: '__proto__' }), sale({ revenue: null })])
    const { invalid } = json(answer).metadata
    expect(Object.keys(invalid)).toEqual(['__proto__', '[2]'])
  }))
