import { clean } from '../domain/clean.js'
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
  const group = run.job.config.records.group
  const sale = group === undefined ? '' : ` One sale = rows with the same ${clean(group.by, 60)}.`
  const from = (field: string): string => clean(mapping?.columnOf(field) || 'none', 80)
  const made = run.prepared.fields?.orderId?.derive
  const orderId = made === undefined ? from('orderId') : `made from ${made.join(', ')}`
  const words = `  order id ${orderId} | amount ${from('revenue')} | date ${from('eventDate')} | e-mail ${from('primaryEmail')}`
  return [...lines, `${run.job.configWords}.${sale}`, words].join('\n')
}
