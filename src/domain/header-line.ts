/**
 * The line, from 1, among a file's first lines on which most of the wanted columns stand, compared without case and
 * outer blanks; undefined when none has at least half of them.
 */
export function findHeaderLine(lines: readonly (readonly string[])[], wanted: readonly string[]): number | undefined {
  const names = wanted.map(fold)
  const hits = lines.map((cells) => {
    const header = new Set(cells.map(fold))
    return names.filter((name) => header.has(name)).length
  })
  const most = Math.max(0, ...hits)
  return most > 0 && most * 2 >= names.length ? hits.indexOf(most) + 1 : undefined
}

const fold = (name: string): string => name.replaceAll('\ufeff', '').trim().toLowerCase()
