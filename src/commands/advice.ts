import { clean } from '../domain/clean.js'
import { columnsOf } from '../domain/columns.js'
import { type Conversion, identifierBits } from '../domain/conversion.js'
import { type AddressGap, gradesGained } from '../domain/match.js'
import type { ReadRow, Row } from '../domain/row.js'
import type { StoredSale } from '../domain/sale.js'
import type { Fields } from '../domain/settings.js'
import type { Tally } from '../domain/tally.js'
import { type UnmappedIdentifier, unmappedIdentifiers } from '../domain/unmapped.js'
import type { Run } from './run.js'
import { pathsOf, sampleSales } from './sample.js'

type Kind = UnmappedIdentifier['kind']

/**
 * The one change that would help LettrLabs most to match the sales: columns to map, found by their names and by the values in up
 * to 500 sales, else what to export again. "" when every sale has a whole address and another identifier.
 */
export function matchAdvice(run: Run): string {
  const { tally } = run
  const withheld = new Set<Kind>(run.job.used?.fitted.preset.withheld)
  const potential = (unmatched: number) =>
    (['address', 'email', 'phone'] as const)
      .filter((kind) => !withheld.has(kind))
      .map((kind) => ({ kind, gain: gainOf(kind, tally, unmatched) }))
      .filter(({ gain }) => gain > 0)
      .sort((one, other) => other.gain - one.gain)
  const [most] = potential(tally.grades.none)
  if (most === undefined) return ''
  const sample = sampleSales(run)
  const scale = (tally.fresh + tally.grades.none) / Math.max(1, sample.length)
  const [best] = candidates(run, sample)
    .filter(({ kind }) => !withheld.has(kind))
    .map((change) => ({ change, gain: gainIn(change, sample, run) }))
    .sort((one, other) => other.gain - one.gain)
  if (best !== undefined && best.gain * scale * worthwhile >= most.gain) {
    return `${lackWords(best.change.kind, tally)}; ${changeWords(best.change)}`
  }
  // What is wrong with rejected sales, and what to do about it, is said beside them.
  const words = potential(0).flatMap(({ kind }) => {
    const again = exportWords(kind, run)
    return again === undefined ? [] : [`${lackWords(kind, tally)}; ${again}`]
  })
  return words[0] ?? ''
}

/** Mapping a column is so much easier than another export that a quarter of what that could bring will do. */
const worthwhile = 4

/** By how many grades all sales together would be better if each had an identifier of this kind. */
function gainOf(kind: Kind, { byIdentifiers }: Tally, unmatched: number): number {
  const bit = identifierBits[kind]
  return [...byIdentifiers, [0, unmatched] as const].reduce(
    (sum, [bits, count]) => sum + count * gradesGained(bits, bit),
    0,
  )
}

function candidates({ prepared }: Run, sample: readonly StoredSale[]): readonly UnmappedIdentifier[] {
  const { files, fields = {} } = prepared
  const [file] = files
  if (file === undefined) return []
  const header = file.format === 'csv' ? file.header : pathsOf(sample.slice(0, 20).flatMap(({ rows }) => rows))
  return unmappedIdentifiers(header, fields)
}

/** By how many grades the sales of the sample would be better, given what stands in the columns. */
function gainIn(change: UnmappedIdentifier, sample: readonly StoredSale[], run: Run): number {
  const readers = new Map(run.prepared.files.map((file) => [file.number, columnsOf(file)]))
  const empties = new Set(run.job.plan.emptyValues.map((value) => value.trim().toLowerCase()))
  const stands = (rows: readonly ReadRow[], file: number, column: string): boolean => {
    const pick = readers.get(file)?.find(column)
    if (typeof pick !== 'function') return false
    return rows.some((row) => {
      const cell = row.kind === 'unreadable' ? '' : String(pick(row as Row))
      return cell !== '' && !empties.has(cell.toLowerCase())
    })
  }
  return sample.reduce((sum, sale) => {
    const gain = gradesGained(sale.identifiers, identifierBits[change.kind])
    if (gain === 0) return sum
    const filled = change.parts.every(({ column }) => stands(sale.rows, sale.file, column))
    return filled && hasKept(sale, change) ? sum + gain : sum
  }, 0)
}

