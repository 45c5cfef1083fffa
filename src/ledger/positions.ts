/** Where a record stood in the input: number of the file, and of the first row in it, both from 1. */
export interface RecordPosition {
  readonly file: number
  readonly record: number
}

/** `1:2-4,9;2:5`: by file, with a dash for numbers that follow each other; the order is kept. */
export function positionsText(positions: readonly RecordPosition[]): string {
  let text = ''
  let [lastFile, start, last] = [0, 0, 0]
  for (const { file, record } of positions) {
    if (file === lastFile && record === last + 1) {
      last = record
      continue
    }
    if (last !== start) text += `-${last}`
    text += file === lastFile ? `,${record}` : `${lastFile === 0 ? '' : ';'}${file}:${record}`
    ;[lastFile, start, last] = [file, record, record]
  }
  return last === start ? text : `${text}-${last}`
}

/** What `positionsText` wrote, in the same order. */
export function readPositions(text: string): readonly RecordPosition[] {
  if (text === '') return []
  return text.split(';').flatMap((part) => {
    const [file, ranges] = part.split(':')
    return (ranges ?? '').split(',').flatMap((range) => {
      const [from, to] = range.split('-').map(Number)
      const first = from ?? 0
      return Array.from({ length: (to ?? first) - first + 1 }, (_, at) => ({ file: Number(file), record: first + at }))
    })
  })
}
