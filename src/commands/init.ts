import { Command } from 'commander'
import type { ExitCode } from '../exit.js'
import type { InitOptions } from './init-options.js'
import { filesArgument } from './options.js'
import type { World } from './world.js'

const examples = `Examples:
  npx lettr-convert init orders.csv                             asks what the file does not prove
  npx lettr-convert init orders.csv --timezone America/Denver   no questions
  npx lettr-convert init orders.csv --print                     look at the config before it is written
  npx lettr-convert init orders.csv --map revenue="Net Total" --config acme.json
`

/** Writes a config for an export: from the preset that fits it, or from its columns. Sends nothing. */
export function command(world: World): Command {
  const init = new Command('init')
    .addArgument(filesArgument)
    .option('--config <file>', 'where the config is written (default: lettr-convert.config.json here)')
    .option('--print', 'print the config instead of writing it')
    .option('--force', 'write over a config that is there; write one even for sales that can’t be matched')
    .option('--timezone <zone>', 'zone of times without an offset, such as America/New_York')
    .option('--day-order <order>', 'month-first or day-first, when no row proves it')
    .option('--decimal <sign>', '"." or ",", when no row proves it')
    .option('--map <field=column>', 'take this column for a field; may be given several times', collect)
    .option('--encoding <name>', 'the file’s encoding, when it is not UTF-8: windows-1252, utf-16le, …')
    .option('--delimiter <char>', 'what stands between the columns: "," ";" "|" or tab (default: found out)')
    .option('--format <format>', 'csv, tsv, ndjson or json (default: found out)')
    .addHelpText('before', `${examples}\n`)
  return init.action(async (paths: string[], options: InitOptions) => {
    world.finish(await run(world, paths, options))
  })
}

const collect = (value: string, before: readonly string[] | undefined): readonly string[] => [...(before ?? []), value]

async function run(world: World, paths: readonly string[], options: InitOptions): Promise<ExitCode> {
  const [{ initialise }, { watchSignals }, { checkFiles }] = await Promise.all([
    import('./initialise.js'),
    import('./signals.js'),
    import('../source/open.js'),
  ])
  await checkFiles(paths, world.shell.cwd)
  const signals = watchSignals(world.shell, (text) => world.outlet.talk(text))
  try {
    return await initialise(world, paths, options, signals.stop)
  } finally {
    signals.end()
  }
}