function hasKept({ json }: StoredSale, { kept, field }: UnmappedIdentifier): boolean {
  if (kept.length === 0) return true
  const conversion = JSON.parse(json === '' ? '{}' : json) as Conversion
  const address = conversion[field as 'primaryAddress'] ?? {}
  return kept.every((part) => address[part as keyof typeof address] !== undefined)
}

const gapWords: { readonly [gap in AddressGap]: string } = {
  street: 'street',
  city: 'city',
  state: 'state',
  zip: 'ZIP',
}

/** "212 of 400 sales (3 rejected among them) have no street". */
function lackWords(kind: Kind, { fresh, grades, identifiers, gaps }: Tally): string {
  const all = fresh + grades.none
  const lack = all - identifiers[kind]
  const [[gap, missing]] = (Object.entries(gaps) as [AddressGap, number][]).sort(
    ([, one], [, other]) => other - one,
  ) as [[AddressGap, number]]
  // Where most addresses that can't be matched are begun, what they lack says more.
  const part = kind === 'address' && missing * 2 > lack
  const count = part ? missing : lack
  const what = part ? gapWords[gap] : { address: 'whole address', email: 'e-mail', phone: 'phone number' }[kind]
  const rejected = grades.none === 0 ? '' : ` (${whole(grades.none)} rejected among them)`
  return `${whole(count)} of ${whole(all)} ${all === 1 ? 'sale' : 'sales'}${rejected} ${count === 1 ? 'has' : 'have'} no ${what}`
}

function changeWords({ parts, field, how }: UnmappedIdentifier): string {
  const [only] = parts
  const list = listOf(parts.map(({ column }) => column))
  const them = parts.length === 1 ? 'it' : 'them'
  if (how === 'add') return `the export has ${list}: add ${them} to the columns of ${field}.`
  return `the export has ${list}: map ${them} as ${parts.length === 1 && only !== undefined ? only.path : field}.`
}

const wanted = { address: 'street, city, state and ZIP', email: 'the e-mail', phone: 'the phone number' } as const

/** What another export would have to bring; undefined where the system has nothing of the kind. */
function exportWords(kind: Kind, { prepared, job }: Run): string | undefined {
  if (isMapped(kind, prepared.fields ?? {})) {
    return `export again with ${wanted[kind]} filled in, if your shop has it.`
  }
  if (job.used === undefined) return `export again with all columns, ${wanted[kind]} among them, and map the new ones.`
  const { preset, missing } = job.used.fitted
  const [lacking] = unmappedIdentifiers(missing, {}).filter((found) => found.kind === kind)
  if (lacking === undefined) return undefined
  const columns = listOf(lacking.parts.map(({ column }) => column))
  return `export again with all columns: this ${preset.title} lacks ${columns}.`
}

function isMapped(kind: Kind, fields: Fields): boolean {
  if (kind === 'email') return (fields.primaryEmail ?? fields.secondaryEmail) !== undefined
  if (kind === 'phone') return (fields.primaryPhoneNumber ?? fields.secondaryPhoneNumber) !== undefined
  return [fields.primaryAddress, fields.secondaryAddress].some(
    (parts) =>
      parts?.fullAddress !== undefined ||
      [parts?.address1, parts?.city, parts?.state, parts?.zipCode].every((part) => part !== undefined),
  )
}

/** "A", "B" and "C". */
function listOf(names: readonly string[]): string {
  const quoted = names.map((name) => `"${clean(name, 60)}"`)
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} and ${quoted.at(-1)}`
}

const whole = (count: number): string => count.toLocaleString('en-US')
