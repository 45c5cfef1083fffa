import { clean } from '../domain/clean.js'
import type { Given, OpenQuestion } from '../domain/proposal.js'
import type { InitOptions } from './init-options.js'
import { shellWord } from './job.js'

/** What the next `init` of the same export has to be told. */
export interface Again {
  readonly paths: readonly string[]
  readonly options: InitOptions
  /** Where the config is written, as a flag or the environment names it; "" for the usual place. */
  readonly config: string
  /** What a person said by flags or by answering, and what rows proved. */
  readonly given: Given
  readonly open: readonly OpenQuestion[]
  /** Whether that command has to write over what this one wrote, or to write a config for sales that can't be matched. */
  readonly force: boolean
}

/** The command that repeats an `init` with all that was said and a placeholder for all that is open; it decides nothing by itself. */
export function againCommand({ paths, options, config, given, open, force }: Again): string {
  const { encoding, delimiter, format, print } = options
  const { columns, timezone, proved = {} } = given
  const dayOrder = proved.dayOrder === undefined ? given.dayOrder : undefined
  const decimal = proved.decimal === undefined ? given.decimal : undefined
  const said = [
    ['config', config === '' && options.config === '-' ? '-' : config],
    ['encoding', encoding],
    ['delimiter', delimiter],
    ['format', format],
    ['timezone', timezone],
    ['day-order', dayOrder && dayOrders[dayOrder]],
    ['decimal', decimal],
    ...[...columns].map((pair) => ['map', pair.join('=')] as const),
  ] as const
  const flags = said.map(([name, value]) => (value ? ` --${name} ${flagWord(value)}` : ''))
  const files = paths.map((path) => ` ${shellWord(clean(path, 200))}`)
  const rest = [
    print === true ? ' --print' : '',
    force ? ' --force' : '',
    ...open.map((open) => ` ${wordsOf(open).flag}`),
  ]
  return ['npx lettr-convert init', ...files, ...flags, ...rest].join('')
}

/** A line on what may stand in place of the placeholders of that command; none without placeholders to explain. */
export function placeholders(open: readonly OpenQuestion[]): readonly string[] {
  const words = [...new Set(open.flatMap((question) => wordsOf(question).choices))]
  return words.length === 0 ? [] : [`  ${words.join('; ')}`]
}

const dayOrders = { MDY: 'month-first', DMY: 'day-first' } as const

/** A lone hyphen stands for standard output, and is no path. */
const flagWord = (value: string): string => (value === '-' ? value : shellWord(clean(value, 200)))

function wordsOf({ kind, path, choices }: OpenQuestion): {
  readonly flag: string
  readonly choices: readonly string[]
} {
  if (kind === 'zone') return { flag: '--timezone ZONE', choices: ['ZONE: such as America/New_York'] }
  if (kind === 'day-order') return { flag: '--day-order ORDER', choices: ['ORDER: month-first or day-first'] }
  if (kind === 'decimal') return { flag: '--decimal SIGN', choices: ['SIGN: . or ,'] }
  const names = choices.slice(0, 5).map((name) => `"${clean(name, 60)}"`)
  return {
    flag: `--map ${path}=COLUMN`,
    choices: names.length === 0 ? [] : [`COLUMN of ${path}: such as ${names.join(', ')}`],
  }
}
