import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { withExport } from '../../src/commands/export-job.js'
import type { InputOptions } from '../../src/commands/options.js'
import { nothingPrepared } from '../../src/domain/plan.js'
import { prepare } from '../../src/prepare.js'
import { Spool } from '../../src/spool.js'
import { words } from './prepare.js'
import { insideShell } from './shell.js'

/** What an export became without a config: the preset that was taken, the sales to be sent, and in words what became of the rest. */
export interface ReadExport {
  readonly preset: string | undefined
  readonly sales: readonly unknown[]
  readonly rest: readonly string[]
}

/** Lets the tool recognise, read and judge an export, as `upload FILE` would; throws where it would refuse it. */
export async function readExport(
  name: string,
  content: string | Uint8Array,
  options: InputOptions = {},
): Promise<ReadExport> {
  const folder = mkdtempSync(join(tmpdir(), 'lettr-convert-test-'))
  writeFileSync(join(folder, name), content)
  const { shell } = insideShell([], { cwd: folder })
  return withExport(shell, [name], options, new AbortController().signal, async (job) => {
    const spool = new Spool(tmpdir())
    const sales: unknown[] = []
    const rest: string[] = []
    for await (const found of prepare(job.readings, job.plan, spool, nothingPrepared())) {
      for (const finding of found) {
        if (finding.kind === 'fresh') sales.push(JSON.parse(spool.read(finding.sale).json))
        else rest.push(words(finding))
      }
    }
    spool.close()
    return { preset: job.used?.fitted.preset.name, sales, rest }
  })
}
