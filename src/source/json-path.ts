/** A list or an object of a JSON document that is open at a place in its text. */
export interface Frame {
  readonly list: boolean
  /** In an object, the name whose value comes next or just came. */
  key: string
}

/** Decides which list of a JSON document holds the records: the one at a path, the document itself, or the only one of objects. */
export class RecordList {
  /** The path of the list in use; empty for the document itself. */
  found: string | undefined
  /** Another list of objects beside it, which would make the choice a guess. */
  rival: string | undefined
  private readonly deeper = new Set<string>()
  private readonly empty = new Set<string>()

  constructor(private readonly wanted: string | undefined) {}

  /** Whether the list that opens inside these frames holds the records, by what its first value is. */
  holds(frames: readonly Frame[], first: 'object' | 'nothing' | 'other'): boolean {
    if (frames.some((frame) => frame.list)) return false
    const path = frames.map((frame) => frame.key).join('.')
    const known = this.wanted === undefined ? frames.length === 0 : path === this.wanted
    if (known) return this.choose(path)
    if (first === 'nothing') this.empty.add(path)
    if (first === 'object') this.deeper.add(path)
    return this.wanted === undefined && first === 'object' && frames.length === 1 && this.choose(path)
  }

  /** No list was found, but one that is empty may be the one. */
  get isEmpty(): boolean {
    return this.wanted === undefined && this.deeper.size === 0 && this.empty.size === 1
  }

  /** Every list of objects met on the way. */
  get candidates(): readonly string[] {
    return [...this.deeper]
  }

  private choose(path: string): boolean {
    if (this.found !== undefined && this.found !== path) this.rival = path
    this.found ??= path
    return true
  }
}
