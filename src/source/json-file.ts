import type { Reading, ReadRow, SourceFile } from '../domain/row.js'
import { UserError } from '../exit.js'
import { readList } from './json.js'
import type { RecordList } from './json-path.js'
import { readLines } from './ndjson.js'
import { closingFile, type TextSource } from './text.js'

/** Reads an NDJSON file, or the list of records in a JSON document. */
export async function* readJsonFile(source: TextSource, format: 'ndjson' | 'json'): AsyncGenerator<Reading> {
  const file: SourceFile = {
    number: source.number,
    name: source.path,
    format,
    encoding: source.decoded.encoding,
    header: [],
    ours: false,
    notes: source.notes,
  }
  const records: AsyncGenerator<readonly ReadRow[], RecordList | undefined> =
    format === 'ndjson'
      ? readLines(source.name, source.bytes)
      : readList(source.name, source.bytes, source.settings.path)
  yield { kind: 'opened', file }
  let count = 0
  let next = await records.next()
  while (!next.done) {
    count += next.value.length
    yield { kind: 'rows', file, rows: next.value }
    next = await records.next()
  }
  if (format === 'ndjson' && count === 0) throw blank(source.name)
  yield { kind: 'closed', file: closingFile(file, source.decoded, listNotes(next.value, count)), rows: count }
}

function listNotes(list: RecordList | undefined, count: number): string[] {
  return [
    ...(list?.found ? [`The records were read from the list "${list.found}".`] : []),
    ...(count === 0 ? ['The list of records is empty.'] : []),
  ]
}

function blank(name: string): UserError {
  return new UserError(`${name}: the file holds only blank lines.`, 'Export again and look whether it failed.')
}
