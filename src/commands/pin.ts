import { chmodSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Account } from '../api/me.js'
import { configName } from '../config/load.js'
import { withPin } from '../config/pin.js'
import { clean } from '../domain/clean.js'
import { exitCodes, UserError } from '../exit.js'
import { WholeFile } from '../report/whole-file.js'
import type { Checked } from './check-memory.js'
import { accountGuard, accountWords, pinCommand } from './guards.js'
import type { Job } from './job.js'
import type { World } from './world.js'

/** Writes the key's account into the config, so that a key of another one stops every later run; says what came of it. */
export function pinAccount(world: World, job: Job, account: Account | undefined, force: boolean): Checked {
  const no = (words: string, exitCode: Checked['exitCode'] = exitCodes.usage): Checked => ({
    name: 'pin',
    ok: false,
    words,
    exitCode,
  })
  if (account === undefined) return no('nothing was written, for the account is not known')
  const { id, company } = account
  if (id === undefined && company === '') return no('nothing was written, for LettrLabs names no account')
  const pin = { id, company }
  const { file, upload } = job.config
  const whom = clean(accountWords(pin))
  if (file === undefined) {
    const text = JSON.stringify({ upload: JSON.parse(withPin('{}', pin, false)).upload })
    return no(`there is no config to write it into. Make ${configName} or name one with --config; its part is ${text}`)
  }
  const pinned = upload.account !== undefined
  const stranger = accountGuard({ job }, pin)
  if (stranger !== undefined && !force) {
    const words = `${stranger.message} To bind it to the key's account instead: ${pinCommand(job.config)}`
    return no(words, exitCodes.guard)
  }
  if (pinned && stranger === undefined && upload.account?.id === id) {
    return { name: 'pin', ok: true, words: `${file} was bound to ${whom} already`, exitCode: exitCodes.done }
  }
  try {
    replace(resolve(world.shell.cwd, file), (text) => withPin(text, pin, pinned))
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return no(`${file} can't be written: ${error.message}`, error.exitCode)
  }
  const words = `${file} is bound to ${whom} now; a key of another account stops every run`
  return { name: 'pin', ok: true, words, exitCode: exitCodes.done }
}

/** Whole or not at all; a link goes on to lead to the file, and who may read it stays the same. */
function replace(path: string, change: (text: string) => string): void {
  const real = realpathSync(path)
  const { mode } = statSync(real)
  const file = new WholeFile(real)
  file.write(change(readFileSync(real, 'utf8')))
  file.finish()
  chmodSync(real, mode & 0o777)
}
