import { Tokenizer, TokenType } from '@streamparser/json'
import type { ReadRow } from '../domain/row.js'
import { UserError } from '../exit.js'
import { type Frame, RecordList } from './json-path.js'
import { jsonRow } from './json-row.js'
import { hopelessBytes, stretchRows } from './limits.js'
import { Tape } from './tape.js'

interface Token {
  readonly token: TokenType
  readonly value: unknown
  readonly offset: number
}

type Expected = 'document' | 'value' | 'value or end' | 'key' | 'key or end' | 'colon' | 'comma or end'

/**
 * Reads the records of a JSON document, or of several one after the other, in stretches: the values of the list at
 * `path`, of the document itself, or of its only list of objects. Throws a UserError when the document is cut short or
 * malformed, and when it can't be told which list is meant.
 */
export async function* readList(
  name: string,
  bytes: AsyncIterable<Buffer>,
  path: string | undefined,
): AsyncGenerator<readonly ReadRow[], RecordList> {
  const document = new JsonDocument(name, path)
  for await (const piece of bytes) {
    document.write(piece)
    for (let rows = document.takeRows(); rows.length > 0; rows = document.takeRows()) yield rows
  }
  document.end()
  return document.list
}

/** Follows the tokens of a document; cuts the text of each record out of it, byte for byte. */
class JsonDocument {
  readonly list: RecordList
  private readonly tokenizer = new Tokenizer({ separator: '' })
  private readonly tape = new Tape()
  private readonly frames: Frame[] = []
  private expected: Expected = 'document'
  private rows: ReadRow[] = []
  private record = 0
  /** How many frames are open where records stand. */
  private recordDepth = -1
  /** How many brackets are open inside the record that is being read; undefined between records. */
  private inside: number | undefined

  constructor(
    private readonly name: string,
    private readonly path: string | undefined,
  ) {
    this.list = new RecordList(path)
    this.tokenizer.onToken = (token) => this.take(token)
    this.tokenizer.onError = (error) => {
      throw error instanceof UserError ? error : this.malformedAt(/absolute position "(\d+)"/.exec(error.message)?.[1])
    }
  }

  write(piece: Buffer): void {
    this.tape.append(piece)
    this.tokenizer.write(piece)
    if (this.tape.waiting > hopelessBytes) {
      throw this.fault(this.tape.nextLine, 'a record has not ended after 8 MiB', 'Check the file in an editor.')
    }
  }

  takeRows(): readonly ReadRow[] {
    const taken = this.rows.slice(0, stretchRows)
    this.rows = this.rows.length > stretchRows ? this.rows.slice(stretchRows) : []
    return taken
  }

  end(): void {
    const cut = this.fault(
      this.tape.nextLine,
      'the document ends too early, so it can not be trusted',
      'Download or export it again, and wait until it is complete.',
    )
    try {
      this.tokenizer.end()
    } catch {
      throw cut
    }
    if (this.expected !== 'document') throw cut
    if (this.list.found === undefined && !this.list.isEmpty) throw this.noList()
  }

  private take(token: Token): void {
    if (this.inside !== undefined) this.continueRecord(token)
    else this.takeOutside(token)
  }

  private continueRecord(token: Token): void {
    const ends = token.token === TokenType.COMMA || token.token === TokenType.RIGHT_BRACKET
    if (ends && this.inside === 0) {
      this.finishRecord(token.offset)
      this.takeOutside(token)
    } else if (token.token === TokenType.LEFT_BRACE || token.token === TokenType.LEFT_BRACKET) this.inside! += 1
    else if (token.token === TokenType.RIGHT_BRACE || token.token === TokenType.RIGHT_BRACKET) this.inside! -= 1
    if (this.inside !== undefined && this.inside < 0) throw this.malformed()
  }

  private finishRecord(end: number): void {
    const span = this.tape.take(end)
    const text = this.tape.text(span).trimEnd()
    this.record += 1
    this.inside = undefined
    const row = jsonRow(text, span.length, this.record, span.line)
    if (row.kind === 'unreadable' && row.code === 'bad-json') {
      throw this.broken(row.line, `the record that begins here is ${row.message}`)
    }
    this.rows.push(row)
  }

