/** A value of a column and where it was seen. */
export interface Example {
  /** Any number that finds the value again. */
  readonly where: number
  readonly text: string
}

/**
 * How a column is written when a single value may be read in two ways: the first value that makes sense in one of them alone
 * decides for all.
 */
export class ColumnProof<Way extends string> {
  #decided: Way | undefined
  #first: Example | undefined
  #contradiction: { readonly first: Example; readonly second: Example } | undefined

  #declared: Way | undefined

  constructor(declared: Way | undefined) {
    this.#declared = declared
    this.#decided = declared
  }

  /** Says the way from outside, when nothing has decided before. */
  declare(way: Way): void {
    if (this.#decided !== undefined) return
    this.#declared = way
    this.#decided = way
  }

  /** Takes what a value shows: the way that it proves, and for one that can't be read as decided, whether it can in the other way. */
  protected note(text: string, where: number, proves: Way | undefined, readsOtherwise?: () => boolean): void {
    if (this.#declared !== undefined) return
    if (this.#decided === undefined) {
      if (proves === undefined) return
      this.#decided = proves
      this.#first = { where, text }
    } else if (this.#first !== undefined && this.#contradiction === undefined && readsOtherwise?.() === true) {
      this.#contradiction = { first: this.#first, second: { where, text } }
    }
  }

  /** The way that was declared or proved. */
  get decided(): Way | undefined {
    return this.#decided
  }

  /** The value that decided; undefined while none has. */
  get proof(): Example | undefined {
    return this.#first
  }

  /** The value that decided, and the first one that only the other way can explain. */
  get contradiction(): { readonly first: Example; readonly second: Example } | undefined {
    return this.#contradiction
  }
}
