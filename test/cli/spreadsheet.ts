import { parse } from 'csv-parse/sync'

/** How a spreadsheet saves a file. */
export interface Saving {
  readonly delimiter: string
  readonly bom: boolean
  readonly ending: string
  readonly quoteAll?: boolean
  /** Empty cells after each row, and as many empty rows after the last. */
  readonly trailing?: number
}

/** What a person does with a CSV file in a spreadsheet: changes cells, saves it in the spreadsheet's own way. */
export function fixCells(
  text: string,
  saving: Saving,
  fix: (column: string, cell: string, row: Readonly<Record<string, string>>) => string,
): string {
  const [header = [], ...rows]: string[][] = parse(text, { bom: true, relax_column_count: true })
  const fixed = rows.map((cells) => {
    const row = Object.fromEntries(header.map((name, at) => [name, cells[at] ?? '']))
    return cells.map((cell, at) => fix(header[at] ?? '', cell, row))
  })
  const extra = Array.from({ length: saving.trailing ?? 0 }, () => '')
  const empty = extra.map(() => header.map(() => ''))
  const lines = [header, ...fixed, ...empty].map((cells) =>
    [...cells, ...extra].map((cell) => quote(cell, saving)).join(saving.delimiter),
  )
  return `${saving.bom ? '\uFEFF' : ''}${lines.join(saving.ending)}${saving.ending}`
}

function quote(cell: string, { delimiter, quoteAll }: Saving): string {
  const needed = quoteAll === true || cell.includes(delimiter) || /["\r\n]/.test(cell)
  return needed ? `"${cell.replaceAll('"', '""')}"` : cell
}
