import type { SourceFile } from '../domain/row.js'
import type { InputSettings } from '../domain/settings.js'
import type { Decoded } from './decode.js'

/** An input file as text, with what was found out about it before its records are read. */
export interface TextSource {
  readonly number: number
  /** As the person wrote it. */
  readonly path: string
  /** For messages. */
  readonly name: string
  readonly settings: InputSettings
  /** UTF-8 without byte order marks; to be read once. */
  readonly bytes: AsyncIterable<Buffer>
  /** The beginning of the text; the first piece of `bytes`. */
  readonly head: Buffer
  /** Whether the head is all there is. */
  readonly whole: boolean
  readonly decoded: Decoded
  readonly notes: readonly string[]
  readonly isMoney: (text: string) => boolean
  readonly revenueColumn: (header: readonly string[]) => string | undefined
}

/** The file as it is known at the end: the encoding may have turned out otherwise than its beginning promised. */
export function closingFile(file: SourceFile, decoded: Decoded, notes: readonly string[]): SourceFile {
  const late = decoded.encoding === file.encoding ? notes : [...decoded.notes, ...notes]
  return late.length === 0 ? file : { ...file, encoding: decoded.encoding, notes: [...file.notes, ...late] }
}
