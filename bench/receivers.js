import { createServer } from 'node:http'

/*
 * The receivers, in a process of their own, on loopback ports that the system chooses. They answer at once, or after so many
 * milliseconds, look into a body only to count its records, and keep nothing. The parent asks for the counts by a message.
 */

/** @typedef {'lettrlabs' | 'echo' | 'elasticsearch' | 'mixpanel'} Kind */
/** @typedef {{ readonly mark: string, readonly headers: Record<string, string>, answer(body: Buffer, count: number): (string | Buffer)[] }} Receiver */

const json = { 'content-type': 'application/json' }
const profile = '{"id":7,"email":"owner@example.com","company":"Bench"}'
const nothingWrong = '"errors":[],"hasErrors":false,"warnings":[],"hasWarnings":false,"metadata":{}'
const item =
  '{"index":{"_index":"sales","_id":"WEB-US-1000001","_version":1,"result":"created","_shards":{"total":2,"successful":1,"failed":0},"_seq_no":1,"_primary_term":1,"status":201}}'

/** What each client takes for success. @type {Record<Kind, Receiver>} */
const kinds = {
  lettrlabs: {
    mark: '"revenue":',
    headers: json,
    answer: () => [`{"profile":${profile},"payload":null,${nothingWrong}}`],
  },
  // As the API may well answer: the records come back.
  echo: {
    mark: '"revenue":',
    headers: json,
    answer: (body) => [`{"profile":${profile},"payload":`, body.length > 0 ? body : 'null', `,${nothingWrong}}`],
  },
  elasticsearch: {
    mark: '{"index":',
    headers: { ...json, 'x-elastic-product': 'Elasticsearch' },
    answer: (_, count) => [`{"took":1,"errors":false,"items":[${`${item},`.repeat(count).slice(0, -1)}]}`],
  },
  mixpanel: {
    mark: '"event":',
    headers: json,
    answer: (_, count) => [`{"code":200,"num_records_imported":${count},"status":"OK"}`],
  },
}

/** What came since the last time that the parent asked. */
const fresh = () => ({ records: 0, first: 0, last: 0 })
let seen = fresh()
let latency = 0

/** @param {Kind} kind */
function receiver(kind) {
  const { mark, headers, answer } = kinds[kind]
  return createServer((request, response) => {
    /** @type {Buffer[]} */
    const pieces = []
    if (request.method === 'POST') seen.first ||= performance.now()
    request.on('data', (piece) => pieces.push(piece))
    request.on('end', () => {
      const body = Buffer.concat(pieces)
      const count = countOf(body, mark)
      seen.records += count
      const parts = Buffer.concat(answer(body, count).map((part) => Buffer.from(part)))
      const reply = () => {
        seen.last = performance.now()
        response.writeHead(200, { ...headers, 'content-length': parts.length }).end(parts)
      }
      if (latency > 0 && count > 0) setTimeout(reply, latency)
      else reply()
    })
  })
}

/** @param {Buffer} body @param {string} mark */
function countOf(body, mark) {
  let count = 0
  for (let at = body.indexOf(mark); at >= 0; at = body.indexOf(mark, at + mark.length)) count += 1
  return count
}

/** @param {import('node:http').Server} server @returns {Promise<number>} */
const listen = (server) =>
  new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(/** @type {any} */ (server.address()).port)))

process.on('message', (/** @type {{ readonly latency: number }} */ order) => {
  process.send?.(seen)
  latency = order.latency
  seen = fresh()
})
process.on('disconnect', () => process.exit())

const names = /** @type {Kind[]} */ (Object.keys(kinds))
const ports = await Promise.all(names.map((kind) => listen(receiver(kind))))
process.send?.(Object.fromEntries(names.map((kind, at) => [kind, `http://127.0.0.1:${ports[at]}`])))
