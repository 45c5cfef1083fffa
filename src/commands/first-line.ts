import { clean } from '../domain/clean.js'
import { listColumns } from '../domain/column-list.js'
import { describeBreach } from '../domain/condition.js'
import type { Recognition } from '../domain/recognition.js'
import type { UsedPreset } from './opened-export.js'
import type { Run } from './run.js'

const formats = { csv: 'delimited text', ndjson: 'NDJSON', json: 'JSON' } as const
const delimiters: Readonly<Record<string, string>> = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' }

/** What was read and by which rules, in a few lines for a person. */
export function firstLine(run: Run): string {
  const { files } = run.prepared
  const lines = files.map((file) => {
    const delimiter = file.delimiter === undefined ? '' : `, ${delimiters[file.delimiter] ?? file.delimiter}-separated`
    const columns = file.format === 'csv' ? `, ${file.header.length} columns` : ''
    const notes = file.notes.map((note) => `\n  ${clean(note, 300)}`).join('')
    return `${clean(file.name, 100)}: ${formats[file.format]}${delimiter}${columns}, ${file.encoding}.${notes}`
  })
  const { used, config } = run.job
  const { group } = config.records
  const sale = group === undefined ? '' : ` One sale = rows with the same ${clean(group.by, 60)}.`
  return [
    ...lines,
    `${mappedBy(config.file, used)}${sale}`,
    `  ${whatWords(run)}`,
    `  who: ${whoWords(run)}`,
    ...(used === undefined ? [] : fitNotes(used)),
  ].join('\n')
}

/** Where order id, amount and date come from. */
function whatWords({ job, prepared: { mapping, fields } }: Run): string {
  const from = (field: string): string => clean(mapping?.columnOf(field) || 'none', 80)
  const made = fields?.orderId?.derive
  const orderId = made === undefined ? from('orderId') : `made from ${made.join(', ')}`
  const less = (fields?.revenue?.minus ?? []).map((column) => ` - ${clean(column, 80)}`).join('')
  const zone = fields?.eventDate?.timezone ?? job.plan.timezone
  const date = `${from('eventDate')}${zone === undefined ? '' : ` (${clean(zone, 60)})`}`
  return `order id ${orderId} | amount ${from('revenue')}${less} | date ${date}`
}

const identifiers = [
  ['e-mail', ['primaryEmail', 'secondaryEmail']],
  ['phone', ['primaryPhoneNumber', 'secondaryPhoneNumber']],
  ['address', ['primaryAddress.address1', 'secondaryAddress.address1']],
  ['address', ['primaryAddress.fullAddress', 'secondaryAddress.fullAddress']],
  ['coupon', ['couponCode']],
] as const

/** Where that comes from by which LettrLabs matches a sale to a person. */
function whoWords({ prepared: { mapping } }: Run): string {
  const words = identifiers.flatMap(([name, fields]) => {
    const columns = fields.flatMap((field) => mapping?.columnOf(field) || []).map((column) => clean(column, 80))
    return columns.length === 0 ? [] : [`${name} ${columns.join(' and ')}`]
  })
  return words.length === 0 ? 'nothing is mapped that tells' : words.join(' | ')
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

function fitNotes({ fitted, doubts, replaced, unknown }: UsedPreset): readonly string[] {
  const { preset, renamed, unruled } = fitted
  return [
    ...doubts.map((doubt) => `  ${clean(doubt, 300)}`),
    ...(unknown.length === 0 ? [] : [`  Not used, as the preset doesn't know them: ${listColumns(unknown)}.`]),
    ...renamed.map(({ column, as }) => `  "${clean(as, 60)}" is taken for "${clean(column, 60)}".`),
    ...unruled
      .filter((rule) => rule.in === undefined)
      .map(
        (rule) => `  Sales where ${clean(describeBreach(rule), 200)} can't be left out: the file has no such column.`,
      ),
    ...(preset.notes ?? []).map((note) => `  ${note}`),
    ...replaced.map(
      (rule) => `  Not left out, as the config has rules of its own: sales where ${clean(describeBreach(rule), 200)}.`,
    ),
  ]
}
