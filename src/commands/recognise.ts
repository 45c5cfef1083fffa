import type { Config } from '../config/load.js'
import { clean } from '../domain/clean.js'
import { jsonPaths } from '../domain/json-paths.js'
import { isOwnColumn } from '../domain/own-rows.js'
import { type KnownExport, withArticle } from '../domain/preset.js'
import { type Recognition, recognise } from '../domain/recognition.js'
import type { ReadRow, SourceFile } from '../domain/row.js'
import { knownExports } from '../presets/all.js'

/** The columns of an input as its vendor wrote them, without those that this tool put in front; of JSON, the paths in the rows. */
export function headerOf(file: SourceFile, rows: readonly ReadRow[]): readonly string[] {
  const names = file.format === 'csv' ? file.header : jsonPaths(rows)
  return names.filter((name) => name.trim() !== '' && !isOwnColumn(name))
}

/** What the columns of an input tell of where it comes from. */
export function recogniseFile(file: Pick<SourceFile, 'format'>, header: readonly string[]): Recognition | undefined {
  return recognise(header, exportsOf(file))
}

/** A line below the first, from 1, that holds the header of a known export: titles stand above it. */
export function recogniseBelow(file: SourceFile): { readonly line: number; readonly found: Recognition } | undefined {
  const lines = file.firstRecords ?? []
  for (const [above, cells] of lines.entries()) {
    const found = above === 0 ? undefined : recognise(headerCells(cells), exportsOf(file))
    if (found?.kind === 'sure') return { line: above + 1, found }
  }
  return undefined
}

const headerCells = (cells: readonly string[]): readonly string[] => cells.filter((cell) => cell.trim() !== '')

function exportsOf(file: Pick<SourceFile, 'format'>): readonly KnownExport[] {
  const format = file.format === 'csv' ? 'csv' : 'json'
  return knownExports.filter((known) => known.format === format)
}

/** A sentence on which export a file with a config that does not fit seems to be; "" when it is like none. */
export function seemsToBe(
  file: SourceFile,
  { file: name, found: merelyFound }: Pick<Config, 'file' | 'found'>,
): string {
  const found = file.format === 'csv' ? recogniseFile(file, headerOf(file, [])) : undefined
  if (found?.kind !== 'sure') return ''
  const looks = `${clean(file.name, 200)} looks like ${withArticle(found.known.title)}`
  // Said first, before all that is missing.
  return merelyFound
    ? `${looks}, and the config that was found here, ${name}, does not fit it. To leave that config aside, add --no-config to the command.`
    : `${looks}; is this config for another export?`
}
