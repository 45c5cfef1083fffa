import { type Explained, explained } from '../../src/domain/guide.js'
import type { Example } from '../../src/domain/guide-entry.js'

const severities = { error: 'error', warning: 'warning', either: 'warning or error', outcome: '' } as const

/** The part of docs/problems.md that is made from the codes: the tables by kind, then a section for each code. */
export function problemPage(): string {
  const kinds = [...new Set(explained.map(({ kind }) => kind))]
  const tables = kinds.map((kind) => {
    const rows = explained
      .filter((one) => one.kind === kind)
      .map(({ code, means, severity }) => `| [\`${code}\`](#${code}) | ${means} | ${severities[severity]} |`)
    return [`**${kind}**`, '', '| code | means | |', '|---|---|---|', ...rows, ''].join('\n')
  })
  return `\n${[...tables, ...explained.map(section)].join('\n')}`
}

function section({ code, means, why, cure, example }: Explained): string {
  return [`## ${code}`, `**Means:** ${means}.`, why, `**Cure:** ${cure}`, ...exampleOf(example), '']
    .join('\n\n')
    .trimEnd()
    .concat('\n')
}

function exampleOf(example: Example): readonly string[] {
  if (example.kind === 'words') return [`**Before:** ${example.before}`, `**After:** ${example.after}`]
  const { kind, header, before, after, config } = example
  const block = (lines: readonly string[]) =>
    [`\`\`\`${kind}`, ...(header === undefined ? [] : [header]), ...lines, '```'].join('\n')
  return [
    '**Before:**',
    block(before),
    ...(config === undefined
      ? []
      : ['with the config', ['```json', JSON.stringify(config, undefined, 2), '```'].join('\n')]),
    ...(typeof after === 'string' ? [`**After:** ${after}`] : ['**After:**', block(after)]),
  ]
}
