import type { Account } from '../api/me.js'
import { keyWarnings } from '../config/key.js'
import { clean } from '../domain/clean.js'
import { type ExitCode, exitCodes, UserError } from '../exit.js'
import type { Client } from '../http.js'
import { openClientFor } from './client.js'
import { accountGuard, accountWords } from './guards.js'
import type { Job } from './job.js'
import { findKey } from './target.js'
import type { World } from './world.js'

/** What `GET /v1/me` came to. */
export interface AskedAccount {
  readonly finding: { readonly name: string; readonly ok: boolean; readonly words: string }
  /** That an upload would end with for it. */
  readonly exitCode: ExitCode
  /** Undefined where it is not known. */
  readonly account: Account | undefined
  /** The Date of the answer as LettrLabs wrote it. */
  readonly date: string | undefined
}

/** Asks LettrLabs whose the key is, and says so in words; an account that the config is not bound to is a fault, but for `anyAccount`. */
export async function openAccount(
  world: World,
  job: Job,
  options: { readonly apiKeyFile?: string; readonly apiKeyStdin?: boolean },
  anyAccount: boolean,
): Promise<AskedAccount> {
  const { readAccount } = await import('../api/me.js')
  let date: string | undefined
  try {
    const key = await findKey(world, job, options)
    world.outlet.addSecret(key.key)
    const baseUrl = job.settings.baseUrl.value
    const client = await openClientFor(world, job, key)
    const faults = keyWarnings(key.key)
    const watched: Client = {
      ...client,
      async request(method, path) {
        const attempt = await client.request(method, path)
        if (attempt.kind === 'answer') date = attempt.headers.get('date')
        return attempt
      },
    }
    const account = await readAccount(watched, { baseUrl, keySource: key.from, keyFaults: faults }).finally(() =>
      client.destroy(),
    )
    const stranger = anyAccount ? undefined : accountGuard({ job }, account)
    if (stranger !== undefined) throw stranger
    const words = [`${clean(accountWords(account))}, by the key from ${key.from}, at ${baseUrl}.`, ...faults].join(' ')
    return { finding: { name: 'account', ok: true, words }, exitCode: exitCodes.done, account, date }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return {
      finding: { name: 'account', ok: false, words: `${error.message} ${error.hint}`.trim() },
      exitCode: error.exitCode,
      account: undefined,
      date,
    }
  }
}
