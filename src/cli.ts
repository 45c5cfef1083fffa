import type { Command } from 'commander'
import type { CommandModule, World } from './commands/world.js'
import { type ExitCode, exitCodes, UserError } from './exit.js'
import { onNothingLeft, printNow, realShell, type Shell, setExitCode } from './shell.js'
import { version } from './version.js'

interface Listed {
  readonly name: string
  readonly summary: string
  load(): Promise<CommandModule>
}

const commands: readonly Listed[] = [
  {
    name: 'upload',
    summary: 'check an export, then send its sales to LettrLabs',
    load: () => import('./commands/upload.js'),
  },
  {
    name: 'validate',
    summary: 'check an export without key, network or memory',
    load: () => import('./commands/validate.js'),
  },
  {
    name: 'preview',
    summary: 'show rows of an export beside what would be sent',
    load: () => import('./commands/preview.js'),
  },
  {
    name: 'init',
    summary: 'recognise an export and write a config for it',
    load: () => import('./commands/init.js'),
  },
  {
    name: 'presets',
    summary: 'list the exports that are known, or show how one is mapped',
    load: () => import('./commands/presets.js'),
  },
  {
    name: 'explain',
    summary: 'say what a code means, and how to mend what it is about',
    load: () => import('./commands/explain.js'),
  },
  {
    name: 'resolve',
    summary: 'list what is in doubt or left unsent, and settle it',
    load: () => import('./commands/resolve.js'),
  },
  {
    name: 'ledger',
    summary: 'look after the memory of what was sent: verify, stats, compact',
    load: () => import('./commands/ledger.js'),
  },
  {
    name: 'check',
    summary: 'check key, account, config and folders: what a nightly job will meet',
    load: () => import('./commands/check.js'),
  },
  {
    name: 'sandbox',
    summary: 'run a stand-in for the LettrLabs API on this computer',
    load: () => import('./commands/sandbox.js'),
  },
]

const examples = `Examples:
  npx lettr-convert upload orders.csv --dry-run   look before you send
  npx lettr-convert upload orders.csv             check everything, then send
  npx lettr-convert upload orders.csv --sandbox   the whole job against a stand-in; nothing leaves this computer
  npx lettr-convert preview orders.csv            see rows beside what would be sent
  npx lettr-convert resolve                       settle what may or may not have arrived
`

/** Runs the command line and gives the exit code; never throws. */
export async function run(shell: Shell): Promise<number> {
  let code: ExitCode = exitCodes.done
  const { createOutlet } = await import('./report/outlet.js')
  const outlet = createOutlet({ out: shell.stdout, err: shell.stderr, secrets: [] })
  try {
    refuseKeys(shell.args)
    if (asksVersion(shell.args)) {
      outlet.result(version)
      return code
    }
    const program = await buildProgram({ shell, outlet, finish: (given) => (code = given) })
    await program.parseAsync([...shell.args], { from: 'user' })
    return code
  } catch (error) {
    if (error instanceof UserError) {
      if (shell.args.includes('--json')) outlet.result(failureDocument(error))
      outlet.talk(error.hint === '' ? error.message : `${error.message}\n${error.hint}`)
      return error.exitCode
    }
    const { CommanderError } = await import('commander')
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage
    outlet.talk(bugReport(error))
    return exitCodes.bug
  }
}

/** The one question that scripts ask often is answered before commander is loaded, which takes longer than all the rest. */
function asksVersion(args: readonly string[]): boolean {
  return args.length === 1 && (args[0] === '--version' || args[0] === '-V')
}

async function buildProgram(world: World): Promise<Command> {
  const { Command } = await import('commander')
  const program = new Command('lettr-convert')
    .description('Takes sales exports to LettrLabs, and accounts for every row and every dollar.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .addHelpText('before', `${examples}\n`)
    .addHelpText('after', '\nEach command has its own help: npx lettr-convert upload --help')
  const { shell, outlet } = world
  const asked = shell.args.find((arg) => !arg.startsWith('-') && arg !== 'help')
  for (const listed of commands) {
    const command = listed.name === asked ? (await listed.load()).command(world) : new Command(listed.name)
    program.addCommand(command.name(listed.name).summary(listed.summary).description(listed.summary))
  }
  for (const command of [program, ...program.commands]) {
    command.exitOverride().configureOutput({
      writeOut: (text) => outlet.result(text),
      writeErr: (text) => outlet.talk(text),
    })
  }
  if (shell.args.length === 0) program.action(() => program.outputHelp())
  return program
}

/** An API key in an argument would stand in the process list and in the shell's history. */
function refuseKeys(args: readonly string[]): void {
  const found = args.find((arg) => /^--?api-?key(=|$)/i.test(arg) || /LL-API-\w/.test(arg))
  if (found === undefined) return
  throw new UserError(
    'An API key does not belong in the command: other users and the shell history can read it.',
    'Set LETTRLABS_API_KEY, or use --api-key-file FILE or --api-key-stdin. If the key was typed here, replace it at LettrLabs.',
  )
}

/** What `--json` prints when a run could not start or go on. */
function failureDocument({ exitCode, message, hint }: UserError): string {
  return JSON.stringify({ version: 1, exitCode, error: message, hint }, undefined, 2)
}

function bugReport(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? error.message) : error
  return `This is a bug in lettr-convert ${version}, not your mistake. Please report it with these lines:\n${stack}`
}

/** Starts the real thing. */
export async function main(): Promise<void> {
  const shell = realShell()
  if (asksVersion(shell.args) && printNow(version)) return
  // Where nothing is left to wait for before the end, Node ends the process as if all had gone well.
  const ended = onNothingLeft(() => {
    setExitCode(exitCodes.bug)
    shell.stderr.write(`${bugReport('The command had not ended, and nothing was left to wait for.')}\n`)
  })
  setExitCode(await run(shell))
  ended()
}
