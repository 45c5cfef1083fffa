import { empty, html, plain, type Reply } from './answers.js'
import type { RequestLog } from './log.js'
import { page } from './page.js'
import type { ConversionStore } from './store.js'

/** What there is to look at. */
export interface Shown {
  readonly store: ConversionStore
  readonly log: RequestLog
  readonly company: string
  readonly faultsLeft: number
}

const ownHosts = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i
const safe = { 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' }
const policy = { 'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'" }

/** Answers /_sandbox/, where people and tests look at what was stored and asked. */
export function answerPeople(method: string, path: string, host: string, shown: Shown): Reply {
  // A web page elsewhere could point its own name at this machine and read the store through a browser.
  if (!ownHosts.test(host)) return plain(403, `"${host}" is not this machine.\n`)
  if (path === '/_sandbox/store' && method === 'DELETE') {
    shown.store.clear()
    return empty(204)
  }
  if (method !== 'GET') return empty(405, { allow: path === '/_sandbox/store' ? 'GET, DELETE' : 'GET' })
  if (path === '/_sandbox') return summary(shown)
  if (path === '/_sandbox/store') return json(shown.store.conversions())
  if (path === '/_sandbox/requests') return json(shown.log.requests())
  return empty(404)
}

function summary({ store, log, company, faultsLeft }: Shown): Reply {
  const text = page({
    company,
    stored: store.conversions().length,
    uploads: store.uploads().length,
    revenue: store.revenue(),
    faultsLeft,
    requests: log.requests(),
  })
  const reply = html(200, text)
  return { ...reply, headers: { ...reply.headers, ...safe, ...policy } }
}

function json(value: unknown): Reply {
  const headers = { 'content-type': 'application/json; charset=utf-8', ...safe }
  return { status: 200, headers, body: `${JSON.stringify(value, null, 2)}\n` }
}
