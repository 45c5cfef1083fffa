import { createInterface } from 'node:readline'
import type { World } from './world.js'

/** Questions to a person, one line each. */
export interface Lines {
  /** What was typed; undefined when the input has ended or Ctrl-C was pressed. */
  ask(question: string): Promise<string | undefined>
  close(): void
}

/** Opens the terminal for questions; lines that come before they are asked for are kept. */
export function openLines({ shell, outlet }: Pick<World, 'shell' | 'outlet'>): Lines {
  const lines = createInterface({ input: shell.stdin, output: outlet.progress })
  const waiting: string[] = []
  let isClosed = false
  let wake = (): void => {}
  lines.on('line', (line) => {
    waiting.push(line)
    wake()
  })
  lines.on('close', () => {
    isClosed = true
    wake()
  })
  return {
    async ask(question) {
      if (!isClosed) {
        lines.setPrompt(question)
        lines.prompt()
      }
      if (waiting.length === 0 && !isClosed) {
        await new Promise<void>((done) => {
          wake = done
        })
      }
      return waiting.shift()
    },
    close: () => lines.close(),
  }
}
