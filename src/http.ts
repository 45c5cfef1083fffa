import type { Dispatcher, Pool } from 'undici'
import type { Attempt } from './domain/attempt.js'

/** The one client that talks to LettrLabs; it carries the key, the limits and nothing else. */
export interface Client {
  /** Sends once, follows nothing, tries nothing again; a failure of the network is an Attempt, never thrown. */
  request(method: 'GET' | 'POST', path: string, body?: string | Buffer): Promise<Attempt>
  /** Waits for what is on the wire, then closes every connection. */
  close(): Promise<void>
  /** Cuts what is on the wire; each cut request becomes a silence. */
  destroy(): Promise<void>
}

export interface ClientOptions {
  /** As checked by the config: https, or a loopback address; its path is put before every request's. */
  readonly baseUrl: string
  readonly key: string
  /** Connections, each with one request at a time. */
  readonly concurrency: number
  /** Milliseconds for one attempt from call to last byte. */
  readonly timeout: number
  readonly userAgent: string
  /** A proxy's address, user name and password in it if it wants them, as checked by the config; for https only. */
  readonly proxy?: string | undefined
}

/** The largest answer that is read, in bytes. */
export const maximumAnswer = 8 * 1024 * 1024

/** Builds the client; nothing is loaded and no socket is opened before the first request. */
export function openClient(options: ClientOptions): Client {
  const base = new URL(options.baseUrl)
  const prefix = base.pathname.replace(/\/+$/, '')
  const headers = {
    'x-api-key': options.key,
    accept: 'application/json',
    'accept-encoding': 'identity',
    'user-agent': options.userAgent,
  }
  const headersWithBody = { ...headers, 'content-type': 'application/json' }
  let pool: Promise<Pool> | undefined

  return {
    async request(method, path, body) {
      pool ??= openPool(base.origin, options)
      const opened = await pool
      return new Promise((resolve) => {
        const exchange = new Exchange(resolve, options.timeout)
        const sent = body === undefined ? { headers } : { headers: headersWithBody, body }
        opened.dispatch({ method, path: prefix + path, ...sent }, exchange)
      })
    },
    async close() {
      const opened = await pool
      if (opened !== undefined && !opened.destroyed) await opened.close()
    },
    async destroy() {
      await (await pool)?.destroy()
    },
  }
}

async function openPool(origin: string, { concurrency, timeout, proxy }: ClientOptions): Promise<Pool> {
  // The pool alone loads in a third of the time of the whole of undici, whose version is pinned.
  // @ts-expect-error undici has types for its entry only
  const loaded = await import('undici/lib/dispatcher/pool.js')
  const PoolClass: typeof Pool = loaded.default
  const connectTimeout = Math.min(10_000, timeout)
  return new PoolClass(origin, {
    connections: concurrency,
    pipelining: 1,
    allowH2: false,
    keepAliveTimeout: 1000,
    keepAliveMaxTimeout: 1000,
    headersTimeout: 60_000,
    bodyTimeout: 60_000,
    maxResponseSize: maximumAnswer,
    connect:
      proxy === undefined
        ? // The option, unlike the default, beats NODE_TLS_REJECT_UNAUTHORIZED=0.
          { rejectUnauthorized: true, timeout: connectTimeout }
        : await (await import('./tunnel.js')).tunnelConnector(proxy, connectTimeout),
  })
}

/** One request on its way: undici calls it, and it settles once. */
class Exchange implements Dispatcher.DispatchHandler {
  readonly #resolve: (attempt: Attempt) => void
  readonly #timer: NodeJS.Timeout
  #controller: Dispatcher.DispatchController | undefined
  #status: number | undefined
  #headers: ReadonlyMap<string, string> = new Map()
  readonly #chunks: Buffer[] = []
  #settled = false

  constructor(resolve: (attempt: Attempt) => void, timeout: number) {
    this.#resolve = resolve
    this.#timer = setTimeout(() => this.#giveUp(), timeout)
  }

  /** undici calls this right before it writes the first byte, and not at all when there is no connection. */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    // What was given up, or has been written once, must never be written: the API would count it again.
    if (this.#settled || this.#controller !== undefined) controller.abort(failure('ABORTED'))
    else this.#controller = controller
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: Record<string, unknown>): void {
    if (status < 200) return
    this.#status = status
    this.#headers = firstValues(headers)
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#chunks.push(chunk)
  }

