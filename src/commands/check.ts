import { accessSync, constants, existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { Command } from 'commander'
import { type ExitCode, exitCodes } from '../exit.js'
import { type InputOptions, proxyOption } from './options.js'
import type { World } from './world.js'

const examples = `Examples:
  npx lettr-convert check
  npx lettr-convert check --config acme.json --json
`

interface CheckOptions extends Pick<InputOptions, 'config' | 'out' | 'json'> {
  readonly apiKeyFile?: string
  readonly apiKeyStdin?: boolean
  readonly proxyFromEnv?: boolean
}

interface Finding {
  readonly name: string
  readonly ok: boolean
  readonly words: string
}

/** Says what a nightly job would meet: config, settings and where they come from, folder, key and account. */
export function command(world: World): Command {
  return new Command('check')
    .option('--config <file>', 'the config to look at (default: lettr-convert.config.json here, if there is one)')
    .option('--no-config', 'look at no config')
    .option('--out <folder>', 'where the folders of the runs are made (default: lettr-convert-runs)')
    .option('--api-key-file <file>', 'a file, readable by you alone, that holds the API key')
    .option('--api-key-stdin', 'read the API key from standard input')
    .addOption(proxyOption)
    .option('--json', 'print one JSON document')
    .addHelpText('before', `${examples}\n`)
    .action(async (options: CheckOptions) => {
      world.finish(await run(world, options))
    })
}

async function run(world: World, options: CheckOptions): Promise<ExitCode> {
  const [{ openJob }, { explain }, { environmentNotes }, { openAccount }, { proxyWords }] = await Promise.all([
    import('./job.js'),
    import('../config/explain.js'),
    import('../config/environment.js'),
    import('./account.js'),
    import('../config/proxy.js'),
  ])
  const notes = environmentNotes(world.shell.env)
  const job = await openJob(world.shell, [], options)
  const settings = explain(job.settings)
  const folder = checkFolder(resolve(world.shell.cwd, job.settings.out.value))
  const { finding: account, exitCode } = await openAccount(world, job, options)
  const config = { name: 'config', ok: true, words: job.config.file ?? 'none; columns must have LettrLabs’ own names' }
  const { baseUrl, proxyFromEnv } = job.settings
  const proxy = { name: 'proxy', ok: true, words: proxyWords(baseUrl.value, proxyFromEnv.value, world.shell.env) }
  const findings: readonly Finding[] = [config, folder, account, proxy]
  if (job.settings.json.value) {
    world.outlet.result(JSON.stringify({ version: 1, exitCode, findings, settings, notes }, undefined, 2))
  } else {
    const width = Math.max(...settings.map(({ name }) => name.length))
    const lines = settings.map(({ name, value, from }) => `  ${name.padEnd(width)}  ${value}  (${from})`)
    const marks = findings.map(({ name, ok, words }) => `${ok ? 'ok   ' : 'WRONG'} ${name}: ${words}`)
    world.outlet.result([...marks, ...notes, '', 'Settings, and where each comes from:', ...lines].join('\n'))
  }
  return folder.ok ? exitCode : exitCodes.disk
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
