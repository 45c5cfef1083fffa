import { constants } from 'node:os'
import type { Shell } from '../shell.js'

/** Listens for signals: the first asks to stop gently, the second ends the process at once with 128 + its number. */
export function watchSignals(shell: Shell, talk: (text: string) => void): { readonly stop: AbortSignal; end(): void } {
  const controller = new AbortController()
  const end = shell.onSignal((signal) => {
    if (controller.signal.aborted) shell.exitNow(128 + constants.signals[signal])
    else {
      // On a terminal the line of the progress bar is left behind.
      talk(
        `${shell.stderr.isTTY === true ? '\n' : ''}Stopping: what is on the wire is awaited, nothing more is sent. A second signal stops at once.`,
      )
      controller.abort()
    }
  })
  return { stop: controller.signal, end }
}
