import { applyEdits, type FormattingOptions, modify } from 'jsonc-parser'

/** The account that a config is to be bound to; an id of digits is written as a number. */
export interface Pin {
  readonly id: string | undefined
  readonly company: string
}

/** The text of a config with `upload.account` set, its comments and its layout kept. */
export function withPin(text: string, pin: Pin, pinned: boolean): string {
  return text.startsWith('\uFEFF') ? `\uFEFF${pinIn(text.slice(1), pin, pinned)}` : pinIn(text, pin, pinned)
}

function pinIn(text: string, { id, company }: Pin, pinned: boolean): string {
  const formattingOptions = layoutOf(text)
  const set = (source: string, path: readonly string[], value: unknown): string =>
    applyEdits(source, modify(source, [...path], value, { formattingOptions }))
  const values = { ...(id === undefined ? {} : { id: idValue(id) }), ...(company === '' ? {} : { company }) }
  if (!pinned) return set(text, ['upload', 'account'], values)
  // Key by key, so that comments between them stay; what the new account does not have goes.
  const written: { readonly [key: string]: unknown } = { id: undefined, company: undefined, ...values }
  return Object.entries(written).reduce((source, [key, value]) => set(source, ['upload', 'account', key], value), text)
}

function idValue(id: string): string | number {
  return /^[1-9]\d{0,14}$/.test(id) ? Number(id) : id
}

/** How the text is written already: its line ends, and the blanks before its first key on a line of its own. */
function layoutOf(text: string): FormattingOptions {
  const [, indent = '  '] = /\n([ \t]+)(?="|\/\/|\/\*)/.exec(text) ?? []
  const eol = text.includes('\r\n') ? '\r\n' : '\n'
  return { insertSpaces: !indent.startsWith('\t'), tabSize: indent.length, eol }
}
