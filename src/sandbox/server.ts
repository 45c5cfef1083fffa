import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Account, empty, html, inventedAccount, plain, type Reply } from './answers.js'
import { answerApi, refuseKey } from './api.js'
import { readBody } from './body.js'
import { type Taken, takeConversions } from './conversions.js'
import type { Fault } from './faults.js'
import { type LogEntry, type LoggedRequest, RequestLog } from './log.js'
import { misbehave, type Scene, write } from './misbehave.js'
import { answerPeople } from './people.js'
import { FaultScript } from './script.js'
import { ConversionStore, type StoredConversion } from './store.js'
import type { MetadataStyle } from './styles.js'

export interface SandboxOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number
  /** A loopback address; 127.0.0.1 by default. */
  readonly host?: string
  /** The one right key; without it every key that is not empty is right. */
  readonly key?: string
  /** Milliseconds before each answer of the API. */
  readonly latency?: number
  /** How refusals are told; `index-errors` by default. */
  readonly metadataStyle?: MetadataStyle
  /** What happens to an order id that is stored already: taken again without a trace (the default), or refused. */
  readonly duplicates?: 'accept' | 'refuse'
  /** One for each POST /v1/conversions with a right key, in order; after the last all is well. */
  readonly faults?: readonly Fault[]
  readonly now?: () => Date
  readonly account?: Account
}

export interface Sandbox {
  /** The base URL for a client, such as http://127.0.0.1:1234/api. */
  readonly url: string
  readonly port: number
  store(): readonly StoredConversion[]
  requests(): readonly LoggedRequest[]
  /** Ends at once, also when requests hang. */
  close(): Promise<void>
}

const loopback = /^(127(\.\d{1,3}){3}|::1)$/

/** Starts a stand-in for the LettrLabs API on this machine. Throws an Error for a host that others could reach, or a port in use. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const host = options.host === undefined || options.host === 'localhost' ? '127.0.0.1' : options.host
  if (!loopback.test(host)) {
    throw new Error(`The stand-in serves this machine only, and "${host}" is not a loopback address: use 127.0.0.1.`)
  }
  const service = new Service(options)
  const server = createServer((request, response) => service.serve(request, response))
  const sockets = trackSockets(server)
  const port = await listen(server, options.port ?? 0, host)
  const stop = async () => {
    const closed = once(server, 'close')
    server.close()
    for (const socket of sockets) socket.destroy()
    await closed
  }
  let closing: Promise<void> | undefined
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}/api`,
    port,
    store: () => service.store.conversions(),
    requests: () => service.log.requests(),
    close: () => {
      closing ??= stop()
      return closing
    },
  }
}

/** The stand-in between its start and its end: what it stored, what it was asked, and which faults are to come. */
class Service {
  readonly store = new ConversionStore()
  readonly log = new RequestLog()
  readonly #options: SandboxOptions
  readonly #account: Account
  readonly #now: () => Date
  readonly #script: FaultScript

  constructor(options: SandboxOptions) {
    this.#options = options
    this.#account = options.account ?? inventedAccount
    this.#now = options.now ?? (() => new Date())
    this.#script = new FaultScript(options.faults ?? [])
  }

  serve(request: IncomingMessage, response: ServerResponse): void {
    this.#answer(request, response).catch((error: unknown) => {
      // The other side went away in the middle of its request: nobody is there to be told.
      if (response.destroyed || response.headersSent) return
      write(response, plain(500, `The stand-in failed: ${(error as Error).message}\n`))
    })
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const method = request.method ?? 'GET'
    const path = pathOf(request)
    response.setHeader('date', this.#now().toUTCString())
    if (path === '/_sandbox' || path.startsWith('/_sandbox/')) return this.#show(method, path, request, response)
    const entry = this.log.open(this.#now(), method, path)
    const noteStatus = () => {
      if (response.headersSent) entry.status = response.statusCode
    }
    response.once('close', noteStatus)
    await this.#answerClient(method, path, entry, request, response)
    noteStatus()
  }

  #show(method: string, path: string, request: IncomingMessage, response: ServerResponse): void {
    const shown = {
      store: this.store,
      log: this.log,
      company: this.#account.company,
      faultsLeft: this.#script.left,
    }
    write(response, answerPeople(method, path, request.headers.host ?? '', shown))
  }

  async #answerClient(
    method: string,
    path: string,
    entry: LogEntry,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const refusal = path.startsWith('/api/') ? this.#refuseKey(request) : astray(method)
    if (refusal === undefined && method === 'POST' && path === '/api/v1/conversions') {
      return this.#take(entry, request, response)
    }
    await readBody(request)
    await pause((this.#options.latency ?? 0) / 1000)
    write(response, refusal ?? answerApi(method, path, this.store, this.#account))
  }

  async #take(entry: LogEntry, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const fault = this.#script.next(this.#now())
    entry.fault = fault?.words ?? null
    if (fault?.kind === 'hang up at once' && !fault.stores) return misbehave(fault, this.#scene(response, empty(200)))
    const taken = this.#process(await readBody(request), fault)
    entry.records = taken.records
    entry.stored = taken.stored
    await pause((this.#options.latency ?? 0) / 1000)
    if (fault === undefined) write(response, taken.reply)
    else await misbehave(fault, this.#scene(response, taken.reply))
  }

  #process(body: Buffer | undefined, fault: Fault | undefined): Taken {
    if (body === undefined) return { reply: empty(413), records: 0, stored: 0 }
    // A fault that doesn't store still needs an answer to spoil: it is made with a store that is thrown away.
    const stores = fault?.stores ?? true
    const taken = takeConversions(body, stores ? this.store : new ConversionStore(), {
      style: this.#options.metadataStyle ?? 'index-errors',
      duplicates: this.#options.duplicates ?? 'accept',
      account: this.#account,
      now: this.#now(),
      refuseThirds: fault?.kind === 'partial',
    })
    return stores ? taken : { ...taken, stored: 0 }
  }

  #scene(response: ServerResponse, reply: Reply): Scene {
    return { response, reply, now: this.#now, pause }
  }

  #refuseKey(request: IncomingMessage): Reply | undefined {
    return refuseKey(String(request.headers['x-api-key'] ?? '').trim(), this.#options.key)
  }
}

// Unreferenced: a pause must not keep a process alive whose stand-in is closed.
async function pause(seconds: number): Promise<void> {
  if (seconds > 0) await sleep(seconds * 1000, undefined, { ref: false })
}

// A wrong base URL meets the web application, which shows its page whatever the path.
function astray(method: string): Reply {
  return method === 'GET' ? html(200, '<!doctype html><title>LettrLabs</title><div id="root"></div>') : empty(405)
}

function pathOf(request: IncomingMessage): string {
  const path = (request.url ?? '/').split('?', 1)[0] ?? '/'
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path
}

function trackSockets(server: Server): ReadonlySet<Socket> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  return sockets
}

async function listen(server: Server, port: number, host: string): Promise<number> {
  try {
    server.listen(port, host)
    await once(server, 'listening')
  } catch (cause) {
    throw new Error(`The stand-in can't listen on port ${port}: ${(cause as Error).message}`, { cause })
  }
  return (server.address() as AddressInfo).port
}
