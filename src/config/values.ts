/** How many rejects a run may have before it stops itself: so many sales, or a share of them in percent. */
export type MaxRejects =
  | { readonly kind: 'count'; readonly n: number }
  | { readonly kind: 'share'; readonly percent: number }

/** A kind of value written as text: how to read it (undefined when it is none), and in words what is allowed. */
export interface Kind<T> {
  readonly allowed: string
  readonly read: (text: string) => T | undefined
  /** The words to choose from, where there are such. */
  readonly words?: readonly string[]
}

export const limits = {
  batchSize: { low: 1, high: 1000 },
  concurrency: { low: 1, high: 16 },
  timeout: { low: 1, high: 600 },
} as const

export const formats = ['csv', 'tsv', 'ndjson', 'json'] as const

/** Which rejected and refused sales make a run end with exit 3: any, those that no earlier run told of, none. */
export const failOn = ['any', 'new', 'never'] as const
export type FailOn = (typeof failOn)[number]

/** Which volume of new sales passes: only what is near that of the last runs, or any. */
export const volumes = ['usual', 'any'] as const
export type Volume = (typeof volumes)[number]

/** What a guard does about what it finds: it stops the run, or lets it be sent. */
export const guardings = ['stop', 'allow'] as const
export type Guarding = (typeof guardings)[number]

/** A whole number between two bounds, both included. */
export function wholeNumber(low: number, high: number): Kind<number> {
  const allowed =
    high === Number.MAX_SAFE_INTEGER ? `a whole number from ${low} up` : `a whole number from ${low} to ${high}`
  const read = (text: string) => {
    const number = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN
    return number >= low && number <= high ? number : undefined
  }
  return { allowed, read }
}

/** One of a few words, in any case. */
export function oneOf<const Word extends string>(words: readonly Word[]): Kind<Word> {
  const read = (text: string) => words.find((word) => word === text.toLowerCase())
  return { allowed: `one of ${words.join(', ')}`, read, words }
}

/** `25` rejects, or `5%` of the sales. */
export const maxRejects: Kind<MaxRejects> = {
  allowed: 'a number of sales such as 25, or a share such as 5%',
  read: (text) => {
    const match = /^(\d{1,9}(?:\.\d{1,4})?)\s*(%?)$/.exec(text)
    const number = Number(match?.[1])
    if (match === null) return undefined
    if (match[2] === '%') return number <= 100 ? { kind: 'share', percent: number } : undefined
    return Number.isInteger(number) && !match[1]!.includes('.') ? { kind: 'count', n: number } : undefined
  },
}

const namedDelimiters: ReadonlyMap<string, string> = new Map([
  ['comma', ','],
  ['semicolon', ';'],
  ['tab', '\t'],
  ['\\t', '\t'],
  ['pipe', '|'],
])

/** The character between two fields, itself or by name. */
export const delimiter: Kind<string> = {
  allowed: 'comma, semicolon, tab, pipe, or one such character',
  words: ['comma', 'semicolon', 'tab', 'pipe'],
  read: (text) =>
    namedDelimiters.get(text.toLowerCase()) ??
    (/^(?:[!-/:-@[-`{-~]|\t)$/.test(text) && text !== '"' ? text : undefined),
}

const commonEncodings = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1252',
  'iso-8859-1',
  'iso-8859-15',
  'macintosh',
  'shift_jis',
]

/** A character encoding by any label that TextDecoder knows. */
export const encoding: Kind<string> = {
  allowed: 'an encoding such as utf-8, windows-1252 or utf-16le',
  words: commonEncodings,
  read: (text) => {
    try {
      new TextDecoder(text)
      return text.trim().toLowerCase()
    } catch {
      return undefined
    }
  },
}

/** Yes or no, as environment variables say it. */
export const yesOrNo: Kind<boolean> = {
  allowed: 'one of 1, true, yes, 0, false, no',
  read: (text) => {
    if (/^(1|true|yes|on)$/i.test(text)) return true
    return /^(0|false|no|off)$/i.test(text) ? false : undefined
  },
}

/** Text that is not blank. */
export const someText: Kind<string> = {
  allowed: 'text that is not empty',
  read: (text) => (text.trim() === '' ? undefined : text),
}
