import { UserError } from '../exit.js'

/** The environment as it was handed in. */
type Environment = { readonly [name: string]: string | undefined }

/** A proxy that the environment names. */
export interface Proxy {
  /** With user name and password, if it has them: for the client only. */
  readonly url: string
  /** For messages. */
  readonly host: string
  /** The variable that names it. */
  readonly from: string
  /** What must never be printed. */
  readonly secrets: readonly string[]
}

/**
 * The proxy between here and the API by the rules of undici's EnvHttpProxyAgent: small letters before capitals, HTTP_PROXY
 * where HTTPS_PROXY is not set, NO_PROXY. None for http, which only leads to this computer. A UserError when it can't be used.
 */
export function proxyFor(baseUrl: string, env: Environment): Proxy | undefined {
  const base = new URL(baseUrl)
  if (base.protocol !== 'https:') return undefined
  const from = named(env, 'HTTPS_PROXY') ?? named(env, 'HTTP_PROXY')
  if (from === undefined || isExcepted(base, env.no_proxy ?? env.NO_PROXY ?? '')) return undefined
  return readProxy(env[from] ?? '', from)
}

/** The variable's name as it counts; one in small letters hides the other even when it is empty. */
function named(env: Environment, name: string): string | undefined {
  const small = name.toLowerCase()
  const counts = env[small] === undefined ? name : small
  return env[counts] === undefined || env[counts] === '' ? undefined : counts
}

function isExcepted({ hostname, port }: URL, exceptions: string): boolean {
  if (exceptions === '*') return true
  const portNumber = port === '' ? 443 : Number(port)
  return exceptions
    .split(/[,\s]/)
    .filter((entry) => entry !== '')
    .some((entry) => {
      const [, host = entry, only] = /^(.+):(\d+)$/.exec(entry) ?? []
      const name = host.replace(/^\*?\./, '').toLowerCase()
      if (only !== undefined && Number(only) !== 0 && Number(only) !== portNumber) return false
      return hostname === name || hostname.endsWith(`.${name}`)
    })
}

function readProxy(text: string, from: string): Proxy {
  const trimmed = text.trim()
  const address = trimmed.includes('://') ? trimmed : `http://${trimmed}`
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (url === undefined || url.hostname === '') throw unusable(from, 'it must be an address such as http://proxy:3128')
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw unusable(from, `it must begin with http:// or https://, not ${url.protocol}//`)
  }
  const secrets = [url.username, url.password].map(decoded)
  if (secrets.includes(undefined)) throw unusable(from, 'a percent sign in its user name or password must be %25')
  const [user = '', password = ''] = secrets
  const { protocol, username, host } = url
  const login = username === '' && url.password === '' ? '' : `${username}:${url.password}@`
  return {
    url: `${protocol}//${login}${host}`,
    host,
    from,
    secrets: [password, url.password, login === '' ? '' : `${user}:${password}`].filter((secret) => secret !== ''),
  }
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

/** Never repeats the text, which may hold a password. */
function unusable(from: string, why: string): UserError {
  return new UserError(`The proxy in ${from} can't be used; ${why}.`, 'Nothing was sent.')
}

/** Whether requests to the API go through a proxy, and which variables are set in vain: a sentence for `check`. */
export function proxyWords(baseUrl: string, asked: boolean, env: Environment): string {
  const { host } = new URL(baseUrl)
  const from = named(env, 'HTTPS_PROXY') ?? named(env, 'HTTP_PROXY')
  if (!asked) {
    return from === undefined ? 'none is used' : `${from} is set but not used without --proxy-from-env`
  }
  const proxy = proxyFor(baseUrl, env)
  if (proxy !== undefined) return `${host} is asked through ${proxy.host}, by ${proxy.from}`
  if (from === undefined) return `--proxy-from-env is set, but no HTTPS_PROXY; ${host} is asked directly`
  const why = baseUrl.startsWith('https:') ? 'NO_PROXY excepts it' : 'it is on this computer'
  return `${from} is set but not used for ${host}: ${why}`
}
