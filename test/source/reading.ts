import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { onTestFinished } from 'vitest'
import type { Reading, ReadRow, SourceFile } from '../../src/domain/row.js'
import type { InputSettings } from '../../src/domain/settings.js'
import { UserError } from '../../src/exit.js'
import { readSource } from '../../src/source/read.js'

export interface Options extends Partial<InputSettings> {
  readonly revenueColumn?: string
}

export interface Result {
  readonly file: SourceFile
  readonly rows: readonly ReadRow[]
  readonly count: number
}

const isMoney = (text: string) => /^\d+(\.\d\d)?$/.test(text)

/** Reads bytes through standard input, in the pieces given. */
export async function readPieces(pieces: readonly Buffer[], options: Options = {}): Promise<Result> {
  return collect(['-'], '/', Readable.from(pieces, { objectMode: true }), options)
}

/** Reads a text through standard input. */
export function readText(text: string | Buffer, options: Options = {}): Promise<Result> {
  return readPieces([Buffer.from(text)], options)
}

/** Reads a file of this name and content from a temporary folder. */
export function readNamed(name: string, content: string | Buffer, options: Options = {}): Promise<Result> {
  const folder = temporaryFolder()
  writeFileSync(join(folder, name), content)
  return collect([name], folder, Readable.from([]), options)
}

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lettr-source-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

export function readings(paths: readonly string[], cwd: string, options: Options = {}): AsyncIterable<Reading> {
  return readSource({ paths, cwd, stdin: Readable.from([]), settings: { emptyValues: [], ...options }, isMoney })
}

async function collect(paths: readonly string[], cwd: string, stdin: Readable, options: Options): Promise<Result> {
  const { revenueColumn, ...given } = options
  const settings = { emptyValues: [], ...given }
  const rows: ReadRow[] = []
  const kinds: string[] = []
  let last: Reading | undefined
  for await (const reading of readSource({
    paths,
    cwd,
    stdin,
    settings,
    isMoney,
    revenueColumn: () => revenueColumn,
  })) {
    last = reading
    kinds.push(reading.kind)
    if (reading.kind === 'rows') rows.push(...reading.rows)
  }
  if (last?.kind !== 'closed' || kinds[0] !== 'opened') throw new Error(`got the readings ${kinds.join(', ')}`)
  return { file: last.file, rows, count: last.rows }
}

/** The cells of the rows that could be read. */
export function cellsOf(result: Result): (readonly string[])[] {
  return result.rows.flatMap((row) => (row.kind === 'cells' ? [row.cells] : []))
}

/** The UserError that a reading ends with, as one text. */
export async function complaintOf(reading: Promise<unknown>): Promise<string> {
  const error = await reading.then(
    () => undefined,
    (error: unknown) => error,
  )
  if (!(error instanceof UserError)) throw new Error(`expected a UserError, got ${String(error)}`)
  return `${error.message} ${error.hint} (exit ${error.exitCode})`
}
