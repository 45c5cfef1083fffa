import { expect, test } from 'vitest'
import { parseFaults } from '../../src/sandbox/faults.js'
import { balanced, salesIn, stored } from './books.js'
import { Folder, runCommand, standIn } from './run-command.js'

const config = {
  version: 1,
  fields: {
    orderId: { derive: ['primaryEmail', 'revenue'] },
    primaryEmail: 'mail',
    revenue: 'total',
    eventDate: 'date',
    couponCode: 'code',
  },
}
const alike = (code: string) => ({ mail: 'bea@example.com', total: '5.00', date: '2026-10-12T15:04:00Z', code })
const sales = ['a', 'b', 'c', 'd'].map(alike)

function folderOf(format: 'csv' | 'ndjson', from = sales): Folder {
  const rows = from.map((sale) => (format === 'csv' ? Object.values(sale).join(',') : JSON.stringify(sale)))
  const lines = format === 'csv' ? ['mail,total,date,code', ...rows] : rows
  return new Folder().write(`orders.${format}`, `${lines.join('\n')}\n`).write('config.json', JSON.stringify(config))
}

const one = ['--config', 'config.json', '--batch-size', '1', '--concurrency', '1']

test.each(['csv', 'ndjson'] as const)(
  'sales alike keep their derived order ids when what was unsent of %s is uploaded',
  async (format) => {
    const folder = folderOf(format)
    const sandbox = await standIn({ faults: parseFaults('ok, ok, 401') })
    await runCommand(folder, ['upload', `orders.${format}`, ...one], sandbox)
    expect(salesIn(balanced(folder), 'unsent')).toBe(2)
    const first = stored(sandbox).orders
    const next = await standIn()
    await runCommand(folder, ['upload', `${folder.run()}/unsent.${format}`, ...one], next)
    const whole = await standIn()
    await runCommand(folderOf(format), ['upload', `orders.${format}`, ...one], whole)
    expect([...first, ...stored(next).orders].toSorted()).toEqual([...stored(whole).orders].toSorted())
    expect(new Set(stored(whole).orders).size).toBe(4)
  },
)

test('a rejected sale that is corrected is counted beside those that keep their numbers', async () => {
  const folder = folderOf('csv', [alike('a'), { ...alike('b'), date: '' }, { ...alike('c'), date: '' }])
  const sandbox = await standIn()
  await runCommand(folder, ['upload', 'orders.csv', ...one], sandbox)
  const file = `${folder.run()}/rejected.csv`
  folder.write('mended.csv', folder.read(file).replace('5.00,,c', '6.00,2026-10-12T15:04:00Z,c'))
  await runCommand(folder, ['upload', 'mended.csv', ...one], sandbox)
  const { orders } = stored(sandbox)
  expect(orders).toHaveLength(2)
  expect(orders.every((id) => /^lc-[0-9a-f]{24}$/.test(id))).toBe(true)
  expect(new Set(orders).size).toBe(2)
})

test('a correction that makes a sale like one with a number comes after it', async () => {
  const other = { ...alike('c'), total: '6.00', date: '' }
  const folder = folderOf('csv', [alike('a'), { ...alike('b'), date: '' }, other])
  const sandbox = await standIn()
  await runCommand(folder, ['upload', 'orders.csv', ...one], sandbox)
  const rejected = folder.read(`${folder.run()}/rejected.csv`)
  folder.write('mended.csv', rejected.replace('6.00,,c', '5.00,2026-10-12T15:04:00Z,c'))
  await runCommand(folder, ['upload', 'mended.csv', ...one], sandbox)
  const [first, second] = stored(sandbox).orders.toSorted()
  expect(second).toBe(`${first}-3`)
})

test('a rejected sale that is corrected elsewhere than in its id is not taken for the delivered one like it', async () => {
  const folder = folderOf('csv', [alike('a'), { ...alike('b'), date: '' }])
  const sandbox = await standIn()
  const memory = [...one, '--state-dir', 'state']
  await runCommand(folder, ['upload', 'orders.csv', ...memory], sandbox)
  const rejected = folder.read(`${folder.run()}/rejected.csv`)
  folder.write('mended.csv', rejected.replace('5.00,,b', '5.00,2026-10-12T15:04:00Z,b'))
  expect((await runCommand(folder, ['upload', 'mended.csv', ...memory], sandbox)).code).toBe(0)
  const [first, ...others] = stored(sandbox).orders.toSorted()
  expect(others).toEqual([`${first}-2`])
})
