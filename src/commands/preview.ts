import { Command } from 'commander'
import { clean } from '../domain/clean.js'
import { type ExitCode, exitCodes } from '../exit.js'
import { type InputOptions, withInputOptions } from './options.js'
import type { World } from './world.js'

const examples = `Examples:
  npx lettr-convert preview orders.csv
  npx lettr-convert preview orders.csv --rows 10 --config acme.json
`

interface PreviewOptions extends InputOptions {
  readonly rows: string
}

/** Shows sales of a file beside the conversions that would be sent; sends nothing and writes nothing. */
export function command(world: World): Command {
  const preview = new Command('preview')
    .argument('<file>', 'a CSV, TSV, NDJSON or JSON export; - is standard input')
    .option('--rows <n>', 'how many sales to show', '3')
    .option('--show-values', 'show customers’ data also when this is not a terminal')
  return withInputOptions(preview)
    .addHelpText('before', `${examples}\n`)
    .action(async (path: string, options: PreviewOptions) => {
      world.finish(await run(world, path, options))
    })
}

async function run(world: World, path: string, options: PreviewOptions): Promise<ExitCode> {
  const [
    { withExport },
    { abandonRun, prepareRun, startPassingRun },
    { watchSignals },
    { firstLine },
    { countWords, nextCommand, previewOf, readCount },
  ] = await Promise.all([
    import('./export-job.js'),
    import('./run.js'),
    import('./signals.js'),
    import('./first-line.js'),
    import('./preview-sales.js'),
  ])
  const { rows, showValues, ...input } = options
  const count = readCount(rows)
  const signals = watchSignals(world.shell, (text) => world.outlet.talk(text))
  try {
    return await withExport(world.shell, [path], input, signals.stop, async (job) => {
      const current = startPassingRun(world, job)
      await prepareRun(current)
      world.outlet.talk(firstLine(current))
      const shown = showValues === true || world.shell.stdout.isTTY === true
      if (!shown) world.outlet.talk('Values are hidden because this is not a terminal; --show-values shows them.')
      world.outlet.result(previewOf(current, count, shown))
      world.outlet.talk(
        `Sales of ${clean(path, 100)}: ${countWords(current)}; nothing was sent. Next: ${nextCommand(path, input)} --dry-run`,
      )
      abandonRun(current)
      return exitCodes.done
    })
  } finally {
    signals.end()
  }
}
