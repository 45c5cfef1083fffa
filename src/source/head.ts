/** The beginning of a stream of bytes, and the whole stream again. */
export interface Headed {
  /** At least the length asked for, or all there is. */
  readonly head: Buffer
  /** Everything, the head included; to be read once. */
  readonly all: AsyncGenerator<Buffer>
}

/**
 * Reads the first bytes to look at them, without taking them away from who reads the stream next. Ending the whole
 * stream early does not end `bytes`; who opened them closes them.
 */
export async function readHead(bytes: AsyncIterable<Buffer>, length: number): Promise<Headed> {
  const iterator = bytes[Symbol.asyncIterator]()
  const pieces: Buffer[] = []
  let size = 0
  while (size < length) {
    const next = await iterator.next()
    if (next.done) break
    pieces.push(next.value)
    size += next.value.length
  }
  const head = pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces)
  return { head, all: resume(head, iterator) }
}

async function* resume(head: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  if (head.length > 0) yield head
  while (true) {
    const next = await rest.next()
    if (next.done) return
    yield next.value
  }
}
