import { spawn } from 'node:child_process'
import { once } from 'node:events'
import net, { type AddressInfo } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { parseFaults } from '../../src/sandbox/faults.js'
import { makeCertificate } from '../certificate.js'
import { openFront } from '../support/front.js'
import { posts } from './books.js'
import { plainCsv, plainSales } from './exports.js'
import { storeWords, tenSales, told, uploadArgs, withoutOrderId } from './fault-play.js'
import { Folder, runCommand, standIn } from './run-command.js'

const sides = [
  ['with order ids', true],
  ['without order ids', false],
] as const
const held = (store: number) => `6: accepted 6, in doubt 4; store ${store}`
const done = '0: accepted 10; store 10'

describe('nothing is sent, and nothing is left, when LettrLabs can’t be reached at the start:', () => {
  const day = 86_400_000
  const from = new Date(Date.now() - 10 * day)
  const good = makeCertificate('localhost', from, new Date(Date.now() + day))
  const expired = makeCertificate('localhost', from, new Date(Date.now() - day))
  const foreign = makeCertificate('other.example.com', from, new Date(Date.now() + day))

  test.each([
    ['a name that is not found', 'https://no-such-name.invalid/api', 5, /could not be asked: .*(ENOTFOUND|EAI_AGAIN)/],
    ['a refused connection', 'http://127.0.0.1:1/api', 5, /could not be asked: .*ECONNREFUSED/],
  ] as const)('%s', async (_, LETTRLABS_API_BASE_URL, code, words) => {
    const folder = tenSales(true)
    const ended = await runCommand(folder, uploadArgs, { env: { LETTRLABS_API_BASE_URL } })
    expect(ended).toMatchObject({ code, stderr: expect.stringMatching(words) })
    expect(ended.stderr).toContain('Nothing was sent.')
    expect(folder.runs()).toEqual([])
  })

  test('a connection that does not come about in time', async () => {
    const port = await deafPort()
    const env = { LETTRLABS_API_BASE_URL: `http://127.0.0.1:${port}/api` }
    const folder = tenSales(true)
    const ended = await runCommand(folder, [...uploadArgs, '--timeout', '1'], { env })
    expect(ended).toMatchObject({ code: 5, stderr: expect.stringMatching(/no connection came about in time/) })
    expect(folder.runs()).toEqual([])
  })

  test.each([
    ['is trusted and for this name', good, good, 0, 10],
    ['has expired', expired, expired, 4, 0],
    ['is for another name', foreign, foreign, 4, 0],
    ['is signed by nobody who is trusted', good, undefined, 4, 0],
  ])('a certificate that %s', async (_, shown, trusted, code, count) => {
    const folder = tenSales(true)
    if (trusted !== undefined) folder.write('trusted.pem', trusted.cert)
    const sandbox = await standIn()
    const front = await openFront(sandbox, undefined, { tls: shown })
    // What people try when TLS fails must not help.
    const env = { ...front.env, NODE_EXTRA_CA_CERTS: folder.at('trusted.pem'), NODE_TLS_REJECT_UNAUTHORIZED: '0' }
    const ended = await runCommand(folder, uploadArgs, { env })
    expect(ended.code, ended.stderr).toBe(code)
    expect(sandbox.store()).toHaveLength(count)
    expect(sandbox.requests()).toHaveLength(count === 0 ? 0 : 4)
  })

  test('plain HTTP where TLS should be', async () => {
    const folder = tenSales(true)
    const sandbox = await standIn()
    const env = { LETTRLABS_API_BASE_URL: sandbox.url.replace('http://127.0.0.1', 'https://localhost') }
    expect((await runCommand(folder, uploadArgs, { env })).code).toBe(4)
    expect(sandbox.requests()).toEqual([])
    expect(folder.runs()).toEqual([])
  })

  test.each([['401', 'another-key', 4, /does not know the key from environment LETTRLABS_API_KEY \(401\)/]])(
    '%s',
    async (_, key, code, words) => {
      const folder = tenSales(true)
      const sandbox = await standIn({ key })
      const ended = await runCommand(folder, uploadArgs, sandbox)
      expect(ended).toMatchObject({ code, stderr: expect.stringMatching(words) })
      expect(posts(sandbox)).toBe(0)
      expect(folder.runs()).toEqual([])
    },
  )
})

