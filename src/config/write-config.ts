import type { OffLine } from '../domain/proposal.js'

/** A config as plain values, and the comments in it. */
export interface CommentedConfig {
  readonly value: { readonly [key: string]: unknown }
  /** Comments, by the path of the key that they stand above: `fields.orderId`, `records.keep[0]`. */
  readonly above: ReadonlyMap<string, readonly string[]>
  readonly off: readonly OffLine[]
  /** Comments before and behind everything. */
  readonly head: readonly string[]
  readonly foot: readonly string[]
}

/** The text of a config file, with comments and with a comma behind every line, so that any of them can be switched on. */
export function configText({ value, above, off, head, foot }: CommentedConfig): string {
  const write = new Writer(above, off)
  const lines = [...comments(head, 0), ...write.object(value, ''), ...comments(foot, 0)]
  return `${lines.join('\n')}\n`
}

const width = 110
const step = '  '

class Writer {
  constructor(
    private readonly above: CommentedConfig['above'],
    private readonly off: readonly OffLine[],
  ) {}

  /** The lines of an object, the first without indentation as it stands behind its key. */
  object(value: object, path: string): string[] {
    const sections = path === ''
    const entries = Object.entries(value).filter(([, inner]) => inner !== undefined)
    const body = entries.flatMap(([key, inner], index) => {
      const blank = sections && index > 0 && (this.#isOpen(inner, key) || this.above.has(key)) ? [''] : []
      return [...blank, ...this.#entry(key, inner, path)]
    })
    const rest = this.off.filter(({ under, after }) => under === path && (after === undefined || !(after in value)))
    const shown = rest.flatMap((line) => [...(sections ? [''] : []), ...offLines(line)])
    return ['{', ...indented([...body, ...shown]), '}']
  }

  #entry(key: string, value: unknown, parent: string): string[] {
    const path = parent === '' ? key : `${parent}.${key}`
    const [first = '', ...others] = this.#value(value, path)
    const written = [`${quoted(key)}: ${first}`, ...others]
    const alternatives = this.off.filter(({ under, after }) => under === parent && after === key)
    return [
      ...comments(this.above.get(path) ?? [], path.split('.').length),
      ...withComma(written),
      ...alternatives.flatMap(offLines),
    ]
  }

  #value(value: unknown, path: string): string[] {
    if (!this.#isOpen(value, path)) return [inline(value)]
    if (!Array.isArray(value)) return this.object(value as object, path)
    const items = value.flatMap((item, index) => {
      const at = `${path}[${index}]`
      return [...comments(this.above.get(at) ?? [], 3), ...withComma(this.#value(item, at))]
    })
    const rest = this.off.filter(({ under }) => under === path)
    return ['[', ...indented([...items, ...rest.flatMap(offLines)]), ']']
  }

  /** Whether a value takes several lines: a section, something with comments inside, or what does not fit on one. */
  #isOpen(value: unknown, path: string): boolean {
    if (typeof value !== 'object' || value === null) return false
    const within = (other: string) => other.startsWith(`${path}.`) || other.startsWith(`${path}[`)
    const commented =
      [...this.above.keys()].some(within) || this.off.some(({ under }) => under === path || within(under))
    return commented || !path.includes('.') || inline(value).length > width - 30
  }
}

/** A line that is only shown; of a rule in a list the key is empty. */
function offLines({ key, value, why }: OffLine): string[] {
  const before = key === '' ? '' : `${quoted(key)}: `
  return [...comments(why, 2), ...withComma(openLines(before, value)).map((line) => `// ${line}`)]
}

/** A value on one line where it fits, else entry by entry. */
function openLines(before: string, value: unknown): string[] {
  const whole = `${before}${inline(value)}`
  if (whole.length <= width || typeof value !== 'object' || value === null) return [whole]
  const list = Array.isArray(value)
  const inner = Object.entries(value).flatMap(([key, item]) =>
    withComma(openLines(list ? '' : `${quoted(key)}: `, item)),
  )
  return [`${before}${list ? '[' : '{'}`, ...indented(inner), list ? ']' : '}']
}

/** A line break in a comment would let what follows count. */
function comments(texts: readonly string[], depth: number): string[] {
  return texts.flatMap((text) =>
    wrapped(text.replaceAll(/[\r\n]+/g, ' '), width - 2 * depth).map((line) => `// ${line}`.trimEnd()),
  )
}

/** Commands stay whole, to be copied. */
function wrapped(text: string, most: number): string[] {
  if (text.startsWith('  npx ')) return [text]
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > most) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line]
}

const indented = (lines: readonly string[]): string[] => lines.map((line) => (line === '' ? '' : `${step}${line}`))

const withComma = (lines: readonly string[]): string[] => [...lines.slice(0, -1), `${lines.at(-1) ?? ''},`]

function inline(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? '[]' : `[${value.map(inline).join(', ')}]`
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, inner]) => inner !== undefined)
    if (entries.length === 0) return '{}'
    return `{ ${entries.map(([key, inner]) => `${quoted(key)}: ${inline(inner)}`).join(', ')} }`
  }
  return quoted(value)
}

/** What an editor would not show, or would break the line at, is written as \u…. */
function quoted(value: unknown): string {
  return JSON.stringify(value).replace(/[\p{Cc}\p{Cf}\p{DI}\u2028\u2029]/gu, (character) =>
    Array.from(
      { length: character.length },
      (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`,
    ).join(''),
  )
}
