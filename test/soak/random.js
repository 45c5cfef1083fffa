/** Numbers that look random and come again under the same seed. */
export class Random {
  #state

  constructor(seed) {
    this.#state = seed >>> 0
  }

  /** 0 or more and less than 1. */
  next() {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = this.#state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  /** A whole number from `least` to `most`. */
  whole(least, most) {
    return least + Math.floor(this.next() * (most - least + 1))
  }

  chance(share) {
    return this.next() < share
  }

  /** One of several, by their weights. */
  pick(weights) {
    const sum = Object.values(weights).reduce((all, weight) => all + weight, 0)
    let left = this.next() * sum
    for (const [name, weight] of Object.entries(weights)) {
      left -= weight
      if (left < 0) return name
    }
    return Object.keys(weights)[0]
  }
}
