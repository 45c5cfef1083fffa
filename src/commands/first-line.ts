import { clean } from '../domain/clean.js'
import { describeBreach } from '../domain/condition.js'
import type { Recognition } from '../domain/recognition.js'
import type { UsedPreset } from './export-job.js'
import type { Run } from './run.js'

const formats = { csv: 'delimited text', ndjson: 'NDJSON', json: 'JSON' } as const
const delimiters: Readonly<Record<string, string>> = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' }

/** What was read and by which rules, in a few lines for a person. */
export function firstLine(run: Run): string {
  const { files, mapping } = run.prepared
  const lines = files.map((file) => {
    const delimiter = file.delimiter === undefined ? '' : `, ${delimiters[file.delimiter] ?? file.delimiter}-separated`
    const columns = file.format === 'csv' ? `, ${file.header.length} columns` : ''
    const notes = file.notes.map((note) => `\n  ${clean(note, 300)}`).join('')
    return `${clean(file.name, 100)}: ${formats[file.format]}${delimiter}${columns}, ${file.encoding}.${notes}`
  })
  const { used, config } = run.job
  const { group } = config.records
  const sale = group === undefined ? '' : ` One sale = rows with the same ${clean(group.by, 60)}.`
  const from = (field: string): string => clean(mapping?.columnOf(field) || 'none', 80)
  const made = run.prepared.fields?.orderId?.derive
  const orderId = made === undefined ? from('orderId') : `made from ${made.join(', ')}`
  const words = `  order id ${orderId} | amount ${from('revenue')} | date ${from('eventDate')} | e-mail ${from('primaryEmail')}`
  return [...lines, `${mappedBy(config.file, used)}${sale}`, words, ...(used === undefined ? [] : fitNotes(used))].join(
    '\n',
  )
}

function mappedBy(config: string | undefined, used: UsedPreset | undefined): string {
  const builds = config === undefined ? '' : ` with config ${config}`
  if (used !== undefined) {
    const { preset } = used.fitted
    const { found } = used
    const columns = found?.known === preset ? ` (${columnWords(found.columns)})` : ''
    return `${preset.title}${columns}, mapped by preset ${preset.name}${builds}.`
  }
  return config === undefined ? 'No config: columns have LettrLabs’ own names.' : `Mapped by config ${config}.`
}

function columnWords({ known, all }: Recognition['columns']): string {
  return known === all ? `${all} columns, all known` : `${all} columns, ${known} of them known`
}

function fitNotes({ fitted }: UsedPreset): readonly string[] {
  const { preset, renamed, unruled } = fitted
  return [
    ...renamed.map(({ column, as }) => `  "${clean(as, 60)}" is taken for "${clean(column, 60)}".`),
    ...unruled.map(
      (rule) => `  Sales where ${clean(describeBreach(rule), 200)} can't be left out: the file has no such column.`,
    ),
    ...(preset.notes ?? []).map((note) => `  ${note}`),
  ]
}
