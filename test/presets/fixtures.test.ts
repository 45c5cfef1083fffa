import { readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { withExport } from '../../src/commands/export-job.js'
import type { Finding } from '../../src/domain/finding.js'
import { formatAmount } from '../../src/domain/money.js'
import { nothingPrepared } from '../../src/domain/plan.js'
import type { KnownExport } from '../../src/domain/preset.js'
import { recognise } from '../../src/domain/recognition.js'
import { Tally } from '../../src/domain/tally.js'
import { prepare } from '../../src/prepare.js'
import { knownExports } from '../../src/presets/all.js'
import { presetNames } from '../../src/presets/names.js'
import { tallySummary } from '../../src/report/summary.js'
import { Spool } from '../../src/spool.js'
import { insideShell } from '../support/shell.js'

const folder = join(import.meta.dirname, '../../fixtures/presets')
const files = readdirSync(folder)
const presets = knownExports.filter((known) => known.kind === 'preset')
const unmatchable = knownExports.filter((known) => known.kind === 'unmatchable')

type Place = Parameters<Tally['place']>[0]

const expectedSchema = z.strictObject({
  input: z.strictObject({ timezone: z.string().optional() }).optional(),
  conversions: z.array(z.record(z.string(), z.unknown())).min(1),
  rejected: z.array(z.strictObject({ row: z.int(), codes: z.array(z.string()) })),
  leftOut: z.array(z.strictObject({ row: z.int(), reason: z.string() })),
  /** By currency, "" where none is known: what each place of the books holds, as the summary writes it. */
  money: z.record(
    z.string(),
    z.strictObject({ ready: z.string(), rejected: z.string(), leftOut: z.string(), read: z.string() }),
  ),
})

function fixtureOf({ name }: KnownExport): string {
  const found = files.filter((file) => file.startsWith(`${name}.`) && !file.endsWith('.expected.json'))
  expect(found, `one fixture for ${name}`).toHaveLength(1)
  return found[0] ?? ''
}

/** What becomes of a fixture when a person gives it to the tool without a config. */
async function prepareFixture(file: string, timezone: string | undefined) {
  const { shell } = insideShell([], { cwd: folder })
  const options = timezone === undefined ? {} : { timezone }
  return withExport(shell, [file], options, new AbortController().signal, async (job) => {
    const spool = new Spool(tmpdir())
    const prepared = nothingPrepared()
    const tally = new Tally()
    const findings: Finding[] = []
    for await (const found of prepare(job.readings, job.plan, spool, prepared)) {
      for (const finding of found) tally.add(finding)
      findings.push(...found)
    }
    const conversions = findings.flatMap((found) =>
      found.kind === 'fresh' ? [JSON.parse(spool.read(found.sale).json) as unknown] : [],
    )
    spool.close()
    return { findings, tally, conversions, used: job.used, rowsRead: prepared.rowsRead }
  })
}

describe.each(presets.map((known) => [known.name, known] as const))('%s', (name, known) => {
  test('its fixture becomes exactly the expected conversions, rejects and books', async () => {
    const text = readFileSync(join(folder, `${name}.expected.json`), 'utf8')
    const expected = expectedSchema.parse(JSON.parse(text))
    const { findings, conversions, tally, used, rowsRead } = await prepareFixture(
      fixtureOf(known),
      expected.input?.timezone,
    )
    expect(used?.fitted.preset.name).toBe(name)
    expect(conversions).toEqual(expected.conversions)
    const rejected = findings.flatMap((found) =>
      found.kind === 'rejected'
        ? [{ row: found.record, codes: found.problems.filter((p) => p.severity === 'error').map((p) => p.code) }]
        : [],
    )
    const inOrder = rejected.toSorted((one, other) => one.row - other.row)
    expect(inOrder).toEqual(expected.rejected)
    const leftOut = findings.flatMap((found) =>
      found.kind === 'skipped' ? [{ row: found.record, reason: found.reason }] : [],
    )
    expect(leftOut.toSorted((one, other) => one.row - other.row)).toEqual(expected.leftOut)
    const { read } = tallySummary(tally, false, []).books
    const money = Object.keys(read.money).map((currency) => {
      const of = (place: Place) => formatAmount(tally.place(place).money.get(currency) ?? '0')
      const books = { ready: of('ready'), rejected: of('rejected'), leftOut: of('skipped') }
      return [currency, { ...books, read: formatAmount(read.money[currency] ?? '0') }] as const
    })
    expect(Object.fromEntries(money)).toEqual(expected.money)
    const rows = findings.reduce((sum, found) => sum + found.rows, 0)
    expect(rows).toBe(rowsRead)
  })

  test('every column that it names is one of its columns', () => {
    const columns = new Set(known.columns)
    const named = JSON.stringify([known.records, known.fields], (key, value) => (key === 'in' ? undefined : value))
    for (const [, column] of named.matchAll(/"(?:column|by|timezoneColumn)":"((?:[^"\\]|\\.)*)"/g)) {
      expect(columns).toContain(JSON.parse(`"${column}"`))
    }
    for (const needed of known.required.flat()) expect(columns).toContain(needed)
    for (const column of Object.keys(known.otherNames ?? {})) expect(columns).toContain(column)
    expect(columns.size).toBe(known.columns.length)
  })
})

describe.each(unmatchable.map((known) => [known.name, known] as const))('%s', (_name, known) => {
  test('is recognised and refused with its advice', async () => {
    await expect(prepareFixture(fixtureOf(known), undefined)).rejects.toThrow(known.advice)
  })
})

test('the list of names is that of the presets', () => {
  expect(presetNames).toEqual(presets.map(({ name }) => name))
})

test('every known export is recognised by its whole header as itself, and names are unique', () => {
  for (const known of knownExports) {
    const others = knownExports.filter((other) => other.format === known.format)
    expect(recognise(known.columns, others)).toMatchObject({ kind: 'sure', known: { name: known.name } })
  }
  expect(new Set(knownExports.map(({ name }) => name)).size).toBe(knownExports.length)
})

test('every file among the fixtures belongs to a known export', () => {
  const names = new Set(knownExports.map(({ name }) => name))
  expect(files.filter((file) => !names.has(file.split('.')[0] ?? ''))).toEqual([])
})
