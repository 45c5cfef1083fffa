// npm run test:peers [-- WORD…]: the built command against real front doors. Installs nothing; names what it skips.
import { existsSync } from 'node:fs'
import { join } from 'node:path'

if (!existsSync(join(import.meta.dirname, '../../dist/cli.js'))) {
  console.error('dist/ is missing: run npm run build first.')
  process.exit(2)
}
const { findProgram, tryFault } = await import('./rig.js')
const rooms = await Promise.all([import('./nginx.js'), import('./haproxy.js'), import('./stunnel.js')])
const words = process.argv.slice(2)
const all = rooms.flatMap(({ peer, faults }) =>
  faults.map((fault) => ({ peer, fault, label: `${peer.program}: ${fault.name}` })),
)
const wanted = all.filter(({ label }) => words.every((word) => label.includes(word)))
const missing = new Set(rooms.map(({ peer }) => peer).filter(({ program }) => findProgram(program) === undefined))
const waiting = wanted.filter(({ peer }) => !missing.has(peer))
const failed = []
const started = performance.now()

async function work() {
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { peer, fault, label } = next
    const result = await tryFault(peer, fault).catch((error) => ({ wrong: [error.message] }))
    if (result.wrong.length > 0) failed.push(label)
    console.log(`${result.wrong.length === 0 ? 'ok     ' : 'WRONG  '} ${label}`)
    for (const line of result.wrong) console.log(`          ${line}`)
  }
}
// Most of the time is waiting: for the peers, and for what the command waits for.
await Promise.all(Array.from({ length: 4 }, work))

const skipped = wanted.filter(({ peer }) => missing.has(peer))
for (const { label } of skipped) console.log(`skipped ${label}`)
if (missing.size > 0) {
  const packages = [...missing].map(({ packageName }) => packageName).join(' ')
  console.log(`\nTo try those as well, install what is missing; on Debian or Ubuntu: apt-get install ${packages}`)
}
const seconds = Math.round((performance.now() - started) / 1000)
const done = wanted.length - skipped.length
console.log(
  `\n${done - failed.length} of ${done} faults came out as they must, ${skipped.length} skipped, in ${seconds} s.`,
)
process.exitCode = failed.length > 0 || wanted.length === 0 ? 1 : 0
