import { exitCodes, UserError } from '../exit.js'
import { type ApiKey, checkedKey } from './key.js'

/** What typing a key needs of a terminal's input; process.stdin has it. */
interface KeyInput {
  readonly isTTY?: boolean | undefined
  setRawMode?(mode: boolean): unknown
  on(event: 'data', listener: (chunk: Uint8Array | string) => void): unknown
  on(event: 'end' | 'error', listener: () => void): unknown
  off(event: 'data', listener: (chunk: Uint8Array | string) => void): unknown
  off(event: 'end' | 'error', listener: () => void): unknown
  resume(): unknown
  pause(): unknown
}

export interface KeyStreams {
  readonly input: KeyInput
  /** Where the question goes: standard error. */
  readonly output: { write(text: string): unknown }
}

const mostCharacters = 4096

/** Asks for the key on a terminal without showing it; undefined off a terminal. Ctrl-C is a UserError (7). */
export async function typeKey({ input, output }: KeyStreams): Promise<ApiKey | undefined> {
  if (input.isTTY !== true || input.setRawMode === undefined) return undefined
  output.write('LettrLabs API key (not shown while you type or paste): ')
  try {
    input.setRawMode(true)
    return checkedKey(await hiddenLine(input), 'the terminal')
  } finally {
    input.setRawMode(false)
    input.pause()
    output.write('\n')
  }
}

/** The characters up to Enter; erasing works, escape sequences (arrow keys, the marks around a paste) are left out. */
function hiddenLine(input: KeyInput): Promise<string> {
  return new Promise((resolve, reject) => {
    let line = ''
    const settle = (how: () => void) => {
      input.off('data', take)
      input.off('end', cancel)
      input.off('error', cancel)
      how()
    }
    const cancel = () => settle(() => reject(new UserError('No key was given.', 'Nothing was sent.', exitCodes.guard)))
    const take = (chunk: Uint8Array | string) => {
      const typed = (typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8')).replace(escapes, '')
      for (const character of typed) {
        if (character === '\r' || character === '\n') return settle(() => resolve(line))
        if (character === '\x03' || (character === '\x04' && line === '')) return cancel()
        line = edited(line, character)
        if (line.length > mostCharacters) return cancel()
      }
    }
    input.on('data', take)
    input.on('end', cancel)
    input.on('error', cancel)
    input.resume()
  })
}

const escapes = new RegExp(`${String.fromCharCode(27)}(?:\\[[0-9;]*[A-Za-z~]|O[A-Z])`, 'g')

function edited(line: string, character: string): string {
  if (character === '\x7f' || character === '\b') return line.slice(0, -1)
  if (character === '\x15') return ''
  return character < ' ' ? line : line + character
}
