import { parseExactly } from './exact-json.js'
import type { JsonObject, ReadRow, Row, Written } from './row.js'

/** The rows of a sale in one text, so that `rowsOf` gives them back as they were. */
export function rowsText(rows: readonly ReadRow[]): string {
  const [row] = rows
  if (rows.length === 1 && row !== undefined) {
    const head = rowHead(row)
    const text = rowText(row)
    return `${head.length},${text.length},;${head}${text}`
  }
  let lengths = ''
  let texts = ''
  for (const row of rows) {
    const head = rowHead(row)
    const text = rowText(row)
    lengths += `${head.length},${text.length},`
    texts += head + text
  }
  return `${lengths};${texts}`
}

// Cells hold no NUL: the reader refuses files with NUL bytes.
const between = '\0'

function rowHead(row: ReadRow): string {
  return `${row.kind === 'unreadable' ? `${row.code} ${row.message.length}` : kindText(row)} ${row.record} ${row.line}`
}

function kindText(row: Row): string {
  const written = writtenOf(row)
  if (written !== undefined) return `written ${written.delimiter.charCodeAt(0)}`
  return row.kind === 'cells' && row.bare !== undefined ? `cells ${row.bare.join(',')}` : row.kind
}

/** The row's own text, which spares joining the cells anew. */
function writtenOf(row: ReadRow): Written | undefined {
  return row.kind === 'cells' && row.written?.delimiter.length === 1 ? row.written : undefined
}

function rowText(row: ReadRow): string {
  if (row.kind === 'cells') return writtenOf(row)?.text ?? row.cells.join(between)
  return row.kind === 'json' ? row.text : row.message + JSON.stringify(row.lines)
}

/** What `rowsText` wrote. */
export function rowsOf(text: string): readonly ReadRow[] {
  const end = text.indexOf(';')
  const lengths = text
    .slice(0, end - 1)
    .split(',')
    .map(Number)
  const rows: ReadRow[] = []
  let at = end + 1
  for (let index = 0; index + 1 < lengths.length; index += 2) {
    const headEnd = at + (lengths[index] ?? 0)
    const textEnd = headEnd + (lengths[index + 1] ?? 0)
    rows.push(readRow(text.slice(at, headEnd).split(' '), text.slice(headEnd, textEnd)))
    at = textEnd
  }
  return rows
}

function readRow(head: readonly string[], text: string): ReadRow {
  const record = Number(head.at(-2))
  const line = Number(head.at(-1))
  if (head[0] === 'cells') {
    const cells = { kind: 'cells', record, line, cells: text.split(between) } as const
    return head.length === 3 ? cells : { ...cells, bare: head[1]?.split(',').map(Number) ?? [] }
  }
  if (head[0] === 'written') {
    return { kind: 'cells', record, line, cells: text.split(String.fromCharCode(Number(head[1]))) }
  }
  if (head[0] === 'json') return { kind: 'json', record, line, value: parseExactly(text) as JsonObject, text }
  const words = Number(head[1])
  return {
    kind: 'unreadable',
    record,
    line,
    code: head[0] as (ReadRow & { kind: 'unreadable' })['code'],
    message: text.slice(0, words),
    lines: JSON.parse(text.slice(words)) as readonly (readonly string[])[],
  }
}