describe.each(sides)('%s', (_, ids) => {
  test('a LettrLabs that goes away in mid-run has taken what it took; the rest is unsent until it is back', async () => {
    const folder = tenSales(ids)
    const sandbox = await standIn()
    const front = await openFront(sandbox, async ({ post, pass }) => {
      if (post === 1) front.shut()
      await pass({ connection: 'close' })
    })
    const first = await runCommand(folder, [...uploadArgs, '--max-duration', '1s'], front)
    expect(told(first, folder, sandbox.store())).toBe('5: accepted 4, unsent 6; store 4')
    await front.reopen()
    const again = await runCommand(folder, uploadArgs, front)
    expect(told(again, folder, sandbox.store())).toBe('0: accepted 6, known 4; store 10')
  })

  test('a reset on accept is a request that never began or a lost one, and nothing is stored twice', async () => {
    const folder = tenSales(ids)
    const sandbox = await standIn()
    const front = await openFront(sandbox, ({ pass }) => pass({ connection: 'close' }), {
      onConnection: (socket, count) => (count === 3 ? socket.resetAndDestroy() : undefined),
    })
    const ended = told(await runCommand(folder, uploadArgs, front), folder, sandbox.store())
    expect(ids ? [done] : [done, held(6)]).toContain(ended)
  })

  test('a peer that resets idle connections costs nothing', async () => {
    const folder = tenSales(ids)
    const sandbox = await standIn()
    const front = await openFront(sandbox, async ({ pass, socket, response }) => {
      response.once('finish', () => setTimeout(() => socket.resetAndDestroy(), 60))
      await pass()
    })
    const ended = await runCommand(folder, [...uploadArgs, '--batch-size', '2', '--rate', '5/s'], front)
    expect(told(ended, folder, sandbox.store())).toBe(done)
    expect(posts(sandbox)).toBe(5)
  })

  test.each([
    ['before LettrLabs has it', false],
    ['after LettrLabs has it', true],
  ])('a proxy that closes every third request %s', async (_, stores) => {
    const folder = tenSales(ids)
    const sandbox = await standIn()
    const front = await openFront(sandbox, async ({ post, ask, pass, socket }) => {
      if (post % 3 !== 0 || post === 0) return pass()
      if (stores) await ask()
      socket.destroy()
    })
    const ended = await runCommand(folder, [...uploadArgs, '--batch-size', '2'], front)
    const expected = ids ? done : `6: accepted 8, in doubt 2; store ${stores ? 10 : 8}`
    expect(told(ended, folder, sandbox.store())).toBe(expected)
  })

  test('an answer without end is cut, and is no answer', async () => {
    const folder = tenSales(ids)
    const sandbox = await standIn()
    const front = await openFront(sandbox, async ({ post, ask, pass, response }) => {
      if (post !== 2) return pass()
      await ask()
      const chunk = Buffer.alloc(1 << 16, ' ')
      const pour = (): void => {
        while (!response.destroyed && response.write(chunk));
      }
      response.writeHead(200, { 'content-type': 'application/json' })
      response.on('drain', pour)
      pour()
    })
    const ended = await runCommand(folder, uploadArgs, front)
    expect(told(ended, folder, sandbox.store())).toBe(ids ? done : held(10))
  })

  test('a 400 that names a sale refuses that one, and the others of the request go once more', async () => {
    const folder = tenSales(ids)
    const sandbox = await standIn()
    const front = await openFront(sandbox, async ({ post, pass, response }) => {
      if (post !== 2) return pass()
      response.writeHead(400, { 'content-type': 'application/problem+json' })
      response.end(JSON.stringify({ status: 400, errors: { '[1].revenue': ['The amount is not believed.'] } }))
    })
    const ended = await runCommand(folder, uploadArgs, front)
    expect(told(ended, folder, sandbox.store())).toBe('3: accepted 9, refused 1; store 9')
    expect(folder.left('rejected.csv')).toContain('The amount is not believed.')
    expect(folder.left('rejected.csv')).toContain('canaria1006@example.com')
  })

  test('a sale refused in a lost first copy counts as what the second copy says of it', async () => {
    const folder = tenSales(ids)
    const sandbox = await standIn({ faults: parseFaults('ok, partial') })
    const front = await openFront(sandbox, async ({ post, ask, pass, socket }) => {
      if (post !== 2) return pass()
      await ask()
      socket.resetAndDestroy()
    })
    const ended = await runCommand(folder, uploadArgs, front)
    expect(told(ended, folder, sandbox.store())).toBe(ids ? done : held(9))
  })
})

test('the same request goes once more with the same bytes, and with the key only to its own origin', async () => {
  const folder = new Folder().write('orders.csv', plainCsv(plainSales(3)))
  const sandbox = await standIn()
  const bodies: string[] = []
  const server = net.createServer((socket) => {
    socket.on('error', () => {})
    let text = ''
    socket.on('data', (bytes) => {
      text += bytes.toString()
      const [head = '', body = ''] = text.split('\r\n\r\n')
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0)
      if (Buffer.byteLength(body) < length) return
      text = ''
      if (length > 0) bodies.push(body)
      if (bodies.length > 0 && bodies.length < 3) return void socket.resetAndDestroy()
      const answer = JSON.stringify({
        profile: { id: 7, company: 'Sample' },
        payload: [],
        errors: [],
        hasErrors: false,
      })
      socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${Buffer.byteLength(answer)}\r\n\r\n${answer}`)
    })
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  onTestFinished(() => void server.close())
  const env = { LETTRLABS_API_BASE_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api` }
  expect((await runCommand(folder, ['upload', 'orders.csv'], { env })).code).toBe(0)
  expect(bodies).toHaveLength(3)
  expect(new Set(bodies).size).toBe(1)
  expect(sandbox.requests()).toEqual([])
})

test('the words for a store tell a sale that is there twice', () => {
  const one = { id: 1, uploadId: 1, receivedAt: '', record: { primaryEmail: 'a@example.com' } }
  expect(storeWords([one, one])).toBe('store 1, twice: a@example.com')
  expect(withoutOrderId).not.toContain('orderId')
})

/** A port whose system answers no connection any more: its process sleeps, and its queue is full. */
async function deafPort(): Promise<number> {
  const script = `const server = require('node:net').createServer()
server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => console.log(server.address().port))`
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  const port = Number(line.toString())
  child.kill('SIGSTOP')
  const sockets = Array.from({ length: 4 }, () => net.connect(port, '127.0.0.1').on('error', () => {}))
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
  })
  await once(sockets[0] as net.Socket, 'connect')
  return port
}
