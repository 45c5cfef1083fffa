import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { withExport } from '../../src/commands/export-job.js'
import { parseConfig } from '../../src/config/load.js'
import type { Finding } from '../../src/domain/finding.js'
import { nothingPrepared } from '../../src/domain/plan.js'
import { prepare } from '../../src/prepare.js'
import { knownExports } from '../../src/presets/all.js'
import { Spool } from '../../src/spool.js'
import { insideShell, runInside } from '../support/shell.js'

const folder = join(import.meta.dirname, '../../fixtures/presets')
const files = readdirSync(folder)
const fixtureOf = (name: string): string =>
  join(folder, files.find((file) => file.startsWith(`${name}.`) && !file.endsWith('.expected.json')) ?? '')

/** What becomes of a file, sale by sale. */
async function prepared(file: string, options: object) {
  const { shell } = insideShell([], { cwd: folder })
  return withExport(shell, [file], options, new AbortController().signal, async (job) => {
    const spool = new Spool(tmpdir())
    const findings: Finding[] = []
    for await (const found of prepare(job.readings, job.plan, spool, nothingPrepared())) findings.push(...found)
    const conversions = findings.flatMap((found) =>
      found.kind === 'fresh' ? [JSON.parse(spool.read(found.sale).json) as unknown] : [],
    )
    spool.close()
    const others = findings.flatMap((found): readonly object[] =>
      found.kind === 'rejected'
        ? [{ row: found.record, codes: found.problems.map(({ code }) => code) }]
        : found.kind === 'skipped'
          ? [{ row: found.record, reason: found.reason }]
          : [],
    )
    return { conversions, others, used: job.used?.fitted }
  })
}

const presets = knownExports.filter((known) => known.kind === 'preset')

test.each(presets.map(({ name }) => [name] as const))(
  'the config that init writes for a %s gives what the preset gives without it',
  async (name) => {
    const cwd = mkdtempSync(join(tmpdir(), 'init-'))
    onTestFinished(() => rmSync(cwd, { recursive: true, force: true }))
    const file = fixtureOf(name)
    const { input } = JSON.parse(readFileSync(join(folder, `${name}.expected.json`), 'utf8'))
    const zone = input?.timezone === undefined ? [] : ['--timezone', input.timezone]
    const ran = await runInside(['init', file, '--config', 'c.json', ...zone], { cwd })
    expect(ran.code, ran.err + ran.out).toBe(0)
    const text = readFileSync(join(cwd, 'c.json'), 'utf8')
    const config = parseConfig(text, 'c.json', true)
    const without = await prepared(file, input ?? {})
    const { conversions, others } = await prepared(file, { config: join(cwd, 'c.json') })
    expect(conversions).toEqual(without.conversions)
    expect(others).toEqual(without.others)
    expect(config).toMatchObject({ source: name, fields: without.used?.fields, records: without.used?.records })
    for (const value of valuesIn(conversions)) expect(commentsOf(text)).not.toContain(value)
  },
)

const unmatchable = knownExports.filter((known) => known.kind === 'unmatchable')

test.skipIf(unmatchable.length === 0).each(unmatchable.map((known) => [known.name, known.advice] as const))(
  'for a %s init says what to export instead, and writes nothing',
  async (name, advice) => {
    const cwd = mkdtempSync(join(tmpdir(), 'init-'))
    onTestFinished(() => rmSync(cwd, { recursive: true, force: true }))
    const { code, err } = await runInside(['init', fixtureOf(name)], { cwd })
    expect([code, err]).toEqual([2, expect.stringContaining(advice)])
    expect(readdirSync(cwd)).toEqual([])
  },
)

/** What identifies a person, in the clear. */
function valuesIn(conversions: readonly unknown[]): readonly string[] {
  return conversions.flatMap((conversion) => {
    const { primaryEmail, fullName, primaryAddress, primaryPhoneNumber } = conversion as Record<string, unknown>
    const { address1 } = (primaryAddress ?? {}) as Record<string, unknown>
    return [primaryEmail, fullName, address1, primaryPhoneNumber].filter((value) => typeof value === 'string')
  })
}

const commentsOf = (text: string): string =>
  text
    .split('\n')
    .filter((line) => line.trim().startsWith('//'))
    .join('\n')
