import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { readDocument } from '../../src/config/document.js'
import { parseConfig } from '../../src/config/load.js'
import { presetText } from '../../src/config/preset-text.js'
import { knownExports } from '../../src/presets/all.js'
import { runInside } from '../support/shell.js'

const run = (...args: readonly string[]) => runInside(['presets', ...args], { cwd: tmpdir() })
const presets = knownExports.filter((known) => known.kind === 'preset')

test('presets lists every export that is known, with what becomes of it', async () => {
  const { code, out } = await run()
  expect(code).toBe(0)
  for (const known of knownExports) expect(out).toMatch(new RegExp(`^  ${known.name} +\\S`, 'm'))
  expect(out).toMatch(/^ {2}shopify-orders +Shopify orders export \(CSV\)$/m)
})

test('presets --json lists them for scripts', async () => {
  const { exports } = JSON.parse((await run('--json')).out)
  expect(exports.map(({ name }: { name: string }) => name)).toEqual(knownExports.map(({ name }) => name))
  expect(exports).toContainEqual({
    name: 'shopify-orders',
    title: 'Shopify orders export',
    kind: 'preset',
    format: 'csv',
    verified: true,
  })
})

test('presets NAME prints a config that can be saved and used as it is', async () => {
  const { code, out } = await run('shopify-orders')
  expect(code).toBe(0)
  expect(out).toContain('Only sales whose "Cancelled at" is empty count; the others are left out.')
  expect(out).toContain('//   "orderId": "Name",\n')
  const cwd = mkdtempSync(join(tmpdir(), 'presets-'))
  onTestFinished(() => rmSync(cwd, { recursive: true, force: true }))
  writeFileSync(join(cwd, 'lettr-convert.config.json'), out)
  writeFileSync(
    join(cwd, 'o.csv'),
    'Name,Email,Financial Status,Total,Refunded Amount,Created at\n#1,ann@example.com,paid,5.00,0,2026-01-05 10:00:00 -0500\n',
  )
  const dry = await runInside(['upload', 'o.csv', '--dry-run', '--json'], { cwd })
  expect(JSON.parse(dry.out).books.places.ready.sales).toBe(1)
})

test.each(presets.map((preset) => [preset.name, preset] as const))(
  'what is printed of %s is its mapping, once the slashes are taken away',
  (name, preset) => {
    const text = presetText(preset)
    expect(parseConfig(text, 'c.json', true)).toMatchObject({ preset: name, source: name })
    const lines = text.split('\n')
    const from = lines.findIndex((line) => /^ {2}\/\/ "(?:input|records|fields)":/.test(line))
    const active = lines.map((line, at) =>
      at < from ? line : line.replace(/^( *)\/\/ (?= *(?:"[^"]*": |[\]}],$|\{$|\{ "|"[^"]*",$))/, '$1'),
    )
    const read = parseConfig(active.join('\n'), 'c.json', true)
    expect(readDocument(active.join('\n'), 'c.json').value).toHaveProperty('fields')
    expect([read.fields, read.records]).toEqual([preset.fields, preset.records])
    expect({ ...read.input }).toEqual({ emptyValues: [], ...preset.input })
  },
)

test('presets NAME --json is the mapping for scripts', async () => {
  const { out } = await run('shopify-orders', '--json')
  expect(JSON.parse(out)).toMatchObject({
    version: 1,
    name: 'shopify-orders',
    required: ['Name', 'Total', ['Created at', 'Paid at'], expect.any(Array)],
    records: { group: { by: 'Name' } },
    fields: { orderId: 'Name' },
  })
})

test('an export that can’t be matched is answered with what to do instead', async () => {
  for (const known of knownExports) {
    if (known.kind !== 'unmatchable') continue
    expect((await run(known.name)).out).toContain(known.advice)
    expect((await run()).out).toContain(`\n    ${known.advice.slice(0, 40)}`)
    expect(JSON.parse((await run(known.name, '--json')).out)).toMatchObject({
      kind: 'unmatchable',
      advice: known.advice,
    })
  }
})

test('an unknown name is answered with the nearest', async () => {
  const { code, err } = await run('shopify-order')
  expect([code, err]).toEqual([
    2,
    'There is no preset "shopify-order". Is shopify-orders meant?\nAll of them: npx lettr-convert presets\n',
  ])
})

test.each(['shopfy', 'Shopify', 'shopify-'])('the name %s is answered with all presets that begin so', async (name) => {
  const { code, err } = await run(name)
  expect([code, err]).toEqual([2, expect.stringMatching(/Is shopify-[a-z-]+( or shopify-[a-z-]+)+ meant\?/)])
})
