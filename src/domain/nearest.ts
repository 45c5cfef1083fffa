/** The word of the list that was probably meant, or undefined; case, blanks, underscores, hyphens and dots don't count. */
export function nearest(word: string, words: readonly string[]): string | undefined {
  const wanted = fold(word)
  if (wanted === '' || wanted.length > longest) return undefined
  let best: string | undefined
  let least = slips(wanted.length) + 1
  for (const candidate of words) {
    const folded = fold(candidate)
    if (Math.abs(folded.length - wanted.length) >= least) continue
    const distance = editDistance(wanted, folded)
    if (distance < least && distance < folded.length) {
      best = candidate
      least = distance
    }
  }
  return best ?? onlyHolder(wanted, words)
}

const longest = 100

function fold(word: string): string {
  return word.toLowerCase().replace(/[\s_.-]+/g, '')
}

/** How many slips of the finger a word of this length may hold and still be recognised. */
function slips(length: number): number {
  if (length <= 2) return 0
  if (length <= 5) return 1
  return length <= 9 ? 2 : 3
}

/** The single word that holds the wanted one, as `eventDate` holds `date`; two such words would be a guess. */
function onlyHolder(wanted: string, words: readonly string[]): string | undefined {
  if (wanted.length < 3) return undefined
  const holders = words.filter((word) => fold(word).includes(wanted))
  return holders.length === 1 ? holders[0] : undefined
}

/** Insertions, deletions, replacements and swaps of neighbours that turn one text into the other. */
function editDistance(from: string, to: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row]
    for (let column = 1; column <= to.length; column += 1) {
      const same = from[row - 1] === to[column - 1]
      let cost = Math.min(last[column]! + 1, current[column - 1]! + 1, last[column - 1]! + (same ? 0 : 1))
      const swapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]
      if (swapped) cost = Math.min(cost, beforeLast[column - 2]! + 1)
      current.push(cost)
    }
    beforeLast = last
    last = current
  }
  return last[to.length]!
}
