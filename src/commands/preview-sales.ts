import { clean } from '../domain/clean.js'
import { gradeOf } from '../domain/match.js'
import type { SourceFile } from '../domain/row.js'
import { isFresh, type StoredSale } from '../domain/sale.js'
import { UserError } from '../exit.js'
import { type Beside, beside, wrapped } from '../report/beside.js'
import { shellWord } from './job.js'
import type { InputOptions } from './options.js'
import { type Use, type UsedCell, usedCells } from './preview-cells.js'
import type { Run } from './run.js'

const longestValue = 120
const width = 80

/** How many sales to show, from the flag's text. */
export function readCount(text: string): number {
  const count = Number(text)
  if (Number.isInteger(count) && count >= 1 && count <= 1000) return count
  throw new UserError(`flag --rows is "${text}"; it must be a whole number from 1 to 1000.`, '')
}

/** The first sales of a run, cell by cell beside what would be sent; and the first rejected one, when it is not among them. */
export function previewOf(run: Run, count: number, showValues: boolean): string {
  const { spool } = run
  if (spool.count === 0) return 'There are no sales in this file.'
  const first = Array.from({ length: Math.min(count, spool.count) }, (_, number) => number)
  const lines = first.flatMap((number) => [...previewSale(run, number, showValues), ''])
  const rejected = firstRejected(run)
  if (rejected !== undefined && rejected >= count) {
    lines.push('The first sale that is rejected:', '', ...previewSale(run, rejected, showValues))
  }
  return lines.join('\n').trimEnd()
}

function firstRejected({ spool }: Run): number | undefined {
  for (let number = 0; number < spool.count; number += 1) if (spool.state(number) === 'rejected') return number
  return undefined
}

/** The command that goes on from here, with the flags by which this file was read. */
export function nextCommand(path: string, options: InputOptions): string {
  const flags = (['config', 'encoding', 'delimiter', 'format', 'timezone'] as const)
    .flatMap((name) => (typeof options[name] === 'string' ? [` --${name} ${shellWord(options[name])}`] : []))
    .join('')
  return `npx lettr-convert upload ${shellWord(clean(path, 200))}${options.config === false ? ' --no-config' : ''}${flags}`
}

/** How many sales there are of each kind, in a few words. */
export function countWords({ tally }: Run): string {
  const counts = [
    ['ready', tally.fresh],
    ['rejected', tally.place('rejected').sales],
    ['left out', tally.place('skipped').sales],
  ] as const
  return counts
    .filter(([word, count]) => count > 0 || word === 'ready')
    .map(([word, count]) => `${count.toLocaleString('en-US')} ${word}`)
    .join(', ')
}

function previewSale(run: Run, number: number, showValues: boolean): readonly string[] {
  const sale = run.spool.read(number)
  const file = run.prepared.files[sale.file - 1]
  if (file === undefined) return []
  const value = (text: string): string => (showValues ? clean(text, longestValue) : `(${text.length} characters)`)
  const sent = new Map(fieldsOf(JSON.parse(sale.json === '' ? '{}' : sale.json)))
  const cells = usedCells(run, sale, file)
  const left = cells.flatMap((cell): readonly Beside[] => [
    ...(isFirstOfRow(cell, cells) && sale.rowCount > 1 ? [heading(sale, cell.row, file)] : []),
    {
      name: clean(cell.column, 60),
      value: value(cell.text),
      right: cell.uses.map((use) => useWords(use, cell.text, sent, value)),
    },
  ])
  const from = new Set(cells.flatMap(({ uses }) => uses.filter(({ as }) => as === 'value').map(({ path }) => path)))
  const others = [...sent].filter(([path]) => !from.has(path))
  return [
    `${placeWords(sale, file)}: ${stateWords(run, number, sale)}`,
    ...beside([
      { name: 'in the file', value: '', right: ['becomes (= unchanged)'] },
      ...left,
      ...others.map(([path, text]) => ({ name: '(by the config)', value: '', right: [`${path}: ${value(text)}`] })),
    ]),
    ...sale.problems.flatMap(({ severity, code, message, cure }) => {
      const words = showValues ? `${code}: ${clean(message, 200)}` : code
      const told = `${severity === 'error' ? 'PROBLEM' : 'warning'} ${words.replace(/\.$/, '')}. ${clean(cure, 200)}`
      return wrapped(told, width - 2, '  ').map((line) => `  ${line}`)
    }),
  ]
}

function placeWords(sale: StoredSale, file: SourceFile): string {
  const word = file.format === 'csv' ? 'spreadsheet row' : 'record'
  const [first = 0, ...more] = sale.rows.map(({ record }) => record)
  if (more.length === 0) return `${word} ${first}`
  if (more.length > 3) return `${word} ${first} and ${more.length} more`
  return `${word}s ${[first, ...more.slice(0, -1)].join(', ')} and ${more.at(-1)}`
}

function stateWords({ spool }: Run, number: number, sale: StoredSale): string {
  const state = spool.state(number)
  if (isFresh(state)) return `would be sent; match: ${gradeOf(sale.identifiers)}`
  return state === 'skipped' ? `left out: ${clean(sale.skipped, 200)}` : state
}

function isFirstOfRow(cell: UsedCell, cells: readonly UsedCell[]): boolean {
  return cells.find(({ row }) => row === cell.row) === cell
}

function heading(sale: StoredSale, at: number, file: SourceFile): Beside {
  const record = sale.rows[at]?.record ?? 0
  return { name: `${file.format === 'csv' ? 'row' : 'record'} ${record}:`, value: '', right: [] }
}

const asWords = { minus: 'taken off', currency: 'currency, not sent', zone: 'zone' } as const

/** "= primaryEmail", "revenue: 147", "revenue (taken off)". */
function useWords(
  { path, as, idle }: Use,
  original: string,
  sent: ReadonlyMap<string, string>,
  value: (text: string) => string,
): string {
  if (idle) return `(spare for ${path})`
  if (as !== 'value') return `${path} (${asWords[as]})`
  const text = sent.get(path)
  if (text === undefined) return `${path}: not sent`
  return text === original ? `= ${path}` : `${path}: ${value(text)}`
}

/** A conversion's fields as text, nested ones by their path. */
function fieldsOf(value: unknown, before = ''): readonly (readonly [string, string])[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) =>
    typeof inner === 'object' ? fieldsOf(inner, `${before}${key}.`) : [[`${before}${key}`, String(inner)] as const],
  )
}
