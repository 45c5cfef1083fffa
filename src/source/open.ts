import { access, constants, type FileHandle, open, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Readable } from 'node:stream'
import { UserError } from '../exit.js'
import { headBytes } from './limits.js'

const failures = new Map([
  ['ENOENT', ['there is no such file', 'Check the name and the folder.']],
  ['EACCES', ['the file may not be read by this user', 'Give this user the right to read it.']],
  ['EPERM', ['the file may not be read by this user', 'Give this user the right to read it.']],
  ['EISDIR', ['this is a folder, not a file', 'Name the file inside it.']],
])

/**
 * The bytes of a file, in pieces. Throws a UserError when the file can't be opened, or when its size or time changed
 * before its end was read: half of an export that is still being written must not be sent.
 */
export async function* readFileBytes(name: string, folder: string): AsyncGenerator<Buffer> {
  const handle = await open(resolve(folder, name), 'r').catch((error: unknown) => fail(name, error))
  try {
    yield* readUnchanged(name, handle)
  } finally {
    await handle.close()
  }
}

/** Throws the UserError that reading would end with when a file is missing, a folder or not to be read; reads nothing. */
export async function checkFiles(names: readonly string[], folder: string): Promise<void> {
  for (const name of names) {
    if (name === '-') continue
    const path = resolve(folder, name)
    const found = await stat(path).catch((error: unknown) => fail(name, error))
    if (found.isDirectory()) fail(name, { code: 'EISDIR' })
    await access(path, constants.R_OK).catch((error: unknown) => fail(name, error))
  }
}

/** The bytes of standard input, in pieces. */
export async function* readStandardInput(stdin: Readable): AsyncGenerator<Buffer> {
  try {
    for await (const piece of stdin) yield typeof piece === 'string' ? Buffer.from(piece) : (piece as Buffer)
  } catch (error) {
    if (error instanceof UserError) throw error
    fail('standard input', error)
  }
}

async function* readUnchanged(name: string, handle: FileHandle): AsyncGenerator<Buffer> {
  const before = await handle.stat()
  if (before.isDirectory()) fail(name, { code: 'EISDIR' })
  let length = 0
  while (true) {
    const buffer = Buffer.allocUnsafe(headBytes)
    const { bytesRead } = await handle.read(buffer, 0, headBytes, null).catch((error: unknown) => fail(name, error))
    if (bytesRead === 0) break
    length += bytesRead
    yield buffer.subarray(0, bytesRead)
  }
  const after = await handle.stat()
  const changed = before.size !== after.size || before.mtimeMs !== after.mtimeMs || length !== after.size
  if (before.isFile() && changed) {
    throw new UserError(
      `${name}: the file changed while it was read; nothing was sent.`,
      'Run again once the export has been written completely.',
    )
  }
}

function fail(name: string, error: unknown): never {
  const code = error instanceof Object && 'code' in error ? String(error.code) : 'unknown error'
  const [what, cure] = failures.get(code) ?? [`the file can't be read (${code})`, 'Check the disk and the file.']
  throw new UserError(`${name}: ${what}.`, cure ?? '')
}
