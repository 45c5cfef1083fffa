import type { Config } from '../config/load.js'
import { ownRules, withPreset } from '../config/with-preset.js'
import { clean } from '../domain/clean.js'
import { columnsOf } from '../domain/columns.js'
import { looksLikeSale } from '../domain/first-line-kind.js'
import { fieldsByName } from '../domain/own-names.js'
import { foldColumn, type Preset } from '../domain/preset.js'
import { doubtsOf, unknownColumns } from '../domain/preset-doubts.js'
import { fitPreset, tellBuyer } from '../domain/preset-fit.js'
import { replacedRules } from '../domain/preset-rules.js'
import type { Recognition } from '../domain/recognition.js'
import type { InputSettings } from '../domain/settings.js'
import { UserError } from '../exit.js'
import { knownExports } from '../presets/all.js'
import type { Shell } from '../shell.js'
import { type Job, jobWith } from './job.js'
import type { ExportJob, UsedPreset } from './opened-export.js'
import { canReopen, type Peeked, peek, readings, revenueColumnOf } from './readings.js'
import { headerOf, recogniseBelow, recogniseFile } from './recognise.js'
import {
  namesNobody,
  notRecognised,
  otherExport,
  presetDoubts,
  presetLacks,
  unmatchable,
  withoutHeader,
} from './unrecognised.js'

/**
 * Opens an export that the config does not map by itself, and maps it by its columns: LettrLabs' own names, else the preset
 * that the config names or that the columns show. Throws a UserError (exit 2) when none of these fits.
 */
export async function openByColumns(shell: Shell, job: Job, stop: AbortSignal): Promise<ExportJob> {
  const { peeked, input } = await peekExport(shell, job, stop)
  try {
    const used = presetFor(job, peeked)
    if (used === undefined) return byName(job, peeked)
    if (peeked.file.format !== 'csv') await refuseOtherExports(shell, job, input, used, stop)
    const complete = jobWith({ ...job, config: withPreset(job.config, used.fitted) })
    refuseIncomplete(complete, used)
    return { ...complete, plan: { ...complete.plan, init: job.plan.init }, readings: peeked.readings, used }
  } catch (error) {
    await peeked.readings.return(undefined)
    throw error
  }
}

/** JSON has no header by which files of one run could be compared: each must be recognised as the first one is. */
async function refuseOtherExports(
  shell: Shell,
  { paths }: Job,
  input: InputSettings,
  { fitted: { preset }, found, named }: UsedPreset,
  stop: AbortSignal,
): Promise<void> {
  if (named && found?.known !== preset) return
  for (const path of paths.slice(1).filter((path) => path !== '-')) {
    const other = await peek(readings(shell, [path], input, () => 'revenue', stop))
    await other.readings.return(undefined)
    const recognised = recogniseFile(other.file, headerOf(other.file, other.rows))
    if (other.rows.length > 0 && recognised?.known !== preset) throw otherExport(path, paths[0] ?? '', preset)
  }
}

/** Without preset, columns count that have LettrLabs' own names; which of them there are makes part of a sale's identity. */
function byName(job: Job, { file, readings }: Peeked): ExportJob {
  const fields = fieldsByName(columnsOf(file), file.format !== 'csv')
  return { ...job, plan: { ...job.plan, fields }, readings, used: undefined }
}

/**
 * The start of an export, read as its columns or the preset in the config want it, and the settings by which it was read. Throws
 * a UserError when it would have to be read twice and can't be.
 */
export async function peekExport(
  shell: Shell,
  job: Job,
  stop: AbortSignal,
): Promise<{ readonly peeked: Peeked; readonly input: InputSettings }> {
  const { paths } = job
  const { preset } = job.config
  const input = preset === undefined ? job.input : { ...namedPreset(preset).input, ...job.input }
  const peeked = await open(shell, job, input, stop)
  try {
    const differently = readDifferently(job, peeked, input)
    if (differently === undefined) return { peeked, input }
    if (!(await canReopen(paths, shell.cwd))) throw readOnce(paths)
    await peeked.readings.return(undefined)
    return { peeked: await open(shell, job, differently, stop), input: differently }
  } catch (error) {
    await peeked.readings.return(undefined)
    throw error
  }
}

async function open(shell: Shell, job: Job, input: InputSettings, stop: AbortSignal): Promise<Peeked> {
  const revenueColumn = (header: readonly string[]): string => {
    const preset = presetOf(job.config.preset, recogniseFile({ format: 'csv' }, header))
    return revenueColumnOf(preset === undefined ? job.config : withPreset(job.config, fitPreset(preset, header)))
  }
  return peek(readings(shell, job.paths, input, revenueColumn, stop))
}

