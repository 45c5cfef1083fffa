// HAProxy in front of the store: a balancer that limits, gives up waiting, and sends again on its own.
export const peer = {
  program: 'haproxy',
  packageName: 'haproxy',
  args({ port, store, deadPort, write }, { front = '', back = '', post = 'store', patience = '30s' }) {
    const path = write(
      'haproxy.cfg',
      `global
  log stdout format raw local0
defaults
  mode http
  log global
  log-format "%HM %ST"
  timeout connect 1s
  timeout client 30s
  timeout server ${patience}
  retries 2
frontend door
  bind 127.0.0.1:${port}
${front}
  use_backend ${post} if METH_POST
  default_backend store
backend store
${back}
  server one 127.0.0.1:${store.port}
backend dead
  server none 127.0.0.1:${deadPort}
`,
    )
    return ['-db', '-f', path]
  },
  posts: (_, printed) => printed.match(/^POST /gm)?.length ?? 0,
}

const accepted = (sales) => ({ code: 0, accepted: sales, stored: sales, doubt: 0, unsent: 0 })
const held = (sales, stored) => ({ code: 6, doubt: sales, accepted: 0, stored, unsent: 0, posts: 1 })
/** HAProxy does not log a request that it lets fall without an answer. */
const unlogged = { posts: 0, requests: 1 }
const limit = (answer) => `  stick-table type ip size 1k expire 2s store http_req_rate(1s)
  http-request track-sc0 src
  http-request ${answer} if METH_POST { sc_http_req_rate(0) gt 4 }`

export const faults = [
  { name: 'all is well', sales: 60, flags: ['--batch-size', '10'], expect: { ...accepted(60), posts: 6 } },
  {
    name: '429 without Retry-After',
    sales: 24,
    flags: ['--batch-size', '2'],
    front: limit('deny deny_status 429'),
    expect: { ...accepted(24), posts: (count) => count > 12 },
  },
  {
    name: '429 with Retry-After',
    sales: 24,
    flags: ['--batch-size', '2'],
    front: limit('return status 429 hdr Retry-After 1'),
    expect: { ...accepted(24), posts: (count) => count > 12 },
  },
  {
    name: '504 after the store stored, no order ids',
    sales: 5,
    store: { faults: 'silence after storing' },
    patience: '1s',
    expect: held(5, 5),
  },
  {
    name: '504 after the store stored, order ids',
    sales: 5,
    orderIds: true,
    store: { faults: 'silence after storing' },
    patience: '1s',
    expect: { ...accepted(5), posts: 2 },
  },
  {
    name: 'a connection closed without a word after the store stored, no order ids',
    sales: 5,
    store: { faults: 'hang up after storing' },
    expect: { ...held(5, 5), ...unlogged },
  },
  {
    name: '503 of a dead store, no order ids',
    sales: 5,
    post: 'dead',
    expect: held(5, 0),
  },
  {
    name: 'retry-on makes three copies of one POST that all fail: held, sent once by us',
    sales: 5,
    store: { faults: '3 x hang up after storing' },
    back: '  retry-on all-retryable-errors\n  option redispatch',
    expect: { ...held(5, 5), ...unlogged, copies: 3 },
  },
  {
    name: 'retry-on makes two copies of one POST: accepted, sent once by us',
    sales: 5,
    store: { faults: 'hang up after storing' },
    back: '  retry-on all-retryable-errors\n  option redispatch',
    expect: { ...accepted(5), copies: 2, posts: 1 },
  },
  {
    name: 'retry-on with order ids: the copy is told as already there',
    sales: 5,
    orderIds: true,
    store: { faults: 'hang up after storing' },
    back: '  retry-on all-retryable-errors\n  option redispatch',
    expect: { posts: 1, stored: 5 },
  },
  {
    name: 'an answer is cut short of its length, no order ids',
    sales: 5,
    store: { faults: 'cut' },
    expect: held(5, 5),
  },
  {
    name: 'a chunked answer is cut, no order ids',
    sales: 5,
    store: { faults: 'chunked cut' },
    expect: held(5, 5),
  },
  {
    name: 'every connection is closed after its request',
    sales: 60,
    flags: ['--batch-size', '2'],
    front: '  option httpclose',
    expect: { ...accepted(60), posts: 30 },
  },
]
