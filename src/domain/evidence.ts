import { clean } from './clean.js'
import { columnsOf } from './columns.js'
import { identifiersOf } from './conversion.js'
import { DayOrderProof } from './date.js'
import type { FirstRows } from './first-rows.js'
import { compileMapping } from './mapping.js'
import { maskValue } from './mask.js'
import { SeparatorProof } from './money.js'
import { addressParts, type Fields, type TextField } from './settings.js'
import {
  looksLikeAmount,
  looksLikeDate,
  looksLikeEmail,
  looksLikeInstant,
  looksLikePhone,
  looksLikeState,
  looksLikeZip,
} from './value-kinds.js'

type Kinds = readonly [kind: (value: string) => boolean, words: string]

const kinds: { readonly [field: string]: Kinds } = {
  primaryEmail: [looksLikeEmail, 'look like e-mail addresses'],
  secondaryEmail: [looksLikeEmail, 'look like e-mail addresses'],
  primaryPhoneNumber: [looksLikePhone, 'look like phone numbers'],
  secondaryPhoneNumber: [looksLikePhone, 'look like phone numbers'],
  revenue: [looksLikeAmount, 'look like amounts'],
  eventDate: [(value) => looksLikeDate(value) || looksLikeInstant(value), 'look like dates'],
  zipCode: [looksLikeZip, 'look like ZIP codes'],
  state: [looksLikeState, 'look like states'],
}

/** What the first rows say of each mapped field, by its path: how many have it, how it looks, and a value by its shape. */
export function evidenceOf(fields: Fields, first: FirstRows): ReadonlyMap<string, string> {
  const { primaryAddress, secondaryAddress, ...rest } = fields
  const evidence = new Map<string, string>()
  for (const [name, field] of Object.entries(rest)) note(evidence, `fields.${name}`, name, field as TextField, first)
  for (const [name, address] of Object.entries({ primaryAddress, secondaryAddress })) {
    for (const part of addressParts) {
      const field = address?.[part]
      if (field !== undefined) note(evidence, `fields.${name}.${part}`, part, field, first)
    }
  }
  return evidence
}

function note(evidence: Map<string, string>, path: string, name: string, field: TextField, first: FirstRows): void {
  const columns = field.columns ?? (field.column === undefined ? [] : [field.column])
  const known = columns.filter((column) => first.find(column) !== undefined)
  if (known.length === 0) return
  // Parts that are joined are no whole values.
  const kind = field.join === undefined ? kinds[name] : undefined
  const parts = known.map((column) => ofColumn(column, name, kind, first, known.length > 1))
  evidence.set(path, parts.join('; '))
}

function ofColumn(
  column: string,
  name: string,
  [kind, words]: Kinds | readonly [] = [],
  first: FirstRows,
  several: boolean,
): string {
  const of = first.rows.length
  const who = several ? `"${clean(column, 60)}": ` : ''
  const filled = first.filled(column)
  if (of === 0) return `${who}the file has no rows to look at`
  if (filled === 0) return `${who}empty in ${of === 1 ? 'the only row' : `all ${count(of)} rows`}`
  const looks = kind === undefined ? '' : `, ${lookWords(first.count(column, kind), filled, words ?? '')}`
  const ids = name === 'orderId' ? `, ${count(first.distinct(column))} different` : ''
  const example = first.values(column).find((value) => value !== '') ?? ''
  return `${who}filled in ${shareWords(filled, of)}${ids}${looks}, such as ${maskValue(example)}`
}

function lookWords(alike: number, filled: number, words: string): string {
  return alike === filled ? `all ${words}` : `${count(alike)} of them ${words}`
}

/** "998 of 1,000 rows", "all 12 rows". */
function shareWords(some: number, all: number): string {
  if (some === all) return all === 1 ? 'the only row' : `all ${count(all)} rows`
  return `${count(some)} of ${count(all)} rows`
}

export function count(number: number): string {
  return number.toLocaleString('en-US')
}

/** How many of the first rows tell, by this mapping, whom they are about: by e-mail, phone, whole address or coupon code. */
export function countMatchable(fields: Fields, first: FirstRows): number {
  const { revenue: _, eventDate: __, ...person } = fields
  const proofs = {
    separator: new SeparatorProof('.'),
    dates: { dayOrder: new DayOrderProof('MDY'), withoutZone: undefined },
  }
  const settings = { fields: person, sum: [], timezone: undefined, emptyValues: first.emptyValues }
  const { mapping } = compileMapping(settings, columnsOf(first.file), proofs)
  return first.rows.filter((row) => identifiersOf(mapping.draft([row]).conversion) !== 0).length
}
