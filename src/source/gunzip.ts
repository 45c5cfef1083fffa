import { pipeline, Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { UserError } from '../exit.js'

const freeBytes = 16 * 1024 * 1024
const highestRatio = 200

/** Tells a gzip file by its first bytes, whatever it is called. */
export function isGzip(head: Buffer): boolean {
  return head[0] === 0x1f && head[1] === 0x8b
}

/**
 * The unpacked bytes of a gzip file. Throws a UserError when it is cut short or damaged, and when more than 16 MiB came
 * out at over 200 times the packed size, which no export reaches.
 */
export async function* gunzip(name: string, packed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let taken = 0
  let given = 0
  const counted = async function* () {
    for await (const piece of packed) {
      taken += piece.length
      yield piece
    }
  }
  const unpacked = pipeline(Readable.from(counted(), { objectMode: false }), createGunzip(), () => {})
  try {
    for await (const piece of unpacked) {
      given += piece.length
      if (given > freeBytes && given > taken * highestRatio) throw bomb(name)
      yield piece as Buffer
    }
  } catch (error) {
    throw explain(name, error)
  }
}

function bomb(name: string): UserError {
  return new UserError(
    `${name}: unpacks to more than ${highestRatio} times its size; nothing was sent.`,
    'If the file is in order, unpack it first (gunzip) and name the unpacked file.',
  )
}

function explain(name: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (!code.startsWith('Z_')) return error
  const what = code === 'Z_BUF_ERROR' ? 'is cut short' : 'is damaged'
  return new UserError(
    `${name}: the compressed file ${what}; nothing was sent.`,
    'Download or export it again, and wait until it is complete.',
  )
}
