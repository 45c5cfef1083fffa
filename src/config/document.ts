import {
  createScanner,
  findNodeAtLocation,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser'
import { UserError } from '../exit.js'
import { looksLikeKey, show } from './words.js'

export type KeyPath = readonly (string | number)[]

/** Something wrong with a config, and the line it stands on. */
export interface Fault {
  readonly line: number
  readonly text: string
}

/** A config file taken apart: its value, and where in the text each key stands. */
export interface ConfigDocument {
  readonly value: unknown
  /** Keys that are given twice, or that no key may be called. */
  readonly faults: readonly Fault[]
  /** The line of a key, from 1; of the nearest key above it when it is not there; undefined when none of them is. */
  readonly lineOf: (path: KeyPath) => number | undefined
  /** The text of a value as written, undefined when it is not there. */
  readonly literal: (path: KeyPath) => string | undefined
}

const deepest = 20

/** Takes JSON with comments and trailing commas apart; a UserError with file, line and column when it is not that. */
export function readDocument(text: string, file: string): ConfigDocument {
  const source = text.replace(/^\uFEFF/, '')
  if (source.trim() === '') throw new UserError(`${file} is empty.`, 'A config holds at least { "version": 1 }.')
  refuseDeepNesting(source, file)
  const errors: ParseError[] = []
  const root = parseTree(source, errors, { allowTrailingComma: true })
  if (errors[0] !== undefined) throw syntaxError(errors[0], source, file)
  if (root?.type !== 'object') throw new UserError(`${file}: a config must be an object in braces: { … }.`, '')
  const faults: Fault[] = []
  const lines = linesOf(source)
  const value = plainValue(root, lines, '', faults)
  return {
    value,
    faults,
    lineOf: (path) => lineOfPath(root, lines, path),
    literal: (path) => {
      const node = findNodeAtLocation(root, [...path])
      return node && source.slice(node.offset, node.offset + node.length)
    },
  }
}

/** `fields`, `orderId` is `fields.orderId`; `records.keep`, 0 is `records.keep[0]`. */
export function nameOf(path: KeyPath): string {
  return path.reduce<string>(within, '')
}

function within(name: string, part: string | number): string {
  if (typeof part === 'number') return `${name}[${part}]`
  if (!/^[$\w-]+$/.test(part) || looksLikeKey(part)) return name === '' ? show(part) : `${name}[${show(part)}]`
  return name === '' ? part : `${name}.${part}`
}

/** The parser calls itself for each level, so that a file of nothing but brackets would exhaust the stack. */
function refuseDeepNesting(source: string, file: string): void {
  const scanner = createScanner(source, true)
  for (let depth = 0; ; ) {
    scanner.scan()
    if (scanner.getTokenOffset() >= source.length) return
    const first = source[scanner.getTokenOffset()]
    if (first === '{' || first === '[') depth += 1
    if (first === '}' || first === ']') depth -= 1
    if (depth > deepest) {
      const { line } = linesOf(source).placeOf(scanner.getTokenOffset())
      throw new UserError(`${file}:${line}: nested more than ${deepest} levels deep.`, '')
    }
  }
}

function syntaxError(error: ParseError, source: string, file: string): UserError {
  const { line, column } = linesOf(source).placeOf(error.offset)
  const found = source.slice(error.offset, error.offset + error.length)
  const meaning = syntaxWords[printParseErrorCode(error.error)] ?? 'this is not JSON'
  const quoted = found.startsWith("'") ? '; text stands in double quotes ("), not in single ones' : ''
  const message = `${file}:${line}:${column}: at ${token(found)}: ${meaning}${quoted}.`
  return new UserError(message, 'The config is JSON; comments are allowed.')
}

function token(found: string): string {
  if (found.trim() === '') return 'the end of the file'
  const shown = show(found)
  return /^["']/.test(found) && shown.startsWith('"') ? found.slice(0, 60).replace(/\p{C}.*/su, '…') : shown
}

const syntaxWords: { readonly [code: string]: string } = {
  InvalidSymbol: 'text must stand in double quotes; without them only numbers, true, false and null are known',
  InvalidNumberFormat: 'this is not a number',
  PropertyNameExpected: 'a key in double quotes is expected here',
  ValueExpected: 'a value is expected here',
  ColonExpected: 'a colon is missing between a key and its value',
  CommaExpected: 'a comma is missing before this',
  CloseBraceExpected: 'a closing "}" is missing',
  CloseBracketExpected: 'a closing "]" is missing',
  EndOfFileExpected: 'nothing may follow the closing "}"',
  InvalidCommentToken: 'a comment begins with // or /*',
  UnexpectedEndOfComment: 'the comment is never closed with */',
  UnexpectedEndOfString: 'the closing double quote is missing on this line',
  UnexpectedEndOfNumber: 'this number is not finished',
  InvalidUnicode: 'after \\u four hexadecimal digits are expected',
  InvalidEscapeCharacter: 'a backslash in text is written twice (\\\\)',
  InvalidCharacter: 'tabs and other invisible characters in text are written as \\t and the like',
}

/** A node's value; jsonc-parser's own would let a `__proto__` key through and take the last of two keys without a word. */
function plainValue(node: Node, lines: Lines, name: string, faults: Fault[]): unknown {
  if (node.type === 'array') {
    return (node.children ?? []).map((child, index) => plainValue(child, lines, within(name, index), faults))
  }
  if (node.type !== 'object') return node.value
  const seen = new Map<string, number>()
  const entries: [string, unknown][] = []
  for (const property of node.children ?? []) {
    const [keyNode, child] = property.children ?? []
    if (keyNode === undefined || child === undefined) continue
    const key = String(keyNode.value)
    const path = within(name, key)
    const { line } = lines.placeOf(keyNode.offset)
    const earlier = seen.get(key)
    if (earlier !== undefined) faults.push({ line, text: `${path} is given twice, first on line ${earlier}; keep one` })
    else if (key === '__proto__') faults.push({ line, text: `${path} is not a known key` })
    else entries.push([key, plainValue(child, lines, path, faults)])
    seen.set(key, earlier ?? line)
  }
  return Object.fromEntries(entries)
}

function lineOfPath(root: Node, lines: Lines, path: KeyPath): number | undefined {
  for (let length = path.length; length > 0; length -= 1) {
    const node = findNodeAtLocation(root, path.slice(0, length))
    if (node === undefined) continue
    return lines.placeOf(node.parent?.type === 'property' ? node.parent.offset : node.offset).line
  }
  return undefined
}

interface Lines {
  /** Line and column of an offset, both from 1. */
  readonly placeOf: (offset: number) => { readonly line: number; readonly column: number }
}

function linesOf(source: string): Lines {
  const starts = [0, ...Array.from(source.matchAll(/\r\n|\r|\n/g), (end) => end.index + end[0].length)]
  return {
    placeOf: (offset) => {
      let low = 0
      let high = starts.length
      while (high - low > 1) {
        const middle = (low + high) >> 1
        if (starts[middle]! <= offset) low = middle
        else high = middle
      }
      return { line: low + 1, column: offset - starts[low]! + 1 }
    },
  }
}
