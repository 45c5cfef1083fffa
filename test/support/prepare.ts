import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { noConfig, parseConfig } from '../../src/config/load.js'
import type { Finding } from '../../src/domain/finding.js'
import { readMoney } from '../../src/domain/money.js'
import { nothingPrepared, type Plan, type Prepared } from '../../src/domain/plan.js'
import type { Recall } from '../../src/domain/recall.js'
import { Tally } from '../../src/domain/tally.js'
import { prepare } from '../../src/prepare.js'
import { readSource } from '../../src/source/read.js'
import { Spool } from '../../src/spool.js'

export interface PreparedFile {
  readonly findings: readonly Finding[]
  readonly tally: Tally
  readonly spool: Spool
  readonly prepared: Prepared
}

/** 22 November 2026, noon. */
const now = Date.UTC(2026, 10, 22, 12) / 1000

export function planOf(config: object | undefined, more: Partial<Plan> = {}): Plan {
  const text = JSON.stringify({ version: 1, ...config })
  const used = config === undefined ? noConfig : parseConfig(text, 'test.json', false)
  return {
    fields: Object.keys(used.fields).length === 0 ? undefined : used.fields,
    records: used.records,
    checks: used.checks,
    timezone: used.input.timezone,
    emptyValues: used.input.emptyValues,
    revenueAs: 'number',
    limit: undefined,
    nowSeconds: now,
    marks: false,
    since: undefined,
    proved: {},
    placeOf: () => '',
    otherExport: async () => '',
    ...more,
  }
}

/** Runs files, by name and text, through source and prepare. */
export async function prepareFiles(
  files: { readonly [name: string]: string },
  plan: Plan,
  { spool = new Spool(tmpdir()), recall }: { readonly spool?: Spool; readonly recall?: Recall } = {},
): Promise<PreparedFile> {
  const folder = mkdtempSync(join(tmpdir(), 'lettr-convert-test-'))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  const source = readSource({
    paths: Object.keys(files),
    cwd: folder,
    stdin: Readable.from([]),
    settings: { emptyValues: [] },
    isMoney: (text) => readMoney(text, undefined).kind === 'amount',
    revenueColumn: () => plan.fields?.revenue?.column ?? 'revenue',
  })
  const prepared = nothingPrepared()
  const tally = new Tally()
  const findings: Finding[] = []
  for await (const found of prepare(source, plan, spool, prepared, recall)) {
    findings.push(...found)
    for (const finding of found) tally.add(finding)
  }
  return { findings, tally, spool, prepared }
}

/** A finding in a few words: its kind, its first row, and why. */
export function words(finding: Finding): string {
  const where = `${finding.record}${finding.rows > 1 ? `+${finding.rows - 1}` : ''}`
  if (finding.kind === 'rejected') {
    const codes = finding.problems.filter((found) => found.severity === 'error').map((found) => found.code)
    return `rejected ${where} ${codes.join(' ')}`
  }
  return `${finding.kind} ${where}${finding.kind === 'skipped' ? `: ${finding.reason}` : ` ${finding.amount}`}`
}
