import { type ServerResponse, STATUS_CODES } from 'node:http'
import { gzipSync } from 'node:zlib'
import { empty, envelope, html, malformedRequest, plain, type Reply } from './answers.js'
import type { Fault, SimpleFault, Wait } from './faults.js'

/** What a fault works on: the response to spoil, the answer that would have been right, and the time. */
export interface Scene {
  readonly response: ServerResponse
  readonly reply: Reply
  readonly now: () => Date
  readonly pause: (seconds: number) => Promise<void>
}

const mebibyte = 1_048_576
const hugeMebibytes = 9
const dripPieces = 20

const simpleActs: Record<SimpleFault, (scene: Scene) => void> = {
  ok: ({ response, reply }) => write(response, reply),
  partial: ({ response, reply }) => write(response, reply),
  'hang up at once': ({ response }) => reset(response),
  'hang up': ({ response }) => reset(response),
  silence: () => {},
  html: ({ response }) => write(response, html(200, '<!doctype html><title>LettrLabs</title><p>Sign in</p>')),
  garbage: ({ response, reply }) => write(response, { ...reply, status: 200, body: 'profile: ok; payload: none' }),
  'not http': ({ response }) => void response.socket?.end('SSH-2.0-OpenSSH_9.2\r\n'),
  'half a status line': ({ response }) => void response.socket?.end('HTTP/1.1 2'),
  cut: ({ response, reply }) => {
    response.writeHead(reply.status, { ...reply.headers, 'content-length': Buffer.byteLength(reply.body) })
    breakOff(response, reply)
  },
  'chunked cut': ({ response, reply }) => {
    response.writeHead(reply.status, { ...reply.headers, 'transfer-encoding': 'chunked' })
    breakOff(response, reply)
  },
  'truncated json': ({ response, reply }) => write(response, { ...reply, body: firstHalf(reply.body) }),
  huge: ({ response, reply }) => {
    response.writeHead(reply.status, { ...reply.headers })
    for (let written = 0; written < hugeMebibytes; written++) response.write(Buffer.alloc(mebibyte, ' '))
    response.end(reply.body)
  },
  'header flood': ({ response, reply }) => {
    const flood = Array.from({ length: 200 }, (_, index) => [`x-flood-${index}`, 'x'.repeat(1000)])
    write(response, { ...reply, headers: { ...reply.headers, ...Object.fromEntries(flood) } })
  },
  gzip: ({ response, reply }) => {
    response.writeHead(reply.status, { ...reply.headers, 'content-encoding': 'gzip' })
    response.end(gzipSync(reply.body))
  },
  bom: ({ response, reply }) => write(response, { ...reply, body: `\uFEFF${reply.body}` }),
  proto: ({ response, reply }) => {
    const body = reply.body.replace('{', '{"__proto__":{"hasErrors":true,"polluted":true},')
    write(response, { ...reply, body })
  },
}

/** Answers as a fault wants it. It may never answer. */
export async function misbehave(fault: Fault, scene: Scene): Promise<void> {
  if (fault.kind === 'status') return write(scene.response, statusReply(fault, scene.now()))
  if (fault.kind === 'drip') return drip(scene, fault.seconds)
  if (fault.kind !== 'slow') return simpleActs[fault.kind](scene)
  await scene.pause(fault.seconds)
  write(scene.response, scene.reply)
}

/** Writes an answer as it is meant to be, unless the other side has gone. */
export function write(response: ServerResponse, { status, headers, body }: Reply): void {
  if (response.destroyed) return
  const length = status === 204 || status === 304 ? {} : { 'content-length': Buffer.byteLength(body) }
  response.writeHead(status, { ...headers, ...length })
  response.end(body)
}

function statusReply(fault: Extract<Fault, { kind: 'status' }>, now: Date): Reply {
  const reply = bodyFor(fault.status)
  const wait = fault.wait === undefined ? {} : { 'retry-after': retryAfter(fault.wait, now) }
  const redirects = fault.status >= 300 && fault.status < 400 && fault.status !== 304
  const location = redirects ? { location: fault.location ?? '/api/v1/conversions' } : {}
  return { ...reply, headers: { ...reply.headers, ...wait, ...location } }
}

function bodyFor(status: number): Reply {
  if (status === 400) return malformedRequest('', 'The request could not be read.')
  if (status === 401) return plain(401, 'Invalid API key')
  if (status === 422) return envelope(422, { errors: ['All conversions were invalid.'], hasErrors: true }, null)
  if (status === 429) return plain(429, 'Too many requests.')
  if (status < 500) return empty(status)
  const title = `${status} ${STATUS_CODES[status] ?? 'Unknown'}`
  return html(status, `<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`)
}

function retryAfter(wait: Wait, now: Date): string {
  if (wait.as === 'nonsense') return 'a while'
  if (wait.as === 'seconds') return String(Math.ceil(wait.seconds))
  // An HTTP date has whole seconds: rounded up, so that who obeys it is never early.
  return new Date(Math.ceil(now.getTime() / 1000 + wait.seconds) * 1000).toUTCString()
}

async function drip({ response, reply, pause }: Scene, seconds: number): Promise<void> {
  const bytes = Buffer.from(reply.body)
  response.writeHead(reply.status, { ...reply.headers, 'content-length': bytes.length })
  response.flushHeaders()
  const size = Math.ceil(bytes.length / dripPieces)
  for (let start = 0; start < bytes.length && !response.destroyed; start += size) {
    await pause(seconds / dripPieces)
    response.write(bytes.subarray(start, start + size))
  }
  response.end()
}

function reset(response: ServerResponse): void {
  response.socket?.resetAndDestroy()
}

function breakOff(response: ServerResponse, reply: Reply): void {
  // destroySoon lets what was written reach the other side before the end.
  response.write(firstHalf(reply.body), () => response.socket?.destroySoon())
}

function firstHalf(text: string): string {
  return text.slice(0, Math.ceil(text.length / 2))
}
