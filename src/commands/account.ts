import { keyWarnings } from '../config/key.js'
import { clean } from '../domain/clean.js'
import { type ExitCode, exitCodes, UserError } from '../exit.js'
import { version } from '../version.js'
import { accountGuard, accountWords } from './guards.js'
import type { Job } from './job.js'
import { findKey, findProxy } from './target.js'
import type { World } from './world.js'

/** What `GET /v1/me` says to the key, in words, and the exit code that an upload would end with for it. */
export async function openAccount(
  world: World,
  job: Job,
  options: { readonly apiKeyFile?: string; readonly apiKeyStdin?: boolean },
): Promise<{ readonly finding: { name: string; ok: boolean; words: string }; readonly exitCode: ExitCode }> {
  const [{ openClient }, { readAccount }] = await Promise.all([import('../http.js'), import('../api/me.js')])
  try {
    const key = await findKey(world, job, options)
    world.outlet.addSecret(key.key)
    const baseUrl = job.settings.baseUrl.value
    const client = openClient({
      baseUrl,
      key: key.key,
      concurrency: 1,
      timeout: job.settings.timeout.value * 1000,
      userAgent: `lettr-convert/${version}`,
      proxy: findProxy(world, job, baseUrl),
    })
    const faults = keyWarnings(key.key)
    const account = await readAccount(client, { baseUrl, keySource: key.from, keyFaults: faults }).finally(() =>
      client.destroy(),
    )
    const stranger = accountGuard({ job }, account)
    if (stranger !== undefined) throw stranger
    const words = [`${clean(accountWords(account))}, by the key from ${key.from}, at ${baseUrl}.`, ...faults].join(' ')
    return { finding: { name: 'account', ok: true, words }, exitCode: exitCodes.done }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return {
      finding: { name: 'account', ok: false, words: `${error.message} ${error.hint}`.trim() },
      exitCode: error.exitCode,
    }
  }
}