function namedPreset(name: string): Preset {
  const known = knownExports.find((known) => known.name === name)
  if (known?.kind !== 'preset') throw new Error(`the config's schema lets ${name} pass, which is no preset`)
  return known
}

function presetOf(named: string | undefined, found: Recognition | undefined): Preset | undefined {
  if (named !== undefined) return namedPreset(named)
  return found?.kind === 'sure' && found.known.kind === 'preset' ? found.known : undefined
}

/** The settings with which the export has to be read once more: its header stands below titles, or its vendor's files need others. */
function readDifferently(job: Job, { file, rows }: Peeked, input: InputSettings): InputSettings | undefined {
  const header = headerOf(file, rows)
  const found = recogniseFile(file, header)
  if (job.config.preset === undefined && hasOwnNames(header)) return undefined
  const below = found?.kind === 'sure' || file.ours ? undefined : recogniseBelow(file)
  const preset = presetOf(job.config.preset, below?.found ?? found)
  const wanted = { ...readingOf(preset, file), ...(below === undefined ? {} : { headerLine: below.line }), ...input }
  const same = Object.keys(wanted).every((key) => Object.hasOwn(input, key))
  return same || file.ours ? undefined : wanted
}

/** How a vendor's files are read; one that was saved with another delimiter since then is quoted in the usual way. */
function readingOf(preset: Preset | undefined, { delimiter }: Peeked['file']): Partial<InputSettings> {
  const { timezone: _, emptyValues: __, ...reading } = preset?.input ?? {}
  if (reading.delimiter === undefined || reading.delimiter === delimiter) return reading
  const { delimiter: ___, quote: ____, ...rest } = reading
  return rest
}

function readOnce(paths: readonly string[]): UserError {
  return new UserError(
    `${clean(paths[0] ?? '', 200)}: this export has to be read twice to be understood, and it can be read only once.`,
    'Nothing was sent. Save it to a file and name that.',
  )
}

function presetFor({ config, paths }: Job, { file, rows }: Peeked): UsedPreset | undefined {
  const header = headerOf(file, rows)
  const found = recogniseFile(file, header)
  if (config.preset !== undefined) return usedPreset(config, namedPreset(config.preset), header, found)
  if (hasOwnNames(header) || header.length === 0) return undefined
  const [path = ''] = paths
  if (found?.kind !== 'sure') {
    throw file.format === 'csv' && looksLikeSale(header) ? withoutHeader(path) : notRecognised(path, header, found)
  }
  const { known } = found
  if (known.kind === 'preset') return usedPreset(config, known, header, found)
  const columns = new Set(header.map(foldColumn))
  throw known.unless.some((name) => columns.has(foldColumn(name)))
    ? notRecognised(path, header, found)
    : unmatchable(path, known)
}

function usedPreset(
  config: Config,
  preset: Preset,
  header: readonly string[],
  found: Recognition | undefined,
): UsedPreset {
  const fitted = fitPreset(preset, header)
  const rules = ownRules(config)
  const doubts = doubtsOf(fitted, header, { rules, revenue: config.fields.revenue !== undefined })
  const replaced = replacedRules(fitted.records, rules)
  return {
    fitted,
    found,
    doubts,
    replaced,
    unknown: unknownColumns(preset, header),
    named: config.preset !== undefined,
  }
}

/** Columns that already have LettrLabs' names need no mapping. */
export function hasOwnNames(header: readonly string[]): boolean {
  return header.some((name) => foldColumn(name) === 'revenue')
}

/** What every sale needs must be mapped, by the preset or by the config that builds on it. */
function refuseIncomplete({ config, paths }: Job, { fitted, found, named, doubts }: UsedPreset): void {
  const { preset } = fitted
  const grouped = preset.records.group === undefined || config.ruled.has('group') || config.records.group !== undefined
  const dated = config.fields.eventDate !== undefined || config.checks.eventDate === 'optional'
  if (config.fields.revenue !== undefined && dated && grouped) {
    if (!tellBuyer(config.fields)) throw namesNobody(paths[0] ?? '', fitted)
    if (named && doubts.length > 0) throw presetDoubts(paths[0] ?? '', fitted, doubts)
    return
  }
  const other = named && found?.kind === 'sure' && found.known.name !== preset.name ? found.known : undefined
  throw presetLacks(paths[0] ?? '', fitted, other)
}
