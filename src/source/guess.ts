import type { InputSettings } from '../domain/settings.js'
import { UserError } from '../exit.js'
import { type Dialect, physicalLines, splitQuoted } from './cells.js'
import { openTransform } from './csv.js'

export type Format = 'csv' | 'ndjson' | 'json'

const extensions = /\.(csv|tsv|tab|txt|ndjson|jsonl|json)(\.gz)?$/i
const separatorLine = /^"?sep=(.)"?$/i
const listStart = /^\s*\[\s*([[{\]]|$)/
const objectStart = /^\s*\{\s*["}]/

/** Says what kind of file it is: the setting, else the first characters, else the name. */
export function guessFormat(name: string, text: string, settings: InputSettings): Format {
  if (settings.format !== undefined) return settings.format === 'tsv' ? 'csv' : settings.format
  const extension = extensionOf(name)
  if (extension === 'ndjson' || extension === 'jsonl') return 'ndjson'
  if (objectStart.test(text)) return settings.path === undefined ? guessObject(extension, text) : 'json'
  if (extension === 'json' || listStart.test(text)) return 'json'
  return 'csv'
}

function extensionOf(name: string): string {
  return extensions.exec(name)?.[1]?.toLowerCase() ?? ''
}

/** A text that begins with an object is NDJSON when its first line is a whole object and another follows. */
function guessObject(extension: string, text: string): Format {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const first = parsed(lines[0] ?? '')
  if (first === undefined) return 'json'
  if (lines.length > 1) return 'ndjson'
  const holdsList = Object.values(first).some((value) => Array.isArray(value) && value[0] instanceof Object)
  return extension === 'json' || holdsList ? 'json' : 'ndjson'
}

function parsed(line: string): object | undefined {
  try {
    const value: unknown = JSON.parse(line)
    return value instanceof Object ? value : undefined
  } catch {
    return undefined
  }
}

/** The delimiter that Excel's first line `sep=;` declares. */
export function declaredDelimiter(line: string): string | undefined {
  return separatorLine.exec(line)?.[1]
}

/** Decides how cells are told apart: by the settings, else proved from the first lines, else by the name. */
export function guessDialect(
  name: string,
  lines: readonly string[],
  settings: InputSettings,
): Dialect & { readonly notes: readonly string[] } {
  const delimiter = settings.delimiter === undefined ? guessDelimiter(name, lines, settings) : named(settings.delimiter)
  if (settings.quote !== undefined) return { delimiter, quote: settings.quote, notes: [] }
  const bare = delimiter === '\t' && provesNoQuoting(lines)
  return {
    delimiter,
    quote: !bare,
    notes: bare ? ['Quotes are read as plain characters: the file does not use them to enclose cells.'] : [],
  }
}

/** A delimiter as the person gave it: a character, or the word for one that is hard to type. */
function named(wanted: string): string {
  const words = new Map([
    ['tab', '\t'],
    ['\\t', '\t'],
    ['comma', ','],
    ['semicolon', ';'],
    ['pipe', '|'],
  ])
  const delimiter = words.get(wanted.toLowerCase()) ?? wanted
  const single = [...delimiter].length === 1 && Buffer.byteLength(delimiter) === 1
  if (single && !/["\r\n]/.test(delimiter)) return delimiter
  throw new UserError(
    `The delimiter "${wanted}" is not one character.`,
    'Use , or ; or | or the word tab: --delimiter tab.',
  )
}

function guessDelimiter(name: string, lines: readonly string[], settings: InputSettings): string {
  if (settings.format === 'tsv') return '\t'
  const extension = extensionOf(name)
  const usual = extension === 'tsv' || extension === 'tab' ? '\t' : ','
  const candidates = [usual, ...[',', ';', '\t', '|'].filter((delimiter) => delimiter !== usual)]
  const widths = candidates.map((delimiter) => recordWidths(lines, delimiter))
  const chosen = bestOf(widths.map(likeFirst)) ?? bestOf(widths.map(evenness)) ?? 0
  return candidates[chosen]!
}

/** The index of the highest score above zero. */
function bestOf(scores: readonly number[]): number | undefined {
  const most = Math.max(...scores)
  return most > 0 ? scores.indexOf(most) : undefined
}

/** How many cells each record has when this is the delimiter; a record that the lines leave open is not counted. */
export function recordWidths(lines: readonly string[], delimiter: string): number[] {
  const widths: number[] = []
  const push = (cells: readonly string[]) => {
    if (cells.length > 1 || cells[0] !== '') widths.push(cells.length)
  }
  // csv-parse need not be loaded for lines in which every delimiter is one.
  if (lines.some((line) => line.includes('"')))
    openTransform({ delimiter, quote: true }).parse(Buffer.from(lines.join('\n')), true, push, () => {})
  else for (const line of lines) push(line.split(delimiter))
  return widths
}

/** How well records keep to the width of the first: their share, if it is half at least, times the width's logarithm. */
function likeFirst(widths: readonly number[]): number {
  const share = widths.filter((width) => width === widths[0]).length / widths.length
  return share < 0.5 ? 0 : share * Math.log(widths[0] ?? 1)
}

/** The same for the width that does best, for files with titles above the header or many line breaks in cells. */
function evenness(widths: readonly number[]): number {
  const shares = widths.map((width) => widths.filter((other) => other === width).length / widths.length)
  return Math.max(0, ...shares.map((share, index) => share * Math.log(widths[index]!)))
}

/** Every line has the header's width when quotes mean nothing, and some cell opens a quote that it does not close. */
function provesNoQuoting(lines: readonly string[]): boolean {
  const rows = lines.filter((line) => line !== '').map((line) => line.split('\t'))
  const even = rows.length > 1 && rows.every((cells) => cells.length === rows[0]!.length)
  return even && rows.flat().some((cell) => cell.startsWith('"') && splitQuoted(cell, '\t') === undefined)
}

/** The physical lines of a file's head; the last one is left out when more of it is to come. */
export function headLines(head: string, whole: boolean): string[] {
  const lines = physicalLines(head)
  const cut = !whole && !/[\r\n]$/.test(head) && lines.length > 1
  return cut ? lines.slice(0, -1) : lines
}
