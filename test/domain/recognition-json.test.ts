import { expect, test } from 'vitest'
import type { KnownExport } from '../../src/domain/preset.js'
import { recognise } from '../../src/domain/recognition.js'

const orders: KnownExport = {
  kind: 'unmatchable',
  name: 'orders',
  title: 'orders',
  format: 'json',
  columns: ['name', 'total', 'line_items', 'customer.email'],
  required: ['name', 'total'],
  unless: [],
  advice: '',
}

const lines = Array.from({ length: 30 }, (_, index) => `line_items.0.property_${index}`)

test('what is inside a known key of JSON is known too, so that long lists of lines change nothing', () => {
  const found = recognise(['name', 'total', 'customer.email', ...lines], [orders])
  expect(found).toMatchObject({ kind: 'sure', columns: { known: 33, all: 33 } })
})

test('what is inside a known key tells nothing of where a file comes from', () => {
  expect(recognise(['id', ...lines], [orders])).toBeUndefined()
})

test('a dot in the name of a CSV column is only a dot', () => {
  const csv: KnownExport = { ...orders, format: 'csv' }
  const found = recognise(['name', 'total', 'customer.email', 'line_items.0', 'total.0'], [csv])
  expect(found).toMatchObject({ columns: { known: 3, all: 5 } })
})
