import http, { type IncomingMessage, type ServerResponse } from 'node:http'
import https from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { onTestFinished } from 'vitest'

/** What stands before the stand-in for one request: it may forward it, answer by itself, or do anything to the connection. */
export interface Passage {
  /** Which POST this is, from 1; 0 for any other request. */
  readonly post: number
  readonly socket: Socket
  readonly response: ServerResponse
  /** Has the stand-in do its work; what it answers is not passed on. */
  ask(): Promise<{ readonly status: number; readonly body: Buffer }>
  /** Passes the stand-in's answer on. */
  pass(headers?: Readonly<Record<string, string>>): Promise<void>
}

export interface Front {
  readonly url: string
  readonly env: { readonly LETTRLABS_API_BASE_URL: string }
  /** Nobody listens any more; what is open stays open. */
  shut(): void
  /** Listens again under the same address. */
  reopen(): Promise<void>
}

interface FrontOptions {
  readonly tls?: { readonly cert: string; readonly key: string }
  /** Called with each connection as it is accepted, from 1. */
  readonly onConnection?: (socket: Socket, count: number) => void
}

/** A server before the stand-in, whose every move a test can determine; closed when the test is over. */
export async function openFront(
  backend: { readonly url: string },
  onRequest: (passage: Passage) => Promise<void> | void = ({ pass }) => pass(),
  { tls, onConnection }: FrontOptions = {},
): Promise<Front> {
  let posts = 0
  let connections = 0
  const listener = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.method === 'POST') posts += 1
    const post = request.method === 'POST' ? posts : 0
    const body = await bodyOf(request)
    const ask = () => forward(backend.url, request, body)
    const pass = async (headers: Readonly<Record<string, string>> = {}): Promise<void> => {
      const answer = await ask()
      response.writeHead(answer.status, { 'content-type': 'application/json', ...headers })
      response.end(answer.body)
    }
    await onRequest({ post, socket: request.socket, response, ask, pass })
  }
  const server = tls === undefined ? http.createServer() : https.createServer(tls)
  server.on('request', (request, response) => void listener(request, response).catch(() => request.socket.destroy()))
  server.on('connection', (socket: Socket) => {
    connections += 1
    socket.on('error', () => {})
    onConnection?.(socket, connections)
  })
  server.on('tlsClientError', () => {})
  await listen(server, 0)
  const { port } = server.address() as AddressInfo
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const url = `${tls === undefined ? 'http://127.0.0.1' : 'https://localhost'}:${port}/api`
  return {
    url,
    env: { LETTRLABS_API_BASE_URL: url },
    shut: () => void server.close(),
    reopen: () => listen(server, port),
  }
}

function listen(server: http.Server, port: number): Promise<void> {
  return new Promise((done, fail) => {
    server.once('error', fail)
    server.listen(port, '127.0.0.1', done)
  })
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

function forward(base: string, from: IncomingMessage, body: Buffer): Promise<{ status: number; body: Buffer }> {
  return new Promise((done, fail) => {
    const { host: _, ...headers } = from.headers
    const url = new URL(from.url ?? '/', base)
    const request = http.request(url, { method: from.method ?? 'GET', headers, agent: false }, (answer) => {
      bodyOf(answer).then((bytes) => done({ status: answer.statusCode ?? 0, body: bytes }), fail)
    })
    request.on('error', fail)
    request.end(body)
  })
}
