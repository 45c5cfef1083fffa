import { once } from 'node:events'
import http from 'node:http'
import net, { type AddressInfo } from 'node:net'
import tls from 'node:tls'
import { expect, onTestFinished, test } from 'vitest'
import { makeCertificate } from '../certificate.js'
import { balanced, salesIn } from './books.js'
import { plainCsv, plainSales } from './exports.js'
import { Folder, runCommand, standIn } from './run-command.js'

const password = 'proxy-pass-8Fq2'
const upload = ['upload', 'orders.csv', '--no-config', '--yes']

test('with --proxy-from-env the sales go through the proxy, without it past it, and its password is nowhere', async () => {
  const folder = new Folder().write('orders.csv', plainCsv(plainSales(5)))
  const sandbox = await standIn()
  const proxy = await openProxy(true)
  const env = { ...(await secureWay(folder, sandbox.url)), HTTPS_PROXY: `http://ann:${password}@${proxy.host}` }
  expect((await runCommand(folder, upload, { env })).code).toBe(0)
  expect(proxy.asked()).toBe(0)
  folder.write('orders.csv', plainCsv(plainSales(9).slice(5)))
  const { code, stdout, stderr } = await runCommand(folder, [...upload, '--proxy-from-env'], { env })
  expect({ code, stderr }).toMatchObject({ code: 0 })
  expect(proxy.asked()).toBeGreaterThan(0)
  expect(salesIn(balanced(folder), 'accepted')).toBe(4)
  expect(sandbox.store()).toHaveLength(9)
  expect(stdout + stderr).not.toContain(password)
  for (const name of folder.list().filter((path) => /\.\w+$/.test(path))) {
    expect(folder.read(name), name).not.toContain(password)
  }
})

test('a proxy that does not take the password ends the run with 4 before anything is sent', async () => {
  const folder = new Folder().write('orders.csv', plainCsv(plainSales(2)))
  const proxy = await openProxy(false)
  const env = {
    LETTRLABS_API_BASE_URL: 'https://app.lettrlabs.example/api',
    https_proxy: `http://ann:${password}@${proxy.host}`,
    LETTR_CONVERT_PROXY_FROM_ENV: 'yes',
  }
  for (const command of [upload, ['check']]) {
    const { code, stdout, stderr } = await runCommand(folder, command, { env })
    expect(code).toBe(4)
    expect(stdout + stderr).toMatch(
      /the proxy wants a user name and password.* \(PROXY_407\)\.\s+Nothing was sent\. Look at/s,
    )
    expect(stdout + stderr).not.toMatch(new RegExp(`${password}|ann:`))
  }
  expect(proxy.asked()).toBe(2)
})

test('check names a proxy variable that is set but not used', async () => {
  const sandbox = await standIn()
  const env = { ...sandbox.env, HTTPS_PROXY: `http://ann:${password}@proxy.example.com` }
  const { stdout } = await runCommand(new Folder(), ['check'], { env })
  expect(stdout).toMatch(/^ok +proxy: HTTPS_PROXY is set but not used without --proxy-from-env$/m)
  expect(stdout).not.toContain(password)
})

test('a proxy address that can’t be used is not repeated', async () => {
  const folder = new Folder().write('orders.csv', plainCsv(plainSales(2)))
  const env = { LETTRLABS_API_BASE_URL: 'https://app.lettrlabs.example', https_proxy: `socks5://ann:${password}@p` }
  const { code, stderr } = await runCommand(folder, [...upload, '--proxy-from-env'], { env })
  expect(code).toBe(2)
  expect(stderr).toContain("The proxy in https_proxy can't be used")
  expect(stderr).not.toContain(password)
})

/** The way to a stand-in by TLS, as an environment that trusts it. */
async function secureWay(folder: Folder, url: string) {
  const certificate = makeCertificate('localhost', new Date(Date.now() - 86_400_000), new Date(Date.now() + 86_400_000))
  const { port } = new URL(url)
  const front = tls.createServer(certificate, (socket) => {
    const onward = net.connect(Number(port), '127.0.0.1')
    for (const end of [socket, onward]) end.on('error', () => {})
    socket.pipe(onward).pipe(socket)
  })
  folder.write('ca.pem', certificate.cert)
  const host = (await listen(front)).replace('127.0.0.1', 'localhost')
  return { LETTRLABS_API_BASE_URL: `https://${host}/api`, NODE_EXTRA_CA_CERTS: folder.at('ca.pem') }
}

/** A proxy that opens the way for the right password, or for none. */
async function openProxy(takesPassword: boolean) {
  let asked = 0
  const server = http.createServer()
  const right = `Basic ${Buffer.from(`ann:${password}`).toString('base64')}`
  server.on('connect', ({ url = '', headers }, socket: net.Socket) => {
    asked += 1
    socket.on('error', () => {})
    if (!takesPassword || headers['proxy-authorization'] !== right) {
      socket.end(`HTTP/1.1 407 ${password} is wrong\r\n\r\n`)
      return
    }
    const onward = net.connect(Number(url.split(':')[1]), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      socket.pipe(onward).pipe(socket)
    })
    onward.on('error', () => socket.destroy())
  })
  return { host: await listen(server), asked: () => asked }
}

async function listen(server: net.Server): Promise<string> {
  const sockets = new Set<net.Socket>()
  server.on('connection', (socket: net.Socket) => sockets.add(socket))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}
