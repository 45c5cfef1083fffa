import type { ApiKey } from '../config/key.js'
import { proxyFor } from '../config/proxy.js'
import type { Client } from '../http.js'
import { version } from '../version.js'
import type { Job } from './job.js'
import type { World } from './world.js'

/** The client for a key, with the job's settings; nothing is sent yet. */
export async function openClientFor(
  world: World,
  job: Pick<Job, 'settings'>,
  key: ApiKey,
  { baseUrl = job.settings.baseUrl.value, concurrency = 1 } = {},
): Promise<Client> {
  const { openClient } = await import('../http.js')
  return openClient({
    baseUrl,
    key: key.key,
    concurrency,
    timeout: job.settings.timeout.value * 1000,
    userAgent: `lettr-convert/${version}`,
    proxy: findProxy(world, job, baseUrl),
  })
}

/** The proxy to go through, if one was asked for and is named; its password is kept out of everything that is printed. */
function findProxy({ shell, outlet }: World, job: Pick<Job, 'settings'>, baseUrl: string): string | undefined {
  if (!job.settings.proxyFromEnv.value) return undefined
  const proxy = proxyFor(baseUrl, shell.env)
  for (const secret of proxy?.secrets ?? []) outlet.addSecret(secret)
  return proxy?.url
}
