import type { Written } from '../domain/row.js'

const mostLines = 50

/** A record that was split off a stretch of bytes. */
interface SplitRecord {
  readonly cells: string[]
  /** The record as it stands there, where it has no quotes. */
  readonly written?: Written
  /** Its end among the bytes, behind its line break. */
  readonly end: number
}

const newline = 10
const carriageReturn = 13

/**
 * Splits the record that begins at `from`, when nothing about it can be read in two ways: each of its cells is without a quote, or
 * is enclosed in quotes whole, with inner ones doubled. Any other is `doubtful`, and one that does not end in these bytes `unfinished`.
 */
export function splitRecord(
  bytes: Buffer,
  from: number,
  delimiter: string,
  quoted: boolean,
): SplitRecord | 'doubtful' | 'unfinished' {
  let end = from
  for (let lines = 0; lines < mostLines; lines += 1) {
    end = bytes.indexOf(newline, end) + 1
    if (end === 0) return 'unfinished'
    const stop = end - 1 > from && bytes[end - 2] === carriageReturn ? end - 2 : end - 1
    const text = bytes.toString('utf8', from, stop)
    if (!quoted || !text.includes('"')) return { cells: text.split(delimiter), written: { text, delimiter }, end }
    const cells = splitQuoted(text, delimiter)
    if (cells !== 'open') return cells === undefined ? 'doubtful' : { cells, end }
  }
  return 'doubtful'
}

function splitQuoted(text: string, delimiter: string): string[] | 'open' | undefined {
  const cells: string[] = []
  for (let at = 0; ; at += delimiter.length) {
    if (text[at] === '"') {
      const close = closingQuote(text, at + 1)
      if (close < 0) return 'open'
      cells.push(text.slice(at + 1, close).replaceAll('""', '"'))
      at = close + 1
    } else {
      const next = text.indexOf(delimiter, at)
      const cell = text.slice(at, next < 0 ? text.length : next)
      if (cell.includes('"')) return undefined
      cells.push(cell)
      at += cell.length
    }
    if (at === text.length) return cells
    if (!text.startsWith(delimiter, at)) return undefined
  }
}

function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from)
  while (at >= 0 && text[at + 1] === '"') at = text.indexOf('"', at + 2)
  return at
}
