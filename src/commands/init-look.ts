import { fieldsMeantBy } from '../domain/column-synonyms.js'
import { looksLikeSale } from '../domain/first-line-kind.js'
import { FirstRows } from '../domain/first-rows.js'
import { foldColumn, type Preset } from '../domain/preset.js'
import { type Fitted, fitPreset } from '../domain/preset-fit.js'
import type { Recognition } from '../domain/recognition.js'
import type { Reading, ReadRow } from '../domain/row.js'
import type { InputSettings } from '../domain/settings.js'
import type { Shell } from '../shell.js'
import { hasOwnNames, peekExport } from './by-columns.js'
import { openJob } from './job.js'
import type { InputOptions } from './options.js'
import { headerOf, recogniseFile } from './recognise.js'
import { withoutHeader } from './unrecognised.js'

/** What there is to know of an export before its mapping is proposed. */
export interface Looked {
  readonly first: FirstRows
  /** Columns as recognised, those that can't be mapped among them. */
  readonly header: readonly string[]
  readonly found: Recognition | undefined
  /** The preset that fits; undefined when the columns have to speak for themselves. */
  readonly fitted: Fitted | undefined
  /** How the file has to be read. */
  readonly input: Partial<InputSettings>
  /** The zone that a flag or the environment names. */
  readonly timezone: string | undefined
  /** Whether there are more rows than were looked at. */
  readonly more: boolean
  /** The rows behind those that were looked at, to be read once. */
  readonly rest: AsyncGenerator<Reading>
}

const mostRows = 5000

/** Opens an export, recognises it, and reads its first rows; the caller ends `rest`. */
export async function lookAt(
  shell: Shell,
  paths: readonly string[],
  options: InputOptions,
  stop: AbortSignal,
): Promise<Looked> {
  const job = await openJob(shell, paths, { ...options, config: false })
  const { peeked, input } = await peekExport(shell, job, stop)
  try {
    const rows: ReadRow[] = []
    let more = false
    while (rows.length < mostRows) {
      const next = await peeked.readings.next()
      if (next.done === true) break
      if (next.value.kind === 'rows') rows.push(...next.value.rows)
      more = rows.length >= mostRows
    }
    const header = headerOf(peeked.file, rows)
    const found = hasOwnNames(header) ? undefined : recogniseFile(peeked.file, header)
    const isTable = peeked.file.format === 'csv' && found?.kind !== 'sure'
    if (isTable && looksLikeSale(header)) throw withoutHeader(paths[0] ?? '')
    const preset = found?.kind === 'sure' && found.known.kind === 'preset' ? found.known : undefined
    const zone = preset?.input?.timezone
    const complete = {
      ...(zone === undefined ? {} : { timezone: zone }),
      ...input,
      emptyValues: emptyValuesOf(preset, new FirstRows(peeked.file, rows, [])),
    }
    return {
      first: new FirstRows(peeked.file, rows, complete.emptyValues),
      header,
      found,
      fitted: preset && fitPreset(preset, header),
      input: complete,
      timezone: job.input.timezone,
      more,
      rest: peeked.readings,
    }
  } catch (error) {
    await peeked.readings.return(undefined)
    throw error
  }
}

const emptyWords = new Set([
  '-',
  '--',
  'n/a',
  '#n/a',
  'null',
  'nil',
  'none',
  '(none)',
  '(null)',
  '(blank)',
  '\\n',
  'nan',
])

/** Words that stand for nothing in columns that may be mapped; a preset knows its own. */
function emptyValuesOf(preset: Preset | undefined, first: FirstRows): readonly string[] {
  if (preset !== undefined) return preset.input?.emptyValues ?? []
  const found = new Map<string, string>()
  for (const name of first.names) {
    if (fieldsMeantBy(name).length === 0 && foldColumn(name) !== 'revenue') continue
    for (const value of first.values(name)) {
      if (emptyWords.has(value.toLowerCase())) found.set(value.toLowerCase(), value)
    }
  }
  return [...found.values()]
}
