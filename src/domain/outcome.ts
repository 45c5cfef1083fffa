/** What the API says of one record: its place in the batch from 0, and the API's own words. */
export interface Refusal {
  readonly index: number
  readonly messages: readonly string[]
  readonly codes: readonly string[]
  /** That these words belong to this record rests on an assumption about how the API counts; it settles nothing unless the record is refused either way. */
  readonly assumed: boolean
}

/** What the API remarks on a record that it accepted. */
export interface Notice {
  readonly index: number
  readonly messages: readonly string[]
}

/**
 * What a batch came to. Of an answered batch every place from 0 stands in exactly one of `accepted`, `refused`, `known`, `doubtful`
 * and `unsent`; of the others the kind says it of every record.
 */
export type Outcome =
  | {
      readonly kind: 'answered'
      readonly accepted: readonly number[]
      /** Those of `accepted` that an earlier attempt had stored, as the API's "already there" shows. */
      readonly confirmed: readonly number[]
      readonly refused: readonly Refusal[]
      /** Already at LettrLabs before this run. */
      readonly known: readonly Refusal[]
      readonly warnings: readonly Notice[]
      /** Something was refused, and it may have been these. */
      readonly doubtful: readonly number[]
      /** Valid as far as is known, but the request was turned away because of others. */
      readonly unsent: readonly number[]
      /** Whom the doubtful refusals mean if the API counts in the usual way: for the report, marked as assumed. */
      readonly assumed: readonly Refusal[]
      /** Refusals that could not be given to a record, in the API's words. */
      readonly unattributed: readonly string[]
      /** The API's words about the whole request. */
      readonly general: readonly string[]
    }
  /** Nothing of it was stored. */
  | { readonly kind: 'not-arrived'; readonly reason: NotArrived; readonly words: readonly string[] }
  /** It may or may not have been stored, all of it. */
  | { readonly kind: 'in-doubt'; readonly words: readonly string[] }

/** Why nothing of a batch was stored. */
export type NotArrived = 'not-sent' | 'turned-away' | 'too-large' | 'key-refused' | 'not-our-api'
