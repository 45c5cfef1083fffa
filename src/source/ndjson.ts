import type { ReadRow } from '../domain/row.js'
import { UserError } from '../exit.js'
import { jsonRow } from './json-row.js'
import { hopelessBytes, stretchRows } from './limits.js'

const blank = /^\s*$/

/**
 * Reads one JSON record a line, in stretches; blank lines are left out and counted as lines. Lines end at `\n` alone:
 * U+2028 inside a text is part of it. Throws a UserError at a line of more than 8 MiB.
 */
export async function* readLines(
  name: string,
  bytes: AsyncIterable<Buffer>,
): AsyncGenerator<readonly ReadRow[], undefined> {
  let line = 0
  let rows: ReadRow[] = []
  const take = (text: Buffer) => {
    line += 1
    const bare = text[text.length - 1] === 13 ? text.subarray(0, -1) : text
    const written = bare.toString('utf8').replace(/^\ufeff/, '')
    if (!blank.test(written)) rows.push(jsonRow(written, bare.length, line, line))
  }
  for await (const [lines, waiting] of cutLines(bytes)) {
    for (const text of lines) {
      take(text)
      if (rows.length < stretchRows) continue
      yield rows
      rows = []
    }
    if (waiting > hopelessBytes) throw endless(name, line + 1)
  }
  if (rows.length > 0) yield rows
  return undefined
}

/** The whole lines of each piece, without their `\n`, and how many bytes wait for theirs. */
async function* cutLines(bytes: AsyncIterable<Buffer>): AsyncGenerator<[lines: readonly Buffer[], waiting: number]> {
  let held: Buffer[] = []
  let waiting = 0
  for await (const piece of bytes) {
    const lines: Buffer[] = []
    let from = 0
    for (let end = piece.indexOf(10); end >= 0; end = piece.indexOf(10, from)) {
      const tail = piece.subarray(from, end)
      lines.push(held.length === 0 ? tail : Buffer.concat([...held, tail]))
      held = []
      waiting = 0
      from = end + 1
    }
    if (from < piece.length) held.push(piece.subarray(from))
    waiting += piece.length - from
    yield [lines, waiting]
  }
  if (held.length > 0) yield [[Buffer.concat(held)], 0]
}

function endless(name: string, line: number): UserError {
  return new UserError(
    `${name}:${line}: the line is longer than 8 MiB; nothing was sent.`,
    'NDJSON has one record a line. If the file is one JSON document, say --format json.',
  )
}
