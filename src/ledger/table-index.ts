const partCount = 256
const fullest = 0.85
const growth = 1.15
const smallest = 16

interface Part {
  /** 16 bits of the digest, never 0; 0 means free. */
  readonly tags: Uint16Array
  readonly numbers: Uint32Array
  used: number
}

/**
 * Finds the numbers stored under the first word of a digest: six bytes a place, 256 parts that grow one by one, so that there is
 * never a second copy of the whole. The tag says where a number belongs, so growing looks at nothing else.
 */
export class TableIndex {
  readonly #parts: (Part | undefined)[] = Array.from({ length: partCount })
  #expected = 0

  /** Says how many numbers are likely to come, so that parts grow to that at once. */
  expect(numbers: number): void {
    this.#expected = numbers / partCount
  }

  /** The first number under this word that `isMeant` confirms, else -1. */
  find(word: number, isMeant: (number: number) => boolean): number {
    const part = this.#parts[word & (partCount - 1)]
    if (part === undefined) return -1
    const { tags, numbers } = part
    const tag = tagOf(word)
    const places = tags.length
    for (let place = homeOf(tag, places); ; ) {
      const there = tags[place]
      if (there === 0) return -1
      if (there === tag) {
        const number = numbers[place] ?? 0
        if (isMeant(number)) return number
      }
      place += 1
      if (place === places) place = 0
    }
  }

  add(word: number, number: number): void {
    const at = word & (partCount - 1)
    let part = this.#parts[at]
    if (part === undefined || part.used + 1 > part.tags.length * fullest) {
      part = this.#grown(part)
      this.#parts[at] = part
    }
    put(part, tagOf(word), number)
  }

  #grown(old: Part | undefined): Part {
    const least = old === undefined ? smallest : Math.ceil(old.tags.length * growth)
    const places = Math.max(least, Math.ceil((this.#expected * 1.02) / fullest))
    const part: Part = { tags: new Uint16Array(places), numbers: new Uint32Array(places), used: 0 }
    for (let place = 0; old !== undefined && place < old.tags.length; place += 1) {
      const tag = old.tags[place] ?? 0
      if (tag !== 0) put(part, tag, old.numbers[place] ?? 0)
    }
    return part
  }
}

function put(part: Part, tag: number, number: number): void {
  const { tags, numbers } = part
  let place = homeOf(tag, tags.length)
  while (tags[place] !== 0) place = place + 1 === tags.length ? 0 : place + 1
  tags[place] = tag
  numbers[place] = number
  part.used += 1
}

function tagOf(word: number): number {
  return (word >>> 8) & 0xffff || 1
}

function homeOf(tag: number, places: number): number {
  return Math.floor((tag * places) / 0x10000)
}
