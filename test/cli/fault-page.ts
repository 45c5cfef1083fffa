import { type FaultRow, sequenceRows, statusRows, wireRows } from './fault-rows.js'

const sections: readonly (readonly [title: string, rows: readonly FaultRow[]])[] = [
  ['The connection breaks, or no answer of the API comes back', wireRows],
  ['Another status than 200, or refusals', statusRows],
  ['A lost answer, then something else', sequenceRows],
]

/** The fault table as Markdown, a section for each group of rows; the tests hold the tool to every cell of it. */
export function faultTables(): string {
  return sections.map(([title, rows]) => `### ${title}\n\n${table(rows)}`).join('\n')
}

function table(rows: readonly FaultRow[]): string {
  const head = [
    'fault in the second of three requests',
    'with order ids',
    'the same again',
    'without',
    'the same again',
  ]
  const lines = rows.map(({ fault, withIds, withoutIds }) =>
    [fault, withIds.first, withIds.again, withoutIds.first, withoutIds.again].map(cell),
  )
  return [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |\n`).join('')
}

/** `5: accepted 4, unsent 6; store 4` as `exit 5: accepted 4, unsent 6; stored 4`. */
function cell(text: string): string {
  return text
    .replace(/^(\d): /, 'exit $1: ')
    .replace('; store ', '; stored ')
    .replaceAll('|', '\\|')
}
