import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Summary } from '../../src/report/summary.js'
import { runInside } from '../support/shell.js'

const key = 'LL-API-canary-0123456789'

function folderWith(files: { readonly [name: string]: string }): string {
  const cwd = mkdtempSync(join(tmpdir(), 'round-trip-'))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text)
  return cwd
}

/** The newest run's folder, relative to where the command ran. */
function lastRun(cwd: string): string {
  const runs = readdirSync(join(cwd, 'lettr-convert-runs')).filter((name) => name !== '.gitignore')
  const [last = ''] = runs.sort((a, b) => b.length - a.length || (a < b ? 1 : -1))
  return `lettr-convert-runs/${last}`
}

async function upload(cwd: string, file: string, ...more: readonly string[]): Promise<Summary> {
  const { out, err } = await runInside(['upload', file, '--sandbox', '--json', ...more], { cwd })
  expect(err).not.toMatch(/bug/)
  return JSON.parse(out) as Summary
}

const config = JSON.stringify({
  version: 1,
  input: { timezone: 'America/Denver' },
  fields: { orderId: 'Name', primaryEmail: 'Email', revenue: 'Total', eventDate: 'Date' },
})

describe('a file that a run left can be sent as it is', () => {
  test('also when the input has a column without a name', async () => {
    const orders = ',Name,Email,Total,Date\n0,A,ann@example.com,10.00,2026-03-04\n1,B,bo@example.com,1.00,2026-03-04\n'
    const cwd = folderWith({ 'orders.csv': orders, 'c.json': config })
    await upload(cwd, 'orders.csv', '--config', 'c.json', '--faults', '429 for 1 h')
    const again = await upload(cwd, `${lastRun(cwd)}/unsent.csv`, '--config', 'c.json')
    expect(again.books.places.accepted).toMatchObject({ sales: 2, money: { '': '11' } })
  })

  test('also when the input was JSON over many lines, and the config says where its list stands', async () => {
    const records = [
      { Name: 'A', Email: 'ann@example.com', Total: '10.00', Date: '2026-03-04' },
      { Name: 'B', Email: 'bo@example.com', Total: '1.00', Date: '2026-03-04' },
    ]
    const settings = {
      ...JSON.parse(config),
      input: { timezone: 'America/Denver', format: 'json', path: 'data.orders' },
    }
    const cwd = folderWith({
      'orders.json': JSON.stringify({ data: { orders: records } }, undefined, 2),
      'c.json': JSON.stringify(settings),
    })
    await upload(cwd, 'orders.json', '--config', 'c.json', '--faults', '429 for 1 h')
    const again = await upload(cwd, `${lastRun(cwd)}/unsent.ndjson`, '--config', 'c.json')
    expect(again.books.places.accepted).toMatchObject({ sales: 2, money: { '': '11' } })
  })
})

test('a long row that nobody mended is rejected again after a spreadsheet has saved the file', async () => {
  const orders =
    'Name,Email,Date,Total,Note\nA1,ann@example.com,2026-01-02,$1,149.00,\nB,bo@example.com,2026-01-02,5.00,x\n'
  const cwd = folderWith({ 'orders.csv': orders, 'c.json': config })
  await upload(cwd, 'orders.csv', '--config', 'c.json')
  const path = `${lastRun(cwd)}/rejected.csv`
  const text = readFileSync(join(cwd, path), 'utf8')
  // A spreadsheet drops the zeros of a number; an apostrophe makes it a text, which it leaves alone.
  expect(text).not.toMatch(/,149\.00/)
  const again = await upload(cwd, path, '--config', 'c.json')
  expect(again.books.places.accepted?.sales).toBe(0)
  expect(again.rejected.map(({ code }) => code)).toEqual(['long-row'])
})

test('words of the server that repeat the key do not bring it into any file', async () => {
  const server = await echoServer()
  try {
    const orders = 'orderId,primaryEmail,revenue,eventDate\nA,ann@example.com,1,2026-03-04T00:00:00Z\n'
    const cwd = folderWith({ 'orders.csv': orders })
    const { port } = server.address() as AddressInfo
    const env = { LETTRLABS_API_KEY: key, LETTRLABS_API_BASE_URL: `http://127.0.0.1:${port}/api` }
    const { code, out, err } = await runInside(['upload', 'orders.csv', '--no-config'], { cwd, env })
    const run = join(cwd, lastRun(cwd))
    const files = readdirSync(run).map((name) => readFileSync(join(run, name), 'utf8'))
    expect([code, files.length]).toEqual([3, 3])
    for (const text of [out, err, ...files]) expect(text).not.toContain(key)
  } finally {
    server.close()
  }
})

async function echoServer(): Promise<Server> {
  const server = createServer((request, response) => {
    request.resume()
    const message = `refused for key ${key}`
    const me = { payload: { id: 7, company: 'Sample Print Shop' }, hasErrors: false }
    const refusal = { hasErrors: true, metadata: { invalid: [{ index: 0, orderId: 'A', errors: [message] }] } }
    response.end(JSON.stringify(request.method === 'GET' ? me : refusal))
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  return server
}
