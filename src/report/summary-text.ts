import { clean } from '../domain/clean.js'
import { formatAmount } from '../domain/money.js'
import { daysWords, rangeWords } from './date-words.js'
import type { Paint } from './paint.js'
import type { CountSummary, DatesSummary, ReasonSummary, Summary } from './summary.js'

const placeWords = {
  ready: 'ready to send',
  accepted: 'accepted by LettrLabs',
  known: 'already at LettrLabs',
  skipped: 'left out',
  rejected: 'rejected here, fix and send again',
  refused: 'refused by LettrLabs',
  'in doubt': 'in doubt: may or may not have arrived',
  unsent: 'not sent',
} as const

const mostReasons = 8

/** The summary as a person reads it on a terminal: the books, the reasons, what can be matched, the files, what to type next. */
export function summaryText(summary: Summary, paint: Paint): string {
  const lines = [
    ...headline(summary, paint),
    ...books(summary, paint),
    ...reasonLines('Rejected', summary.rejected, summary, paint),
    ...reasonLines('Refused by LettrLabs', summary.refused, summary, paint),
    ...reasonLines('In doubt', summary.inDoubt, summary, paint),
    ...reasonLines('Left out', summary.skipped, summary, paint),
    ...reasonLines('Warnings', summary.warnings, summary, paint),
    ...explainLine(summary),
    ...changedLines(summary, paint),
    ...openLines(summary, paint),
    ...matchLines(summary),
    ...endLines(summary, paint),
  ]
  return `${lines.join('\n')}\n`
}

/** Whether there are several inputs, so that an example needs its file's name. */
interface Many {
  readonly inputs: readonly { readonly name: string; readonly format: string }[]
}

/** What was prepared, for a person who is about to be asked: the books so far, and what turned sales down. */
export function preparedText(
  summary: Pick<Summary, 'dates' | 'books' | 'rejected' | 'skipped'> & Many,
  paint: Paint,
): string {
  const lines = [
    ...books(summary, paint),
    ...reasonLines('Rejected', summary.rejected, summary, paint),
    ...reasonLines('Left out', summary.skipped, summary, paint),
  ]
  return `${lines.join('\n')}\n`
}

function headline(summary: Summary, paint: Paint): readonly string[] {
  if (summary.mode === 'dry run') return [paint.strong('DRY RUN: nothing left this computer.')]
  if (summary.mode === 'sandbox') {
    return [
      paint.strong('SANDBOX: sent to a stand-in on this computer; nothing left it, LettrLabs knows nothing of it.'),
    ]
  }
  return []
}

interface Line {
  readonly words: string
  readonly count: CountSummary
}

function books(summary: Pick<Summary, 'dates' | 'books'>, paint: Paint): readonly string[] {
  const { places, read } = summary.books
  const days = daysWords(summary.dates)
  const lines: Line[] = Object.entries(places).map(([place, count]) => ({
    words: `${placeWords[place as keyof typeof placeWords]}${place === 'ready' && days !== '' ? `  ${days}` : ''}`,
    count,
  }))
  const currencies = Object.keys(read.money)
  const shown = currencies.length === 0 ? [''] : currencies
  const all = [...lines, { words: 'read (adds up)', count: read }]
  const table = [
    ['', 'sales', 'rows', ...shown.map((currency) => (currency === '' ? 'amount' : clean(currency)))],
    ...all.map(({ words, count }) => [words, ...numbers(count, shown)]),
  ]
  const widths = table[0]?.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0))) ?? []
  const rows = table.map((row) =>
    `  ${row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart((widths[at] ?? 0) + 2))).join('')}`.trimEnd(),
  )
  const last = rows.length - 1
  return rows
    .map((row, at) => (at === last ? paint.strong(row) : row))
    .concat(withoutAmount(read), dated(summary.dates))
}

function dated(dates: DatesSummary): readonly string[] {
  const words = rangeWords(dates)
  return words === '' ? [] : [`  dates of the new sales: ${words}`]
}

function numbers(count: CountSummary, currencies: readonly string[]): readonly string[] {
  const money = currencies.map((currency) => formatAmount(count.money[currency] ?? '0'))
  return [whole(count.sales), whole(count.rows), ...money]
}

function withoutAmount(read: CountSummary): readonly string[] {
  if (read.withoutAmount === 0) return []
  return [
    `  (${many(read.withoutAmount, 'sale')} without a readable amount ${read.withoutAmount === 1 ? 'counts' : 'count'} as 0)`,
  ]
}

function reasonLines(title: string, reasons: readonly ReasonSummary[], summary: Many, paint: Paint): readonly string[] {
  if (reasons.length === 0) return []
  const lines = reasons.slice(0, mostReasons).flatMap((reason) => reasonLine(reason, summary))
  const more = reasons.length > mostReasons ? [`  and ${reasons.length - mostReasons} more kinds, in summary.json`] : []
  return ['', paint.strong(`${title}:`), ...lines, ...more]
}

