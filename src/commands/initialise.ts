import { access, stat } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { readDocument } from '../config/document.js'
import { configChoice } from '../config/environment.js'
import { configName, parseConfig } from '../config/load.js'
import { proposedText } from '../config/proposed-text.js'
import { alreadyThere, saveConfig } from '../config/save-config.js'
import { unfilledIn } from '../config/unfilled.js'
import { clean } from '../domain/clean.js'
import { count } from '../domain/evidence.js'
import { tellBuyer } from '../domain/preset-fit.js'
import type { Given, Proposal } from '../domain/proposal.js'
import { proposeColumns } from '../domain/propose-columns.js'
import { proposeFitted } from '../domain/propose-preset.js'
import { type ExitCode, exitCodes, UserError } from '../exit.js'
import { againCommand, placeholders } from './init-again.js'
import { askOpen } from './init-ask.js'
import { type Looked, lookAt } from './init-look.js'
import { givenBy, type InitOptions } from './init-options.js'
import { proveBelow } from './init-prove.js'
import { refuseCustomers, refuseUnmatchable, tellsNobody } from './init-refuse.js'
import { shellWord } from './job.js'
import type { World } from './world.js'

/** Looks at an export, asks what it does not prove, and writes the config; exit 2 when lines are left to fill in. */
export async function initialise(
  world: World,
  paths: readonly string[],
  options: InitOptions,
  stop: AbortSignal,
): Promise<ExitCode> {
  const { shell } = world
  const target = targetOf(world, options)
  if (!target.prints) await refuseInputs(target, paths, shell.cwd)
  if (!target.prints && options.force !== true) await refuseToOverwrite(target)
  const { timezone, encoding, delimiter, format } = options
  const reading = Object.fromEntries(
    Object.entries({ timezone, encoding, delimiter, format }).filter(([, value]) => value !== undefined),
  )
  const looked = await lookAt(shell, paths, reading, stop)
  try {
    const [path = ''] = paths
    const propose = (given: Given): Proposal => proposalFor(looked, given, path)
    const said = givenBy(options, looked.timezone, looked.first)
    const again = (given: Given, open: Proposal['open'], force: boolean): string =>
      againCommand({ paths, options, config: target.name === configName ? '' : target.name, given, open, force })
    if (options.force !== true) refuseUnmatchable(path, looked, again(said, [], true))
    if (options.force !== true) refuseCustomers(path, looked, said, again(said, [], true))
    const proved = await proveBelow(looked, said, propose)
    const canAsk = shell.stdin.isTTY === true && !paths.includes('-')
    const given = canAsk ? await askOpen(world, proved, propose) : proved
    const proposal = propose(given)
    if (options.force !== true && namesNobody(looked, proposal)) throw tellsNobody(path, looked, proposal)
    const force = options.force === true || !target.prints
    return await leave(world, paths, looked, proposal, target, again(given, proposal.open, force))
  } finally {
    await looked.rest.return(undefined)
  }
}

/** Of a known export the columns tell; of another, whether anything that looks like a buyer stands in them. */
function namesNobody({ fitted, first }: Looked, { fields, matchable }: Proposal): boolean {
  return fitted === undefined ? matchable === 0 && first.rows.length > 0 : !tellBuyer(fields)
}

interface Target {
  /** As messages and commands name it. */
  readonly name: string
  readonly path: string
  readonly prints: boolean
  readonly replace: boolean
}

function targetOf({ shell }: World, options: InitOptions): Target {
  const name = configChoice(options.config, shell.env).named ?? configName
  const prints = options.print === true || name === '-'
  const file = name === '-' ? configName : name
  return { name: file, path: resolve(shell.cwd, file), prints, replace: options.force === true }
}

/** No flag makes an export the place of its own config, by whatever name or link it is called. */
async function refuseInputs({ path, name }: Target, inputs: readonly string[], cwd: string): Promise<void> {
  const place = await placeOf(path)
  const files = inputs.filter((input) => input !== '-').map((input) => placeOf(resolve(cwd, input)))
  if (place === undefined || !(await Promise.all(files)).includes(place)) return
  throw new UserError(
    `${clean(name, 200)} is the export itself; a config there would take the place of its sales. Nothing of it was changed.`,
    'Name another file with --config, or leave --config out.',
  )
}

/** The same for all names of one file; undefined when there is none. */
async function placeOf(path: string): Promise<string | undefined> {
  return stat(path, { bigint: true }).then(
    ({ dev, ino }) => `${dev}:${ino}`,
    () => undefined,
  )
}

