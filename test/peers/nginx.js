// nginx in front of the store: what a hosted API's front door does to a POST.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export const peer = {
  program: 'nginx',
  packageName: 'nginx',
  args(
    { folder, port, store, deadPort, write },
    { outside = '', server = '', post = '', onward = 'store', patience = '30s' },
  ) {
    const user = process.getuid?.() === 0 ? 'user root;' : ''
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    const path = write(
      'nginx.conf',
      `${user} daemon off; worker_processes 1; pid ${folder}/nginx.pid; error_log stderr warn;
      events { worker_connections 64; }
      http {
        log_format posts '$request_method $status'; access_log ${folder}/access.log posts;
        ${temporary.map((name) => `${name}_temp_path ${folder}/${name};`).join(' ')}
        upstream store { server 127.0.0.1:${store.port}; }
        upstream dead { server 127.0.0.1:${deadPort}; }
        ${outside}
        server {
          listen 127.0.0.1:${port};
          proxy_read_timeout ${patience};
          ${server}
          location / { proxy_pass http://store; }
          location = /api/v1/conversions { ${post} proxy_pass http://${onward}; }
        }
      }`,
    )
    return ['-p', folder, '-c', path, '-e', 'stderr']
  },
  posts: ({ folder }) => readFileSync(join(folder, 'access.log'), 'utf8').match(/^POST /gm)?.length ?? 0,
}

const zone = 'limit_req_zone $server_port zone=posts:64k rate=5r/s;'
const accepted = (sales) => ({ code: 0, accepted: sales, stored: sales, doubt: 0, unsent: 0 })
const held = (sales, stored) => ({ code: 6, doubt: sales, accepted: 0, stored, unsent: 0, posts: 1 })
const one = ['--batch-size', '10']

export const faults = [
  { name: 'all is well', sales: 60, flags: one, expect: { ...accepted(60), posts: 6 } },
  {
    name: 'limit_req answers 429',
    sales: 24,
    flags: ['--batch-size', '2'],
    outside: `${zone} limit_req_status 429;`,
    post: 'limit_req zone=posts;',
    expect: { ...accepted(24), posts: (count) => count > 12 },
  },
  {
    name: 'limit_req answers 503 with Retry-After',
    sales: 8,
    flags: ['--batch-size', '2'],
    outside: zone,
    server: 'error_page 503 @busy; location @busy { add_header Retry-After 1 always; return 503; }',
    post: 'limit_req zone=posts;',
    expect: { ...accepted(8), posts: (count) => count > 4 },
  },
  {
    name: 'limit_req answers 503 without Retry-After, order ids',
    sales: 8,
    orderIds: true,
    flags: ['--batch-size', '2'],
    outside: zone,
    post: 'limit_req zone=posts;',
    expect: { ...accepted(8), posts: (count) => count > 4 },
  },
  {
    name: 'limit_req answers 503 without Retry-After, no order ids: no telling what was stored',
    sales: 8,
    flags: ['--batch-size', '2'],
    outside: zone,
    post: 'limit_req zone=posts;',
    expect: { code: 6, accepted: (count, { stored }) => count === stored, doubt: (count) => count > 0, posts: 4 },
  },
  {
    name: 'client_max_body_size answers 413',
    sales: 40,
    flags: ['--batch-size', '40', '--concurrency', '1'],
    server: 'client_max_body_size 1500;',
    expect: { ...accepted(40), posts: (count) => count > 2 },
  },
  {
    name: 'one sale is larger than client_max_body_size',
    sales: 2,
    server: 'client_max_body_size 40;',
    expect: { code: 3, refused: 2, accepted: 0, stored: 0, doubt: 0 },
  },
  {
    name: '502 after the store stored, no order ids',
    sales: 5,
    store: { faults: 'hang up after storing' },
    expect: held(5, 5),
  },
  {
    name: '502 after the store stored, order ids',
    sales: 5,
    orderIds: true,
    store: { faults: 'hang up after storing' },
    expect: { ...accepted(5), posts: 2 },
  },
  {
    name: '502 of a dead store, no order ids: the same answer as after storing',
    sales: 5,
    onward: 'dead',
    expect: held(5, 0),
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
    name: 'half an answer looks complete, no order ids',
    sales: 5,
    store: { halves: true },
    expect: held(5, 5),
  },
  {
    name: 'half an answer looks complete every time, order ids: never certain',
    sales: 5,
    orderIds: true,
    store: { halves: true, duplicates: 'accept' },
    expect: { code: 5, doubt: 5, accepted: 0, stored: 5, posts: (count) => count > 1 },
  },
  {
    name: 'half an answer looks complete, and then half a refusal of the copy: a doubt stays one',
    sales: 5,
    orderIds: true,
    store: { halves: true },
    expect: { code: 4, doubt: 5, accepted: 0, refused: 0, stored: 5, posts: 2 },
  },
  {
    name: 'an answer is cut short of its length, no order ids',
    sales: 5,
    store: { faults: 'cut' },
    expect: held(5, 5),
  },
  {
    name: 'every connection is closed after its request',
    sales: 60,
    flags: ['--batch-size', '2'],
    server: 'keepalive_requests 1;',
    expect: { ...accepted(60), posts: 30 },
  },
  {
    name: 'every connection is closed after its third request',
    sales: 60,
    flags: ['--batch-size', '2'],
    server: 'keepalive_requests 3;',
    expect: { ...accepted(60), posts: 30 },
  },
  {
    name: 'a redirect to another place is not followed',
    sales: 5,
    post: 'return 308 http://127.0.0.1:$server_port/elsewhere;',
    expect: { code: 4, unsent: 5, stored: 0, doubt: 0, posts: 1 },
  },
  {
    name: 'a page of the front door instead of an answer, no order ids',
    sales: 5,
    post: 'default_type text/html; return 200 "<html>Down for maintenance</html>";',
    expect: { ...held(5, 0) },
  },
]
