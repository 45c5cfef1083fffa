import { createHash } from 'node:crypto'
import { statSync } from 'node:fs'

/** A process of its own for each thing that is measured of the ledger: `write PATH COUNT BATCH` or `open PATH COUNT`. */
const [what, path = '', count = '0', batch = '0'] = process.argv.slice(2)
const { openLedger } = await import(new URL('../dist/ledger/open.js', import.meta.url).href)
const options = { path, account: '7', baseUrl: 'https://api.example.com', tool: 'bench', now: () => new Date() }

process.send?.(what === 'write' ? await write(Number(count), Number(batch)) : await open(Number(count)))
process.disconnect?.()

/** Four senders at a time, every record accepted. @param {number} records @param {number} size */
async function write(records, size) {
  const marks = Array.from({ length: records }, (_, number) => mark(`order ${number}`))
  const ledger = await openLedger(options)
  const recipe = { orders: 'bench', contents: 'bench' }
  await ledger.startRun({ folder: 'bench', inputs: ['orders.csv'], source: 'bench', recipe, sample: [] })
  const money = new Map([['USD', '12345.67']])
  let next = 0
  async function send() {
    while (next < records) {
      const first = next
      next += size
      const some = marks.slice(first, next).map((one, at) => ({ mark: one, file: 1, record: 2 + first + at }))
      const attempt = await ledger.intend({ withOrderIds: true, records: some, money })
      await ledger.settle(
        attempt,
        some.map(() => 'accepted'),
      )
    }
  }
  const cpu = process.cpuUsage()
  const start = performance.now()
  await Promise.all([send(), send(), send(), send()])
  const wall = ((performance.now() - start) * 1000) / records
  const { user, system } = process.cpuUsage(cpu)
  await ledger.close()
  return { wall, cpu: (user + system) / records, megabytes: statSync(path).size / 1e6 }
}

/** @param {number} records */
async function open(records) {
  const before = process.memoryUsage()
  const start = performance.now()
  const ledger = await openLedger(options)
  const ms = performance.now() - start
  const after = process.memoryUsage()
  const asked = 200_000
  const [known, fresh] = ['order', 'another'].map((word) => {
    const marks = Array.from({ length: asked }, (_, number) => mark(`${word} ${(number * 7) % records}`))
    const asking = performance.now()
    for (const one of marks) ledger.recall(one)
    return ((performance.now() - asking) * 1000) / asked
  })
  await ledger.close()
  return {
    ms,
    arrays: (after.arrayBuffers - before.arrayBuffers) / 1e6,
    resident: (after.rss - before.rss) / 1e6,
    known,
    fresh,
  }
}

/** @param {string} text */
function mark(text) {
  const digest = createHash('sha256').update(text).digest()
  return [0, 4, 8, 12, 16, 20].map((at) => digest.readInt32BE(at))
}
