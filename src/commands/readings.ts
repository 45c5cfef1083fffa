import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Config } from '../config/load.js'
import { readMoney } from '../domain/money.js'
import type { Reading } from '../domain/row.js'
import type { InputSettings } from '../domain/settings.js'
import { exitCodes, UserError } from '../exit.js'
import type { Shell } from '../shell.js'
import { type Opening, readSource } from '../source/read.js'

/** The column by which rows that an unclosed quote swallowed are noticed. */
export function revenueColumnOf({ fields: { revenue } }: Config): string {
  return revenue?.column ?? revenue?.columns?.[0] ?? 'revenue'
}

/** The rows of an export; a first signal ends the reading with exit 5, nothing being sent yet. */
export async function* readings(
  shell: Shell,
  paths: readonly string[],
  settings: InputSettings,
  revenueColumn: NonNullable<Opening['revenueColumn']>,
  stop: AbortSignal,
): AsyncGenerator<Reading> {
  if (stop.aborted) throw stoppedWhileReading()
  const source = readSource({
    paths,
    cwd: shell.cwd,
    stdin: shell.stdin,
    settings,
    isMoney: (text) => ['amount', 'ambiguous'].includes(readMoney(text, undefined).kind),
    revenueColumn,
  })
  // Standard input may be silent for long; only its end, or this, ends the wait for it.
  const hush = (): unknown => shell.stdin.destroy(stoppedWhileReading())
  if (paths.includes('-')) stop.addEventListener('abort', hush, { once: true })
  try {
    for await (const reading of source) {
      if (stop.aborted) throw stoppedWhileReading()
      yield reading
    }
  } finally {
    stop.removeEventListener('abort', hush)
  }
}

function stoppedWhileReading(): UserError {
  const hint = 'Nothing was sent. Run the same command again.'
  return new UserError('Stopped by a signal while reading.', hint, exitCodes.incomplete)
}

/** The start of an export: its first file, the rows that were read to know it, and all readings, these among them. */
export interface Peeked {
  readonly file: Extract<Reading, { readonly kind: 'opened' }>['file']
  /** Of JSON; a delimited file is known by its header. */
  readonly rows: Extract<Reading, { readonly kind: 'rows' }>['rows']
  readonly readings: AsyncGenerator<Reading>
}

/** Looks at the start of an export without losing it. */
export async function peek(source: AsyncGenerator<Reading>): Promise<Peeked> {
  const opened = await source.next()
  if (opened.done === true || opened.value.kind !== 'opened') throw new Error('a source begins with an opened file')
  const { file } = opened.value
  const second = file.format === 'csv' ? undefined : await source.next()
  const next = second === undefined || second.done === true ? [] : [second.value]
  const rows = next.flatMap((reading) => (reading.kind === 'rows' ? reading.rows : []))
  return { file, rows, readings: resumed([opened.value, ...next], source) }
}

async function* resumed(first: readonly Reading[], rest: AsyncGenerator<Reading>): AsyncGenerator<Reading> {
  try {
    yield* first
    yield* rest
  } finally {
    await rest.return(undefined)
  }
}

/** Whether all inputs can be read a second time from their start. */
export async function canReopen(paths: readonly string[], cwd: string): Promise<boolean> {
  for (const path of paths) {
    if (path === '-') return false
    const found = await stat(resolve(cwd, path)).catch(() => undefined)
    if (found?.isFile() !== true) return false
  }
  return true
}
