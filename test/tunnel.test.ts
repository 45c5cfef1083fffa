import { once } from 'node:events'
import http from 'node:http'
import https from 'node:https'
import net, { type AddressInfo } from 'node:net'
import tls from 'node:tls'
import { afterEach, expect, test, vi } from 'vitest'
import { type Client, isTlsFailure, openClient } from '../src/http.js'
import { makeCertificate } from './certificate.js'

const key = 'LL-API-test-0123456789'
const cleanups: (() => unknown)[] = []
const day = 86_400_000
const good = makeCertificate('localhost', new Date(Date.now() - day), new Date(Date.now() + day))
const foreign = makeCertificate('other.example.com', new Date(Date.now() - day), new Date(Date.now() + day))

afterEach(async () => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

test('requests go through the tunnel, which is kept, and the proxy sees neither key nor sales', async () => {
  trust(good)
  const api = await secureApi(good)
  const proxy = await openProxy(through(api.port))
  const opened = client(api.url, `http://ann:p%40ss@${proxy.host}`, { concurrency: 1 })
  for (const _again of [1, 2, 3]) {
    expect(await post(opened)).toMatchObject({ kind: 'answer', status: 200, body: '{"ok":1}', complete: true })
  }
  expect(proxy.connects).toEqual([
    { url: `localhost:${api.port}`, authorization: `Basic ${Buffer.from('ann:p@ss').toString('base64')}` },
  ])
  expect(proxy.carried()).not.toContain(key)
  expect(proxy.carried()).not.toContain('canaria')
  expect(api.requests).toHaveLength(3)
  expect(api.requests[0]).toMatchObject({ method: 'POST', url: '/api/v1/conversions', body: '["canaria"]' })
  expect(api.requests[0]?.headers).toMatchObject({ 'x-api-key': key, host: `localhost:${api.port}` })
  expect(JSON.stringify(api.requests)).not.toMatch(/proxy|ann/i)
})

test('as many tunnels as the concurrency, each with one request at a time', async () => {
  trust(good)
  const api = await secureApi(good)
  const proxy = await openProxy(through(api.port))
  const opened = client(api.url, `http://${proxy.host}`, { concurrency: 3 })
  const attempts = await Promise.all(Array.from({ length: 20 }, () => post(opened)))
  expect(attempts.every((attempt) => attempt.kind === 'answer')).toBe(true)
  expect(proxy.connects).toHaveLength(3)
  await opened.close()
})

test('a proxy that is spoken to securely has to prove who it is', async () => {
  trust(good, foreign)
  const api = await secureApi(good)
  const proxy = await openProxy(through(api.port), good)
  const url = `https://${proxy.host.replace('127.0.0.1', 'localhost')}`
  expect(await post(client(api.url, url))).toMatchObject({ kind: 'answer', status: 200 })
  vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0')
  vi.spyOn(process, 'emitWarning').mockImplementation(() => {})
  const stranger = await openProxy(through(api.port), foreign)
  const attempt = await post(client(api.url, url.replace(/\d+$/, stranger.host.split(':')[1] ?? '')))
  expect(attempt).toMatchObject({ kind: 'silence', started: false, code: 'PROXY_ERR_TLS_CERT_ALTNAME_INVALID' })
  expect(isTlsFailure('PROXY_ERR_TLS_CERT_ALTNAME_INVALID')).toBe(true)
  expect(stranger.connects).toEqual([])
})

type React = (socket: net.Socket, carry: (from: net.Socket) => void) => void

const says =
  (...lines: readonly string[]): React =>
  (socket) =>
    void socket.end(`${lines.join('\r\n')}\r\n\r\n`)

const faults: readonly [string, React, string, RegExp][] = [
  ['wants a password', says('HTTP/1.1 407 No', 'Proxy-Authenticate: Basic'), 'PROXY_407', /user name and password/],
  ['forbids it', says('HTTP/1.1 403 Forbidden', 'Content-Length: 0'), 'PROXY_403', /would not open the way/],
  ['can’t reach the API', says('HTTP/1.1 502 Bad Gateway', 'Content-Length: 0'), 'PROXY_502', /would not open/],
  ['sends elsewhere', says('HTTP/1.1 302 Found', 'Location: http://login/'), 'PROXY_302', /would not open/],
  ['hangs up instead of answering', (socket) => void socket.end(), 'PROXY_ECONNRESET', /the proxy hung up/],
  ['resets instead of answering', (socket) => void socket.resetAndDestroy(), 'PROXY_ECONNRESET', /the proxy hung up/],
  ['breaks off in its answer', (socket) => void socket.end('HTTP/1.1 20'), 'PROXY_', /proxy/],
  ['is none', (socket) => void socket.end('SSH-2.0-OpenSSH_9.2\r\n'), 'PROXY_HPE_', /no connection to the proxy/],
  ['talks before the API', (socket) => void socket.write('HTTP/1.1 200 OK\r\n\r\nhello'), 'PROXY_PROTOCOL', /proxy/],
  ['never answers', () => {}, 'PROXY_TIMEOUT', /the proxy did not answer in time/],
  ['hangs up after opening the way', says('HTTP/1.1 200 OK'), 'ECONNRESET', /no connection came about/],
  [
    'resets after opening the way',
    (socket) => socket.write('HTTP/1.1 200 OK\r\n\r\n', () => void socket.resetAndDestroy()),
    'ECONNRESET',
    /no connection came about/,
  ],
]

test.each(faults)('a proxy that %s: the request provably never left', async (_, react, code, message) => {
  trust(good)
  const proxy = await openProxy(react)
  const opened = client('https://localhost:9/api', `http://ann:secret-word@${proxy.host}`, { timeout: 400 })
  const attempt = await post(opened)
  expect(attempt).toMatchObject({ kind: 'silence', started: false })
  if (attempt.kind !== 'silence') return
  // Two clocks of the same length: the one for the attempt, the other for the connection.
  expect(attempt.code === 'TIMEOUT' ? 'PROXY_TIMEOUT' : attempt.code).toContain(code)
  if (attempt.code !== 'TIMEOUT') expect(attempt.message).toMatch(message)
  expect(JSON.stringify(attempt)).not.toMatch(/ann|secret|127\.0\.0\.1|localhost/)
  expect(proxy.connects).toHaveLength(1)
  expect(proxy.carried()).not.toContain('x-api-key')
})

test('a proxy that is not there: the request provably never left', async () => {
  const proxy = await openProxy(() => {})
  await proxy.gone()
  const attempt = await post(client('https://localhost:9/api', `http://ann:secret-word@${proxy.host}`))
  expect(attempt).toMatchObject({ started: false, code: 'PROXY_ECONNREFUSED' })
  expect(attempt.kind === 'silence' && attempt.message).toBe('the proxy refused the connection')
})

test('after a proxy’s refusal the next request asks again', async () => {
  trust(good)
  const api = await secureApi(good)
  let refusals = 2
  const proxy = await openProxy((socket, carry) =>
    refusals-- > 0 ? void socket.end('HTTP/1.1 503 Busy\r\n\r\n') : through(api.port)(socket, carry),
  )
  const opened = client(api.url, `http://${proxy.host}`, { concurrency: 1 })
  expect(await post(opened)).toMatchObject({ started: false, code: 'PROXY_503' })
  expect(await post(opened)).toMatchObject({ started: false, code: 'PROXY_503' })
  expect(await post(opened)).toMatchObject({ status: 200 })
  expect(api.requests).toHaveLength(1)
})

test('a certificate for another name behind the proxy: nothing is sent', async () => {
  trust(good, foreign)
  const api = await secureApi(foreign)
  const proxy = await openProxy(through(api.port))
  const attempt = await post(client(api.url, `http://${proxy.host}`))
  expect(attempt).toMatchObject({ started: false, code: 'ERR_TLS_CERT_ALTNAME_INVALID' })
  expect(proxy.connects).toHaveLength(1)
  expect(api.requests).toEqual([])
})

test.each(['end', 'reset'] as const)(
  'a tunnel that is cut (%s) once the API has the sales: it started',
  async (how) => {
    trust(good)
    let cut = () => {}
    const api = await secureApi(good, () => cut())
    const proxy = await openProxy((socket, carry) => {
      cut = () => void (how === 'end' ? socket.end() : socket.resetAndDestroy())
      through(api.port)(socket, carry)
    })
    const attempt = await post(client(api.url, `http://${proxy.host}`))
    expect(attempt).toMatchObject({ kind: 'silence', started: true })
    expect(api.requests).toHaveLength(1)
    expect(proxy.connects).toHaveLength(1)
  },
)

test('a tunnel that falls silent once the API has the sales: it started, and the wait has an end', async () => {
  trust(good)
  const api = await secureApi(good, () => {})
  const proxy = await openProxy(through(api.port))
  const attempt = await post(client(api.url, `http://${proxy.host}`, { timeout: 500 }))
  expect(attempt).toMatchObject({ kind: 'silence', started: true, code: 'TIMEOUT' })
  expect(api.requests).toHaveLength(1)
})

const post = (opened: Client) => opened.request('POST', '/v1/conversions', '["canaria"]')

function client(baseUrl: string, proxy: string, options: { concurrency?: number; timeout?: number } = {}): Client {
  const limits = { concurrency: 4, timeout: 5000, ...options }
  const opened = openClient({ baseUrl, key, userAgent: 'lettr-convert/test', proxy, ...limits })
  cleanups.push(() => opened.destroy())
  return opened
}

interface Seen {
  readonly method: string | undefined
  readonly url: string | undefined
  readonly headers: http.IncomingHttpHeaders
  readonly body: string
}

/** A stand-in with TLS; `received` keeps it from answering. */
async function secureApi(certificate: { cert: string; key: string }, received?: () => void) {
  const requests: Seen[] = []
  const server = https.createServer(certificate, async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const { method, url, headers } = request
    requests.push({ method, url, headers, body })
    if (received === undefined) response.end('{"ok":1}')
    else received()
  })
  server.on('tlsClientError', () => {})
  const { port } = await listen(server)
  return { port, url: `https://localhost:${port}/api`, requests }
}

