import { clean } from '../domain/clean.js'
import type { ReadRow, SourceFile } from '../domain/row.js'
import type { StoredSale } from '../domain/sale.js'
import { UserError } from '../exit.js'
import { shellWord } from './job.js'
import type { InputOptions } from './options.js'
import type { Run } from './run.js'

const longestValue = 60

/** How many sales to show, from the flag's text. */
export function readCount(text: string): number {
  const count = Number(text)
  if (Number.isInteger(count) && count >= 1 && count <= 1000) return count
  throw new UserError(`flag --rows is "${text}"; it must be a whole number from 1 to 1000.`, '')
}

/** The first sales of a run, each field with its column, what stands there, and what would be sent. */
export function previewOf(run: Run, count: number, showValues: boolean): string {
  const lines: string[] = []
  const { spool, prepared } = run
  for (let number = 0; number < Math.min(count, spool.count); number += 1) {
    const sale = spool.read(number)
    const file = prepared.files[sale.file - 1]
    if (file !== undefined) lines.push(...previewSale(run, number, sale, file, showValues), '')
  }
  return lines.length === 0 ? 'There are no sales in this file.' : lines.join('\n').trimEnd()
}

/** The command that goes on from here, with the flags by which this file was read. */
export function nextCommand(path: string, options: InputOptions): string {
  const flags = (['config', 'encoding', 'delimiter', 'format', 'timezone'] as const)
    .flatMap((name) => (typeof options[name] === 'string' ? [` --${name} ${shellWord(options[name])}`] : []))
    .join('')
  return `npx lettr-convert upload ${shellWord(clean(path, 200))}${options.config === false ? ' --no-config' : ''}${flags}`
}

function previewSale(
  run: Run,
  number: number,
  sale: StoredSale,
  file: SourceFile,
  showValues: boolean,
): readonly string[] {
  const value = (text: string): string =>
    showValues ? `"${clean(text, longestValue)}"` : `(${text.length} characters)`
  const row = `${file.format === 'csv' ? 'spreadsheet row' : 'record'} ${sale.record}`
  const rows = sale.rowCount === 1 ? row : `${row} and ${sale.rowCount - 1} more`
  const states = { rejected: 'rejected', skipped: `left out: ${sale.skipped}`, waiting: '', known: '' }
  const state = { ready: 'would be sent', again: 'would be sent', ...states }[run.spool.state(number)]
  const sent = sale.json === '' ? [] : fieldsOf(JSON.parse(sale.json))
  const table = sent.map(([field, text]) => {
    const column = run.prepared.mapping?.columnOf(field) ?? ''
    const original = column === '' ? '' : originalOf(sale.rows, file, column)
    return [
      column === '' ? '(constant)' : clean(column, 40),
      original === '' ? '' : value(original),
      field,
      value(text),
    ]
  })
  const widths = [0, 1, 2].map((at) => Math.max(0, ...table.map((row) => row[at]?.length ?? 0)))
  const problems = sale.problems.map((found) => {
    const words = showValues ? clean(found.message, 200) : found.code
    return `  ${found.severity === 'error' ? 'problem' : 'warning'}: ${words}. ${found.cure}`
  })
  return [
    `${rows}: ${state}`,
    ...table.map((row) => `  ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ')}`.trimEnd()),
    ...problems,
  ]
}

/** A conversion's fields as text, nested ones by their path. */
function fieldsOf(value: unknown, before = ''): readonly (readonly [string, string])[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) =>
    typeof inner === 'object' ? fieldsOf(inner, `${before}${key}.`) : [[`${before}${key}`, String(inner)] as const],
  )
}

/** What stands in the columns of a label such as "Paid at, else Created at", in the first row that has something. */
function originalOf(rows: readonly ReadRow[], file: SourceFile, column: string): string {
  const names = new Set(column.split(/, else | \+ /).map((name) => name.trim().toLowerCase()))
  const places = file.header.flatMap((name, at) => (names.has(name.trim().toLowerCase()) ? [at] : []))
  const parts = places.map(
    (at) => rows.map((row) => (row.kind === 'cells' ? (row.cells[at] ?? '') : '')).find((cell) => cell !== '') ?? '',
  )
  return parts.filter((part) => part !== '').join(' | ')
}
