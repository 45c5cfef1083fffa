import { fateNumbers } from './fates.js'
import type { IdentityTable } from './table.js'

const fullest = 0.7

/** The sales without order id, accepted or in doubt, that the input does not hold, by content; each can be taken once. */
export class GoneSales {
  readonly #table: IdentityTable
  /** Number of the entry + 1; 0 means free. */
  readonly #places: Uint32Array
  /** Where to go on under a content of which some were taken, or many sales of one day and price would be walked each time. */
  readonly #reached = new Map<string, number>()

  constructor(table: IdentityTable) {
    this.#table = table
    let count = 0
    for (let entry = 0; entry < table.count; entry += 1) if (this.#isGone(entry)) count += 1
    this.#places = new Uint32Array(Math.ceil(count / fullest) + 1)
    for (let entry = 0; entry < table.count; entry += 1) if (this.#isGone(entry)) this.#put(entry)
  }

  /** What holds of one with the content of these six words; undefined when there was none. */
  take(words: Uint32Array): 'accepted' | 'doubt' | undefined {
    const table = this.#table
    const key = `${words[4]} ${words[5]}`
    for (let place = this.#reached.get(key) ?? this.#home(words[4] ?? 0); ; place = (place + 1) % this.#places.length) {
      const stored = this.#places[place] ?? 0
      if (stored === 0) return undefined
      const entry = stored - 1
      if (!table.sameContent(entry, words, 0) || !this.#isGone(entry)) continue
      table.see(entry)
      this.#reached.set(key, place)
      return table.fate(entry) === fateNumbers.accepted ? 'accepted' : 'doubt'
    }
  }

  #isGone(entry: number): boolean {
    const table = this.#table
    const fate = table.fate(entry)
    const mayCount = fate === fateNumbers.accepted || fate === fateNumbers.doubt
    return mayCount && !table.withOrderId(entry) && !table.seen(entry)
  }

  #put(entry: number): void {
    let place = this.#home(this.#table.content(entry, 0))
    while (this.#places[place] !== 0) place = (place + 1) % this.#places.length
    this.#places[place] = entry + 1
  }

  #home(word: number): number {
    return word % this.#places.length
  }
}
