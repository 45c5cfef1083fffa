// What every fault needs: a folder, a port, a peer as a child process, a store behind it, and the command before it.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import http from 'node:http'
import net from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { buffer, text } from 'node:stream/consumers'

const root = resolve(import.meta.dirname, '../..')
const key = 'LL-API-peers-3Hs8Qm2WvX'
const { startSandbox } = await import(join(root, 'dist/sandbox/server.js'))
const { parseFaults } = await import(join(root, 'dist/sandbox/faults.js'))

/** Where a program of that name is, also where people without rights don't look for it. */
export function findProgram(name) {
  const folders = [...(process.env.PATH ?? '').split(':'), '/usr/sbin', '/usr/local/sbin', '/opt/homebrew/bin']
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path))
}

/** Runs one fault from start to end and gives a sentence for each thing that is not as it must be. */
export async function tryFault(peer, fault) {
  const undo = []
  const folder = mkdtempSync(join(tmpdir(), 'lettr-peer-'))
  undo.push(() => rmSync(folder, { recursive: true, force: true }))
  try {
    const store = await startStore(fault.store ?? {})
    undo.push(store.close)
    const place = { folder, store, deadPort: await freePort(), write: (name, content) => put(folder, name, content) }
    const child = await startPeer(peer, fault, place)
    undo.push(child.stop)
    const url = peer.url?.(place) ?? `http://127.0.0.1:${place.port}/api`
    const run = await upload(url, fault, place)
    const before = store.stored()
    const again = run.code === 0 || run.code === 6 ? await upload(url, fault, place) : undefined
    await child.stop()
    const { wrong, found } = judge(fault, run, before, peer.posts?.(place, child.printed()))
    if (again !== undefined && (again.code !== run.code || store.stored().length !== before.length)) {
      const stored = `${before.length} copies became ${store.stored().length}`
      wrong.push(`the same command again ended with ${again.code} after ${run.code}; ${stored}`, again.printed)
    }
    return { wrong, found }
  } finally {
    for (const step of undo.reverse()) await step()
  }
}

/** A stand-in that keeps what it stores; `halves` has it answer in halves, without a length, and hang up. */
async function startStore({ faults = '', halves = false, ...options }) {
  const sandbox = await startSandbox({ duplicates: 'refuse', ...options, faults: parseFaults(faults) })
  const stored = () => sandbox.store().map(({ record }) => record.primaryEmail)
  if (!halves) return { port: sandbox.port, stored, close: sandbox.close }
  const front = http.createServer(async (request, response) => {
    const body = await buffer(request)
    const { method, url, headers } = request
    const onward = http.request({ port: sandbox.port, method, path: url, headers: { ...headers, connection: 'close' } })
    onward.end(body)
    const [answer] = await once(onward, 'response')
    const whole = await text(answer)
    const shown = method === 'POST' ? whole.slice(0, whole.length / 2) : whole
    response.socket.end(`HTTP/1.1 ${answer.statusCode} OK\r\nContent-Type: application/json\r\n\r\n${shown}`)
  })
  front.listen(0, '127.0.0.1')
  await once(front, 'listening')
  const close = async () => {
    front.closeAllConnections()
    front.close()
    await sandbox.close()
  }
  return { port: front.address().port, stored, close }
}

/** Starts the peer on a free port, which it is given as `place.port`; on another one when somebody was faster. */
async function startPeer(peer, fault, place, tries = 3) {
  place.port = await freePort()
  const args = peer.args(place, fault)
  const child = spawn(findProgram(peer.program), args, { cwd: place.folder, stdio: ['ignore', 'pipe', 'pipe'] })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      printed += chunk
    })
  }
  const ended = once(child, 'close')
  let over = false
  ended.then(() => {
    over = true
  })
  const stop = async () => {
    child.kill('SIGTERM')
    const late = setTimeout(() => child.kill('SIGKILL'), 2000)
    await ended
    clearTimeout(late)
  }
  // A peer says nothing when it is ready.
  while (!(await answers(place.port))) {
    if (over && tries > 1) return startPeer(peer, fault, place, tries - 1)
    if (over) throw new Error(`${peer.program} did not start:\n${printed}`)
    await new Promise((go) => setTimeout(go, 20))
  }
  return { stop, printed: () => printed }
}