  onResponseEnd(): void {
    this.#answer(true)
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    if (this.#status === undefined) this.#silence(codeOf(error))
    else this.#answer(false)
  }

  #giveUp(): void {
    if (this.#controller === undefined) this.#silence('TIMEOUT')
    else this.#controller.abort(failure('TIMEOUT'))
  }

  #answer(complete: boolean): void {
    const body = decode(this.#chunks)
    this.#settle({ kind: 'answer', status: this.#status ?? 0, headers: this.#headers, body, complete })
  }

  #silence(code: string): void {
    const started = this.#controller !== undefined
    this.#settle({ kind: 'silence', started, code, message: explain(code, started) })
  }

  #settle(attempt: Attempt): void {
    if (this.#settled) return
    this.#settled = true
    clearTimeout(this.#timer)
    this.#resolve(attempt)
  }
}

function failure(code: string): Error {
  return Object.assign(new Error(code), { code })
}

function firstValues(headers: Record<string, unknown>): ReadonlyMap<string, string> {
  const values = Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value])
  return new Map(values.map(([name, value]) => [String(name).toLowerCase(), String(value)]))
}

function decode(chunks: readonly Buffer[]): string {
  const text = Buffer.concat(chunks).toString('utf8')
  return text.startsWith('\uFEFF') ? text.slice(1) : text
}

function codeOf(error: Error): string {
  // The parser's own codes are lost in undici 7.
  if (error.name === 'HTTPParserError') return 'HTTP_PARSER_ERROR'
  const code = 'code' in error ? error.code : undefined
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,60}$/.test(code) ? code : 'UNKNOWN'
}

/** Whether a silence's code means that the server could not prove who it is, or does not speak TLS: waiting cures neither. */
export function isTlsFailure(code: string): boolean {
  return /^(PROXY_)?(CERT_|ERR_TLS_|ERR_SSL_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|HOSTNAME_MISMATCH|INVALID_CA|EPROTO)/.test(
    code,
  )
}

/** Whether a silence's code is of the proxy, which was asked to open the way and did not: LettrLabs was not reached. */
export function isProxyFailure(code: string): boolean {
  return code.startsWith('PROXY_')
}

const sentences: ReadonlyMap<string, string> = new Map([
  ['ENOTFOUND', 'the name of the server was not found'],
  ['EAI_AGAIN', 'the name of the server could not be looked up just now'],
  ['ECONNREFUSED', 'the server refused the connection'],
  ['EHOSTUNREACH', 'the server cannot be reached from here'],
  ['ENETUNREACH', 'the network cannot be reached from here'],
  ['UND_ERR_CONNECT_TIMEOUT', 'no connection came about in time'],
  ['UND_ERR_HEADERS_TIMEOUT', 'the server did not answer in time'],
  ['UND_ERR_HEADERS_OVERFLOW', 'the answer began with too many headers'],
  ['HTTP_PARSER_ERROR', 'what the server answered is not HTTP'],
  ['UND_ERR_INVALID_ARG', 'the request could not be written; the key may hold characters that no key has'],
  ['UND_ERR_DESTROYED', 'the run was stopped'],
  ['UND_ERR_CLOSED', 'the run was stopped'],
  ['CERT_HAS_EXPIRED', 'the certificate of the server has expired'],
  ['CERT_NOT_YET_VALID', 'the certificate of the server is not valid yet'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'the certificate of the server is for another name'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'the certificate of the server is signed by nobody this computer trusts'],
  ['PROXY_407', 'the proxy wants a user name and password, or does not take those that it got'],
  ['PROXY_ENOTFOUND', 'the name of the proxy was not found'],
  ['PROXY_ECONNREFUSED', 'the proxy refused the connection'],
  ['PROXY_ECONNRESET', 'the proxy hung up'],
  ['PROXY_TIMEOUT', 'the proxy did not answer in time'],
])

function explain(code: string, started: boolean): string {
  const known = sentences.get(code)
  if (known !== undefined) return known
  if (/^PROXY_\d{3}$/.test(code)) return 'the proxy would not open the way to the server'
  if (isProxyFailure(code)) return 'no connection to the proxy came about'
  if (code === 'TIMEOUT') return started ? 'the server did not answer in time' : 'no connection came about in time'
  if (isTlsFailure(code)) return 'no secure connection came about'
  return started ? 'the connection broke before an answer came' : 'no connection came about'
}
