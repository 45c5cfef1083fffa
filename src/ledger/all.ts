import { closeSync, openSync, readdirSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { type Header, headerStart } from './event.js'

const firstBytes = 16 * 1024

/** The paths of all ledgers in a folder, by name; none where there is no such folder. */
export function ledgersIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.ledger'))
      .sort()
      .map((name) => join(folder, name))
  } catch {
    return []
  }
}

/** Whose ledger it is, from its first line alone; undefined where that can't be read. */
export function headerOf(path: string): Pick<Header, 'account' | 'baseUrl'> | undefined {
  try {
    const file = openSync(path, 'r')
    try {
      const bytes = Buffer.alloc(firstBytes)
      const [line = ''] = bytes.toString('utf8', 0, readSync(file, bytes, 0, firstBytes, 0)).split('\n')
      const { account, baseUrl } = JSON.parse(line.startsWith(headerStart) ? line : '{}')
      return typeof account === 'string' && typeof baseUrl === 'string' ? { account, baseUrl } : undefined
    } finally {
      closeSync(file)
    }
  } catch {
    return undefined
  }
}