async function upload(baseUrl, fault, { folder }) {
  put(folder, 'orders.csv', exportOf(fault))
  const args = ['upload', 'orders.csv', '--no-config', '--yes', '--first-run', ...(fault.flags ?? [])]
  const env = {
    PATH: process.env.PATH,
    HOME: folder,
    TZ: 'UTC',
    LETTRLABS_API_KEY: key,
    LETTRLABS_API_BASE_URL: baseUrl,
    ...(existsSync(join(folder, 'ca.pem')) && fault.trusted !== false
      ? { NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem') }
      : {}),
  }
  const child = spawn(process.execPath, [join(root, 'bin/lettr-convert.js'), ...args], { cwd: folder, env })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      printed += chunk
    })
  }
  const late = setTimeout(() => child.kill('SIGKILL'), 60_000)
  const [code] = await once(child, 'close')
  clearTimeout(late)
  return { code, printed, ...reportOf(join(folder, 'lettr-convert-runs')) }
}

function exportOf({ sales, orderIds = false }) {
  const lines = Array.from({ length: sales }, (_, at) => {
    const id = orderIds ? `A-${at + 1}` : ''
    return `${id},sale${at + 1}@example.com,${at + 1}.50,2026-11-02T10:00:00Z`
  })
  return ['orderId,primaryEmail,revenue,eventDate', ...lines, ''].join('\n')
}

/** What the run says became of the sales; the places are read from its files, sale by sale. */
function reportOf(runs) {
  const [name] = existsSync(runs) ? readdirSync(runs).filter((entry) => !entry.startsWith('.')) : []
  if (name === undefined) return { summary: undefined, files: [], told: () => [] }
  const files = readdirSync(join(runs, name)).map((file) => [file, readFileSync(join(runs, name, file), 'utf8')])
  const told = (file) => (new Map(files).get(file) ?? '').match(/sale\d+@example\.com/g) ?? []
  return { summary: JSON.parse(new Map(files).get('summary.json') ?? 'null'), files, told }
}

function judge(fault, run, stored, posts) {
  const wrong = []
  const doubt = new Set(run.told('in-doubt.csv'))
  const unsent = new Set(run.told('unsent.csv'))
  const refused = new Set(run.told('rejected.csv'))
  const all = Array.from({ length: fault.sales }, (_, at) => `sale${at + 1}@example.com`)
  const ran = run.summary !== undefined
  const accepted = ran ? all.filter((sale) => !doubt.has(sale) && !unsent.has(sale) && !refused.has(sale)) : []
  for (const sale of accepted) if (!stored.includes(sale)) wrong.push(`${sale} is reported accepted but was not stored`)
  for (const sale of [...unsent, ...refused])
    if (stored.includes(sale)) wrong.push(`${sale} is stored but reported otherwise`)
  const copies = Math.max(0, ...all.map((sale) => stored.filter((other) => other === sale).length))
  const places = run.summary?.books.places ?? {}
  const inPlaces = (name) => places[name]?.sales ?? 0
  const found = {
    code: run.code,
    accepted: inPlaces('accepted') + inPlaces('known'),
    refused: inPlaces('refused'),
    unsent: inPlaces('unsent'),
    doubt: inPlaces('in doubt'),
    stored: new Set(stored).size,
    copies,
    posts,
    requests: run.summary?.delivery.requests,
  }
  if (ran && accepted.length !== found.accepted) {
    wrong.push(`the files leave ${accepted.length} sales accepted, the summary says ${found.accepted}`)
  }
  if (run.printed.includes(key) || run.files.some(([, text]) => text.includes(key))) wrong.push('the key was shown')
  const expected = { copies: Math.min(1, found.stored), ...fault.expect }
  for (const [name, value] of Object.entries(expected)) {
    const fits = typeof value === 'function' ? value(found[name], found) : found[name] === value
    if (!fits) wrong.push(`${name} is ${found[name]}, not ${value}`)
  }
  if (wrong.length > 0) wrong.push(`found ${JSON.stringify(found)}`, ...run.printed.trim().split('\n').slice(-12))
  return { wrong, found }
}

function put(folder, name, content) {
  const path = join(folder, name)
  writeFileSync(path, content, { mode: 0o600 })
  return path
}

async function freePort() {
  const server = net.createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  await once(server, 'close')
  return port
}

function answers(port) {
  return new Promise((done) => {
    const socket = net.connect(port, '127.0.0.1')
    socket.on('connect', () => {
      socket.destroy()
      done(true)
    })
    socket.on('error', () => done(false))
  })
}
