import { OddCell } from './columns.js'
import type { Draft } from './draft.js'
import { readEmail } from './email.js'
import { problem } from './problem.js'
import type { Row } from './row.js'
import type { TextField } from './settings.js'
import { type Compiling, textReader } from './text-reader.js'

/** What a row says in the column in question: its text, and what it comes to; undefined says nothing that could contradict. */
type Meaning<T> = (text: string, row: Row) => T | undefined

/** Adds `conflicting-rows` to the draft when rows of one sale contradict each other. */
export type Agreement = (rows: readonly Row[], draft: Draft) => void

/** Whether rows of a sale name one e-mail address, however its letters are written: orders of two buyers are no one sale. */
export function emailAgreement(email: TextField, compiling: Compiling): Agreement {
  const meaning: Meaning<string> = (text) => {
    const read = readEmail(text)
    return read.kind === 'email' ? read.email.toLowerCase() : undefined
  }
  return agreement('primaryEmail', 'e-mail addresses', email, compiling, meaning, (one, other) => one === other)
}

/** A day on which the clocks go forward; lines of one order may well differ by some hours. */
const shortestDay = 23 * 3600

/** Whether the dates of a sale's rows, in seconds since 1970, lie less than a day apart. */
export function dateAgreement(date: TextField, compiling: Compiling, seconds: Meaning<number>): Agreement {
  const near = (one: number, other: number): boolean => Math.abs(one - other) < shortestDay
  return agreement('eventDate', 'dates', date, compiling, seconds, near)
}

/** Of several columns only the first that holds anything is compared: others may be filled for the whole order once. */
function agreement<T>(
  field: string,
  words: string,
  { column, columns, map }: TextField,
  compiling: Compiling,
  meaning: Meaning<T>,
  agree: (one: T, other: T) => boolean,
): Agreement {
  const names = column === undefined ? (columns ?? []) : [column]
  const quiet = { ...compiling, faults: [] }
  const readers = names.map((name) =>
    textReader({ column: name, ...(map === undefined ? {} : { map }) }, ['fields', field], quiet),
  )
  return (rows, draft) => {
    if (rows.length === 1) return
    const reader = readers.find((one) => one.read(rows) !== '')
    if (reader === undefined) return
    let first: { readonly text: string; readonly means: T } | undefined
    for (const row of rows) {
      const cell = reader.read([row])
      if (cell === '' || cell instanceof OddCell || String(cell) === first?.text) continue
      const text = String(cell)
      const means = meaning(text, row)
      if (means === undefined) continue
      first ??= { text, means }
      if (agree(first.means, means)) continue
      const message = `rows of this sale give different ${words}: ${first.text} and ${text}`
      draft.problems.push(problem('conflicting-rows', { field, column: reader.column, value: text }, { message }))
      return
    }
  }
}
