import { resolve } from 'node:path'
import type { Readable } from 'node:stream'
import type { Reading, SourceFile } from '../domain/row.js'
import type { InputSettings } from '../domain/settings.js'
import { UserError } from '../exit.js'
import { decode } from './decode.js'
import { readDelimited } from './delimited.js'
import { judgeEncoding } from './encoding.js'
import { guessFormat } from './guess.js'
import { gunzip, isGzip } from './gunzip.js'
import { readHead } from './head.js'
import { seemsOurs } from './header.js'
import { headBytes } from './limits.js'
import { readFileBytes, readStandardInput } from './open.js'
import type { TextSource } from './text.js'

/** What is to be read, and with what in hand. */
export interface Opening {
  /** In this order; `-` is standard input, at most once. */
  readonly paths: readonly string[]
  /** The folder that relative paths start from. */
  readonly cwd: string
  readonly stdin: Readable
  readonly settings: InputSettings
  /** Tells a readable amount, so that a row swallowed by an unclosed quote is noticed; without it, any digit makes one. */
  readonly isMoney?: (text: string) => boolean
  /** The column that the revenue comes from, in a file with this header. */
  readonly revenueColumn?: (header: readonly string[]) => string | undefined
}

/**
 * Reads the input files one after the other, each as `opened`, stretches of `rows`, and `closed`. Records that can't be
 * read are rows of their own kind; a file that can't be trusted as a whole throws a UserError (exit 2) that says where,
 * why and what to do, and nothing of any file may then be sent.
 */
export async function* readSource(opening: Opening): AsyncGenerator<Reading> {
  refuseRepeats(opening)
  let first: SourceFile | undefined
  for (const [index, path] of opening.paths.entries()) {
    for await (const reading of readFile(opening, path, index + 1)) {
      if (reading.kind === 'opened') {
        if (first !== undefined) compareHeaders(first, reading.file)
        first ??= reading.file
      }
      yield reading
    }
  }
}

/** How a line of the NDJSON files begins that a run leaves. */
const ownRecord = /^\{"lettr_row":/

async function* readFile(opening: Opening, path: string, number: number): AsyncGenerator<Reading> {
  const raw = path === '-' ? readStandardInput(opening.stdin) : readFileBytes(path, opening.cwd)
  const name = path === '-' ? 'standard input' : path
  let unpacked: AsyncGenerator<Buffer> | undefined
  try {
    const packed = await readHead(raw, 2)
    unpacked = isGzip(packed.head) ? gunzip(name, packed.all) : packed.all
    const { source, ours } = await readText(opening, path, name, number, unpacked)
    if (ownRecord.test(source.head.toString('utf8', 0, 20))) {
      // Our own NDJSON is read by itself, whatever the config says of the export it came from.
      yield* readJson({ ...source, settings: { emptyValues: source.settings.emptyValues } }, 'ndjson')
      return
    }
    const format = ours ? 'csv' : guessFormat(path, source.head.toString('utf8'), opening.settings)
    yield* format === 'csv' ? readDelimited(source, ours) : readJson(source, format)
  } finally {
    // Whoever stops reading early, and every error, would leave the file open.
    await unpacked?.return(undefined)
    await raw.return(undefined)
  }
}

/** Loads the parser of JSON when it is needed; most exports are CSV. */
async function* readJson(source: TextSource, format: 'ndjson' | 'json'): AsyncGenerator<Reading> {
  const { readJsonFile } = await import('./json-file.js')
  yield* readJsonFile(source, format)
}

async function readText(
  opening: Opening,
  path: string,
  name: string,
  number: number,
  bytes: AsyncIterable<Buffer>,
): Promise<{ source: TextSource; ours: boolean }> {
  const { head, all } = await readHead(bytes, headBytes)
  const ours = seemsOurs(firstLine(head))
  const encoding = judgeEncoding(name, head, opening.settings.encoding, ours)
  const decoded = { encoding: encoding.label, notes: [] }
  const text = await readHead(decode(name, all, encoding, decoded), 1)
  if (text.head.length === 0) throw empty(name)
  const source: TextSource = {
    number,
    path,
    name,
    settings: opening.settings,
    bytes: text.all,
    head: text.head,
    whole: head.length < headBytes,
    decoded,
    notes: encoding.notes,
    isMoney: opening.isMoney ?? ((cell) => /\d/.test(cell)),
    revenueColumn: opening.revenueColumn ?? (() => undefined),
  }
  return { source, ours }
}

/** The first line that says something; Excel's line `sep=;` is not one. */
function firstLine(head: Buffer): string {
  const lines = head
    .toString('latin1', 0, 4096)
    .replaceAll('\0', '')
    .split(/[\r\n]+/, 4)
  return lines.find((line) => /\w/.test(line) && !/^\W*sep=/i.test(line)) ?? ''
}

function empty(name: string): UserError {
  return new UserError(
    `${name}: the file is empty.`,
    'An export without sales still has a header, or an empty list; look whether the export failed.',
  )
}

/** The same file twice would count every sale without order id twice. */
function refuseRepeats(opening: Opening): void {
  const seen = new Set<string>()
  for (const path of opening.paths) {
    const whole = path === '-' ? '-' : resolve(opening.cwd, path)
    if (seen.has(whole)) {
      const what = path === '-' ? 'Standard input (-)' : `The file ${path}`
      throw new UserError(`${what} is named twice.`, 'Name each input once.')
    }
    seen.add(whole)
  }
}

function compareHeaders(first: SourceFile, file: SourceFile): void {
  const lower = (header: readonly string[]) => header.map((name) => name.toLowerCase())
  const [expected, got] = [lower(first.header), lower(file.header)]
  const different = Array.from({ length: Math.max(expected.length, got.length) }).findIndex(
    (_, index) => expected[index] !== got[index],
  )
  if (different < 0) return
  const say = (header: readonly string[]) => (header[different] === undefined ? 'none' : `"${header[different]}"`)
  throw new UserError(
    `${file.name} and ${first.name} have different headers: column ${different + 1} is ${say(file.header)} in the one and ${say(first.header)} in the other.`,
    'Files of one run must come from the same export; upload them one by one.',
  )
}
