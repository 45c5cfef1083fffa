/** How the cells of a delimited file are told apart. */
export interface Dialect {
  readonly delimiter: string
  /** Whether a quote at the start of a cell encloses it. */
  readonly quote: boolean
}

const lineBreak = /\r\n|\n|\r/

/** The physical lines of a text, without the one that an ending line break would add. */
export function physicalLines(text: string): string[] {
  const lines = text.split(lineBreak)
  if (lines.length > 1 && lines.at(-1) === '') lines.pop()
  return lines
}

/** The cells of one line with its quotes obeyed, or undefined when a quote is left open. */
export function splitQuoted(line: string, delimiter: string): string[] | undefined {
  const cells: string[] = []
  let at = 0
  while (true) {
    const end = line[at] === '"' ? closingQuote(line, at, delimiter) : undefined
    if (line[at] === '"' && end === undefined) return undefined
    const next = line.indexOf(delimiter, end ?? at)
    const stop = next < 0 ? line.length : next
    cells.push(end === undefined ? line.slice(at, stop) : line.slice(at + 1, end - 1).replaceAll('""', '"'))
    if (next < 0) return cells
    at = next + delimiter.length
  }
}

/** The index after the quote that closes a cell and is followed by a delimiter or the end. */
function closingQuote(line: string, start: number, delimiter: string): number | undefined {
  let at = start + 1
  while (true) {
    const quote = line.indexOf('"', at)
    if (quote < 0) return undefined
    if (line[quote + 1] === '"') at = quote + 2
    else if (quote + 1 === line.length || line.startsWith(delimiter, quote + 1)) return quote + 1
    else at = quote + 1
  }
}

/** The cells of one line as far as they can be told apart: by quotes if they close, else by delimiters alone. */
export function tellApart(line: string, dialect: Dialect): string[] {
  const quoted = dialect.quote ? splitQuoted(line, dialect.delimiter) : undefined
  return quoted ?? line.split(dialect.delimiter)
}
