/**
 * The mapping as a person writes it in the config file, after the schema's checks: which columns become which fields.
 * `config/schema.ts` is the schema of these types; `mapping.ts` turns them into functions for one header.
 */

/** Text from one column, the first non-empty of several, several joined, or a constant. */
export interface TextField {
  /** Exactly one of `column`, `columns` and `value` is given. */
  readonly column?: string
  readonly columns?: readonly string[]
  /** How several columns become one text: the first non-empty one (default), or all non-empty ones joined by `join`. */
  readonly take?: 'first'
  readonly join?: string
  /** A constant. */
  readonly value?: string
  /** Put in front of a text that is not empty. */
  readonly prefix?: string
  /** Taken when the column is empty. */
  readonly default?: string
  /** Values to replace, compared without case and outer blanks; others stay as they are. */
  readonly map?: ReadonlyMap<string, string>
}

export interface OrderIdField extends TextField {
  /** Instead of a column: fields whose values make the id, such as `primaryEmail`, `eventDate` and `revenue`. */
  readonly derive?: readonly string[]
}

export interface MoneyField extends TextField {
  /** Columns to take off, refunds for example; 5 and -5 both take 5 off, and an empty one nothing. */
  readonly minus?: readonly string[]
  /** `cents`: the column holds whole hundredths; `minor`: whole cents, yen or fils, as `currency` says. */
  readonly unit?: 'units' | 'cents' | 'minor'
  /** The decimal separator; without it the column has to prove it. */
  readonly decimal?: '.' | ','
  /** For the books only; the API takes no currency. */
  readonly currency?: TextField
}

export interface DateField extends TextField {
  /** `day-first`, `month-first`, `iso`, `unix-seconds`, `unix-milliseconds`, `excel-serial`, or a pattern such as `MM/DD/YYYY HH:mm`; without it the column has to prove it. */
  readonly format?: string
  /** The zone of times without an offset; overrides `input.timezone`. */
  readonly timezone?: string
  /** A column that holds the zone's name or offset. */
  readonly timezoneColumn?: string
}

export const addressParts = ['fullAddress', 'address1', 'address2', 'city', 'state', 'zipCode', 'country'] as const
export type AddressPart = (typeof addressParts)[number]
export type AddressFields = { readonly [part in AddressPart]?: TextField }

/** The API's text fields, in the order in which a conversion is written. */
export const textFields = [
  'firstName',
  'lastName',
  'fullName',
  'businessName',
  'couponCode',
  'primaryPhoneNumber',
  'secondaryPhoneNumber',
  'primaryEmail',
  'secondaryEmail',
  'type',
  'orderId',
  'storeId',
  'uniqueId',
  'crmId',
  'customerId',
] as const
export type TextFieldName = (typeof textFields)[number]

export type Fields = { readonly [name in TextFieldName]?: TextField } & {
  readonly orderId?: OrderIdField
  readonly primaryAddress?: AddressFields
  readonly secondaryAddress?: AddressFields
  readonly revenue?: MoneyField
  readonly eventDate?: DateField
}

/** A rule on one column; exactly one of the tests is given. Values are compared without case and outer blanks. */
export interface Condition {
  readonly column: string
  readonly in?: readonly string[]
  readonly notIn?: readonly string[]
  readonly empty?: boolean
  readonly equals?: string
  readonly above?: number
  readonly atLeast?: number
  readonly below?: number
  readonly atMost?: number
}

export interface RecordRules {
  /** Every rule must hold, or the row is left out, before grouping. */
  readonly rows: readonly Condition[]
  /** Rows with the same value here are one sale. `sum` names the money columns to add up; of all others the first non-empty value counts. */
  readonly group?: { readonly by: string; readonly sum: readonly string[] }
  /** Every rule must hold, or the whole sale is left out, after grouping. */
  readonly keep: readonly Condition[]
}

export interface Checks {
  /** `optional` lets a record without a date pass; LettrLabs then dates it on arrival. */
  readonly eventDate: 'required' | 'optional'
  /** `required` rejects a record without order id, `recommended` warns. */
  readonly orderId: 'required' | 'recommended' | 'optional'
  /** What a malformed or too long identifier does when another identifier remains. */
  readonly badIdentifier: 'leave-out' | 'reject'
  /** `mixed` lets sales of several currencies pass as plain numbers. */
  readonly currencies: 'one' | 'mixed'
}

/** How the input is to be read; what is not given is found out. */
export interface InputSettings {
  readonly format?: 'csv' | 'tsv' | 'ndjson' | 'json'
  readonly encoding?: string
  readonly delimiter?: string
  /** `false` for files without quoting (Amazon's reports). */
  readonly quote?: boolean
  /** Lines to leave out before the header. */
  readonly skipLines?: number
  /** The line on which the header stands, from 1; another way to say skipLines. */
  readonly headerLine?: number
  /** The path to the array in a JSON document, such as `orders` or `data.orders`. */
  readonly path?: string
  /** IANA name or Rails name; of times without an offset. */
  readonly timezone?: string
  /** Values that mean "empty", compared without case. */
  readonly emptyValues: readonly string[]
}
