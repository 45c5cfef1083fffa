/** What one POST came to: the server's answer, or what went wrong instead of one. */
export type Attempt =
  | {
      readonly kind: 'answer'
      readonly status: number
      /** Lower-case names; of a repeated header the first value. */
      readonly headers: ReadonlyMap<string, string>
      /** The body's text, up to the size limit. */
      readonly body: string
      /** The body ended as announced and within the size limit. */
      readonly complete: boolean
    }
  | {
      readonly kind: 'silence'
      /** Whether any byte of the request may have left; `false` is proof that none did. */
      readonly started: boolean
      /** undici's or the system's error code, such as ECONNRESET. */
      readonly code: string
      /** One plain sentence, without foreign text. */
      readonly message: string
    }

/** What `answer.ts` needs to know of each record that was sent, in the order of the batch. */
export interface SentRecord {
  readonly orderId: string | undefined
  readonly storeId: string | undefined
  /** The record's JSON text as sent. */
  readonly json: string
}
