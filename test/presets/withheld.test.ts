import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { runInside } from '../support/shell.js'

const cwd = mkdtempSync(join(tmpdir(), 'withheld-'))
afterAll(() => rmSync(cwd, { recursive: true, force: true }))

async function howWellItMatches(file: string): Promise<string> {
  const path = join(import.meta.dirname, '../../fixtures/presets', file)
  const { out } = await runInside(['validate', path, '--no-config', '--timezone', 'America/Denver'], { cwd })
  expect(out).toContain('Matchable by')
  return out.slice(out.indexOf('Matchable by'))
}

test('nobody is sent to Etsy for e-mails and phone numbers, which Etsy gives to no seller', async () => {
  expect(await howWellItMatches('etsy-orders.csv')).not.toContain('Best improvement')
})

test('the relay e-mails of Amazon are not proposed for matching', async () => {
  expect(await howWellItMatches('amazon-orders.tsv')).not.toMatch(/buyer-email|no e-mail/)
})

test('a system that may give e-mails is asked for them', async () => {
  expect(await howWellItMatches('housecall-pro-jobs.csv')).toMatch(/have no e-mail; export again/)
})
