import type { Fields, InputSettings, RecordRules } from './settings.js'

/** What an export of one system looks like, over all vintages that are known. */
interface Fingerprint {
  /** Stable; what a config's "preset" names. */
  readonly name: string
  /** As a person calls it: "Shopify orders export". */
  readonly title: string
  /** `json` stands for NDJSON too; columns are then paths such as `customer.email`. */
  readonly format: 'csv' | 'json'
  /** Every column that the system is known to write; which of them an export has, and in which order, varies. */
  readonly columns: readonly string[]
  /** Other spellings of some of these columns, by the one used here: vintages, plug-ins, translations. */
  readonly otherNames?: { readonly [column: string]: readonly string[] }
  /** Columns without which it is not this export; of a list, one is enough. */
  readonly required: readonly (string | readonly string[])[]
}

/** An export that can be mapped, and how; columns as in `columns`, absent ones are left out when it is fitted to a file. */
export interface Preset extends Fingerprint {
  readonly kind: 'preset'
  /** False when it was written from documents alone, and never seen to work on a file: then a person is asked before use. */
  readonly verified: boolean
  readonly input?: Partial<InputSettings>
  readonly records: RecordRules
  readonly fields: Fields
  /** Taken in place of a field above when the file lacks the one column that it is made of. */
  readonly otherwise?: Fields
  /** How to export so that buyers are named, in a whole sentence, for a file in which nothing tells who bought. */
  readonly exportAgain?: string
  /** What the system gives to no seller, or only as a relay: nobody is told to look for it. */
  readonly withheld?: readonly ('email' | 'phone')[]
  /** What a person should know before sending, one sentence each. */
  readonly notes?: readonly string[]
}

/** An export that LettrLabs can't match as it is, and what to export or add instead. */
export interface UnmatchableExport extends Fingerprint {
  readonly kind: 'unmatchable'
  /** With one of these columns it can be matched after all, by a config. */
  readonly unless: readonly string[]
  /** Why, and what to do, in whole sentences. */
  readonly advice: string
}

export type KnownExport = Preset | UnmatchableExport

/** Names of columns count without case, outer blanks and a byte order mark. */
export function foldColumn(name: string): string {
  return name.replaceAll('\ufeff', '').trim().toLowerCase()
}

/** The spellings under which a column of a known export may appear, the usual one first. */
export function spellings(known: Fingerprint, column: string): readonly string[] {
  const { otherNames = {} } = known
  return Object.hasOwn(otherNames, column) ? [column, ...(otherNames[column] ?? [])] : [column]
}

/** A title as a message has it: "an Etsy orders export". */
export const withArticle = (title: string): string => `${/^[aeio]/i.test(title) ? 'an' : 'a'} ${title}`
