import { constants } from 'node:fs'
import { open } from 'node:fs/promises'

export type SmallFile =
  /** `mode` holds the permission bits. */
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array; readonly mode: number }
  | { readonly kind: 'absent' }
  | { readonly kind: 'not-a-file' }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'unreadable'; readonly code: string }

/** Reads a regular file of at most so many bytes; a pipe or device is never waited for. */
export async function readSmallFile(path: string, most: number): Promise<SmallFile> {
  try {
    const handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
    try {
      const stat = await handle.stat()
      if (!stat.isFile()) return { kind: 'not-a-file' }
      if (stat.size > most) return { kind: 'too-large' }
      const bytes = await handle.readFile()
      return bytes.length > most ? { kind: 'too-large' } : { kind: 'bytes', bytes, mode: stat.mode & 0o777 }
    } finally {
      await handle.close()
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'absent' }
    if (code === 'EISDIR') return { kind: 'not-a-file' }
    if (code === '') throw error
    return { kind: 'unreadable', code }
  }
}
