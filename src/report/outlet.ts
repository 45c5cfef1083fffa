import { Writable } from 'node:stream'
import { type Redact, redactor } from './redact.js'

/** The one place through which everything is printed. */
export interface Outlet {
  /** Prints results to stdout: whole lines; a missing last line break is added. */
  result(text: string): void
  /** Prints talk to stderr, in the same way. */
  talk(text: string): void
  /** The same as talk, as a stream for a progress bar; nothing is added to what is written. */
  readonly progress: Writable & { readonly isTTY: boolean; readonly columns: number | undefined }
  /** From now on hides this key too. */
  addSecret(key: string): void
  /** Hides all keys in a text that goes elsewhere, such as a report. */
  redact(text: string): string
  /** The code of the error with which stdout stopped taking results, EPIPE when the reader has gone; never thrown. */
  lost(): string | undefined
}

type Screen = Writable & { readonly isTTY?: boolean; readonly columns?: number }

/** Opens the outlet; a stream that fails is written to no more, and the run goes on. */
export function createOutlet(given: {
  readonly out: Screen
  readonly err: Screen
  readonly secrets: readonly string[]
}): Outlet {
  const secrets = [...given.secrets]
  let redact: Redact = redactor(secrets)
  const out = guard(given.out)
  const err = guard(given.err)
  return {
    result: (text) => out.write(line(redact(text))),
    talk: (text) => err.write(line(redact(text))),
    progress: progressStream(given.err, (text) => err.write(redact(text))),
    addSecret(key) {
      secrets.push(key)
      redact = redactor(secrets)
    },
    redact: (text) => redact(text),
    lost: out.lost,
  }
}

function line(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`
}

function guard(stream: Writable): { write(text: string): void; lost(): string | undefined } {
  let lost: string | undefined
  const lose = (error: unknown): void => {
    lost ??= error instanceof Error && 'code' in error ? String(error.code) : 'UNKNOWN'
  }
  // Without a listener a closed pipe would end the process, and the upload with it.
  stream.on('error', lose)
  return {
    lost: () => lost,
    write(text) {
      if (lost !== undefined || text === '') return
      if (stream.destroyed || stream.writableEnded) {
        lost = 'EPIPE'
        return
      }
      try {
        stream.write(text)
      } catch (error) {
        lose(error)
      }
    },
  }
}

function progressStream(screen: Screen, print: (text: string) => void): Outlet['progress'] {
  const stream = new Writable({
    decodeStrings: false,
    write(chunk, _encoding, done) {
      print(String(chunk))
      done()
    },
  })
  return Object.defineProperties(stream, {
    isTTY: { get: () => screen.isTTY === true },
    columns: { get: () => screen.columns },
  }) as Outlet['progress']
}
