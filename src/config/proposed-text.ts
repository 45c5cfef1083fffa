import { clean } from '../domain/clean.js'
import type { OffLine, Proposal } from '../domain/proposal.js'
import { plainFields, plainInput, plainRecords } from './plain-config.js'
import { configText } from './write-config.js'

/** Where editors find the schema once the package is installed beside the config. */
export const schemaPath = './node_modules/lettr-convert/docs/config.schema.json'

const mostColumns = 300

/** The config of a proposal, with its reasons as comments; `head` says where it comes from. */
export function proposedText(proposal: Proposal, head: readonly string[]): string {
  const { source, input, records, fields, reasons, off, unused } = proposal
  const inList = off.filter(({ under }) => under === 'records.keep')
  const plain = plainRecords(records)
  const value = {
    $schema: schemaPath,
    version: 1,
    source,
    ...optional('input', plainInput(input)),
    ...optional('records', inList.length === 0 ? plain : { ...plain, keep: records.keep }),
    fields: plainFields(fields),
  }
  const above = new Map([...reasons, ['source', [sourceWords]] as const])
  return configText({ value, above, off: [...off, ...usual], head, foot: unusedWords(unused) })
}

const sourceWords =
  'The name of this stream of sales in the memory of what was sent; leave it as it is once something was sent.'

const usual: readonly OffLine[] = [
  {
    under: '',
    key: 'checks',
    value: { eventDate: 'required', orderId: 'recommended', badIdentifier: 'leave-out', currencies: 'one' },
    why: ['How strictly sales are judged, when nothing is said:'],
  },
  {
    under: '',
    key: 'upload',
    value: { maxRejects: '5%' },
    why: ['To stop before anything is sent when more sales than this are rejected:'],
  },
]

function optional(key: string, value: unknown): { readonly [key: string]: unknown } {
  return value === undefined ? {} : { [key]: value }
}

function unusedWords(unused: readonly string[]): readonly string[] {
  if (unused.length === 0) return ['Every column of the file is used.']
  const shown = unused.slice(0, mostColumns).map((name) => `"${clean(name, 60)}"`)
  const more = unused.length > mostColumns ? ` and ${unused.length - mostColumns} more` : ''
  return [`Columns of the file that are not used: ${shown.join(', ')}${more}.`]
}
