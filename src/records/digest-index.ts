const partCount = 256
const fullest = 0.85
const growth = 1.25

interface Part {
  /** Pairs of digest and number + 1; 0 in the second means free. */
  slots: Uint32Array
  used: number
}

/**
 * Finds the number of a sale by a key without keeping the key: 32 bits of digest and the number in typed arrays, about 11 bytes
 * a sale. Two keys may share a digest, so whoever asks says whether a candidate is meant.
 */
export class DigestIndex {
  readonly #parts: Part[] = Array.from({ length: partCount }, () => ({ slots: new Uint32Array(16), used: 0 }))

  /** The first number stored under this key that `isMeant` confirms; where there is none, `number` is stored and given back. */
  findOrAdd(key: string, number: number, isMeant: (number: number) => boolean): number {
    const [digest, partNumber] = hash(key)
    const part = this.#part(partNumber)
    const found = find(part.slots, digest, isMeant)
    if (found !== undefined) return found
    if (part.used + 1 > (part.slots.length / 2) * fullest) grow(part)
    put(part.slots, digest, number + 1)
    part.used += 1
    return number
  }

  #part(number: number): Part {
    const part = this.#parts[number]
    if (part === undefined) throw new RangeError(`no part ${number}`)
    return part
  }
}

function find(slots: Uint32Array, digest: number, isMeant: (number: number) => boolean): number | undefined {
  const places = slots.length / 2
  for (let place = firstPlace(digest, places); slots[2 * place + 1] !== 0; place = nextPlace(place, places)) {
    const number = (slots[2 * place + 1] ?? 0) - 1
    if (slots[2 * place] === digest && isMeant(number)) return number
  }
  return undefined
}

function grow(part: Part): void {
  const old = part.slots
  part.slots = new Uint32Array(2 * Math.ceil((old.length / 2) * growth))
  for (let at = 0; at < old.length; at += 2) {
    const stored = old[at + 1] ?? 0
    if (stored !== 0) put(part.slots, old[at] ?? 0, stored)
  }
}

function put(slots: Uint32Array, digest: number, stored: number): void {
  const places = slots.length / 2
  let place = firstPlace(digest, places)
  while (slots[2 * place + 1] !== 0) place = nextPlace(place, places)
  slots[2 * place] = digest
  slots[2 * place + 1] = stored
}

/** Places keep the order of the digests, so that growing walks through memory instead of jumping about in it. */
function firstPlace(digest: number, places: number): number {
  return Math.floor((digest / 2 ** 32) * places)
}

function nextPlace(place: number, places: number): number {
  return place + 1 < places ? place + 1 : 0
}

/** 32 bits of digest, and 8 more for the part; two rounds of a multiply-and-xor hash with different constants. */
function hash(key: string): [number, number] {
  let a = 0x9e3779b9
  let b = 0x85ebca6b
  for (let at = 0; at < key.length; at += 1) {
    const unit = key.charCodeAt(at)
    a = Math.imul(a ^ unit, 0x9e3779b1)
    a ^= a >>> 15
    b = Math.imul(b ^ unit, 0x5f356495)
    b ^= b >>> 13
  }
  a = Math.imul(a ^ (a >>> 16), 0x21f0aaad)
  b = Math.imul(b ^ (b >>> 15), 0x735a2d97)
  return [(a ^ (b >>> 11)) >>> 0, (b ^ (b >>> 17)) & (partCount - 1)]
}
