import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseFaults } from '../../src/sandbox/faults.js'
import { expectBalance, stored } from './books.js'
import { plainCsv, plainSales } from './exports.js'
import { Folder, runCommand, standIn } from './run-command.js'

/** No file may grow beyond so many KiB, as on a disk that is full. */
const smallDisk = { mostKibibytes: 100 }
const many = plainSales(2000)

test('a disk that is full before the sending ends with 8: nothing is sent and nothing is left', async () => {
  const folder = new Folder().write('orders.csv', plainCsv(many.map((sale) => ({ ...sale, revenue: 'much' }))))
  const sandbox = await standIn()
  const { code, stderr } = await runCommand(folder, ['upload', 'orders.csv'], { ...sandbox, ...smallDisk })
  expect(code).toBe(8)
  expect(stderr).toMatch(/rejected\.(csv|ndjson) could not be written \(EFBIG\)/)
  expect(sandbox.store()).toHaveLength(0)
  expect(folder.runs()).toEqual([])
})

test('a disk that is full in the middle of the sending stops it, and the books still say what was accepted', async () => {
  const folder = new Folder().write('orders.csv', plainCsv(many))
  const sandbox = await standIn({ faults: parseFaults('ok, ok, 429 for 1 h') })
  const args = ['upload', 'orders.csv', '--json', '--concurrency', '1', '--no-ledger']
  const { code, stdout, stderr } = await runCommand(folder, args, { ...sandbox, ...smallDisk })
  expect(code).toBe(8)
  expect(stderr).toMatch(/unsent\.csv could not be written \(EFBIG\)\. Free some space/)
  const summary = JSON.parse(stdout)
  expectBalance(summary)
  expect(summary.exitCode).toBe(8)
  expect(summary.books.places.accepted.sales).toBe(200)
  expect(stored(sandbox).orders).toHaveLength(200)
  expect(summary.files).toEqual([`${folder.run()}/summary.json`])
  for (const file of summary.files) expect(existsSync(folder.at(file))).toBe(true)
  expect(folder.left('unsent.csv')).toBeUndefined()
  expect(JSON.parse(folder.left('summary.json') ?? 'null').exitCode).toBe(8)
})
