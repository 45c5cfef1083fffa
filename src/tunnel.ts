import http from 'node:http'
import https from 'node:https'
import type { Socket } from 'node:net'
import type { buildConnector } from 'undici'

/** Errors of the proxy itself carry this before their code: PROXY_407, PROXY_ECONNREFUSED. */
const prefix = 'PROXY_'

/**
 * Connects a pool of https connections through a proxy, by CONNECT; milliseconds for the way to the proxy, for its answer,
 * and for the secure connection that follows, each. undici's own ProxyAgent connects again and again without a pause or an
 * end when a proxy hangs up instead of answering (7.30.2).
 */
export async function tunnelConnector(proxy: string, timeout: number): Promise<buildConnector.connector> {
  // @ts-expect-error undici has types for its entry only
  const loaded = await import('undici/lib/core/connect.js')
  const build: typeof buildConnector = loaded.default
  const secure = build({ rejectUnauthorized: true, timeout, allowH2: false })
  return (options, callback) => {
    const { host, hostname, port } = options
    const authority = port === '' ? `${host ?? hostname}:443` : (host ?? `${hostname}:${port}`)
    openTunnel(proxy, authority, timeout).then(
      (httpSocket) => secure({ ...options, httpSocket }, callback),
      (error: Error) => callback(error, null),
    )
  }
}

/** The proxy's connection once it leads to the other end; rejects with a code that begins with PROXY_. */
function openTunnel(proxy: string, authority: string, timeout: number): Promise<Socket> {
  const { protocol, hostname, port, username, password } = new URL(proxy)
  return new Promise((resolve, reject) => {
    const request = (protocol === 'https:' ? https : http).request({
      method: 'CONNECT',
      host: hostname.replace(/^\[|\]$/g, ''),
      ...(port === '' ? {} : { port }),
      path: authority,
      headers: {
        host: authority,
        connection: 'keep-alive',
        'proxy-connection': 'keep-alive',
        ...authorization(username, password),
      },
      agent: false,
      rejectUnauthorized: true,
    })
    const fail = (code: string) => {
      clearTimeout(timer)
      request.on('error', () => {}).destroy()
      reject(Object.assign(new Error('the proxy failed'), { code: prefix + code }))
    }
    const timer = setTimeout(() => fail('TIMEOUT'), timeout)
    request.on('error', (error: NodeJS.ErrnoException) => fail(error.code ?? 'UNKNOWN'))
    request.on('connect', ({ statusCode = 0 }, socket: Socket, early: Buffer) => {
      // The other end waits for our greeting: what comes before it is the proxy's own.
      if (statusCode < 200 || statusCode > 299) fail(String(statusCode))
      else if (early.length > 0) fail('PROTOCOL')
      else {
        clearTimeout(timer)
        resolve(socket)
      }
    })
    request.end()
  })
}

function authorization(username: string, password: string): { readonly 'proxy-authorization'?: string } {
  if (username === '' && password === '') return {}
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
  return { 'proxy-authorization': `Basic ${Buffer.from(pair).toString('base64')}` }
}