/** A proxy that lets `react` answer each CONNECT, and notes all bytes that it carries to the other end. */
async function openProxy(react: React, certificate?: { cert: string; key: string }) {
  const connects: { url: string | undefined; authorization: string | undefined }[] = []
  let carried = ''
  const server = certificate === undefined ? http.createServer() : https.createServer(certificate)
  server.on('tlsClientError', () => {})
  server.on('connect', (request, socket: net.Socket) => {
    socket.on('error', () => {})
    connects.push({ url: request.url, authorization: request.headers['proxy-authorization'] })
    react(socket, (from) => {
      from.on('data', (chunk) => {
        carried += chunk.toString('latin1')
      })
    })
    socket.resume()
  })
  const { port, gone } = await listen(server)
  return { host: `127.0.0.1:${port}`, connects, carried: () => carried, gone }
}

const through =
  (port: number): React =>
  (socket, carry) => {
    const onward = net.connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n')
      carry(socket)
      socket.pipe(onward).pipe(socket)
    })
    onward.on('error', () => socket.destroy())
    socket.on('close', () => onward.destroy())
  }

async function listen(server: net.Server): Promise<{ port: number; gone(): Promise<unknown> }> {
  const sockets = new Set<net.Socket>()
  server.on('connection', (socket: net.Socket) => sockets.add(socket))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const gone = () => {
    for (const socket of sockets) socket.destroy()
    return server.listening ? once(server.close(), 'close') : Promise.resolve()
  }
  cleanups.push(gone)
  return { port, gone }
}

/** Lets this process trust certificates, without another setting being touched. */
function trust(...certificates: readonly { cert: string }[]) {
  const connect = tls.connect as unknown as (options: tls.ConnectionOptions) => tls.TLSSocket
  const ca = certificates.map(({ cert }) => cert)
  vi.spyOn(tls, 'connect').mockImplementation(((options: tls.ConnectionOptions) =>
    connect({ ...options, ca })) as never)
}
