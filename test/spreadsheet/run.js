// npm run test:spreadsheet [-- WORD…]: rejects go through a real LibreOffice, are mended there, and come back. Installs nothing.
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findOffice } from './office.js'

if (!existsSync(join(import.meta.dirname, '../../dist/cli.js'))) {
  console.error('dist/ is missing: run npm run build first.')
  process.exit(2)
}
const office = findOffice()
if (office === undefined) {
  console.log('skipped: LibreOffice is missing. To make the trip, on Debian or Ubuntu:')
  console.log('  apt-get install --no-install-recommends libreoffice-calc')
  process.exit(0)
}
const { trips } = await import('./trips.js')
const { travel } = await import('./travel.js')
const words = process.argv.slice(2)
const wanted = trips.filter(({ name }) => words.every((word) => name.includes(word)))
const folder = mkdtempSync(join(tmpdir(), 'lettr-spreadsheet-'))
const started = performance.now()
let failed = 0
try {
  for (const trip of wanted) {
    const wrong = await travel(office, trip, folder).catch((error) => [error.message])
    if (wrong.length > 0) failed += 1
    console.log(`${wrong.length === 0 ? 'ok     ' : 'WRONG  '} ${trip.name}`)
    for (const line of wrong) console.log(`          ${line}`)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
const seconds = Math.round((performance.now() - started) / 1000)
console.log(
  `\n${wanted.length - failed} of ${wanted.length} trips through LibreOffice came out as they must, in ${seconds} s.`,
)
process.exitCode = failed > 0 || wanted.length === 0 ? 1 : 0
