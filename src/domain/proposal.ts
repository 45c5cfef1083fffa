import type { Fields, InputSettings, RecordRules } from './settings.js'

/** A key of a config that is only shown, as a comment: what could stand there instead, or what is too doubtful to be used. */
export interface OffLine {
  /** The object that it would stand in: `fields`, `records`, `fields.primaryAddress`; "" is the whole config. */
  readonly under: string
  /** The key that it comes after; at the end without one. */
  readonly after?: string
  readonly key: string
  readonly value: unknown
  readonly why: readonly string[]
}

/** Something that nothing in the file proves, so that a person has to say it. */
export interface OpenQuestion {
  readonly kind: 'zone' | 'day-order' | 'decimal' | 'column'
  /** The field that a column is wanted for; else where in the config the answer stands. */
  readonly path: string
  /** What is asked for, as a clause: "the zone of the shop's clock, such as America/New_York". */
  readonly wanted: string
  /** Columns to choose from, the likeliest first. */
  readonly choices: readonly string[]
  /** A value that shows the question. */
  readonly example: string
}

/** What a person has said about an export, by flags or by answering. */
export interface Given {
  readonly timezone?: string | undefined
  readonly dayOrder?: 'DMY' | 'MDY' | undefined
  readonly decimal?: '.' | ',' | undefined
  /** Columns by field, such as `primaryEmail` or `primaryAddress.city`. */
  readonly columns: ReadonlyMap<string, string>
  /** Which of these nobody said, because rows below those that were looked at prove it. */
  readonly proved?: { readonly dayOrder?: 'DMY' | 'MDY' | undefined; readonly decimal?: '.' | ',' | undefined }
}

/** A mapping for one export with all its reasons, from which a config is written. */
export interface Proposal {
  readonly source: string
  readonly input: Partial<InputSettings>
  readonly records: RecordRules
  readonly fields: Fields
  /** Comments, by the path of the key that they stand above. */
  readonly reasons: ReadonlyMap<string, readonly string[]>
  readonly off: readonly OffLine[]
  readonly open: readonly OpenQuestion[]
  /** Columns that the mapping does not use. */
  readonly unused: readonly string[]
  /** How many of the rows that were looked at tell whom they are about. */
  readonly matchable: number
}

/** How a value begins that a person has to fill in; a config that holds one is refused. */
export const fillIn = 'FILL IN: '
