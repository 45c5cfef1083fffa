// A stand-in for the API that keeps its own books of what came over the wire and what it stored.
import { createServer } from 'node:http'
import { numberOf } from './shop.js'

const weights = {
  429: 5,
  '503 with a time': 2,
  503: 1,
  502: 1,
  'stored, then reset': 2,
  reset: 2,
  'stored, then 502': 1,
  'half an answer': 1,
  page: 1,
}
const turnedAway = ['429', '503 with a time']
const stores = ['fine', 'stored, then reset', 'stored, then 502', 'half an answer', 'page']

export class Stub {
  /** Every arrival of a record that was not turned away: its key, the run that sent it, and whether it was answered in full. */
  arrivals = []
  posts = 0
  /** No faults any more. */
  calm = false
  run = 0
  /** What the next request meets, whatever chance would have it. */
  next
  /** Is told of everything that happens. */
  listener = () => {}
  #random
  #faultShare
  #server
  #sockets = new Set()

  constructor(random, faultShare) {
    this.#random = random
    this.#faultShare = faultShare
  }

  async open() {
    this.#server = createServer((request, response) => this.#take(request, response))
    this.#server.on('connection', (socket) => {
      socket.run = this.run
      this.#sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => this.#sockets.delete(socket))
    })
    await new Promise((done) => this.#server.listen(0, '127.0.0.1', done))
    return `http://127.0.0.1:${this.#server.address().port}/api`
  }

  close() {
    this.#server.close()
    for (const socket of this.#sockets) socket.destroy()
  }

  /** Resolves once nothing of a run that ended is under way any more. */
  async quiet() {
    while (this.#sockets.size > 0) await new Promise((done) => setTimeout(done, 2))
  }

  /** How often each sale was stored, by its number. */
  stored() {
    const counts = new Map()
    for (const { key, stored } of this.arrivals) {
      if (stored) counts.set(numberOf(key), (counts.get(numberOf(key)) ?? 0) + 1)
    }
    return counts
  }

  #take(request, response) {
    this.listener('request')
    const chunks = []
    request.on('error', () => {})
    request.on('data', (chunk) => chunks.push(chunk))
    request.on('end', async () => {
      this.listener('body')
      await this.#pause(this.#random.whole(0, 12))
      if (request.method === 'GET') this.#sayWho(response)
      else this.#answer(request.socket, response, JSON.parse(Buffer.concat(chunks).toString()))
    })
  }

  #sayWho(response) {
    if (!this.calm && this.#random.chance(0.02)) return send(response, 503, '')
    send(response, 200, { payload: { id: 7, company: 'Acme Roofing' }, errors: [], hasErrors: false })
  }

  #answer(socket, response, records) {
    this.posts += 1
    const fault = this.#nextFault()
    if (turnedAway.includes(fault)) {
      this.listener('turned away')
      return send(response, Number(fault.slice(0, 3)), '', { 'retry-after': this.#random.chance(0.2) ? '1' : '0' })
    }
    const refused = records.flatMap(({ couponCode }, index) => (couponCode === 'BAD' ? [index] : []))
    const arrived = records.map(({ primaryEmail, orderId }, index) => ({
      key: primaryEmail,
      orderId,
      run: socket.run,
      answered: false,
      stored: stores.includes(fault) && !refused.includes(index),
    }))
    this.arrivals.push(...arrived)
    this.listener('stored')
    this.#say(fault, socket, response, refused, records.length)
    if (fault === 'fine') for (const one of arrived) one.answered = true
    this.listener('answered')
  }

  #nextFault() {
    const { next } = this
    this.next = undefined
    if (next !== undefined) return next
    return this.calm || !this.#random.chance(this.#faultShare) ? 'fine' : this.#random.pick(weights)
  }

  #say(fault, socket, response, refused, count) {
    if (fault === 'reset' || fault === 'stored, then reset') return socket.resetAndDestroy()
    if (fault === '503') return send(response, 503, '')
    if (fault.endsWith('502')) return send(response, 502, '<html>Bad gateway</html>')
    if (fault === 'page') return send(response, 200, '<html>Welcome</html>')
    const errors = refused.map((index) => `[${index}]: the coupon is not known`)
    const status = errors.length === count ? 422 : 200
    const text = JSON.stringify({ payload: [], errors, hasErrors: errors.length > 0 })
    if (fault === 'fine') return send(response, status, text)
    response.writeHead(status, { 'content-type': 'application/json', 'content-length': text.length })
    response.write(text.slice(0, -3), () => socket.resetAndDestroy())
  }

  #pause(milliseconds) {
    return new Promise((done) => setTimeout(done, milliseconds))
  }
}

function send(response, status, body, headers = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text)
}
