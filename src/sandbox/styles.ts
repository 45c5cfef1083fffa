import { echo } from './echo.js'
import { type JsonRecord, propertyName, textOf } from './fields.js'
import type { Complaint } from './rules.js'

/** A record of a batch that was refused, with its place in the batch counted from 0. */
export interface Refusal {
  readonly index: number
  readonly record: JsonRecord
  readonly complaints: readonly Complaint[]
}

/** Keys to be laid over the envelope, `metadata` mostly, that tell which records were refused and why. */
type Telling = JsonRecord

type Style = (refusals: readonly Refusal[], batch: readonly JsonRecord[]) => Telling

/*
 * The API publishes no example of its metadata, so each plausible shape is here; all mean the same.
 */
const styles = {
  'index-errors': (refusals) => ({
    metadata: { invalidConversions: refusals.map((refusal) => ({ index: refusal.index, errors: messages(refusal) })) },
  }),
  'row-numbers': (refusals, batch) => ({
    metadata: {
      InvalidRecords: each(refusals, ({ index }, { field, message }) => ({
        RowNumber: index + 1,
        ErrorMessage: message,
        ...(field === null ? {} : { FieldName: propertyName(field) }),
      })),
      TotalRecords: batch.length,
      ValidRecords: batch.length - refusals.length,
    },
  }),
  'index-map': (refusals) => ({
    metadata: mapOf(refusals.map((refusal) => [String(refusal.index), oneOrErrors(messages(refusal))])),
  }),
  'bracket-paths': (refusals) => ({
    metadata: gather(each(refusals, ({ index }, { field, message }) => [bracketPath(index, field), message])),
  }),
  'json-pointers': (refusals) => ({
    metadata: {
      errors: each(refusals, ({ index }, { field, message }) => ({
        pointer: field === null ? `#/${index}` : `#/${index}/${field}`,
        detail: message,
      })),
    },
  }),
  'echoed-records': (refusals) => ({
    metadata: {
      InvalidConversions: refusals.map(({ record, complaints }) => ({
        conversion: echo(record),
        validationErrors: complaints.map(({ field, message }) => ({
          propertyName: field === null ? null : propertyName(field),
          errorMessage: message,
        })),
      })),
    },
  }),
  'order-ids': (refusals) => ({
    metadata: {
      invalid: gather(each(refusals, ({ index, record }, { message }) => [orderIdOrPath(index, record), message])),
    },
  }),
  sentences: (refusals) => ({
    metadata: { errors: each(refusals, ({ index }, { message }) => `Record ${index + 1}: ${message}`) },
  }),
  'envelope-errors': (refusals) => ({
    errors: each(refusals, ({ index }, { message }) => `Conversion at index ${index}: ${message}`),
    hasErrors: true,
    metadata: {},
  }),
  'message-to-indexes': (refusals) => ({
    metadata: gather(each(refusals, ({ index }, { message }) => [message, index])),
  }),
  'json-in-string': (refusals) => ({
    metadata: {
      ValidationErrors: JSON.stringify(
        refusals.map((refusal) => ({ Index: refusal.index, Errors: messages(refusal) })),
      ),
    },
  }),
  'positional-results': (refusals, batch) => {
    const refused = new Map(refusals.map((refusal) => [refusal.index, messages(refusal)]))
    return {
      metadata: {
        results: batch.map((_, index) => ({ isValid: !refused.has(index), errors: refused.get(index) ?? [] })),
      },
    }
  },
  'member-names': (refusals) => ({
    metadata: {
      validationResults: gather(
        each(refusals, ({ index }, { field, message }) => [
          String(index),
          { memberNames: field === null ? [] : [propertyName(field)], errorMessage: message },
        ]),
      ),
    },
  }),
  'reason-codes': (refusals) => ({
    results: each(refusals, ({ index }, { code, message }) => ({ index, reasonCode: code, message })),
  }),
  none: () => ({}),
} satisfies Record<string, Style>

/** The name of a way in which the stand-in tells which records it refused; `none` only counts them. */
export type MetadataStyle = keyof typeof styles

/** All metadata styles, the default first. */
export const metadataStyles = Object.keys(styles) as readonly MetadataStyle[]

/** Tells the refusals of a batch in a style. */
export function tellRefusals(
  style: MetadataStyle,
  refusals: readonly Refusal[],
  batch: readonly JsonRecord[],
): Telling {
  const tell: Style = styles[style]
  return tell(refusals, batch)
}

function each<T>(refusals: readonly Refusal[], tell: (refusal: Refusal, complaint: Complaint) => T): readonly T[] {
  return refusals.flatMap((refusal) => refusal.complaints.map((complaint) => tell(refusal, complaint)))
}

function messages(refusal: Refusal): readonly string[] {
  return refusal.complaints.map((complaint) => complaint.message)
}

function oneOrErrors(texts: readonly string[]): unknown {
  return texts.length === 1 ? texts[0] : { errors: texts }
}

function bracketPath(index: number, field: string | null): string {
  return field === null ? `[${index}]` : `[${index}].${propertyName(field)}`
}

function orderIdOrPath(index: number, record: JsonRecord): string {
  const orderId = textOf(record, 'orderId')
  return orderId === '' ? bracketPath(index, null) : orderId
}

// fromEntries defines own keys, so an order called __proto__ is only a key.
function mapOf(entries: readonly (readonly [string, unknown])[]): JsonRecord {
  return Object.fromEntries(entries)
}

function gather<T>(entries: readonly (readonly [string, T])[]): JsonRecord {
  const lists = new Map<string, T[]>()
  for (const [key, value] of entries) {
    const list = lists.get(key)
    if (list === undefined) lists.set(key, [value])
    else list.push(value)
  }
  return mapOf([...lists])
}
