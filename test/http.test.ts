import dns from 'node:dns'
import { once } from 'node:events'
import http from 'node:http'
import net, { type AddressInfo } from 'node:net'
import tls from 'node:tls'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Attempt } from '../src/domain/attempt.js'
import { type Client, isTlsFailure, maximumAnswer, openClient } from '../src/http.js'
import { makeCertificate } from './certificate.js'

const key = 'LL-API-test-0123456789'
const cleanups: (() => unknown)[] = []

afterEach(async () => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

function client(baseUrl: string, options: { concurrency?: number; timeout?: number; key?: string } = {}): Client {
  const opened = openClient({
    baseUrl,
    key,
    concurrency: 4,
    timeout: 5000,
    userAgent: 'lettr-convert/test',
    ...options,
  })
  cleanups.push(() => opened.destroy())
  return opened
}

async function listen(server: net.Server): Promise<string> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const sockets = new Set<net.Socket>()
  server.on('connection', (socket: net.Socket) => sockets.add(socket))
  cleanups.push(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}

interface Raw {
  readonly url: string
  readonly received: () => string
}

/** A server of plain sockets: `react` is called with everything that came so far, each time more comes. */
async function raw(
  react: (socket: net.Socket, soFar: string) => void,
  accept?: (socket: net.Socket) => void,
): Promise<Raw> {
  let received = ''
  const server = net.createServer((socket) => {
    socket.on('error', () => {})
    accept?.(socket)
    let soFar = ''
    socket.on('data', (chunk) => {
      soFar += chunk.toString('latin1')
      received += chunk.toString('latin1')
      react(socket, soFar)
    })
  })
  return { url: `http://${await listen(server)}`, received: () => received }
}

/** Answers each whole request with these bytes, and hangs up if asked to. */
function answering(bytes: string | Buffer, after: 'end' | 'reset' | 'stay' = 'end') {
  return raw((socket, soFar) => {
    if (!soFar.endsWith('[1]')) return
    socket.write(bytes, () => {
      if (after === 'end') socket.end()
      if (after === 'reset') socket.resetAndDestroy()
    })
  })
}

const post = (opened: Client, body: string | Buffer = '[1]') => opened.request('POST', '/v1/conversions', body)
const lateTimeout = 300

describe('a request that can be answered', () => {
  test('carries the key, the type and nothing that invites compression, below the base path', async () => {
    const seen: { url: string | undefined; headers: http.IncomingHttpHeaders; body: string }[] = []
    const server = http.createServer(async (request, response) => {
      let body = ''
      for await (const chunk of request) body += chunk
      seen.push({ url: request.url, headers: request.headers, body })
      response.setHeader('X-Thing', ['one', 'two']).end('{"ok":1}')
    })
    const opened = client(`http://${await listen(server)}/api/`)
    const attempt = await post(opened, Buffer.from('["é"]'))
    await opened.request('GET', '/v1/me')
    expect(attempt).toMatchObject({ kind: 'answer', status: 200, body: '{"ok":1}', complete: true })
    expect(attempt.kind === 'answer' && attempt.headers.get('x-thing')).toBe('one')
    expect(seen[0]).toMatchObject({
      url: '/api/v1/conversions',
      body: '["é"]',
      headers: {
        'x-api-key': key,
        'content-type': 'application/json',
        accept: 'application/json',
        'accept-encoding': 'identity',
        'user-agent': 'lettr-convert/test',
        'content-length': '6',
      },
    })
    expect(seen[1]).toMatchObject({ url: '/api/v1/me', body: '' })
    expect(seen[1]?.headers).not.toHaveProperty('content-type')
  })

  const answers: readonly [string, string | Buffer, Partial<Extract<Attempt, { kind: 'answer' }>>][] = [
    ['204', 'HTTP/1.1 204 No Content\r\n\r\n', { status: 204, body: '', complete: true }],
    [
      'a body that ends with the connection',
      'HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{"a":1}',
      { body: '{"a":1}', complete: true },
    ],
    ['a byte order mark', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n\xef\xbb\xbf{}', { body: '{}', complete: true }],
    [
      'a hint before the answer',
      'HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\nHTTP/1.1 401 No\r\nContent-Length: 2\r\n\r\nno',
      { status: 401, body: 'no', complete: true },
    ],
    [
      'a header named __proto__',
      'HTTP/1.1 200 OK\r\n__proto__: x\r\nconstructor: y\r\nContent-Length: 2\r\n\r\n{}',
      { status: 200, body: '{}', complete: true },
    ],
    [
      'a body cut short',
      'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"profile":nu',
      { status: 200, body: '{"profile":nu', complete: false },
    ],
    [
      'a body cut short on a closing connection',
      'HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 100\r\n\r\n{"pro',
      { body: '{"pro', complete: false },
    ],
    [
      'a body in chunks, cut short',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"a":\r\n',
      { body: '{"a":', complete: false },
    ],
    [
      'a broken chunk',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\nzz\r\n',
      { body: '{}', complete: false },
    ],
    [
      'a redirect',
      'HTTP/1.1 307 Go\r\nLocation: https://example.com/\r\nContent-Length: 0\r\n\r\n',
      { status: 307, complete: true },
    ],
  ]
  test.each(answers)('%s is an answer as far as it came', async (_, bytes, expected) => {
    const server = await answering(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes)
    const attempt = await post(client(server.url))
    expect(attempt).toMatchObject({ kind: 'answer', ...expected })
    expect(Object.prototype).not.toHaveProperty('x')
  })

  test('a compressed answer that nobody asked for is text that is no JSON', async () => {
    const zipped = gzipSync('{"payload":[]}')
    const head = `HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: ${zipped.length}\r\n\r\n`
    const server = await answering(Buffer.concat([Buffer.from(head), zipped]))
    const attempt = await post(client(server.url))
    expect(attempt).toMatchObject({ kind: 'answer', status: 200, complete: true })
    expect(attempt.kind === 'answer' && attempt.body).not.toContain('payload')
  })

  test('an answer that drips is cut by the total time, because the idle timer would never end it', async () => {
    const server = await raw((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n')
      const dripping = setInterval(() => socket.write('.'), 10)
      socket.on('close', () => clearInterval(dripping))
    })
    const attempt = await post(client(server.url, { timeout: lateTimeout }))
    expect(attempt).toMatchObject({ kind: 'answer', status: 200, complete: false })
    expect(attempt.kind === 'answer' && attempt.body).toMatch(/^\.+$/)
  })

  test('an endless answer is cut at 8 MiB', async () => {
    const piece = Buffer.alloc(64 * 1024, 'x')
    const server = await raw((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n')
      const flood = (): void => {
        while (!socket.destroyed && socket.write(piece));
      }
      socket.on('drain', flood)
      flood()
    })
    const attempt = await post(client(server.url))
    expect(attempt).toMatchObject({ kind: 'answer', status: 200, complete: false })
    expect(attempt.kind === 'answer' && attempt.body.length).toBeLessThanOrEqual(maximumAnswer)
  })

  test('an answer before the body was read is an answer, for bodies as large as ours', async () => {
    const server = await raw((socket, soFar) => {
      if (soFar.length < 70_000) socket.end('HTTP/1.1 413 Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
    })
    const attempt = await post(client(server.url), Buffer.alloc(1024 * 1024, ' '))
    expect(attempt).toMatchObject({ kind: 'answer', status: 413, complete: true })
  })

  test.each([301, 302, 303, 307, 308])(
    'a %i to another origin is not followed: the other server sees nothing',
    async (status) => {
      let asked = 0
      const other = await listen(net.createServer(() => asked++))
      const server = http.createServer((request, response) => {
        request.resume()
        response.writeHead(status, { location: `http://${other}/v1/conversions` }).end()
      })
      const attempt = await post(client(`http://${await listen(server)}`))
      expect(attempt).toMatchObject({ kind: 'answer', status })
      expect(attempt.kind === 'answer' && attempt.headers.get('location')).toBe(`http://${other}/v1/conversions`)
      expect(asked).toBe(0)
    },
  )
})

describe('a request that may have arrived is a silence that started', () => {
  const faults: readonly [string, () => Promise<Raw>, string][] = [
    ['a reset before the body came', () => raw((socket) => socket.resetAndDestroy()), 'ECONNRESET'],
    ['a reset after the whole request', () => answering('', 'reset'), 'ECONNRESET'],
    ['an end without an answer', () => answering(''), 'UND_ERR_SOCKET'],
    ['half a status line', () => answering('HTTP/1.1 20'), 'UND_ERR_SOCKET'],
    ['half the headers', () => answering('HTTP/1.1 200 OK\r\nContent-Le'), 'UND_ERR_SOCKET'],
    ['a hint, and then no answer', () => answering('HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n'), 'UND_ERR_SOCKET'],
    ['something that is not HTTP', () => answering('220 mail.example.com ESMTP\r\n'), 'HTTP_PARSER_ERROR'],
    [
      'a flood of headers',
      () => answering(`HTTP/1.1 200 OK\r\n${'a: b\r\n'.repeat(20_000)}\r\n`),
      'UND_ERR_HEADERS_OVERFLOW',
    ],
    [
      'a switch of protocols',
      () => answering('HTTP/1.1 101 Go\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n'),
      'UND_ERR_SOCKET',
    ],
    ['no answer at all', () => answering('', 'stay'), 'TIMEOUT'],
  ]
  test.each(faults)('%s', async (_, serve, code) => {
    const server = await serve()
    const attempt = await post(client(server.url, { timeout: code === 'TIMEOUT' ? lateTimeout : 5000 }))
    expect(attempt).toMatchObject({ kind: 'silence', started: true, code })
    expect(server.received()).toContain('POST /v1/conversions')
  })

  test('a reset in the middle of a large body', async () => {
    const server = await raw((socket) => socket.resetAndDestroy())
    const attempt = await post(client(server.url), Buffer.alloc(20 * 1024 * 1024, ' '))
    expect(attempt).toMatchObject({ kind: 'silence', started: true })
    expect(server.received().length).toBeGreaterThan(0)
  })

  test('a run that is stopped while waiting', async () => {
    const server = await raw(() => opened.destroy())
    const opened = client(server.url)
    expect(await post(opened)).toMatchObject({ kind: 'silence', started: true, code: 'UND_ERR_DESTROYED' })
  })

  test('a reset on accept says "not started" only if no byte came', async () => {
    const server = await raw(
      () => {},
      (socket) => socket.resetAndDestroy(),
    )
    const attempt = await post(client(server.url))
    expect(attempt.kind).toBe('silence')
    if (attempt.kind === 'silence' && !attempt.started) expect(server.received()).toBe('')
  })
})

describe('a request that provably never left is a silence that did not start', () => {
  test('a refused connection', async () => {
    const server = net.createServer()
    const address = await listen(server)
    server.close()
    await once(server, 'close')
    expect(await post(client(`http://${address}`))).toMatchObject({
      kind: 'silence',
      started: false,
      code: 'ECONNREFUSED',
    })
  })

  test('a name that is not found', async () => {
    vi.spyOn(dns, 'lookup').mockImplementation(((_name: string, _options: unknown, done: (error: Error) => void) => {
      queueMicrotask(() => done(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' })))
    }) as never)
    const attempt = await post(client('http://lettrlabs.example'))
    expect(attempt).toMatchObject({ kind: 'silence', started: false, code: 'ENOTFOUND' })
    expect(attempt.kind === 'silence' && attempt.message).toBe('the name of the server was not found')
  })

  test('a connection that does not come about in time, and one of the next works', async () => {
    const server = await answering('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}')
    let lookups = 0
    vi.spyOn(dns, 'lookup').mockImplementation(((
      _name: string,
      _options: unknown,
      done: (...found: unknown[]) => void,
    ) => {
      if (++lookups > 1) queueMicrotask(() => done(null, [{ address: '127.0.0.1', family: 4 }]))
    }) as never)
    const opened = client(server.url.replace('127.0.0.1', 'localhost'), { concurrency: 1, timeout: lateTimeout })
    const first = await post(opened)
    expect(first).toMatchObject({ kind: 'silence', started: false, message: 'no connection came about in time' })
    expect(server.received()).toBe('')
    let again = await post(opened)
    // undici's timer for connections is as coarse as a second: until then the next ones wait behind the first.
    while (again.kind === 'silence') {
      expect(again.started).toBe(false)
      again = await post(opened)
    }
    expect(again.status).toBe(200)
    expect(server.received().match(/POST/g)).toHaveLength(1)
  })

  test('a request that waited behind another one until its time was over', async () => {
    const server = await raw((socket, soFar) => {
      if (soFar.endsWith('[3]')) socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}')
    })
    const opened = client(server.url, { concurrency: 1, timeout: lateTimeout })
    const [first, second] = await Promise.all([post(opened, '[1]'), post(opened, '[2]')])
    expect(first).toMatchObject({ started: true, code: 'TIMEOUT' })
    expect(second).toMatchObject({ started: false, code: 'TIMEOUT' })
    expect(await post(opened, '[3]')).toMatchObject({ kind: 'answer', status: 200 })
    expect(server.received()).not.toContain('[2]')
  })

  test('a key that no header can hold', async () => {
    const attempt = await post(client('http://127.0.0.1:9', { key: 'LL-API-\u2028x' }))
    expect(attempt).toMatchObject({ kind: 'silence', started: false, code: 'UND_ERR_INVALID_ARG' })
    expect(JSON.stringify(attempt)).not.toContain('LL-API')
  })

  test('a client that was closed, or destroyed', async () => {
    const server = await answering('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}')
    const opened = client(server.url)
    expect(await post(opened)).toMatchObject({ kind: 'answer' })
    await opened.close()
    await opened.close()
    expect(await post(opened)).toMatchObject({ kind: 'silence', started: false })
    await client(server.url).close()
  })
})

describe('TLS', () => {
  const yesterday = new Date(Date.now() - 86_400_000)
  const tomorrow = new Date(Date.now() + 86_400_000)
  const good = makeCertificate('localhost', yesterday, tomorrow)
  const old = makeCertificate('localhost', new Date('2020-01-01'), new Date('2021-01-01'))
  const foreign = makeCertificate('other.example.com', yesterday, tomorrow)

  /** A TLS server that answers every request, and what it could read. */
  async function secure(certificate: { cert: string; key: string }) {
    let read = ''
    const server = tls.createServer(certificate, (socket) => {
      socket.on('error', () => {})
      socket.on('data', (chunk) => {
        read += chunk.toString()
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}')
      })
    })
    server.on('tlsClientError', () => {})
    return { url: `https://${(await listen(server)).replace('127.0.0.1', 'localhost')}`, read: () => read }
  }

  /** Lets this process trust certificates, without another setting being touched. */
  function trust(...certificates: readonly { cert: string }[]) {
    const connect = tls.connect as unknown as (options: tls.ConnectionOptions) => tls.TLSSocket
    const ca = certificates.map(({ cert }) => cert)
    return vi
      .spyOn(tls, 'connect')
      .mockImplementation(((options: tls.ConnectionOptions) => connect({ ...options, ca })) as never)
  }

  test('a trusted certificate for the right name goes through', async () => {
    trust(good)
    const server = await secure(good)
    expect(await post(client(server.url))).toMatchObject({ kind: 'answer', status: 200, body: '{}' })
    expect(server.read()).toContain(key)
  })

  test.each([
    ['signed by nobody', good, [], 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['expired', old, [old], 'CERT_HAS_EXPIRED'],
    ['for another name', foreign, [foreign], 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ] as const)(
    'a certificate %s: nothing is sent, even with NODE_TLS_REJECT_UNAUTHORIZED=0',
    async (_, shown, trusted, code) => {
      vi.spyOn(process, 'emitWarning').mockImplementation(() => {})
      vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0')
      trust(...trusted)
      const server = await secure(shown)
      const opened = client(server.url, { concurrency: 1 })
      for (const _again of [1, 2]) {
        expect(await post(opened)).toMatchObject({ kind: 'silence', started: false, code })
      }
      expect(isTlsFailure(code)).toBe(true)
      expect(server.read()).toBe('')
    },
  )

  test('a server that speaks plain HTTP on a TLS port sees no request', async () => {
    const server = await raw((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
    const attempt = await post(client(server.url.replace('http:', 'https:')))
    expect(attempt).toMatchObject({ kind: 'silence', started: false })
    expect(attempt.kind === 'silence' && isTlsFailure(attempt.code)).toBe(true)
    expect(server.received()).not.toContain(key)
  })

  test('a server that hangs up during the handshake sees no request', async () => {
    const server = await raw((socket) => socket.resetAndDestroy())
    const attempt = await post(client(server.url.replace('http:', 'https:')))
    expect(attempt).toMatchObject({ kind: 'silence', started: false, code: 'ECONNRESET' })
    expect(isTlsFailure('ECONNRESET')).toBe(false)
  })
})

describe('connections', () => {
  test('a peer that resets idle connections costs no request', async () => {
    let resets = 0
    const server = await raw((socket, soFar) => {
      if (!soFar.endsWith('[1]')) return
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}', () => {
        setImmediate(() => {
          resets++
          socket.resetAndDestroy()
          setImmediate(() => gone?.())
        })
      })
    })
    let gone: (() => void) | undefined
    const opened = client(server.url, { concurrency: 1 })
    for (let round = 0; round < 30; round++) {
      const reset = new Promise<void>((resolve) => {
        gone = resolve
      })
      expect(await post(opened)).toMatchObject({ kind: 'answer', status: 200 })
      await reset
    }
    expect(resets).toBe(30)
  })

  test('an idle connection is closed after about a second, whatever the server offers', async () => {
    const closed = withResolvers<number>()
    let answered = 0
    const server = await raw(
      (socket) => {
        answered = performance.now()
        socket.write('HTTP/1.1 200 OK\r\nKeep-Alive: timeout=60\r\nContent-Length: 2\r\n\r\n{}')
      },
      (socket) => socket.on('end', () => closed.resolve(performance.now())),
    )
    await post(client(server.url))
    const idle = (await closed.promise) - answered
    expect(idle).toBeGreaterThan(500)
    expect(idle).toBeLessThan(2500)
  })

  test.each(['GET', 'POST'] as const)(
    '%ss at once are as many as the concurrency, each alone on its connection',
    async (method) => {
      const sockets = new Set<net.Socket>()
      let held: { readonly socket: net.Socket; readonly response: http.ServerResponse }[] = []
      let crowded = false
      const server = http.createServer((request, response) => {
        request.resume()
        sockets.add(request.socket)
        crowded ||= held.some(({ socket }) => socket === request.socket)
        held.push({ socket: request.socket, response })
        if (held.length < 3) return
        for (const { response: waiting } of held) waiting.end('{}')
        held = []
      })
      const opened = client(`http://${await listen(server)}`, { concurrency: 3 })
      const attempts = await Promise.all(Array.from({ length: 30 }, () => opened.request(method, '/v1/me')))
      expect(attempts.every((attempt) => attempt.kind === 'answer' && attempt.status === 200)).toBe(true)
      expect({ crowded, connections: sockets.size }).toEqual({ crowded: false, connections: 3 })
    },
  )
})

function withResolvers<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => {}
  const promise = new Promise<T>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}
