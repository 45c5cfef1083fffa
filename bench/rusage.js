import { writeFileSync } from 'node:fs'

// Loaded into a measured process by --import: when it ends, it says what it used.
const file = process.env.BENCH_USAGE
if (file !== undefined) {
  process.on('exit', () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
    writeFileSync(file, JSON.stringify({ cpu: userCPUTime + systemCPUTime, peak: maxRSS }))
  })
}
