import { chmodSync, statSync } from 'node:fs'
import { expect, test } from 'vitest'
import { posts } from './books.js'
import { plainCsv, plainSales } from './exports.js'
import { Folder, runCommand, standIn } from './run-command.js'

const config = `{
  // how our shop is read
  "version": 1,
  "upload": { "rate": "50/s" }
}
`
const pin = ['check', '--config', 'acme.json', '--pin']

test('check --pin writes the account into the config, and keeps what else stands there', async () => {
  const folder = new Folder().write('acme.json', config).write('orders.csv', plainCsv(plainSales(2)))
  chmodSync(folder.at('acme.json'), 0o640)
  const sandbox = await standIn()
  const { code, stdout } = await runCommand(folder, pin, sandbox)
  expect([code, stdout]).toEqual([
    0,
    expect.stringContaining('ok    pin: acme.json is bound to Sample Print Shop (account 7) now'),
  ])
  const written = folder.read('acme.json')
  expect(written).toContain('// how our shop is read')
  expect(JSON.parse(written.replace(/\/\/.*/, ''))).toEqual({
    version: 1,
    upload: { rate: '50/s', account: { id: 7, company: 'Sample Print Shop' } },
  })
  expect(statSync(folder.at('acme.json')).mode & 0o777).toBe(0o640)
  expect((await runCommand(folder, pin, sandbox)).stdout).toContain(
    'was bound to Sample Print Shop (account 7) already',
  )
  expect(folder.read('acme.json')).toBe(written)
  expect(folder.list()).toEqual(['acme.json', 'orders.csv'])
  expect((await runCommand(folder, ['upload', 'orders.csv', '--config', 'acme.json'], sandbox)).code).toBe(0)
})

test('a config that is bound to another account is only bound anew with --force', async () => {
  const folder = new Folder().writeJson('acme.json', { version: 1, upload: { account: { id: 8, company: 'Acme' } } })
  folder.write('orders.csv', plainCsv(plainSales(2)))
  const sandbox = await standIn()
  const before = folder.read('acme.json')
  const { code, stdout } = await runCommand(folder, pin, sandbox)
  expect([code, stdout]).toEqual([
    7,
    expect.stringMatching(/^WRONG pin: .*bound to Acme \(account 8\).*--pin --force/m),
  ])
  expect(folder.read('acme.json')).toBe(before)
  const stopped = await runCommand(folder, ['upload', 'orders.csv', '--config', 'acme.json'], sandbox)
  expect([stopped.code, stopped.stderr]).toEqual([
    7,
    expect.stringContaining('npx lettr-convert check --pin --force --config acme.json'),
  ])
  expect(posts(sandbox)).toBe(0)
  expect((await runCommand(folder, [...pin, '--force'], sandbox)).code).toBe(0)
  expect(JSON.parse(folder.read('acme.json')).upload.account).toEqual({ id: 7, company: 'Sample Print Shop' })
  expect((await runCommand(folder, ['check', '--config', 'acme.json'], sandbox)).code).toBe(0)
})

test('without a config nothing is made, and what to write is said', async () => {
  const folder = new Folder()
  const sandbox = await standIn()
  const { code, stdout } = await runCommand(folder, ['check', '--pin'], sandbox)
  expect(code).toBe(2)
  expect(stdout).toContain('{"upload":{"account":{"id":7,"company":"Sample Print Shop"}}}')
  expect(folder.list()).toEqual([])
})

test('with a wrong key nothing is written', async () => {
  const folder = new Folder().write('acme.json', config)
  const sandbox = await standIn({ key: 'LL-API-another-key' })
  const { code, stdout } = await runCommand(folder, pin, sandbox)
  expect([code, stdout]).toEqual([4, expect.stringContaining('WRONG pin: nothing was written')])
  expect(folder.read('acme.json')).toBe(config)
})
