import { Command } from 'commander'
import type { ExitCode } from '../exit.js'
import { filesArgument, type InputOptions, withInputOptions, withReportOptions } from './options.js'
import type { World } from './world.js'

const examples = `Examples:
  npx lettr-convert validate orders.csv
  npx lettr-convert validate orders.csv --config acme.json --timezone America/Denver
  npx lettr-convert validate march.csv april.csv --json
`

/** Judges files offline: no key, no network, nothing sent. */
export function command(world: World): Command {
  const validate = new Command('validate').addArgument(filesArgument)
  withReportOptions(withInputOptions(validate)).addHelpText('before', `${examples}\n`)
  return validate.action(async (paths: string[], options: InputOptions) => {
    world.finish(await run(world, paths, options))
  })
}

async function run(world: World, paths: readonly string[], options: InputOptions): Promise<ExitCode> {
  const [
    { withExport },
    { prepareRun, startRun },
    { finishRun },
    { rejectGuard, storeGuard },
    { watchSignals },
    { firstLine },
    { staleGuard },
  ] = await Promise.all([
    import('./export-job.js'),
    import('./run.js'),
    import('./finish.js'),
    import('./guards.js'),
    import('./signals.js'),
    import('./first-line.js'),
    import('./usual-guards.js'),
  ])
  const signals = watchSignals(world.shell, (text) => world.outlet.talk(text))
  try {
    return await withExport(world.shell, paths, options, signals.stop, async (job) => {
      const current = startRun(world, job)
      await prepareRun(current)
      current.talk(firstLine(current))
      const stoppedBy = rejectGuard(current) ?? storeGuard(current) ?? staleGuard(current)
      const ending = { command: 'validate', mode: 'validate', account: null, interrupted: false } as const
      return finishRun(current, { ...ending, stoppedBy, options })
    })
  } finally {
    signals.end()
  }
}
