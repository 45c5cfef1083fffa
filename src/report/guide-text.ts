import type { Explained } from '../domain/guide.js'
import type { Example } from '../domain/guide-entry.js'
import type { Paint } from './paint.js'

const width = 100

const severities = {
  error: 'an error: the sale is not sent',
  warning: 'a warning: the sale is sent all the same',
  either: 'a warning, or an error where the sale can’t go without the value or the config says so',
  outcome: 'no fault of the input: what became of the sale',
} as const

/** One code, for a person who has met it: what it means, why it matters, how to mend it, and an example before and after. */
export function codeText({ code, kind, severity, means, why, cure, example }: Explained, paint: Paint): string {
  return [
    `${paint.strong(code)}: ${kind}; ${severities[severity]}`,
    '',
    ...paragraph('Means: ', sentence(means)),
    ...paragraph('Why:   ', plain(why)),
    ...paragraph('Cure:  ', plain(cure)),
    '',
    ...exampleLines(example),
    '',
    'All codes: npx lettr-convert explain',
  ].join('\n')
}

/** All codes by kind, each with what it means. */
export function codesText(all: readonly Explained[], paint: Paint): string {
  const longest = Math.max(...all.map(({ code }) => code.length))
  const kinds = [...new Set(all.map(({ kind }) => kind))]
  const blocks = kinds.flatMap((kind) => [
    paint.strong(kind),
    ...all
      .filter((one) => one.kind === kind)
      .flatMap(({ code, means }) => paragraph(`  ${code.padEnd(longest)}  `, plain(means))),
    '',
  ])
  return [...blocks, 'More on one of them: npx lettr-convert explain CODE'].join('\n')
}

function exampleLines(example: Example): readonly string[] {
  if (example.kind === 'words')
    return [...paragraph('Before:  ', plain(example.before)), ...paragraph('After:   ', plain(example.after))]
  const { header, before, after, config } = example
  const table = (lines: readonly string[]) => [...(header === undefined ? [] : [header]), ...lines].map(indent)
  return [
    'Before:',
    ...table(before),
    ...(config === undefined
      ? []
      : ['with the config:', ...JSON.stringify(config, undefined, 2).split('\n').map(indent)]),
    ...(typeof after === 'string' ? paragraph('After:   ', plain(after)) : ['After:', ...table(after)]),
  ]
}

const indent = (line: string): string => `  ${line}`
const plain = (text: string): string => text.replaceAll('`', '')
const sentence = (text: string): string => `${text}.`

/** Text in lines of at most `width`, each after the first under the first's words. */
function paragraph(title: string, text: string): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && title.length + line.length + 1 + word.length > width) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  lines.push(line)
  return lines.map((words, at) => (at === 0 ? `${title}${words}` : `${' '.repeat(title.length)}${words}`))
}
