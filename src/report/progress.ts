import type { Writable } from 'node:stream'

const plainEvery = 10_000

/** Shows that a long step goes on. */
export interface Progress {
  /** So many are done, of `total` when that is known. */
  update(done: number): void
  end(): void
}

export interface ProgressScreen {
  readonly stream: Writable & { readonly isTTY?: boolean }
  readonly talk: (text: string) => void
  /** Milliseconds that only go forward. */
  readonly elapsed: () => number
}

/** A bar on a terminal, a plain line every 10 s elsewhere; for `verb` such as "Sent" and `noun` such as "sales". */
export async function openProgress(
  screen: ProgressScreen,
  words: { readonly verb: string; readonly noun: string; readonly total?: number },
): Promise<Progress> {
  return screen.stream.isTTY === true ? openBar(screen, words) : openLines(screen, words)
}

async function openBar(
  screen: ProgressScreen,
  { verb, noun, total }: { readonly verb: string; readonly noun: string; readonly total?: number },
): Promise<Progress> {
  const { SingleBar } = (await import('cli-progress')).default
  const format =
    total === undefined ? `${verb} {value} ${noun}` : `${verb} [{bar}] {percentage}% | {value}/{total} ${noun}`
  const stream = screen.stream as unknown as NodeJS.WritableStream
  const bar = new SingleBar({
    format,
    stream,
    hideCursor: false,
    clearOnComplete: true,
    // Signals are ours: the bar ends when the run does.
    gracefulExit: false,
    barCompleteChar: '=',
    barIncompleteChar: '-',
  })
  bar.start(total ?? 0, 0)
  return {
    update(done) {
      if (total === undefined) bar.setTotal(done)
      bar.update(done)
    },
    end: () => bar.stop(),
  }
}

function openLines(
  { talk, elapsed }: ProgressScreen,
  { verb, noun, total }: { readonly verb: string; readonly noun: string; readonly total?: number },
): Progress {
  let last = elapsed()
  return {
    update(done) {
      if (elapsed() - last < plainEvery) return
      last = elapsed()
      const of = total === undefined ? '' : ` of ${total.toLocaleString('en-US')}`
      talk(`${verb} ${done.toLocaleString('en-US')}${of} ${noun}.`)
    },
    end() {},
  }
}
