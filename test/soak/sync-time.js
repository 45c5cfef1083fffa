import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Milliseconds that this machine's disk takes to sync a line, the median of 200. */
export function syncTime() {
  const folder = mkdtempSync(join(tmpdir(), 'lettr-sync-'))
  const file = openSync(join(folder, 'lines'), 'a')
  const times = Array.from({ length: 200 }, () => {
    writeSync(file, `${'x'.repeat(300)}\n`)
    const started = performance.now()
    fdatasyncSync(file)
    return performance.now() - started
  })
  closeSync(file)
  rmSync(folder, { recursive: true })
  return times.sort((a, b) => a - b)[100].toFixed(2)
}
