import { Command } from 'commander'
import { type ExitCode, exitCodes, UserError } from '../exit.js'
import type { World } from './world.js'

const examples = `Examples:
  npx lettr-convert sandbox
  npx lettr-convert sandbox --port 8787 --faults "503, then 429 for 2 s, then hang up after storing"
  npx lettr-convert sandbox --metadata sentences --latency 150
`

interface SandboxOptions {
  readonly port?: string
  readonly sandboxKey?: string
  readonly latency?: string
  readonly metadata?: string
  readonly faults?: string
  readonly duplicates?: string
}

/** Serves a stand-in for the LettrLabs API on this computer until a signal ends it. */
export function command(world: World): Command {
  return new Command('sandbox')
    .option('--port <n>', 'the port to listen on (default: any that is free)')
    .option('--sandbox-key <key>', 'the one key that is right (default: any)')
    .option('--latency <ms>', 'milliseconds before each answer')
    .option('--metadata <style>', 'the form in which refusals are told')
    .option('--faults <list>', 'what goes wrong, one after the other, such as "503, then 429 for 2 s"')
    .option('--duplicates <accept|refuse>', 'what happens to an order id that is stored already')
    .addHelpText('before', `${examples}\n`)
    .action(async (options: SandboxOptions) => {
      world.finish(await run(world, options))
    })
}

async function run(world: World, options: SandboxOptions): Promise<ExitCode> {
  const [{ startSandbox }, { parseFaults }, { metadataStyles }, { readFaults }] = await Promise.all([
    import('../sandbox/server.js'),
    import('../sandbox/faults.js'),
    import('../sandbox/styles.js'),
    import('./target.js'),
  ])
  const style = metadataStyles.find((known) => known === (options.metadata ?? 'index-errors'))
  if (style === undefined) {
    throw new UserError(`--metadata "${options.metadata}" is no known form.`, `Known are ${metadataStyles.join(', ')}.`)
  }
  const { duplicates = 'accept' } = options
  if (duplicates !== 'accept' && duplicates !== 'refuse') throw new UserError('--duplicates is accept or refuse.', '')
  const sandbox = await startSandbox({
    port: wholeNumber('--port', options.port, 65_535),
    latency: wholeNumber('--latency', options.latency, 600_000),
    metadataStyle: style,
    duplicates,
    faults: options.faults === undefined ? [] : readFaults(options.faults, parseFaults),
    ...(options.sandboxKey === undefined ? {} : { key: options.sandboxKey }),
  }).catch((error: unknown) => {
    throw new UserError(error instanceof Error ? error.message : String(error), '')
  })
  world.outlet.result(introduction(sandbox.url, options.sandboxKey))
  await new Promise<void>((resolve) => {
    const end = world.shell.onSignal(() => {
      end()
      resolve()
    })
  })
  const stored = sandbox.store().length
  await sandbox.close()
  world.outlet.talk(`The stand-in has stopped; it had stored ${stored.toLocaleString('en-US')} conversions.`)
  return exitCodes.done
}

function introduction(url: string, key: string | undefined): string {
  const people = url.replace(/\/api$/, '/_sandbox/')
  return `A stand-in for the LettrLabs API listens on ${url}; it is not LettrLabs, and forgets everything when it stops.
Send to it from another terminal:
  LETTRLABS_API_BASE_URL=${url} LETTRLABS_API_KEY=${key === undefined ? 'any-key' : 'YOUR-KEY'} npx lettr-convert upload orders.csv
See what it has stored: ${people}
Press Ctrl-C to stop it.
`
}

function wholeNumber(flag: string, text: string | undefined, most: number): number {
  const value = Number(text ?? '0')
  if (Number.isInteger(value) && value >= 0 && value <= most && text !== '') return value
  throw new UserError(`${flag} is "${text}"; it must be a whole number from 0 to ${most}.`, '')
}
