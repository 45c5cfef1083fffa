import { link, open, rename, rm } from 'node:fs/promises'
import { exitCodes, UserError } from '../exit.js'
import { show } from './words.js'

/** What a file that is there already is answered with. */
export function alreadyThere(name: string): UserError {
  return new UserError(
    `${show(name)} is there already, and nothing of it was changed.`,
    'Name another file with --config, look at the new one with --print, or write over it with --force.',
  )
}

/** Writes a config whole or not at all; a file that is there is only written over when `replace` says so. */
export async function saveConfig(path: string, name: string, text: string, options: SaveOptions): Promise<void> {
  const working = `${path}.${options.unique}.part`
  try {
    const file = await open(working, 'wx', 0o644)
    try {
      await file.writeFile(text)
      await file.sync()
    } finally {
      await file.close()
    }
    await (options.replace ? rename(working, path) : link(working, path))
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown'
    if (code === 'EEXIST') throw alreadyThere(name)
    throw new UserError(
      `${show(name)} could not be written (${code}).`,
      'Name another file with --config.',
      exitCodes.disk,
    )
  } finally {
    await rm(working, { force: true })
  }
}

interface SaveOptions {
  readonly replace: boolean
  /** Part of the name of the file that is renamed at the end. */
  readonly unique: string
}
