import type { Attempt } from '../domain/attempt.js'
import { exitCodes, UserError } from '../exit.js'
import { type Client, isProxyFailure, isTlsFailure } from '../http.js'

/** Whose key it is; all else in the profile is nobody's business. */
export interface Account {
  /** Names the account across keys; undefined when LettrLabs does not say. */
  readonly id: string | undefined
  /** As LettrLabs writes it: foreign text, to be cleaned before it is printed; empty when not said. */
  readonly company: string
}

/** What messages say about the way to LettrLabs. */
export interface Access {
  readonly baseUrl: string
  /** Where the key came from, as in `LETTRLABS_API_KEY` or `the key file /etc/lettr.key`. */
  readonly keySource: string
  /** What is visibly odd about the key, each a phrase such as `it begins with a blank`; never the key. */
  readonly keyFaults: readonly string[]
}

type Answer = Extract<Attempt, { kind: 'answer' }>
type Fields = ReadonlyMap<string, unknown>

/**
 * Asks LettrLabs whose key this is, which also proves the key.
 * A UserError with exit code 4 when a person has to change the key, the plan or the address; 5 when the same command may work later.
 */
export async function readAccount(client: Client, access: Access): Promise<Account> {
  const attempt = await askAccount(client)
  if (attempt.kind === 'silence') throw silenceError(attempt, access)
  const { status } = attempt
  if (status === 401) throw keyError(access)
  if (status === 403) throw planError(access)
  if (status === 408 || status === 421 || status === 425 || status === 429 || status >= 500) throw laterError(attempt)
  if (status >= 300 && status < 400) throw redirectError(attempt, access)
  if (status !== 200) throw strangerError(access, `it answered ${status}`)
  if (!attempt.complete) throw incomplete('The answer of LettrLabs was cut short.', tryAgain)
  return accountOf(attempt, access)
}

/** Asks for the profile, once. */
export function askAccount(client: Client): Promise<Attempt> {
  return client.request('GET', '/v1/me')
}

const tryAgain = 'Nothing was sent. Try again in a few minutes.'

function accountOf(answer: Answer, access: Access): Account {
  const envelope = fieldsOf(parse(answer.body))
  const payload = fieldsOf(envelope?.get('payload'))
  const profile = fieldsOf(envelope?.get('profile'))
  if (envelope === undefined || !['profile', 'payload', 'hasErrors'].some((name) => envelope.has(name))) {
    throw strangerError(access, 'what it answered is not an answer of the LettrLabs API')
  }
  // One object speaks for both ids, so that the account's name is the same in every run.
  const owner = payload !== undefined && idOf(payload) !== undefined ? payload : (profile ?? payload)
  if (owner === undefined) {
    throw refused(
      'LettrLabs took the key but did not say whose it is.',
      `Nothing was sent. Ask LettrLabs about the key from ${access.keySource}.`,
    )
  }
  return { id: idOf(owner), company: wordsOf(payload?.get('company')) ?? wordsOf(profile?.get('company')) ?? '' }
}

/** The `id`, else the `aadId`; numbers that JSON can't hold exactly are none. */
function idOf(owner: Fields): string | undefined {
  return ['id', 'aadId']
    .map((name) => owner.get(name))
    .map(idText)
    .find((id) => id !== undefined)
}

function idText(value: unknown): string | undefined {
  return Number.isSafeInteger(value) ? String(value) : wordsOf(value)
}

function wordsOf(value: unknown): string | undefined {
  const words = typeof value === 'string' ? value.trim() : ''
  return words === '' ? undefined : words
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function fieldsOf(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? new Map(Object.entries(value))
    : undefined
}

function keyError(access: Access): UserError {
  return refused(
    `LettrLabs does not know the key from ${access.keySource} (401).`,
    `Nothing was sent.${faults(access)} Copy the key again from your LettrLabs account; a new key does not end the old one.`,
  )
}

function unsendableError(access: Access): UserError {
  return refused(
    `The key from ${access.keySource} holds a character that can't be sent.`,
    `Nothing was sent.${faults(access)} Copy the key again from your LettrLabs account.`,
  )
}

function faults({ keyFaults }: Access): string {
  return keyFaults.length === 0 ? '' : ` Look at the key: ${keyFaults.join('; ')}.`
}

function planError({ keySource }: Access): UserError {
  return refused(
    `LettrLabs knows the key from ${keySource} but does not let it in (403).`,
    'Nothing was sent. The plan of the account probably lacks API access; ask LettrLabs.',
  )
}

function redirectError({ status, headers }: Answer, access: Access): UserError {
  return refused(
    `${originOf(access.baseUrl)} sends requests on to ${target(headers.get('location'), access.baseUrl)} (${status}); redirects are never followed, because the key would go along.`,
    'Nothing was sent. If that is where the LettrLabs API lives now, give it as the base URL.',
  )
}

function target(location: string | undefined, baseUrl: string): string {
  if (location === undefined || !URL.canParse(location, baseUrl)) return 'an unknown address'
  const { origin } = new URL(location, baseUrl)
  return origin === 'null' ? 'an unknown address' : origin === originOf(baseUrl) ? 'another path there' : origin
}

function strangerError({ baseUrl }: Access, why: string): UserError {
  return refused(
    `This is not the LettrLabs API: ${originOf(baseUrl)} (${why}).`,
    'Nothing was sent. Look at the base URL; that of LettrLabs is https://app.lettrlabs.com/api.',
  )
}

function laterError({ status, headers }: Answer): UserError {
  const wait = headers.get('retry-after')
  const when = wait !== undefined && /^\d{1,6}$/.test(wait) ? `in ${wait} seconds or later` : 'in a few minutes'
  const why = status === 429 ? 'is being asked too often' : 'is out of order or busy'
  return incomplete(`LettrLabs ${why} just now (${status}).`, `Nothing was sent. Try again ${when}.`)
}

function silenceError({ code, message }: Extract<Attempt, { kind: 'silence' }>, access: Access): UserError {
  const origin = originOf(access.baseUrl)
  if (code === 'HTTP_PARSER_ERROR') return strangerError(access, message)
  if (code === 'UND_ERR_INVALID_ARG') return unsendableError(access)
  const problem = `${origin} could not be asked: ${message} (${code}).`
  if (isTlsFailure(code)) {
    return refused(
      problem,
      "Nothing was sent. Look at the base URL and this computer's clock; if your office inspects traffic, name its certificate in NODE_EXTRA_CA_CERTS.",
    )
  }
  if (/^PROXY_40[37]$/.test(code)) return refused(problem, `Nothing was sent. ${lookAtProxy}`)
  if (isProxyFailure(code)) return incomplete(problem, `Nothing was sent. ${lookAtProxy} Then try again.`)
  const hint = ['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED'].includes(code)
    ? 'Nothing was sent. Look at the network and the base URL, then try again.'
    : tryAgain
  return incomplete(problem, hint)
}

const lookAtProxy = 'Look at the proxy that the environment names, or leave out --proxy-from-env.'

function originOf(baseUrl: string): string {
  return new URL(baseUrl).origin
}

function refused(message: string, hint: string): UserError {
  return new UserError(message, hint, exitCodes.refused)
}

function incomplete(message: string, hint: string): UserError {
  return new UserError(message, hint, exitCodes.incomplete)
}
