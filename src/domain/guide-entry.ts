/** What a code is about beyond its few words: why it matters, and an example before and after the cure. */
export interface Guide {
  /** `either`: a warning, or an error when nothing else tells what is needed or the config says so. */
  readonly severity: 'error' | 'warning' | 'either'
  readonly why: string
  readonly example: Example
}

/** An example that can be tried: rows under a header, or lines of NDJSON; or one that can only be told in words. */
export type Example =
  | {
      readonly kind: 'csv' | 'ndjson'
      readonly header?: string
      readonly before: readonly string[]
      readonly after: readonly string[] | string
      /** The config that the example needs; without one, columns have LettrLabs' own names. */
      readonly config?: object
    }
  | { readonly kind: 'words'; readonly before: string; readonly after: string }
