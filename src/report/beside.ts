/** A line of the original and what becomes of it; a heading has no right side. */
export interface Beside {
  readonly name: string
  readonly value: string
  readonly right: readonly string[]
}

/** Columns of a plain terminal: two blanks, the column's name, its value, and what is sent. */
const widths = { name: 18, value: 27, right: 31 } as const

/** Names, values and what becomes of them in three columns, 80 characters wide; what is longer goes on in the next line. */
export function beside(lines: readonly Beside[]): readonly string[] {
  return lines.flatMap(({ name, value, right }) => {
    const cells = [
      wrapped(name, widths.name),
      wrapped(value, widths.value),
      right.flatMap((words) => wrapped(words, widths.right, '  ')),
    ] as const
    const height = Math.max(1, ...cells.map((cell) => cell.length))
    return Array.from({ length: height }, (_, at) => {
      const [one = '', two = '', three = ''] = cells.map((cell) => cell[at])
      return `  ${one.padEnd(widths.name)} ${two.padEnd(widths.value)} ${three}`.trimEnd()
    })
  })
}

/** Words in lines of at most so many characters, broken at blanks where there are some; lines after the first begin with `indent`. */
export function wrapped(text: string, width: number, indent = ''): readonly string[] {
  const lines: string[] = []
  let rest = text
  while (rest !== '') {
    const room = lines.length === 0 ? width : width - indent.length
    const cut = cutAt(rest, room)
    lines.push(`${lines.length === 0 ? '' : indent}${rest.slice(0, cut).trimEnd()}`)
    rest = rest.slice(cut).trimStart()
  }
  return lines
}

function cutAt(text: string, room: number): number {
  if (text.length <= room) return text.length
  const blank = text.lastIndexOf(' ', room)
  if (blank > room / 3) return blank
  // Never between the two halves of a character.
  return /[\uD800-\uDBFF]/.test(text[room - 1] ?? '') && room > 1 ? room - 1 : room
}