  private takeOutside(token: Token): void {
    this.tape.take(token.offset)
    const opensList = this.expected === 'value or end' && this.frames.at(-1)?.list === true
    if (opensList && this.recordDepth < 0 && this.list.holds(this.frames.slice(0, -1), kindOf(token.token))) {
      if (this.list.rival !== undefined) throw this.twoLists()
      this.recordDepth = this.frames.length
    }
    const wantsValue = this.expected === 'value' || this.expected === 'value or end'
    if (wantsValue && this.frames.length === this.recordDepth && startsValue(token.token)) this.startRecord(token)
    else this.expected = this.step(token)
  }

  private startRecord(token: Token): void {
    this.inside = token.token === TokenType.LEFT_BRACE || token.token === TokenType.LEFT_BRACKET ? 1 : 0
    this.expected = 'comma or end'
  }

  /** The grammar outside of records; gives what must come next. */
  private step(token: Token): Expected {
    const frame = this.frames.at(-1)
    switch (this.expected) {
      case 'key or end':
      case 'key':
        if (token.token === TokenType.RIGHT_BRACE && this.expected === 'key or end') return this.close()
        if (token.token !== TokenType.STRING || frame === undefined) throw this.malformed()
        frame.key = String(token.value)
        return 'colon'
      case 'colon':
        if (token.token !== TokenType.COLON) throw this.malformed()
        return 'value'
      case 'comma or end':
        if (token.token === TokenType.COMMA) return frame?.list ? 'value' : 'key'
        if (token.token !== (frame?.list ? TokenType.RIGHT_BRACKET : TokenType.RIGHT_BRACE)) throw this.malformed()
        return this.close()
      case 'value or end':
        if (token.token === TokenType.RIGHT_BRACKET) return this.close()
        return this.open(token)
      default:
        return this.open(token)
    }
  }

  private open(token: Token): Expected {
    if (!startsValue(token.token)) throw this.malformed()
    if (token.token === TokenType.LEFT_BRACE || token.token === TokenType.LEFT_BRACKET) {
      this.frames.push({ list: token.token === TokenType.LEFT_BRACKET, key: '' })
      return this.frames.at(-1)?.list ? 'value or end' : 'key or end'
    }
    return this.frames.length === 0 ? 'document' : 'comma or end'
  }

  private close(): Expected {
    if (this.frames.length === this.recordDepth) this.recordDepth = -1
    this.frames.pop()
    return this.frames.length === 0 ? 'document' : 'comma or end'
  }

  private fault(line: number, what: string, cure: string): UserError {
    return new UserError(`${this.name}:${line}: ${what}; nothing was sent.`, cure)
  }

  private broken(line: number, what: string): UserError {
    return this.fault(line, what, 'Export the document again; one bad place makes all of it doubtful.')
  }

  private malformed(): UserError {
    return this.broken(this.tape.nextLine, 'the document is not JSON: something unexpected')
  }

  private malformedAt(offset: string | undefined): UserError {
    if (offset !== undefined) this.tape.take(Number(offset))
    return this.malformed()
  }

  private twoLists(): UserError {
    return new UserError(
      `${this.name}: holds more than one list of records: ${this.list.found} and ${this.list.rival}.`,
      `Say which one with "input": { "path": "${this.list.found}" }.`,
    )
  }

  private noList(): UserError {
    const others = this.list.candidates.map((path) => `"${path}"`).join(' or ')
    const what = this.path === undefined ? 'no list of records was found' : `there is no list at "${this.path}"`
    return new UserError(
      `${this.name}: ${what}.`,
      others === ''
        ? 'Records must stand in a list, or one a line in a file called .ndjson (--format ndjson).'
        : `Set "input": { "path": … } to ${others}.`,
    )
  }
}

function startsValue(token: TokenType): boolean {
  return (
    token !== TokenType.RIGHT_BRACE &&
    token !== TokenType.RIGHT_BRACKET &&
    token !== TokenType.COMMA &&
    token !== TokenType.COLON
  )
}

function kindOf(token: TokenType): 'object' | 'nothing' | 'other' {
  if (token === TokenType.LEFT_BRACE) return 'object'
  return token === TokenType.RIGHT_BRACKET ? 'nothing' : 'other'
}
