import type { Mapping } from './mapping.js'
import type { Decimal } from './money.js'
import type { SourceFile } from './row.js'
import type { Checks, Fields, RecordRules } from './settings.js'

/** Where a key of the config stands ("orders.config.json:14: "), for messages. */
export type PlaceOf = (path: readonly string[]) => string

/** Everything that decides what a row becomes. */
export interface Plan {
  /** Without fields, columns that already have the API's names are taken. */
  readonly fields: Fields | undefined
  readonly records: RecordRules
  readonly checks: Checks
  /** Of times without an offset. */
  readonly timezone: string | undefined
  readonly emptyValues: readonly string[]
  readonly revenueAs: 'number' | 'string'
  /** At most so many new sales pass; the rest is skipped. */
  readonly limit: number | undefined
  readonly nowSeconds: number
  /** Sales from before this instant are left out; seconds since 1970. */
  readonly since: number | undefined
  /** Whether sales get marks, by which they are known again: in the ledger, or in another input of the same run. */
  readonly marks: boolean
  /** What an earlier run proved about this input's values. */
  readonly proved: Facts
  /** The command that writes a config, where none maps the input by itself; undefined where one does. */
  readonly init?: string | undefined
  /** Where a key of the config stands ("orders.config.json:14"), for messages. */
  readonly placeOf: PlaceOf
  /** A sentence on which other export a file seems to be, for a mapping that does not fit it; "" when it is like none. */
  readonly otherExport: (file: SourceFile) => Promise<string>
}

/** What the columns of a run proved, so that a few rejected rows can later be read alike. */
export interface Facts {
  readonly decimal?: Decimal | undefined
  readonly dayOrder?: 'DMY' | 'MDY' | undefined
  readonly timezone?: string | undefined
}

/** The zone of times without an offset, as the person named it; "" when none was declared. */
export function declaredZone({ fields, facts }: Prepared): string {
  return fields?.eventDate?.timezone ?? facts.timezone ?? ''
}

/** What a preparation came to, beside its findings. */
export interface Prepared {
  rowsRead: number
  facts: Facts
  readonly files: SourceFile[]
  /** The mapping in force, by field, in words. */
  mapping: Mapping | undefined
  fields: Fields | undefined
  /** Two sales with one order id under two store ids, by the file and the number of their first rows. */
  storeClash: readonly { readonly file: number; readonly record: number }[] | undefined
  /** The first sale whose order id the ledger knows under another store. */
  otherStore: { readonly file: number; readonly record: number } | undefined
  /** The latest date of any sale that was read, those in the future left aside; seconds since 1970. */
  newest: number | undefined
}

export function nothingPrepared(): Prepared {
  return {
    rowsRead: 0,
    facts: {},
    files: [],
    mapping: undefined,
    fields: undefined,
    storeClash: undefined,
    otherStore: undefined,
    newest: undefined,
  }
}
