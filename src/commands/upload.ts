import { Command } from 'commander'
import { type ExitCode, UserError } from '../exit.js'
import type { RunMemory } from './memory.js'
import type { ExportJob } from './opened-export.js'
import {
  filesArgument,
  proxyOption,
  type UploadOptions,
  withInputOptions,
  withLedgerOptions,
  withPaceOptions,
  withReportOptions,
} from './options.js'
import type { Target } from './target.js'
import type { World } from './world.js'

const examples = `Examples:
  npx lettr-convert upload orders.csv --dry-run             check everything, send nothing
  npx lettr-convert upload orders.csv                       check everything, then send
  npx lettr-convert upload orders.csv --sandbox             send to a stand-in on this computer
  npx lettr-convert upload march.csv april.csv --config acme.json --yes --quiet

The API key comes from LETTRLABS_API_KEY, --api-key-file or --api-key-stdin; on a terminal it is asked for.
`

/** Checks files whole, then sends their sales to LettrLabs, to a stand-in, or nowhere. */
export function command(world: World): Command {
  const upload = new Command('upload')
    .addArgument(filesArgument)
    .option('--dry-run', 'check everything and stop before sending; no key, no network')
    .option('--sandbox', 'send to a stand-in inside this process; no key, nothing leaves this computer')
    .option('--faults <list>', 'with --sandbox: what goes wrong there, such as "503, then hang up after storing"')
    .option('--yes', 'send without asking')
    .option('--api-key-file <file>', 'a file, readable by you alone, that holds the API key')
    .option('--api-key-stdin', 'read the API key from standard input')
    .option('--batch-size <n>', 'sales in one request, 1 to 1000 (default: 100)')
    .option('--concurrency <n>', 'requests at the same time, 1 to 16 (default: 4)')
    .option('--timeout <seconds>', 'longest wait for one answer (default: 60)')
    .option('--allow-sensitive', 'send also what looks like card or social security numbers in names and addresses')
    .option('--unusual-volume', 'send also when sales or money are far from those of the last runs')
    .option('--other-account', 'send also sales that this computer sent to another account')
    .addOption(proxyOption)
  withReportOptions(withInputOptions(withLedgerOptions(withPaceOptions(upload)))).addHelpText('before', `${examples}\n`)
  return upload.action(async (paths: string[], options: UploadOptions) => {
    refuseContradictions(paths, options)
    world.finish(await run(world, paths, options))
  })
}

function refuseContradictions(paths: readonly string[], options: UploadOptions): void {
  if (options.dryRun === true && options.sandbox === true) {
    throw new UserError(
      '--dry-run and --sandbox are both given.',
      'A dry run sends nothing, a sandbox run sends to a stand-in; choose one.',
    )
  }
  if (options.faults !== undefined && options.sandbox !== true) {
    throw new UserError('--faults needs --sandbox.', 'Faults are only rehearsed against the stand-in.')
  }
  if (options.apiKeyStdin === true && paths.includes('-')) {
    throw new UserError(
      'Standard input can bring the key or the export, not both.',
      'Use LETTRLABS_API_KEY or --api-key-file for the key.',
    )
  }
}

async function run(world: World, paths: readonly string[], options: UploadOptions): Promise<ExitCode> {
  const [{ withExport }, { checkFiles }, { watchSignals }, { consent }] = await Promise.all([
    import('./export-job.js'),
    import('../source/open.js'),
    import('./signals.js'),
    import('./consent.js'),
  ])
  const { shell } = world
  await checkFiles(paths, shell.cwd)
  const signals = watchSignals(shell, (text) => world.outlet.talk(text))
  try {
    return await withExport(shell, paths, options, signals.stop, async (job) => {
      await consent(world, job, options, signals.stop)
      return await open(world, job, options, signals.stop)
    })
  } finally {
    signals.end()
  }
}

async function open(world: World, job: ExportJob, options: UploadOptions, stop: AbortSignal): Promise<ExitCode> {
  const [{ openTarget }, { openMemory }] = await Promise.all([import('./target.js'), import('./memory.js')])
  const target = await openTarget(world, job, options)
  try {
    const memory = await openMemory(world, job, target, options)
    try {
      return await send(world, job, target, memory, options, stop)
    } finally {
      await memory.close()
    }
  } finally {
    await target.close()
  }
}

async function send(
  world: World,
  job: ExportJob,
  target: Target,
  memory: RunMemory,
  options: UploadOptions,
  stop: AbortSignal,
): Promise<ExitCode> {
  const [
    { prepareRun, startRun },
    { finishRun },
    { rejectGuard, sensitiveGuard, storeGuard },
    { memoryGuard },
    { staleGuard, volumeGuard },
    { otherAccountGuard },
    { orderIdGuard },
    { firstLine },
    { confirm },
    { deliverRun },
  ] = await Promise.all([
    import('./run.js'),
    import('./finish.js'),
    import('./guards.js'),
    import('./memory-guards.js'),
    import('./usual-guards.js'),
    import('./other-account-guard.js'),
    import('./order-id-guard.js'),
    import('./first-line.js'),
    import('./confirm.js'),
    import('./deliver-run.js'),
  ])
  const current = startRun(world, job, memory)
  await prepareRun(current)
  current.talk(firstLine(current))
  if (memory.note !== '') current.talk(memory.note)
  const { mode } = target
  const account = target.account && { id: target.account.id ?? '', company: target.account.company }
  const ending = { command: 'upload', mode, account: account ?? null, interrupted: false, options } as const
  const guarded =
    rejectGuard(current) ??
    storeGuard(current) ??
    sensitiveGuard(current) ??
    staleGuard(current) ??
    memoryGuard(current, options.firstRun === true) ??
    orderIdGuard(current) ??
    (await otherAccountGuard(current)) ??
    volumeGuard(current)
  const stoppedBy = guarded ?? (await confirm(current, target, options, stop))
  if (stoppedBy !== undefined || target.wire === undefined) return finishRun(current, { ...ending, stoppedBy })
  await deliverRun(current, target.wire, stop)
  return finishRun(current, { ...ending, stoppedBy: undefined, interrupted: stop.aborted })
}
