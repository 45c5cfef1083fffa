import { configChoice } from '../config/environment.js'
import { type Config, loadConfig, noConfig } from '../config/load.js'
import { inputSettings, resolveSettings, type Settings } from '../config/settings.js'
import type { Plan } from '../domain/plan.js'
import type { InputSettings } from '../domain/settings.js'
import { resolveZone } from '../domain/zone-lookup.js'
import { UserError } from '../exit.js'
import type { Outlet } from '../report/outlet.js'
import type { Shell } from '../shell.js'
import { provedBefore } from './facts.js'
import type { InputOptions } from './options.js'

/** What a command works with, before anything is read. */
export interface Job {
  readonly paths: readonly string[]
  readonly config: Config
  readonly settings: Settings
  readonly input: InputSettings
  readonly plan: Plan
}

/** Gathers config, environment and flags; a UserError lists what is wrong with them. */
export async function openJob(shell: Shell, paths: readonly string[], options: InputOptions): Promise<Job> {
  const config = (await loadConfig({ ...configChoice(options.config, shell.env), cwd: shell.cwd })) ?? noConfig
  const { config: _, color: __, ...flags } = options
  const settings = resolveSettings(flags, shell.env, config)
  checkZone(settings)
  const proved = await provedBefore(paths, shell.cwd)
  const nowSeconds = Math.floor(shell.now().getTime() / 1000)
  return jobWith({ paths, config, settings, plan: { proved, nowSeconds } })
}

/** The job once more, for a config that says more. */
export function jobWith(job: Pick<Job, 'paths' | 'config' | 'settings'> & { readonly plan: Known }): Job {
  const { paths, config, settings } = job
  const { proved, nowSeconds } = job.plan
  const input = inputSettings(settings, config)
  return {
    paths,
    config,
    settings,
    input,
    plan: {
      fields: Object.keys(config.fields).length === 0 ? undefined : config.fields,
      records: config.records,
      checks: config.checks,
      timezone: input.timezone ?? proved.timezone,
      emptyValues: input.emptyValues,
      revenueAs: settings.revenue.value,
      limit: settings.limit.value,
      marks: paths.length > 1,
      since: settings.since.value,
      nowSeconds,
      proved,
      init:
        config.fields.eventDate === undefined || config.preset !== undefined || config.file === undefined
          ? initCommand(paths)
          : undefined,
      placeOf: (path) => {
        const line = config.file === undefined ? undefined : config.lineOf(path)
        return line === undefined ? '' : `${config.file}:${line}: `
      },
      otherExport: async (file) => (await import('./recognise.js')).seemsToBe(file, config),
    },
  }
}

/** What writes a config for an input of which no config says all. */
const initCommand = ([path = 'FILE']: readonly string[]): string =>
  `npx lettr-convert init ${path === '-' ? 'FILE' : shellWord(path)}`

/** What the plan takes over from the world. */
type Known = Pick<Plan, 'proved' | 'nowSeconds'>

/** A path as a command line takes it; one that begins with a hyphen must not pass for a flag. */
export function shellWord(text: string): string {
  const word = /^-./.test(text) ? `./${text}` : text
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}

/** Talks only when the person did not ask for quiet. */
export function talker(outlet: Outlet, quiet: boolean): (text: string) => void {
  return quiet ? () => {} : (text) => outlet.talk(text)
}

/** A zone from a flag or the environment is told where it came from; one from the config is the mapping's to judge. */
function checkZone({ timezone }: Settings): void {
  if (timezone.value === undefined || timezone.from.startsWith('config')) return
  const zone = resolveZone(timezone.value)
  if ('problem' in zone) throw new UserError(`${timezone.from}: ${zone.problem}.`, 'Nothing was sent.')
}