function reasonLine(reason: ReasonSummary, summary: Many): readonly string[] {
  const { example, column, cure } = reason
  const code = reason.code === 'api' || reason.code === 'rule' ? '' : ` ${reason.code}:`
  const order = example.orderId === '' ? '' : ` (${clean(example.orderId, 40)})`
  const file = summary.inputs.length > 1 ? ` of ${clean(example.file, 60)}` : ''
  const where = column === '' ? '' : `, column "${clean(column, 60)}"`
  const words = clean(reason.message, 300).replace(/\.$/, '')
  const format = summary.inputs.find(({ name }) => name === example.file)?.format ?? 'csv'
  const first = `${format === 'csv' ? 'spreadsheet row' : 'record'} ${whole(example.row)}${file}${order}${where}`
  return [
    `  ${whole(reason.count)} ×${code} ${words}${worth(reason)}; first: ${first}`,
    ...(cure === '' ? [] : [`      ${clean(cure, 300)}`]),
  ]
}

/** What sales that were left out come to: " (7 rows, 272.00 USD)". */
function worth({ books }: ReasonSummary): string {
  if (books === undefined) return ''
  const money = Object.entries(books.money).map(([currency, sum]) => `${formatAmount(sum)} ${clean(currency)}`.trim())
  return ` (${[many(books.rows, 'row'), ...money].join(', ')})`
}

/** Where a code can be looked up, with one that this run met. */
function explainLine({ rejected, warnings }: Summary): readonly string[] {
  const met = [...rejected, ...warnings].find(({ code }) => code !== 'api' && code !== 'rule')
  return met === undefined ? [] : [`More on a code: npx lettr-convert explain ${met.code}`]
}

function changedLines({ changedSince }: Summary, paint: Paint): readonly string[] {
  const { changed, excluded } = changedSince
  const lines = [
    ...(changed.sales === 0
      ? []
      : [
          `  ${many(changed.sales, 'sale')} delivered earlier with other content; not sent again without --resend-changed`,
        ]),
    ...(excluded.sales === 0
      ? []
      : [
          `  ${many(excluded.sales, 'sale')} delivered earlier and now left out by a rule; LettrLabs still counts ${excluded.sales === 1 ? 'it' : 'them'}`,
        ]),
  ]
  return lines.length === 0 ? [] : ['', paint.strong('Changed since delivery (see changed.csv):'), ...lines]
}

const openWords = {
  unsent: 'not sent',
  'in doubt': 'in doubt',
  unfinished: 'the run was cut off before its end',
} as const

function openLines({ open }: Summary, paint: Paint): readonly string[] {
  if (open.length === 0) return []
  const lines = open.slice(0, mostReasons).map(({ what, sales, day, inputs, folder }) => {
    const count = what === 'unfinished' ? '' : `${many(sales, 'sale')} `
    return `  ${day}, ${inputs.map((input) => clean(input, 60)).join(', ')}: ${count}${openWords[what]} (${clean(folder, 120)})`
  })
  const more = open.length > mostReasons ? [`  and ${open.length - mostReasons} more, in summary.json`] : []
  const cure = '  Run those inputs again, or settle them: npx lettr-convert resolve'
  return ['', paint.strong('Still open from earlier runs, and not in this input:'), ...lines, ...more, cure]
}

const gradeWords = [
  ['strong', 'whole address and more'],
  ['good', 'whole address'],
  ['fair', 'e-mail or phone'],
  ['weak', 'coupon only'],
] as const

function matchLines(summary: Summary): readonly string[] {
  const { sales, email, phone, address, coupon, grades, withoutOrderId, advice } = summary.matchability
  if (sales === 0 && advice === '') return []
  const found = gradeWords.filter(([grade]) => grades[grade] > 0)
  return [
    '',
    ...(sales === 0
      ? []
      : [
          `Matchable by address ${whole(address)}, e-mail ${whole(email)}, phone ${whole(phone)}, coupon ${whole(coupon)} of ${many(sales, 'sale')}.`,
          `  Grades: ${found.map(([grade, words]) => `${grade} ${whole(grades[grade])} (${words})`).join(', ')}`,
        ]),
    ...(advice === '' ? [] : [`  Best improvement: ${clean(advice, 400)}`]),
    ...(withoutOrderId === 0
      ? []
      : [
          `  ${many(withoutOrderId, 'sale')} without order id: LettrLabs counts such a sale again each time it is sent.`,
        ]),
  ]
}

function endLines(summary: Summary, paint: Paint): readonly string[] {
  const { delivery, files, next, mode } = summary
  const accepted = summary.books.places.accepted?.sales ?? 0
  const matching = mode === 'upload' && accepted > 0
  return [
    '',
    ...(delivery.stopped === '' ? [] : [paint.bad(clean(delivery.stopped, 1000).replace(/^(?!Stopped)/, 'Stopped: '))]),
    ...(delivery.comeBackAt === ''
      ? []
      : [`Come back after ${delivery.comeBackAt.slice(0, 16).replace('T', ' ')} UTC.`]),
    ...delivery.events.filter((event) => event !== delivery.stopped).map((event) => clean(event, 300)),
    ...(matching ? ['Accepted by LettrLabs; matching happens there, later.'] : []),
    ...files.map((file) => `Wrote ${file}`),
    summary.exitCode === 0
      ? paint.good(summary.outcome)
      : paint.bad(`${summary.outcome} (exit code ${summary.exitCode})`),
    ...(next === '' ? [] : [`Next: ${next}`]),
  ]
}

const whole = (count: number): string => count.toLocaleString('en-US')
const many = (count: number, noun: string): string => `${whole(count)} ${noun}${count === 1 ? '' : 's'}`
