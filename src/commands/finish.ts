import { lawBreach } from '../domain/law.js'
import { type ExitCode, exitCodes, UserError } from '../exit.js'
import { discreet } from '../report/discreet.js'
import { paintFor, wantsColor } from '../report/paint.js'
import { type Summary, tallySummary } from '../report/summary.js'
import { summaryText } from '../report/summary-text.js'
import { WholeFile } from '../report/whole-file.js'
import { version } from '../version.js'
import { matchAdvice } from './advice.js'
import { shellWord } from './job.js'
import type { InputOptions } from './options.js'
import type { Run } from './run.js'

/** What finishing needs to know besides the run itself. */
export interface Ending {
  readonly command: Summary['command']
  readonly mode: Summary['mode']
  readonly account: Summary['account']
  /** A guard, or the person's own no. */
  readonly stoppedBy: UserError | undefined
  /** A signal ended the sending. */
  readonly interrupted: boolean
  readonly options: InputOptions & { readonly apiKeyFile?: string }
}

/** Asserts the law, brings the run's files to their place, prints the summary, and gives the exit code. */
export function finishRun(run: Run, ending: Ending): ExitCode {
  const { world, prepared, tally, sheets } = run
  const sent = wasSent(ending)
  const breach = lawBreach(prepared.rowsRead, tally, sent)
  const sheetFiles = sheets.finish().map((path) => `${run.folder}/${path.split(/[/\\]/).at(-1) ?? ''}`)
  const summaryFile = `${run.folder}/summary.json`
  const planned = breach === undefined ? exitCodeOf(run, ending) : exitCodes.bug
  const summary = summarize(run, ending, { exitCode: planned, files: [...sheetFiles, summaryFile], breach })
  const unwritten = writeSummary(run, summary)
  run.spool.close()
  const exitCode = unwritten === undefined || breach !== undefined ? planned : exitCodes.disk
  const told = { ...summary, exitCode, outcome: outcomes[exitCode] }
  print(run, ending, unwritten === undefined ? told : { ...told, files: sheetFiles, next: '' })
  const failure = sheets.failure ?? unwritten
  if (failure !== undefined) world.outlet.talk(`${failure.message} ${failure.hint}`)
  if (breach !== undefined) world.outlet.talk(`The books do not balance: ${breach}. This is a bug; please report it.`)
  return exitCode
}

/** Gives the failure of the disk instead of throwing it: the books must still be told. */
function writeSummary(run: Run, summary: Summary): UserError | undefined {
  try {
    const file = new WholeFile(`${run.sheets.folder}/summary.json`)
    file.write(run.world.outlet.redact(jsonOf(summary)))
    file.finish()
    return undefined
  } catch (error) {
    if (error instanceof UserError) return error
    throw error
  }
}

/** Whether the run came to sending, so that `ready` was split. */
function wasSent(ending: Ending): boolean {
  return ending.stoppedBy === undefined && (ending.mode === 'upload' || ending.mode === 'sandbox')
}

function print(run: Run, ending: Ending, summary: Summary): void {
  const { outlet, shell } = run.world
  const { settings } = run.job
  const quiet = settings.quiet.value
  const screen = quiet && !settings.json.value ? shell.stderr : shell.stdout
  const openly = screen.isTTY === true || ending.options.showValues === true
  const shown = openly ? summary : discreet(summary)
  if (settings.json.value) outlet.result(jsonOf(shown))
  if (settings.json.value || (quiet && summary.exitCode === 0)) return
  const paint = paintFor(wantsColor(shell.env, screen, colorFlag(ending.options, shell.args)))
  const text = summaryText(shown, paint)
  if (quiet) outlet.talk(text)
  else outlet.result(text)
}

function jsonOf(summary: Summary): string {
  return `${JSON.stringify(summary, undefined, 2)}\n`
}

/** commander gives `color: true` for an absent `--no-color`; only a flag that was typed counts. */
function colorFlag(options: InputOptions, args: readonly string[]): boolean | undefined {
  if (options.color === false) return false
  return args.includes('--color') ? true : undefined
}

function exitCodeOf(run: Run, ending: Ending): ExitCode {
  const { tally, delivered, sheets } = run
  if (sheets.failure !== undefined || delivered.diskFailure !== undefined) return exitCodes.disk
  if (tally.doubtHeld > 0) return exitCodes.doubt
  if (delivered.refused) return exitCodes.refused
  if (ending.stoppedBy !== undefined) return ending.stoppedBy.exitCode
  const incomplete = tally.place('unsent').sales + tally.place('in doubt').sales > 0
  if (incomplete || ending.interrupted) return exitCodes.incomplete
  return tally.place('rejected').sales + tally.place('refused').sales > 0 ? exitCodes.rejects : exitCodes.done
}

