import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, resolve } from 'node:path'
import { type Delivered, nothingDelivered } from '../deliver.js'
import type { Finding, FoundSale } from '../domain/finding.js'
import { lawBreach } from '../domain/law.js'
import type { Mark } from '../domain/mark.js'
import { nothingPrepared, type Prepared } from '../domain/plan.js'
import { Tally } from '../domain/tally.js'
import { prepare } from '../prepare.js'
import { markOfReject } from '../records/remembered.js'
import { openProgress } from '../report/progress.js'
import { makeRunFolder } from '../report/run-folder.js'
import { type SheetName, Sheets } from '../report/sheets.js'
import { Spool } from '../spool.js'
import { talker } from './job.js'
import { noMemory, type RunMemory } from './memory.js'
import type { ExportJob } from './opened-export.js'
import type { World } from './world.js'

/** One run under way: what it reads, what it has found so far, and where it leaves its files. */
export interface Run {
  readonly job: ExportJob
  readonly world: World
  readonly startedAt: Date
  readonly started: number
  /** As it is shown, relative to where the person stands; "" when nothing is kept. */
  readonly folder: string
  readonly spool: Spool
  readonly tally: Tally
  readonly prepared: Prepared
  readonly delivered: Delivered
  readonly sheets: Sheets
  readonly memory: RunMemory
  /** Rejects that no earlier run had, to be remembered. */
  readonly newRejects: Mark[]
  readonly talk: (text: string) => void
}

/** Makes the run's folder and opens its books. */
export function startRun(world: World, job: ExportJob, memory: RunMemory = noMemory): Run {
  const { shell } = world
  const out = job.settings.out.value
  const path = makeRunFolder(resolve(shell.cwd, out), job.paths[0] ?? 'input', shell.now())
  return openBooks(world, job, memory, path, `${out.replace(/[/\\]+$/, '')}/${basename(path)}`)
}

/** Opens books that nothing is kept of: no folder is made, and the system's temporary folder takes what memory can't hold. */
export function startPassingRun(world: World, job: ExportJob): Run {
  return openBooks(world, job, noMemory, tmpdir(), '')
}

function openBooks(world: World, job: ExportJob, memory: RunMemory, path: string, folder: string): Run {
  const { shell, outlet } = world
  const prepared = nothingPrepared()
  return {
    job,
    world,
    startedAt: shell.now(),
    started: shell.elapsed(),
    folder,
    spool: new Spool(path),
    tally: new Tally(),
    prepared,
    delivered: nothingDelivered(),
    sheets: new Sheets(path, prepared.files, () => ({ dayOrder: undefined, decimal: undefined, ...prepared.facts })),
    memory,
    newRejects: [],
    talk: talker(outlet, job.settings.quiet.value),
  }
}

/** Prepares the whole input; what is rejected goes to its files. Leaves nothing behind when the input can't be used. */
export async function prepareRun(run: Run): Promise<void> {
  const { job, spool, tally, prepared, sheets, memory } = run
  const plan = { ...job.plan, marks: job.plan.marks || memory.recall !== undefined }
  const progress = await openProgress(screenOf(run), { verb: 'Read', noun: 'rows' })
  try {
    let rows = 0
    const source = counted(job.readings, (count) => {
      rows += count
      progress.update(rows)
    })
    for await (const findings of prepare(source, plan, spool, prepared, memory.recall)) {
      for (const finding of findings) {
        tally.add(finding)
        if (run.folder !== '') addToSheets(run, finding)
      }
      if (sheets.failure !== undefined) throw sheets.failure
    }
  } catch (error) {
    abandonRun(run)
    throw error
  } finally {
    progress.end()
  }
  const breach = lawBreach(prepared.rowsRead, tally, false)
  if (breach !== undefined) {
    sheets.finish()
    throw new Error(`the books do not balance: ${breach}`)
  }
}

/** Takes back the run's folder and what it wrote so far. */
export function abandonRun(run: Run): void {
  run.sheets.abandon()
  run.spool.close()
  if (run.folder !== '') rmSync(run.sheets.folder, { recursive: true, force: true })
}

/** Where progress is shown; nowhere when the person asked for quiet. */
export function screenOf(run: Run) {
  const { outlet, shell } = run.world
  const quiet = run.job.settings.quiet.value
  const stream = quiet ? Object.create(outlet.progress, { isTTY: { value: false } }) : outlet.progress
  return { stream: stream as typeof outlet.progress, talk: run.talk, elapsed: () => shell.elapsed() }
}

async function* counted<T extends { readonly kind: string }>(
  source: AsyncIterable<T>,
  add: (rows: number) => void,
): AsyncGenerator<T> {
  for await (const reading of source) {
    if (reading.kind === 'rows' && 'rows' in reading && Array.isArray(reading.rows)) add(reading.rows.length)
    yield reading
  }
}

function addToSheets(run: Run, finding: Finding): void {
  if (finding.kind === 'rejected') addReject(run, finding)
  else if (finding.kind === 'known' && finding.place !== 'known') addHeld(run, finding)
  else if (finding.kind === 'known' && finding.changed.length > 0) addChanged(run, finding)
  else if (finding.kind === 'skipped' && finding.delivered !== '') addExcluded(run, finding)
}

function addReject(run: Run, finding: Extract<Finding, { readonly kind: 'rejected' }>): void {
  const errors = finding.problems.filter((found) => found.severity === 'error')
  const sale = run.spool.read(finding.sale)
  if (run.memory.ledger !== undefined && finding.since === '') {
    run.newRejects.push(markOfReject(sale, run.prepared.files))
  }
  run.sheets.add('rejected', sale, {
    found: finding,
    stage: finding.stage,
    code: [...new Set(errors.map((found) => found.code))].join(' '),
    problems: errors,
  })
}

type KnownFinding = Extract<Finding, { readonly kind: 'known' }>

function addHeld(run: Run, finding: KnownFinding): void {
  const { place, day, changed } = finding
  const since = changed.length === 0 ? '' : ', and it has changed since'
  if (place === 'refused') {
    const cure = 'Correct it, and it is sent again; to send it as it is: --retry-refused.'
    addNote(run, 'rejected', finding, 'refused', `LettrLabs refused it on ${day}, and it is as it was.`, cure)
  } else {
    const cure = 'Settle it: npx lettr-convert resolve.'
    const message =
      day === ''
        ? 'A sale of this date, amount and store is in doubt, and is gone from the input: this one looks like its correction.'
        : `In doubt since ${day}${since}.`
    addNote(run, 'in-doubt', finding, 'in-doubt', message, cure)
  }
}

function addChanged(run: Run, finding: KnownFinding): void {
  const { day, changed } = finding
  const message = `Delivered on ${day}; since then changed: ${changed.join(', ')}.`
  const cure =
    'It was not sent again. With an order id, --resend-changed sends it as it is now, and LettrLabs may keep the old one; without, it would count twice.'
  addNote(run, 'changed', finding, 'changed-since', message, cure)
}

function addExcluded(run: Run, finding: Extract<Finding, { readonly kind: 'skipped' }>): void {
  const message = `Delivered on ${finding.delivered}, and now left out: ${finding.reason}.`
  const cure = 'LettrLabs still counts it; tell them if it should not count any more.'
  addNote(run, 'changed', finding, 'delivered-then-excluded', message, cure)
}

function addNote(run: Run, name: SheetName, found: FoundSale, code: string, message: string, cure: string): void {
  const problems = [{ field: '', message, cure }]
  run.sheets.add(name, run.spool.read(found.sale), { found, stage: 'api', code, problems })
}
