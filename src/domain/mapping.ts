import { addressReader } from './address-reader.js'
import { type Agreement, emailAgreement } from './agreement.js'
import { amountReader } from './amount-reader.js'
import { type Columns, OddCell } from './columns.js'
import { idTextDamage, oddProblem, textDamage } from './damage.js'
import { type DateProofs, dateReader } from './date-reader.js'
import { derivingFaults } from './derive.js'
import { type Draft, emptyDraft } from './draft.js'
import { readEmail } from './email.js'
import type { SeparatorProof } from './money.js'
import { readPhone } from './phone.js'
import { problem } from './problem.js'
import type { Row } from './row.js'
import { type Fields, type MoneyField, type TextField, type TextFieldName, textFields } from './settings.js'
import { type Compiling, type MappingFault, textReader } from './text-reader.js'

/** The mapping made ready for the columns of one file. */
export interface Mapping {
  /** Makes a draft of the rows of one sale. A pure function of the rows and of what the proofs know by then. */
  draft(rows: readonly Row[]): Draft
  /** The column that a field comes from, for messages; "" for a constant or a field that is not mapped. */
  columnOf(field: string): string
}

/** What the columns of a whole run prove about their values. */
export interface Proofs {
  readonly separator: SeparatorProof
  readonly dates: DateProofs
}

export interface MappingSettings {
  readonly fields: Fields
  /** Columns of which all rows of a sale are added up. */
  readonly sum: readonly string[]
  /** The zone of times without an offset, as the person named it. */
  readonly timezone: string | undefined
  readonly emptyValues: readonly string[]
}

function currencyColumn({ currency }: MoneyField, compiling: Compiling): string {
  return currency === undefined ? '' : textReader(currency, ['fields', 'revenue'], { ...compiling, faults: [] }).column
}

type FieldReader = (rows: readonly Row[], draft: Draft) => void

/** Compiles the mapping for a file's columns; gives the faults instead when columns are missing or named wrongly. */
export function compileMapping(
  settings: MappingSettings,
  columns: Columns,
  proofs: Proofs,
): { readonly mapping: Mapping; readonly faults: readonly MappingFault[] } {
  const { fields } = settings
  const empties = new Set(settings.emptyValues.map((value) => value.trim().toLowerCase()))
  const compiling: Compiling = { columns, empties, faults: [] }
  const columnNames = new Map<string, string>()
  const readers: FieldReader[] = []
  for (const name of textFields) {
    const field = fields[name]
    if (field !== undefined) readers.push(fieldReader(name, field, compiling, columnNames))
  }
  compiling.faults.push(...derivingFaults(fields))
  for (const name of ['primaryAddress', 'secondaryAddress'] as const) {
    const address = fields[name]
    if (address !== undefined) readers.push(addressReader(name, address, compiling, columnNames))
  }
  if (fields.eventDate !== undefined) {
    const { timezone, sum } = settings
    // Lines that are added up may be of several days, as those of an invoice are.
    const oneDay = sum.length === 0
    readers.push(dateReader(fields.eventDate, { timezone, oneDay }, proofs.dates, compiling, columnNames))
  }
  const money = fields.revenue
  if (money !== undefined) {
    readers.push(amountReader(money, { proof: proofs.separator, sum: settings.sum }, compiling))
    columnNames.set('revenue', textReader(money, ['fields', 'revenue'], { ...compiling, faults: [] }).column)
    columnNames.set('revenue.currency', currencyColumn(money, compiling))
  }
  return {
    faults: compiling.faults,
    mapping: {
      columnOf: (field) => columnNames.get(field) ?? '',
      draft(rows) {
        const draft = emptyDraft()
        for (const read of readers) read(rows, draft)
        return draft
      },
    },
  }
}

function fieldReader(
  name: TextFieldName,
  field: TextField,
  compiling: Compiling,
  columnNames: Map<string, string>,
): FieldReader {
  const reader = textReader(field, ['fields', name], compiling, ids.has(name) ? idTextDamage : textDamage)
  columnNames.set(name, reader.column)
  const take = takers[name] ?? takeText
  const agree: Agreement | undefined = name === 'primaryEmail' ? emailAgreement(field, compiling) : undefined
  return (rows, draft) => {
    const cell = reader.read(rows)
    if (cell === '') return
    if (cell instanceof OddCell) {
      draft.problems.push(oddProblem(cell, name, reader.column))
    } else take(String(cell), name, reader.column, draft)
    agree?.(rows, draft)
  }
}

const ids: ReadonlySet<TextFieldName> = new Set(['orderId', 'storeId', 'uniqueId', 'crmId', 'customerId'])

type Taker = (text: string, field: TextFieldName, column: string, draft: Draft) => void

const takeText: Taker = (text, field, _column, draft) => {
  draft.conversion[field] = text
}

const takeEmail: Taker = (text, field, column, draft) => {
  const read = readEmail(text)
  if (read.kind === 'email') {
    draft.conversion[field] = read.email
    if (read.odd !== undefined) {
      const message = `"${text}": ${read.odd.words}`
      draft.problems.push(problem(read.odd.code, { field, column, value: text }, { message, severity: 'warning' }))
    }
  }
  if (read.kind === 'bad') {
    draft.problems.push(problem(read.code, { field, column, value: text }, { message: `"${text}" ${read.why}` }))
  }
}

const takePhone: Taker = (text, field, column, draft) => {
  const read = readPhone(text)
  if (read.kind === 'phone') draft.conversion[field] = read.phone
  if (read.kind === 'bad') {
    draft.problems.push(problem('bad-phone', { field, column, value: text }, { message: `"${text}" ${read.why}` }))
  }
}

const takers: { readonly [name in TextFieldName]?: Taker } = {
  primaryEmail: takeEmail,
  secondaryEmail: takeEmail,
  primaryPhoneNumber: takePhone,
  secondaryPhoneNumber: takePhone,
}
