import { parse } from 'csv-parse/sync'

/** How a country's Excel writes what it takes for a date. */
export type Country = 'US' | 'UK' | 'DE' | 'SE'

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')
const two = (value: number): string => String(value).padStart(2, '0')

/** The short date of a country, and the time behind it where there is one. */
function writeDate(country: Country, year: number, month: number, day: number, time: string): string {
  const date = {
    US: `${month}/${day}/${year}`,
    UK: `${two(day)}/${two(month)}/${year}`,
    DE: `${two(day)}.${two(month)}.${year}`,
    SE: `${year}-${two(month)}-${two(day)}`,
  }[country]
  return time === ''
    ? date
    : `${date} ${time
        .trim()
        .replace(/^0(?=\d)/, '')
        .slice(0, 5)
        .replace(/:$/, '')}`
}

const fits = (month: number, day: number): boolean => month >= 1 && month <= 12 && day >= 1 && day <= 31

/** What Excel shows, and so saves, of a cell that it found in a CSV file or that a person typed. */
function excelCell(country: Country, cell: string): string {
  const text = cell.trim()
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})( \d\d:\d\d(?::\d\d)?)?$/.exec(text)
  if (iso !== null && fits(Number(iso[2]), Number(iso[3]))) {
    return writeDate(country, Number(iso[1]), Number(iso[2]), Number(iso[3]), iso[4] ?? '')
  }
  const numeric = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})( \d\d?:\d\d(?::\d\d)?)?$/.exec(text)
  if (numeric !== null && (country === 'DE') === text.includes('.')) {
    const [first, second] = [Number(numeric[1]), Number(numeric[2])]
    const [month, day] = country === 'US' ? [first, second] : [second, first]
    if (fits(month, day)) return writeDate(country, Number(numeric[3]), month, day, numeric[4] ?? '')
  }
  const short = /^(\d{1,2})[-/](\d{1,2})$/.exec(text)
  if (short !== null) {
    const [month, day] = country === 'US' ? [Number(short[1]), Number(short[2])] : [Number(short[2]), Number(short[1])]
    if (fits(month, day)) return `${day}-${months[month - 1]}`
  }
  const named = /^([a-z]{3})[a-z]*(\d{1,2})$/i.exec(text)
  const month = months.findIndex((name) => name.toLowerCase() === named?.[1]?.toLowerCase())
  if (named !== null && month >= 0) return `${Number(named[2])}-${months[month]}`
  if (/^(?:true|false)$/i.test(text)) return text.toUpperCase()
  return excelNumber(country, text) ?? cell
}

function excelNumber(country: Country, text: string): string | undefined {
  const point = country === 'DE' || country === 'SE' ? ',' : '.'
  const group = country === 'DE' ? '.' : ','
  const bare = text.replaceAll(country === 'SE' ? ' ' : group, '').replace(point, '.')
  if (!/^-?\d+(?:\.\d+)?(?:e\+?\d+)?$/i.test(bare) || /^\d{1,2}\.\d{1,2}\./.test(text)) return undefined
  const value = Number(bare)
  const grouped = text.includes(group) && /^\d{1,3}(?:[.,]\d{3})+$/.test(text)
  if (Math.abs(value) >= 1e11)
    return value
      .toExponential(5)
      .replace(/\.?0+e\+/, 'E+')
      .replace('e+', 'E+')
      .replace('.', point)
  return grouped ? text : String(value).replace('.', point)
}

/** A CSV file after Excel has opened it, a person has changed cells, and Excel has saved it; cells are as they are shown. */
export function throughExcel(
  text: string,
  country: Country,
  fix: (column: string, cell: string, row: Readonly<Record<string, string>>) => string | undefined,
): string[][] {
  const [header = [], ...rows]: string[][] = parse(text, { bom: true, relax_column_count: true })
  return [
    header,
    ...rows.map((cells) => {
      const row = Object.fromEntries(header.map((name, at) => [name, cells[at] ?? '']))
      return cells.map((cell, at) => {
        const typed = fix(header[at] ?? '', cell, row) ?? cell
        // An apostrophe in a file is part of the text; one that is typed says that what follows is text, and is gone.
        if (typed.startsWith("'")) return typed === cell ? cell : typed.slice(1)
        return excelCell(country, typed)
      })
    }),
  ]
}

/** The ways in which spreadsheets save cells as text. */
export const savings: { readonly [name: string]: (rows: readonly (readonly string[])[]) => Buffer } = {
  'CSV UTF-8': (rows) => Buffer.from(`\uFEFF${delimited(rows, ',')}`),
  'CSV without a byte order mark and Unix line ends': (rows) => Buffer.from(delimited(rows, ',', '\n')),
  'CSV of a country with decimal commas': (rows) => windows(delimited(rows, ';')),
  'CSV in windows-1252': (rows) => windows(delimited(rows, ',')),
  'CSV (Macintosh)': (rows) => macintosh(delimited(rows, ',', '\r')),
  'Unicode text': (rows) => Buffer.from(`\uFEFF${delimited(rows, '\t')}`, 'utf16le'),
  'CSV with a line sep=;': (rows) => windows(`sep=;\r\n${delimited(rows, ';')}`),
  'CSV with every cell quoted': (rows) => Buffer.from(delimited(rows, ',', '\r\n', true)),
  'CSV with blank columns and rows': (rows) => {
    const blank = ['', '', '']
    const [header = [], ...others] = rows
    const empty = [...header.map(() => ''), ...blank]
    const wide = [[...header, ...blank], ...others.flatMap((cells) => [[...cells, ...blank], empty]), empty, empty]
    return Buffer.from(`\uFEFF${delimited(wide, ',')}\r\n\r\n`)
  },
}

function delimited(rows: readonly (readonly string[])[], delimiter: string, end = '\r\n', all = false): string {
  const cell = (text: string): string =>
    all || text.includes(delimiter) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  return rows.map((cells) => cells.map(cell).join(delimiter) + end).join('')
}

const windows = (text: string): Buffer => Buffer.from(text.replaceAll('€', '\x80').replaceAll('’', '\x92'), 'latin1')
const macintosh = (text: string): Buffer =>
  Buffer.from(text.replaceAll('é', '\x8e').replaceAll('€', '\xdb').replaceAll('’', '\xd5'), 'latin1')
