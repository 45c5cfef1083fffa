import { lawBreach } from '../domain/law.js'
import { declaredZone } from '../domain/plan.js'
import { type ExitCode, exitCodes, UserError } from '../exit.js'
import { discreet } from '../report/discreet.js'
import { paintFor, wantsColor } from '../report/paint.js'
import { type OpenSummary, type Summary, tallySummary } from '../report/summary.js'
import { summaryText } from '../report/summary-text.js'
import { WholeFile } from '../report/whole-file.js'
import { version } from '../version.js'
import { keptFlags as memoryFlags } from './account-memory.js'
import { matchAdvice } from './advice.js'
import { shellWord } from './job.js'
import { onDisk } from './notes.js'
import type { InputOptions, UploadOptions } from './options.js'
import { outcomeOf } from './outcome.js'
import type { Run } from './run.js'
import { stillOpen } from './still-open.js'
import { volumeToRemember } from './usual-guards.js'

/** What finishing needs to know besides the run itself. */
export interface Ending {
  readonly command: Summary['command']
  readonly mode: Summary['mode']
  readonly account: Summary['account']
  /** A guard, or the person's own no. */
  readonly stoppedBy: UserError | undefined
  /** A signal ended the sending. */
  readonly interrupted: boolean
  readonly options: InputOptions & Pick<UploadOptions, 'apiKeyFile' | 'stateDir' | 'accountId'>
}