const outcomes: Readonly<Record<ExitCode, string>> = {
  [exitCodes.done]: 'Done: every sale is accounted for.',
  [exitCodes.bug]: 'The books do not balance: this is a bug.',
  [exitCodes.usage]: 'Nothing was sent.',
  [exitCodes.rejects]: 'Finished; some sales were rejected or refused.',
  [exitCodes.refused]: 'LettrLabs turned the requests away; a person has to change something.',
  [exitCodes.incomplete]: 'Incomplete: some sales were not sent or are not certain.',
  [exitCodes.doubt]: 'Sales without order id are in doubt: sending them again may count them twice.',
  [exitCodes.guard]: 'Stopped before anything was sent.',
  [exitCodes.disk]: 'The local disk failed.',
}

function summarize(
  run: Run,
  ending: Ending,
  end: { readonly exitCode: ExitCode; readonly files: readonly string[]; readonly breach: string | undefined },
): Summary {
  const { job, tally, prepared, delivered, world } = run
  const { decimal = '', dayOrder = '', timezone = '' } = prepared.facts
  const stopped = ending.stoppedBy
  return {
    version: 1,
    tool: `lettr-convert ${version}`,
    command: ending.command,
    mode: ending.mode,
    startedAt: run.startedAt.toISOString(),
    seconds: Math.round(world.shell.elapsed() - run.started) / 1000,
    exitCode: end.exitCode,
    outcome: outcomes[end.exitCode],
    inputs: prepared.files.map((file) => ({
      name: file.name,
      format: file.format,
      encoding: file.encoding,
      delimiter: file.delimiter ?? '',
      columns: file.header.length,
      notes: file.notes,
    })),
    config: job.config.file ?? '',
    account: ending.account,
    baseUrl: ending.mode === 'upload' ? job.settings.baseUrl.value : '',
    ...tallySummary(tally, wasSent(ending), prepared.files),
    matchability: {
      sales: tally.fresh,
      ...tally.identifiers,
      withoutOrderId: tally.freshWithoutOrderId,
      advice: matchAdvice(tally, prepared),
    },
    delivery: {
      requests: delivered.attempts,
      stopped: stopped === undefined ? (delivered.stopped ?? '') : `${stopped.message} ${stopped.hint}`,
      events: [...delivered.sentences].slice(0, 20),
    },
    facts: { decimal, dayOrder, timezone },
    folder: run.folder,
    files: end.files,
    next: nextCommand(run, ending, end),
  }
}

/** The flags that every later command of the same job needs too. */
function keptFlags({ config, apiKeyFile, out }: Ending['options']): string {
  const noConfig = config === false ? ' --no-config' : ''
  const named = [
    ['config', config],
    ['api-key-file', apiKeyFile],
    ['out', out],
  ] as const
  return noConfig + named.map(([name, value]) => (value ? ` --${name} ${shellWord(value)}` : '')).join('')
}

/** The literal command to type next, with the flags that this run needed. */
function nextCommand(
  run: Run,
  ending: Ending,
  end: { readonly exitCode: ExitCode; readonly files: readonly string[] },
): string {
  const file = (name: string): string | undefined => end.files.find((path) => path.split('/').at(-1)?.startsWith(name))
  const config = keptFlags(ending.options)
  const sandbox = ending.mode === 'sandbox' ? ' --sandbox' : ''
  const upload = (path: string): string => `npx lettr-convert upload ${shellWord(path)}${config}${sandbox}`
  const [unsent, rejected] = [file('unsent'), file('rejected')]
  if (end.exitCode === exitCodes.doubt) {
    return `ask LettrLabs which sales of ${file('in-doubt') ?? 'in-doubt.csv'} arrived before you send any of them again`
  }
  if (end.exitCode === exitCodes.disk) return ''
  if (ending.stoppedBy !== undefined) return rejected === undefined ? '' : `look at ${rejected}`
  const doubt = file('in-doubt')
  const first = end.exitCode === exitCodes.refused ? 'put right what LettrLabs complained of, then: ' : ''
  // Sales in doubt are sent again only where an order id lets LettrLabs recognise them; the file's cure says so.
  const resend = doubt === undefined ? '' : upload(doubt)
  if (unsent !== undefined) return `${first}${upload(unsent)}${resend === '' ? '' : `, and then: ${resend}`}`
  if (wasSent(ending)) {
    if (doubt !== undefined) return `${first}${resend}`
    return rejected === undefined ? '' : `correct ${rejected}, then: ${upload(rejected)}`
  }
  const all = run.job.paths.map(shellWord).join(' ')
  const flags = (['encoding', 'delimiter', 'format', 'timezone'] as const)
    .map((name) => (ending.options[name] === undefined ? '' : ` --${name} ${shellWord(ending.options[name])}`))
    .join('')
  return run.tally.fresh === 0 ? '' : `npx lettr-convert upload ${all}${config}${flags}`
}
