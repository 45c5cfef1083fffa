import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { balanced, posts } from './books.js'
import { plainCsv, plainSales } from './exports.js'
import { canaryKey, Folder, runCommand, standIn } from './run-command.js'

function orders(): Folder {
  return new Folder().write('orders.csv', plainCsv(plainSales(3)))
}

test('a wrong key ends the run with 4 before anything is prepared or posted', async () => {
  const folder = orders()
  const sandbox = await standIn({ key: 'LL-API-another-key' })
  const { code, stderr } = await runCommand(folder, ['upload', 'orders.csv'], sandbox)
  expect(code).toBe(4)
  expect(stderr).toMatch(/environment LETTRLABS_API_KEY/)
  expect(posts(sandbox)).toBe(0)
  expect(folder.runs()).toEqual([])
})

test.each(['upload orders.csv', 'check'])('without a key %s says how to give one, exit 2', async (line) => {
  const folder = orders()
  const sandbox = await standIn()
  const { code, stdout, stderr } = await runCommand(folder, line.split(' '), {
    env: { ...sandbox.env, LETTRLABS_API_KEY: '' },
  })
  expect(code).toBe(2)
  expect(stdout + stderr).toContain('Set LETTRLABS_API_KEY, or use --api-key-file FILE or --api-key-stdin.')
  expect(sandbox.requests()).toHaveLength(0)
})

test.each([
  ['--api-key', canaryKey],
  [`--api-key=${canaryKey}`],
  ['--apikey', 'whatever'],
  ['--api-key-file', canaryKey],
  ['--sandbox-key', canaryKey],
])('a key in an argument is refused with the reason and not repeated: %s', async (...args) => {
  const folder = orders()
  const { code, stderr } = await runCommand(folder, ['upload', 'orders.csv', ...args])
  expect(code).toBe(2)
  expect(stderr).toContain('An API key does not belong in the command')
  expect(folder.list()).toEqual(['orders.csv'])
})

test('a key file and a key on standard input both work, and are told from each other', async () => {
  const folder = orders().write('key.txt', `${canaryKey}\n`, 0o600)
  const sandbox = await standIn({ key: canaryKey })
  const env = { ...sandbox.env, LETTRLABS_API_KEY: '' }
  const byFile = await runCommand(folder, ['upload', 'orders.csv', '--api-key-file', 'key.txt'], { env })
  expect(byFile.code).toBe(0)
  expect(byFile.stderr).toContain('--api-key-file key.txt')
  const stdin = `${canaryKey}\n`
  const byStdin = await runCommand(folder, ['upload', 'orders.csv', '--api-key-stdin'], { env, stdin })
  expect(byStdin.code).toBe(0)
  expect(byStdin.stderr).toContain('--api-key-stdin')
})

test('a key file that others can read is refused with the command that mends it', async () => {
  const folder = orders().write('key.txt', `${canaryKey}\n`, 0o644)
  const { code, stderr } = await runCommand(folder, ['upload', 'orders.csv', '--api-key-file', 'key.txt'])
  expect(code).toBe(2)
  expect(stderr).toContain('chmod 600 key.txt')
})

test('a connection that is refused at the start ends with 5 and nothing sent', async () => {
  const closed = createServer()
  const port = await new Promise<number>((done) => {
    closed.listen(0, '127.0.0.1', () => done((closed.address() as { port: number }).port))
  })
  await new Promise<void>((done) => void closed.close(() => done()))
  const folder = orders()
  const env = { LETTRLABS_API_BASE_URL: `http://127.0.0.1:${port}/api` }
  const { code, stderr } = await runCommand(folder, ['upload', 'orders.csv'], { env })
  expect(code).toBe(5)
  expect(stderr).toMatch(/ECONNREFUSED/)
  expect(stderr).toContain('Nothing was sent.')
  expect(folder.runs()).toEqual([])
})

test.each([
  'http://example.com/api',
  'https://user:pass@example.com/api',
  'https://example.com/api?x=1',
  'ftp://example.com',
])('the address %s is refused before any connection, without repeating a password', async (url) => {
  const { code, stderr } = await runCommand(orders(), ['upload', 'orders.csv'], {
    env: { LETTRLABS_API_BASE_URL: url },
  })
  expect(code).toBe(2)
  expect(stderr).toContain('environment LETTRLABS_API_BASE_URL')
  expect(stderr).not.toContain('pass@')
})

test('a config that is bound to another account stops the run with 7 before anything is posted', async () => {
  const folder = orders().writeJson('acme.json', { version: 1, upload: { account: { id: 8, company: 'Acme' } } })
  const sandbox = await standIn()
  const { code, stderr } = await runCommand(folder, ['upload', 'orders.csv', '--config', 'acme.json'], sandbox)
  expect(code).toBe(7)
  expect(stderr).toMatch(/Sample Print Shop \(account 7\).*acme\.json.*Acme \(account 8\)/)
  expect(posts(sandbox)).toBe(0)
})

test('a config that is bound to the account of the key passes, by id before company', async () => {
  const folder = orders().writeJson('acme.json', { version: 1, upload: { account: { id: 7, company: 'Renamed' } } })
  const sandbox = await standIn()
  expect((await runCommand(folder, ['upload', 'orders.csv', '--config', 'acme.json'], sandbox)).code).toBe(0)
  expect(balanced(folder).account).toEqual({ id: '7', company: 'Sample Print Shop' })
})

test('check says ok for a right key and where every setting comes from', async () => {
  const sandbox = await standIn()
  const folder = orders()
  const { code, stdout } = await runCommand(folder, ['check'], sandbox)
  expect(code).toBe(0)
  expect(stdout).toMatch(
    /^ok +account: Sample Print Shop \(account 7\), by the key from environment LETTRLABS_API_KEY/m,
  )
  expect(stdout).toMatch(/LETTRLABS_API_BASE_URL/)
  expect(folder.list()).toEqual(['orders.csv'])
})

test('check --json is one document, also when the key is wrong', async () => {
  const sandbox = await standIn({ key: 'LL-API-another-key' })
  const { code, stdout } = await runCommand(new Folder(), ['check', '--json'], sandbox)
  expect(code).toBe(4)
  const found = JSON.parse(stdout)
  expect(found).toMatchObject({ version: 1, exitCode: 4 })
  expect(found.findings).toContainEqual(expect.objectContaining({ name: 'account', ok: false }))
})