async function refuseToOverwrite({ path, name }: Target): Promise<void> {
  const isThere = await access(path).then(
    () => true,
    () => false,
  )
  if (isThere) throw alreadyThere(name)
}

function proposalFor({ fitted, first, input }: Looked, given: Given, path: string): Proposal {
  return fitted === undefined
    ? proposeColumns(first, given, input, sourceName(path))
    : proposeFitted(fitted, first, given, input)
}

/** A name for a stream of exports from the name of one: without ending, dates and numbers. */
function sourceName(path: string): string {
  const words = basename(path)
    .replace(/(?:\.[a-z]{2,6}){1,2}$/i, '')
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word.length > 1)
  return words.join('-').slice(0, 40) || 'sales'
}

async function leave(
  world: World,
  paths: readonly string[],
  looked: Looked,
  proposal: Proposal,
  target: Target,
  again: string,
): Promise<ExitCode> {
  const { shell, outlet } = world
  const config = target.name === configName ? '' : ` --config ${shellWord(target.name)}`
  const files = paths.map((path) => shellWord(clean(path, 200))).join(' ')
  const next = `npx lettr-convert upload ${files} --dry-run${config}`
  const text = proposedText(proposal, headOf(paths, looked, next))
  const unfilled = unfilledIn(readDocument(text, target.name))
  // What this tool writes it must be able to read; anything else is its own mistake.
  if (unfilled.length === 0) parseConfig(text, target.name, true)
  if (target.prints) outlet.result(text)
  else await saveConfig(target.path, target.name, text, { replace: target.replace, unique: String(shell.pid) })
  const say = target.prints ? outlet.talk : outlet.result
  const done = target.prints ? `Save it as ${clean(target.name, 200)}` : `Wrote ${clean(target.name, 200)}`
  say(`${done}: ${describe(looked, proposal)}`)
  if (namesNobody(looked, proposal)) {
    say(`Nothing in its columns tells who bought, so every sale would be rejected: map what does.\nThen: ${next}`)
    return exitCodes.usage
  }
  if (unfilled.length === 0) {
    say(`Look it over, then see what comes of it; nothing is sent yet.\nNext: ${next}`)
    return exitCodes.done
  }
  const lines = unfilled.map((fault) => `  ${clean(target.name, 200)}:${fault.line}: ${clean(fault.text, 300)}`)
  say(`Before it can be used, fill in what the file does not tell:\n${lines.join('\n')}`)
  if (proposal.open.length === 0) {
    say(`Then: ${next}`)
    return exitCodes.usage
  }
  say([`Or say it here: ${again}`, ...placeholders(proposal.open), `Then: ${next}`].join('\n'))
  return exitCodes.usage
}

function describe({ fitted, found, header, first }: Looked, { matchable }: Proposal): string {
  const columns = `${count(header.length)} columns`
  const known =
    found === undefined || fitted === undefined
      ? ''
      : `, ${found.columns.known === found.columns.all ? 'all' : count(found.columns.known)} known`
  const what =
    fitted === undefined
      ? `made from the names of ${columns} and from ${rowsWords(first.rows.length)}`
      : `${fitted.preset.title} (${columns}${known}), mapped as preset ${fitted.preset.name} does it`
  const rows = first.rows.length
  if (rows === 0) return `${what}. There are no rows to look at, so nothing is known of its values.`
  return `${what}. Of ${rowsWords(rows)} looked at, ${count(matchable)} ${matchable === 1 ? 'tells' : 'tell'} who bought.`
}

const rowsWords = (rows: number): string => `${count(rows)} ${rows === 1 ? 'row' : 'rows'}`

function headOf(paths: readonly string[], { fitted, first, more, header }: Looked, next: string): readonly string[] {
  const files = paths.map((path) => clean(basename(path), 100)).join(', ')
  const rows = more ? `the first ${rowsWords(first.rows.length)}` : rowsWords(first.rows.length)
  const from =
    fitted === undefined
      ? `Written by lettr-convert from the ${count(header.length)} columns of ${files} and a look at ${rows}.`
      : `Written by lettr-convert from ${files} (${rows} looked at): ${fitted.preset.title}, mapped as preset ${fitted.preset.name} does it.`
  const unverified =
    fitted?.preset.verified === false
      ? ["This mapping was made from the vendor's documents and never proved on a real file: look at every line."]
      : []
  return [
    from,
    ...unverified,
    ...(fitted?.preset.notes ?? []),
    'Values are shown by their shape only: 9 for any digit, x for any letter. Lines behind // change nothing until you take the // away.',
    'See what comes of it:',
    `  ${next}`,
  ]
}
