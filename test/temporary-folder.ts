import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Gives all tests one temporary folder, so that nothing is left behind. */
export default function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'lettr-convert-'))
  process.env.TMPDIR = folder
  return () => rmSync(folder, { recursive: true, force: true })
}
