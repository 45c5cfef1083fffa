import { expect, test } from 'vitest'
import { balanced, salesIn } from './books.js'
import { plainCsv, plainSales, shopifyConfig, shopifyCsv, shopifyOrder } from './exports.js'
import { Folder, runCommand, standIn, startCommand } from './run-command.js'

function shop(): Folder {
  const orders = [
    shopifyOrder(1001, 3),
    shopifyOrder(1002, 1, { Total: 'much' }),
    shopifyOrder(1003, 1),
    shopifyOrder(1004, 1),
  ]
  return new Folder().write('orders.csv', shopifyCsv(orders)).writeJson('shop.json', shopifyConfig)
}

test('upload --sandbox runs the whole job without a key and says that nothing left the computer', async () => {
  const folder = shop()
  const args = ['upload', 'orders.csv', '--config', 'shop.json', '--sandbox']
  const { code, stdout } = await runCommand(folder, args, { env: { LETTRLABS_API_KEY: '' } })
  expect(code).toBe(3)
  expect(stdout).toMatch(/^SANDBOX: sent to a stand-in on this computer; nothing left it/)
  expect(stdout).not.toContain('matching happens there')
  const summary = balanced(folder)
  expect(summary.mode).toBe('sandbox')
  expect(salesIn(summary, 'accepted')).toBe(3)
})

test('upload --sandbox --faults rehearses trouble', async () => {
  const folder = new Folder().write('orders.csv', plainCsv(plainSales(5)))
  const args = ['upload', 'orders.csv', '--sandbox', '--faults']
  expect((await runCommand(folder, [...args, 'hang up after storing'])).code).toBe(0)
  expect(balanced(folder).delivery.requests).toBe(2)
  expect((await runCommand(folder, [...args, 'hang up after storing, 401'])).code).toBe(4)
  expect(salesIn(balanced(folder), 'in doubt')).toBe(5)
})

test('the sandbox command serves an upload and a plain client, and ends with 0 at SIGTERM', async () => {
  const folder = new Folder().write('orders.csv', plainCsv(plainSales(3)))
  const running = startCommand(folder, ['sandbox', '--sandbox-key', 'rehearsal', '--latency', '1'])
  const [, url = ''] = /(http:\/\/127\.0\.0\.1:\d+\/api)/.exec(await running.printed(/Ctrl-C/)) ?? []
  const post = (key: string) =>
    fetch(`${url}/v1/conversions`, {
      method: 'POST',
      headers: { 'x-api-key': key, 'content-type': 'application/json' },
      body: JSON.stringify([{ orderId: 'B-1', primaryEmail: 'canaria@example.com', revenue: 5 }]),
    })
  expect((await post('wrong')).status).toBe(401)
  expect((await post('rehearsal')).status).toBe(200)
  const env = { LETTRLABS_API_BASE_URL: url, LETTRLABS_API_KEY: 'rehearsal' }
  expect((await runCommand(folder, ['upload', 'orders.csv'], { env })).code).toBe(0)
  const seen = await (await fetch(url.replace('/api', '/_sandbox/store'))).json()
  expect(JSON.stringify(seen)).toContain('A-1003')
  running.kill('SIGTERM')
  const { code, stderr } = await running.ended
  expect(code).toBe(0)
  expect(stderr).toContain('it had stored 4 conversions')
})

test.each([
  [['--metadata', 'poem'], /"poem" is no known form/],
  [['--port', '70000'], /--port is "70000"/],
  [['--faults', 'explode'], /"explode" is not known/],
  [['--duplicates', 'maybe'], /accept or refuse/],
])('sandbox %s is refused, exit 2', async (args, words) => {
  const { code, stderr } = await runCommand(new Folder(), ['sandbox', ...args])
  expect(code).toBe(2)
  expect(stderr).toMatch(words)
})

test('a port that is taken is said, exit 2', async () => {
  const taken = await standIn()
  const { code, stderr } = await runCommand(new Folder(), ['sandbox', '--port', String(taken.port)])
  expect(code).toBe(2)
  expect(stderr).toContain(String(taken.port))
})
