import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { cellsOf, readNamed, readText } from './reading.js'

const require = createRequire(import.meta.url)
const spectrum = dirname(require.resolve('csv-spectrum'))
const naughty = require('big-list-of-naughty-strings') as readonly string[]

// The phone number in the suite's answer to this one is not that of its question.
const names = readdirSync(join(spectrum, 'csvs')).filter((name) => name !== 'location_coordinates.csv')

test.each(names)("csv-spectrum's %s is read as it is meant", async (name) => {
  const expected: unknown = JSON.parse(readFileSync(join(spectrum, 'json', name.replace('.csv', '.json')), 'utf8'))
  const result = await readNamed(name, readFileSync(join(spectrum, 'csvs', name)))
  const { header } = result.file
  const objects = cellsOf(result).map((cells) => Object.fromEntries(cells.map((cell, index) => [header[index], cell])))
  expect(objects).toEqual(expected)
})

test('naughty strings come through as they are', async () => {
  const usable = naughty.filter((text) => text.isWellFormed() && !text.includes('\0'))
  const rows = usable.map((text, index) => `${index},"${text.replaceAll('"', '""')}",1.00`)
  const result = await readText(`id,text,total\n${rows.join('\n')}\n`, { revenueColumn: 'total' })
  expect(usable.length).toBeGreaterThan(400)
  expect(cellsOf(result).map((cells) => cells[1])).toEqual(usable)

  const lines = usable.map((text) => JSON.stringify({ text }))
  const records = await readNamed('a.ndjson', lines.join('\n'))
  expect(records.rows.map((row) => (row.kind === 'json' ? row.value.text : row))).toEqual(usable)

  const list = await readNamed('a.json', `[${lines.join(',')}]`)
  expect(list.rows.map((row) => (row.kind === 'json' ? row.value.text : row))).toEqual(usable)
})