/** Asserts the law, brings the run's files to their place, prints the summary, and gives the exit code. */
export async function finishRun(run: Run, ending: Ending): Promise<ExitCode> {
  const { world, prepared, tally, sheets, delivered } = run
  const open = stillOpen(run.memory.view)
  const sent = wasSent(ending)
  const breach = lawBreach(prepared.rowsRead, tally, sent)
  const sheetFiles = sheets.finish().map((path) => `${run.folder}/${path.split(/[/\\]/).at(-1) ?? ''}`)
  const summaryFile = `${run.folder}/summary.json`
  const hoped = exitCodeOf(run, ending, open, breach)
  if (sent) await onDisk(run, async () => run.memory.ledger?.endRun(hoped, volumeToRemember(run)))
  const planned = exitCodeOf(run, ending, open, breach)
  const summary = summarize(run, ending, { exitCode: planned, files: [...sheetFiles, summaryFile], open })
  const unwritten = writeSummary(run, summary)
  run.spool.close()
  const exitCode = unwritten === undefined || breach !== undefined ? planned : exitCodes.disk
  const told = { ...summary, exitCode, outcome: outcomeOf(run, ending, exitCode) }
  await print(run, ending, unwritten === undefined ? told : { ...told, files: sheetFiles, next: '' })
  for (const failure of new Set([sheets.failure ?? unwritten, delivered.diskFailure])) {
    if (failure !== undefined) world.outlet.talk(`${failure.message.replace(/\.?$/, '.')} ${failure.hint}`)
  }
  if (delivered.unrecorded.length > 0) {
    world.outlet.talk(['The ledger could not be told, so keep these lines:', ...delivered.unrecorded].join('\n'))
  }
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

async function print(run: Run, ending: Ending, summary: Summary): Promise<void> {
  const { outlet, shell } = run.world
  const { settings } = run.job
  const quiet = settings.quiet.value
  const screen = quiet && !settings.json.value ? shell.stderr : shell.stdout
  const openly = screen.isTTY === true || ending.options.showValues === true
  const shown = openly ? summary : discreet(summary)
  if (settings.json.value) outlet.result(jsonOf(shown))
  if (settings.json.value || (quiet && summary.exitCode === 0)) return
  const paint = await paintFor(wantsColor(shell.env, screen, colorFlag(ending.options, shell.args)))
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

/** Several may apply; the order is that of 5-reliability. */
function exitCodeOf(run: Run, ending: Ending, open: readonly OpenSummary[], breach: string | undefined): ExitCode {
  const { tally, delivered, sheets } = run
  if (breach !== undefined) return exitCodes.bug
  if (sheets.failure !== undefined || delivered.diskFailure !== undefined) return exitCodes.disk
  if (tally.doubtHeld > 0 || open.some(({ what }) => what === 'in doubt')) return exitCodes.doubt
  if (delivered.refused) return exitCodes.refused
  if (ending.stoppedBy !== undefined) return ending.stoppedBy.exitCode
  const incomplete = tally.place('unsent').sales + tally.place('in doubt').sales + open.length > 0
  if (incomplete || ending.interrupted) return exitCodes.incomplete
  return failing(run) > 0 ? exitCodes.rejects : exitCodes.done
}

/** How many rejected and refused sales `--fail-on` lets count. */
function failing({ tally, job }: Run): number {
  const { value } = job.settings.failOn
  if (value === 'never') return 0
  if (value === 'new') return tally.newRejects + tally.newRefusals
  return tally.place('rejected').sales + tally.place('refused').sales
}

function summarize(
  run: Run,
  ending: Ending,
  end: { readonly exitCode: ExitCode; readonly files: readonly string[]; readonly open: readonly OpenSummary[] },
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
    outcome: outcomeOf(run, ending, end.exitCode),
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
    ...tallySummary(tally, wasSent(ending), prepared.files, declaredZone(prepared)),
    open: end.open,
    matchability: {
      sales: tally.fresh,
      ...tally.identifiers,
      grades: tally.grades,
      withoutOrderId: tally.freshWithoutOrderId,
      advice: matchAdvice(run),
    },
    delivery: {
      requests: delivered.attempts,
      stopped: stopped === undefined ? (delivered.stopped ?? '') : `${stopped.message} ${stopped.hint}`.trim(),
      comeBackAt: delivered.comeBack === undefined ? '' : inWholeMinutes(delivered.comeBack),
      events: [...delivered.sentences].slice(0, 20),
    },
    facts: { decimal, dayOrder, timezone },
    folder: run.folder,
    files: end.files,
    next: nextCommand(run, ending, end),
  }
}

/** Never earlier than the server asked for. */
function inWholeMinutes(time: number): string {
  return new Date(Math.ceil(time / 60_000) * 60_000).toISOString()
}

/** The flags that every later command of the same job needs too. */
function keptFlags({ config, apiKeyFile, stateDir, accountId, out }: Ending['options']): string {
  const noConfig = config === false ? ' --no-config' : ''
  const named = [
    ['config', config],
    ['api-key-file', apiKeyFile],
    ['state-dir', stateDir],
    ['account-id', accountId],
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
  if (end.exitCode === exitCodes.disk) return ''
  if (end.exitCode === exitCodes.doubt) return doubtCommand(run, ending, file('in-doubt'))
  if (ending.stoppedBy !== undefined) return rejected === undefined ? '' : `look at ${rejected}`
  const first = end.exitCode === exitCodes.refused ? 'put right what LettrLabs complained of, then: ' : ''
  const again = sameCommand(run, ending)
  // What only earlier runs left open is not in this input.
  const own = run.tally.place('unsent').sales + run.tally.place('in doubt').sales
  if (end.exitCode === exitCodes.incomplete && own === 0 && !ending.interrupted)
    return doubtCommand(run, ending, undefined)
  if (run.memory.ledger !== undefined && end.exitCode !== exitCodes.rejects && end.exitCode !== exitCodes.done) {
    return run.job.paths.includes('-') && unsent !== undefined ? `${first}${upload(unsent)}` : `${first}${again}`
  }
  const doubt = file('in-doubt')
  // Sales in doubt are sent again only where an order id lets LettrLabs recognise them; the file's cure says so.
  const resend = doubt === undefined ? '' : upload(doubt)
  if (unsent !== undefined) return `${first}${upload(unsent)}${resend === '' ? '' : `, and then: ${resend}`}`
  if (wasSent(ending)) {
    if (doubt !== undefined) return `${first}${resend}`
    return rejected === undefined ? '' : `correct ${rejected}, then: ${upload(rejected)}`
  }
  return run.tally.fresh === 0 ? '' : again
}

/** Nothing that this tool can know settles such a doubt: a person asks LettrLabs. */
function doubtCommand({ memory }: Run, { options }: Ending, file: string | undefined): string {
  if (memory.view !== undefined) return `npx lettr-convert resolve${memoryFlags(options)}`
  return `ask LettrLabs which sales of ${file ?? 'in-doubt.csv'} arrived before you send any of them again`
}

function sameCommand(run: Run, { options }: Ending): string {
  const all = run.job.paths.map(shellWord).join(' ')
  const flags = (['encoding', 'delimiter', 'format', 'timezone'] as const)
    .map((name) => (options[name] === undefined ? '' : ` --${name} ${shellWord(options[name])}`))
    .join('')
  return `npx lettr-convert upload ${all}${keptFlags(options)}${flags}`
}
