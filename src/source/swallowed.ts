import { physicalLines } from './cells.js'

/** What is needed to tell a cell with line breaks from a quote that swallowed the rows after it. */
export interface Suspicion {
  readonly delimiter: string
  readonly width: number
  /** The index of the column that the revenue comes from; -1 when unknown. */
  readonly revenue: number
  readonly isMoney: (text: string) => boolean
}

/**
 * Whether a record over several lines is really several rows behind an unclosed quote: one of its lines, cut without
 * quotes, is a whole row with a readable amount, or a cell begins with a quote and holds a line break. Where the amount
 * stands is not always known; then two lines of the full width decide, and one in a record that does not fit the header anyway.
 */
export function swallowsRows(text: string, cells: readonly string[], suspicion: Suspicion): boolean {
  if (cells.some((cell) => cell.startsWith('"') && /[\r\n]/.test(cell))) return true
  const lines = physicalLines(text).map((line) => line.split(suspicion.delimiter))
  const isWhole = (cells: readonly string[]): boolean => cells.length === suspicion.width
  if (cells.length !== suspicion.width) return lines.some(isWhole)
  // The first line is the row itself; where the line break stands in its last cell, that line has all of the others.
  const whole = lines.slice(1).filter(isWhole)
  if (suspicion.revenue < 0) return lines.filter(isWhole).length > 1
  return whole.some((cells) => suspicion.isMoney((cells[suspicion.revenue] ?? '').replaceAll('"', '').trim()))
}

/**
 * How many lines below the start of a record the quote was opened that runs over a line break: the one still open at
 * the end if there is one, else the first. Quotes are understood as csv-parse does with `relax_quotes`.
 */
export function openedOn(text: string, delimiter: string): number {
  let line = 0
  let opened: number | undefined
  let first: number | undefined
  let empty = true
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at]!
    const breaks = character === '\n' || (character === '\r' && text[at + 1] !== '\n')
    if (opened !== undefined && character === '"') {
      if (text[at + 1] === '"') at += 1
      else {
        if (line > opened) first ??= opened
        opened = undefined
        empty = false
      }
    } else if (opened === undefined && character === '"' && empty) opened = line
    else if (opened === undefined) empty = character === delimiter || breaks
    if (breaks) line += 1
  }
  return opened ?? first ?? 0
}
