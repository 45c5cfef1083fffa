import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import type { Summary } from '../../src/report/summary.js'
import { startSandbox } from '../../src/sandbox/server.js'
import { runInside } from '../support/shell.js'

/** A shop of one test: uploads go to a stand-in of its own, whose store is the only truth. */
export async function openShop(config: object, orders: string) {
  const cwd = mkdtempSync(join(tmpdir(), 'lettr-excel-'))
  const sandbox = await startSandbox()
  onTestFinished(async () => {
    rmSync(cwd, { recursive: true, force: true })
    await sandbox.close()
  })
  writeFileSync(join(cwd, 'orders.csv'), orders)
  writeFileSync(join(cwd, 'shop.json'), JSON.stringify({ version: 1, ...config }))
  const env = { LETTRLABS_API_KEY: 'LL-API-0123456789', LETTRLABS_API_BASE_URL: sandbox.url }
  const upload = async (file: string) => {
    const args = ['upload', file, '--config', 'shop.json', '--json', '--state-dir', 'state', '--yes', '--first-run']
    const { code, out, err } = await runInside(args, { cwd, env })
    expect(err).not.toMatch(/bug/)
    return { code, err, summary: out === '' ? undefined : (JSON.parse(out) as Summary) }
  }
  const folder = join(cwd, 'lettr-convert-runs')
  const runOf = (name: string): string => readdirSync(folder).find((run) => run.endsWith(`_${name}`)) ?? ''
  return {
    upload,
    /** The rejects of the run of a file. */
    rejected: (name = 'orders') => readFileSync(join(folder, runOf(name), 'rejected.csv'), 'utf8'),
    save: (bytes: Buffer | string) => writeFileSync(join(cwd, 'mended.csv'), bytes),
    /** What is stored, by order id, each as the given fields of it. */
    stored: (...fields: readonly string[]) =>
      Object.fromEntries(
        sandbox
          .store()
          .map(({ record }) => [String(record.orderId), fields.map((field) => record[field] ?? '').join(' ')]),
      ),
    count: () => sandbox.store().length,
  }
}
