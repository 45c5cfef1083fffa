/** A fenced block of a page, and what the comment before it says that a test does with it. */
export interface Block {
  /** As in `run, ends with 3`; undefined when there is no comment. */
  readonly test: string | undefined
  readonly body: string
  /** The line of the page on which the fence opens, from 1. */
  readonly line: number
}

/** All fenced blocks of a Markdown page, in order. */
export function blocksOf(page: string): readonly Block[] {
  return [...page.matchAll(/(?:^<!-- test: (.+) -->\n)?^```\w*\n([\s\S]*?)^```$/gm)].map((match) => {
    const [, test, body = ''] = match
    const line = page.slice(0, match.index).split('\n').length + (test === undefined ? 0 : 1)
    return { test, body, line }
  })
}

/** The page with another body in one of its blocks. */
export function withBody(page: string, line: number, body: string): string {
  const lines = page.split('\n')
  const end = lines.indexOf('```', line)
  return [...lines.slice(0, line), ...body.trimEnd().split('\n'), ...lines.slice(end)].join('\n')
}

/** Whether shown text is what was printed: a line "…" stands for any lines, "…" within a line for any text in it. */
export function shows(shown: string, printed: string): boolean {
  const parts = shown
    .trimEnd()
    .split('\n')
    .map((line) => (line === '…' ? '(?:.*\n)*?' : `${line.split('…').map(literal).join('.*')}\n`))
  return new RegExp(`^${parts.join('')}$`).test(`${printed.trimEnd()}\n`)
}

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
