import { accessSync, constants, existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { Command } from 'commander'
import type { Config } from '../config/load.js'
import { type ExitCode, exitCodes, UserError } from '../exit.js'
import { type InputOptions, proxyOption, type UploadOptions } from './options.js'
import type { World } from './world.js'

const examples = `Examples:
  npx lettr-convert check
  npx lettr-convert check --config acme.json --json
  npx lettr-convert check --config acme.json --pin
`

type CheckOptions = Pick<InputOptions, 'config' | 'out' | 'json'> &
  Pick<UploadOptions, 'apiKeyFile' | 'apiKeyStdin' | 'proxyFromEnv' | 'stateDir' | 'accountId'> & {
    readonly pin?: boolean
    readonly force?: boolean
  }

interface Finding {
  readonly name: string
  readonly ok: boolean
  readonly words: string
}

/** Says what a nightly job would meet: config, settings and where they come from, folders, key, account, memory, clock. */
export function command(world: World): Command {
  return new Command('check')
    .option('--config <file>', 'the config to look at (default: lettr-convert.config.json here, if there is one)')
    .option('--no-config', 'look at no config')
    .option('--out <folder>', 'where the folders of the runs are made (default: lettr-convert-runs)')
    .option('--api-key-file <file>', 'a file, readable by you alone, that holds the API key')
    .option('--api-key-stdin', 'read the API key from standard input')
    .option('--state-dir <folder>', 'where the memory of earlier runs is kept, if upload is told so')
    .option('--account-id <id>', 'the account whose memory is meant, where LettrLabs does not say it')
    .addOption(proxyOption)
    .option('--pin', 'write the key’s account into the config, so that a key of another one stops every run')
    .option('--force', 'with --pin: also where the config is bound to another account')
    .option('--json', 'print one JSON document')
    .addHelpText('before', `${examples}\n`)
    .action(async (options: CheckOptions) => {
      world.finish(await run(world, options))
    })
}

async function run(world: World, { pin = false, force = false, ...options }: CheckOptions): Promise<ExitCode> {
  if (force && !pin) throw new UserError('--force needs --pin.', 'It binds a config to another account.')
  const [
    { openJob },
    { explain },
    { environmentNotes },
    { openAccount },
    { proxyWords },
    { checkMemory, clockWords },
    { namedAccount },
    { pinAccount },
  ] = await Promise.all([
    import('./job.js'),
    import('../config/explain.js'),
    import('../config/environment.js'),
    import('./account.js'),
    import('../config/proxy.js'),
    import('./check-memory.js'),
    import('./account-memory.js'),
    import('./pin.js'),
  ])
  const unknown = environmentNotes(world.shell.env)
  const job = await openJob(world.shell, [], options)
  const settings = explain(job.settings)
  const folder = checkFolder(resolve(world.shell.cwd, job.settings.out.value))
  const asked = await openAccount(world, job, options, pin)
  const pinned = pin ? [pinAccount(world, job, asked.account, force)] : []
  const config = { name: 'config', ok: true, words: configWords(job.config) }
  const { baseUrl, proxyFromEnv } = job.settings
  const proxy = { name: 'proxy', ok: true, words: proxyWords(baseUrl.value, proxyFromEnv.value, world.shell.env) }
  const clock = clockWords(asked.date, world.shell.now())
  const memory = await checkMemory(world, job, asked.account?.id ?? namedAccount(job))
  const findings: readonly Finding[] = [
    config,
    folder,
    asked.finding,
    ...pinned.map(({ name, ok, words }) => ({ name, ok, words })),
    proxy,
    ...memory.map(({ name, ok, words }) => ({ name, ok, words })),
    ...(asked.date === undefined ? [] : [{ name: 'clock', ok: true, words: clock.words }]),
  ]
  const notes = clock.note === '' ? unknown : [...unknown, clock.note]
  const exitCode = folder.ok
    ? worst([asked.exitCode, ...[...pinned, ...memory].map((found) => found.exitCode)])
    : exitCodes.disk
  if (job.settings.json.value) {
    world.outlet.result(JSON.stringify({ version: 1, exitCode, findings, settings, notes }, undefined, 2))
  } else {
    const width = Math.max(...settings.map(({ name }) => name.length))
    const lines = settings.map(({ name, value, from }) => `  ${name.padEnd(width)}  ${value}  (${from})`)
    const marks = findings.map(({ name, ok, words }) => `${ok ? 'ok   ' : 'WRONG'} ${name}: ${words}`)
    world.outlet.result([...marks, ...notes, '', 'Settings, and where each comes from:', ...lines].join('\n'))
  }
  return exitCode
}

/** By the order of 5-reliability. */
function worst(codes: readonly ExitCode[]): ExitCode {
  const { disk, doubt, refused, guard, usage, incomplete } = exitCodes
  return [disk, doubt, refused, guard, usage, incomplete].find((code) => codes.includes(code)) ?? exitCodes.done
}

function checkFolder(out: string): Finding {
  let folder = out
  while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder)
  try {
    accessSync(folder, constants.W_OK)
    return { name: 'folder', ok: true, words: `run folders go to ${out}` }
  } catch {
    return { name: 'folder', ok: false, words: `${out} can't be written to; name another with --out` }
  }
}

function configWords({ file, preset }: Config): string {
  if (file === undefined) return 'none; exports are recognised by their columns'
  return preset === undefined ? file : `${file}, which builds on preset ${preset}`
}
