import { expect, test } from 'vitest'
import { proxyFor, proxyWords } from '../../src/config/proxy.js'
import { UserError } from '../../src/exit.js'

const api = 'https://app.lettrlabs.com/api'

/** What undici's own agent does with the same environment: the rules that Node's proxy support follows. */
async function undiciUses(baseUrl: string, env: Readonly<Record<string, string>>): Promise<string | undefined> {
  const { EnvHttpProxyAgent } = await import('undici')
  const agent = new EnvHttpProxyAgent({
    httpProxy: env.http_proxy ?? env.HTTP_PROXY ?? '',
    httpsProxy: env.https_proxy ?? env.HTTPS_PROXY ?? '',
    noProxy: env.no_proxy ?? env.NO_PROXY ?? '',
  })
  const found: Record<string, unknown> = {}
  for (const symbol of Object.getOwnPropertySymbols(agent)) {
    found[symbol.description ?? ''] = Reflect.get(agent, symbol)
  }
  let used: unknown
  for (const chosen of [found['no proxy agent'], found['http proxy agent'], found['https proxy agent']]) {
    const dispatch = () => {
      used = chosen
    }
    Object.assign(chosen as object, { dispatch })
  }
  agent.dispatch({ origin: new URL(baseUrl).origin, path: '/', method: 'GET' }, {})
  if (used === found['no proxy agent']) return undefined
  const proxy = Object.getOwnPropertySymbols(used).find(({ description }) => description === 'proxy agent options')
  return String(Reflect.get(Reflect.get(used as object, proxy!), 'uri'))
}

const environments: readonly Readonly<Record<string, string>>[] = [
  {},
  { HTTPS_PROXY: 'http://big:1' },
  { https_proxy: 'http://small:1', HTTPS_PROXY: 'http://big:1' },
  { https_proxy: '', HTTPS_PROXY: 'http://big:1' },
  { https_proxy: '', HTTP_PROXY: 'http://plain:1' },
  { HTTP_PROXY: 'http://plain:1' },
  { http_proxy: 'http://plain:1', HTTP_PROXY: 'http://Big:1' },
  { ALL_PROXY: 'http://all:1' },
  ...[
    '*',
    ' * ',
    'lettrlabs.com',
    '.lettrlabs.com',
    '*.lettrlabs.com',
    'LETTRLABS.com',
    'labs.com',
    'app.lettrlabs.com',
    'a.app.lettrlabs.com',
    'example.com,app.lettrlabs.com',
    'example.com app.lettrlabs.com',
    'app.lettrlabs.com:443',
    'app.lettrlabs.com:8443',
    'app.lettrlabs.com:0',
    ',',
    'com',
    '127.0.0.1',
    '[::1]',
    '::1',
  ].map((exceptions) => ({ HTTPS_PROXY: 'http://big:1', NO_PROXY: exceptions })),
  { HTTPS_PROXY: 'http://big:1', NO_PROXY: 'lettrlabs.com', no_proxy: '' },
]

test.each(environments)('%j is understood as undici understands it', async (env) => {
  for (const url of [
    api,
    'https://app.lettrlabs.com:8443',
    'https://lettrlabs.com',
    'https://[::1]',
    'https://127.0.0.1:443',
  ]) {
    const used = await undiciUses(url, env)
    const ours = proxyFor(url, env)?.url
    expect(ours === undefined ? undefined : new URL(ours).href, url).toBe(used)
  }
})

test('an API on this computer without TLS is never asked through a proxy, which would see the key', () => {
  expect(proxyFor('http://127.0.0.1:8787/api', { HTTPS_PROXY: 'http://p:1', HTTP_PROXY: 'http://p:1' })).toBeUndefined()
})

test.each([
  ['http://proxy.example.com:3128', 'http://proxy.example.com:3128', 'proxy.example.com:3128', []],
  ['proxy.example.com:3128', 'http://proxy.example.com:3128', 'proxy.example.com:3128', []],
  [' https://proxy.example.com/path?q#f ', 'https://proxy.example.com', 'proxy.example.com', []],
  ['http://[::1]:3128', 'http://[::1]:3128', '[::1]:3128', []],
  ['http://ann:p%40ss@p:1', 'http://ann:p%40ss@p:1', 'p:1', ['p@ss', 'p%40ss', 'ann:p@ss']],
  ['ann:word@p:1', 'http://ann:word@p:1', 'p:1', ['word', 'word', 'ann:word']],
  ['http://ann@p:1', 'http://ann:@p:1', 'p:1', ['ann:']],
])('%s is the proxy %s', (text, url, host, secrets) => {
  expect(proxyFor(api, { HTTPS_PROXY: text })).toEqual({ url, host, secrets, from: 'HTTPS_PROXY' })
})

test.each([
  'socks5://ann:secret-word@p:1',
  'http://ann:secret-word@',
  'ftp://ann:secret-word@p',
  'http://ann:secret-word%zz@p',
])('%s can’t be used, and is not repeated', (text) => {
  const refuse = () => proxyFor(api, { https_proxy: text })
  expect(refuse).toThrow(UserError)
  expect(refuse).toThrow(/^The proxy in https_proxy can't be used; /)
  expect(refuse).not.toThrow(/secret|ann/)
})

test.each([
  [false, {}, 'none is used'],
  [false, { HTTPS_PROXY: 'http://ann:word@p:1' }, 'HTTPS_PROXY is set but not used without --proxy-from-env'],
  [false, { http_proxy: 'junk://' }, 'http_proxy is set but not used without --proxy-from-env'],
  [true, { HTTPS_PROXY: 'http://ann:word@p:1' }, 'app.lettrlabs.com is asked through p:1, by HTTPS_PROXY'],
  [true, {}, '--proxy-from-env is set, but no HTTPS_PROXY; app.lettrlabs.com is asked directly'],
  [
    true,
    { HTTPS_PROXY: 'p:1', NO_PROXY: '*' },
    'HTTPS_PROXY is set but not used for app.lettrlabs.com: NO_PROXY excepts it',
  ],
] as const)('check says of a proxy (asked for: %s) with %j: %s', (asked, env, words) => {
  expect(proxyWords(api, asked, env)).toBe(words)
})

test('check says why an API on this computer is asked directly', () => {
  expect(proxyWords('http://127.0.0.1:8787/api', true, { HTTPS_PROXY: 'p:1' })).toContain('it is on this computer')
})
