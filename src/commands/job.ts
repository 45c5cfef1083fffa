import { configChoice } from '../config/environment.js'
import { type Config, loadConfig, noConfig } from '../config/load.js'
import { inputSettings, resolveSettings, type Settings } from '../config/settings.js'
import { readMoney } from '../domain/money.js'
import type { Reading } from '../domain/row.js'
import type { InputSettings } from '../domain/settings.js'
import { resolveZone } from '../domain/zone-lookup.js'
import { exitCodes, UserError } from '../exit.js'
import type { Plan } from '../prepare.js'
import type { Outlet } from '../report/outlet.js'
import type { Shell } from '../shell.js'
import { readSource } from '../source/read.js'
import { provedBefore } from './facts.js'
import type { InputOptions } from './options.js'

/** What a command that reads an export works with, before anything is read. */
export interface Job {
  readonly paths: readonly string[]
  readonly config: Config
  readonly settings: Settings
  readonly input: InputSettings
  readonly plan: Plan
  /** The config as the first line names it. */
  readonly configWords: string
}

/** Gathers config, environment and flags; a UserError lists what is wrong with them. */
export async function openJob(shell: Shell, paths: readonly string[], options: InputOptions): Promise<Job> {
  const config = await loadConfig({ ...configChoice(options.config, shell.env), cwd: shell.cwd })
  const used = config ?? noConfig
  const { config: _, color: __, ...flags } = options
  const settings = resolveSettings(flags, shell.env, used)
  checkZone(settings)
  const input = inputSettings(settings, used)
  const proved = await provedBefore(paths, shell.cwd)
  return {
    paths,
    config: used,
    settings,
    input,
    configWords:
      used.file === undefined ? 'No config: columns have LettrLabs’ own names' : `Mapped by config ${used.file}`,
    plan: {
      fields: Object.keys(used.fields).length === 0 ? undefined : used.fields,
      records: used.records,
      checks: used.checks,
      timezone: input.timezone ?? proved.timezone,
      emptyValues: input.emptyValues,
      revenueAs: settings.revenue.value,
      limit: settings.limit.value,
      marks: paths.length > 1,
      since: settings.since.value,
      nowSeconds: Math.floor(shell.now().getTime() / 1000),
      proved,
      placeOf: (path) => {
        const line = used.file === undefined ? undefined : used.lineOf(path)
        return line === undefined ? '' : `${used.file}:${line}: `
      },
    },
  }
}

/** The job's rows; a first signal ends the reading with exit 5, nothing being sent yet. */
export async function* readings(shell: Shell, job: Job, stop: AbortSignal): AsyncGenerator<Reading> {
  if (stop.aborted) throw stoppedWhileReading()
  const source = readSource({
    paths: job.paths,
    cwd: shell.cwd,
    stdin: shell.stdin,
    settings: job.input,
    isMoney: (text) => ['amount', 'ambiguous'].includes(readMoney(text, undefined).kind),
    revenueColumn: job.config.fields.revenue?.column ?? job.config.fields.revenue?.columns?.[0] ?? 'revenue',
  })
  // Standard input may be silent for long; only its end, or this, ends the wait for it.
  const hush = (): unknown => shell.stdin.destroy(stoppedWhileReading())
  if (job.paths.includes('-')) stop.addEventListener('abort', hush, { once: true })
  try {
    for await (const reading of source) {
      if (stop.aborted) throw stoppedWhileReading()
      yield reading
    }
  } finally {
    stop.removeEventListener('abort', hush)
  }
}

function stoppedWhileReading(): UserError {
  const hint = 'Nothing was sent. Run the same command again.'
  return new UserError('Stopped by a signal while reading.', hint, exitCodes.incomplete)
}

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
