import { expect, test } from 'vitest'
import { balanced, salesIn } from './books.js'
import { plainCsv, plainSales } from './exports.js'
import { Folder, runCommand, standIn } from './run-command.js'

/** Loaded before the command: whatever opens a socket ends the process with 99. */
const tripwire = `
for (const [module, names] of Object.entries({
  net: ['Socket.prototype.connect', 'Server.prototype.listen'],
  dgram: ['Socket.prototype.bind', 'Socket.prototype.send', 'createSocket'],
  dns: ['lookup', 'resolve', 'Resolver.prototype.resolve'],
})) {
  for (const name of names) {
    const parts = name.split('.')
    const last = parts.pop()
    const owner = parts.reduce((object, part) => object[part], require(module))
    owner[last] = () => {
      process.stderr.write('SOCKET ' + module + '.' + name + '\\n')
      process.exit(99)
    }
  }
}
`

function wired(): { readonly folder: Folder; readonly env: Record<string, string> } {
  const folder = new Folder().write('tripwire.cjs', tripwire)
  const bad = { orderId: 'A-7', primaryEmail: 'canaria7@example.com', revenue: 'seven' }
  folder.write('orders.csv', plainCsv([...plainSales(3), bad]))
  return { folder, env: { NODE_OPTIONS: `--require=${folder.at('tripwire.cjs')}` } }
}

test.each(['validate orders.csv', 'upload orders.csv --dry-run', 'validate orders.csv --json'])(
  '%s opens no socket and needs no key',
  async (line) => {
    const { folder, env } = wired()
    const { code, stderr } = await runCommand(folder, line.split(' '), { env: { ...env, LETTRLABS_API_KEY: '' } })
    expect(stderr).not.toContain('SOCKET')
    expect(code).toBe(3)
    const summary = balanced(folder)
    expect({ ready: salesIn(summary, 'ready'), rejected: salesIn(summary, 'rejected') }).toEqual({
      ready: 3,
      rejected: 1,
    })
    expect(folder.left('rejected.csv')).toContain(',A-7,')
    expect(folder.left('unsent.csv')).toBeUndefined()
  },
)

test('preview opens no socket either', async () => {
  const { folder, env } = wired()
  const { code, stderr } = await runCommand(folder, ['preview', 'orders.csv'], { env })
  expect(stderr).not.toContain('SOCKET')
  expect(code).toBe(0)
  expect(folder.runs()).toEqual([])
})

test.each(['upload orders.csv', 'upload orders.csv --sandbox', 'check', 'sandbox'])(
  'the tripwire would have told: %s runs into it',
  async (line) => {
    const { folder, env } = wired()
    const { code, stderr } = await runCommand(folder, line.split(' '), { env })
    expect(stderr).toContain('SOCKET')
    expect(code).toBe(99)
  },
)

test('a dry run with LETTR_CONVERT_DRY_RUN from the environment sends nothing, and says so first', async () => {
  const { folder } = wired()
  const sandbox = await standIn()
  const env = { ...sandbox.env, LETTR_CONVERT_DRY_RUN: 'true' }
  const { code, stdout } = await runCommand(folder, ['upload', 'orders.csv'], { env })
  expect(code).toBe(3)
  expect(stdout).toMatch(/^DRY RUN: nothing left this computer\./)
  expect(sandbox.requests()).toHaveLength(0)
})
