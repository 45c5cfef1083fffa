import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { exitCodes } from '../../src/exit.js'
import { makeRunFolder } from '../../src/report/run-folder.js'

const place = mkdtempSync(join(tmpdir(), 'lettr-run-folder-'))
afterAll(() => rmSync(place, { recursive: true, force: true }))
const now = new Date(2026, 10, 22, 9, 15)

describe('the folder of a run', () => {
  it('is made with all folders above it, for its owner only, and kept out of git', () => {
    const out = join(place, 'a/b/runs')
    const folder = makeRunFolder(out, 'exports/orders.csv.gz', now)
    expect(folder).toBe(join(out, '2026-11-22_0915_orders'))
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    expect(statSync(out).mode & 0o777).toBe(0o700)
    expect(readFileSync(join(out, '.gitignore'), 'utf8')).toBe('*\n')
    expect(makeRunFolder(out, 'orders.csv', now)).toBe(`${folder}_2`)
  })

  it('can not be made below a file', () => {
    writeFileSync(join(place, 'file'), '')
    for (const out of ['file', 'file/runs', 'file/deep/runs']) {
      expect(() => makeRunFolder(join(place, out), 'orders.csv', now)).toThrow(
        expect.objectContaining({ exitCode: exitCodes.disk }),
      )
    }
  })

  it.runIf(existsSync('/proc/self'))('is given up at once where no folder can be made', () => {
    expect(() => makeRunFolder('/proc/runs', 'orders.csv', now)).toThrow(/\/proc\/runs \(ENOENT\)/)
  })
})
