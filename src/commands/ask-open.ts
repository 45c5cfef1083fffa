import type { Resolution } from '../ledger/event.js'
import type { Ledger } from '../ledger/ledger.js'
import type { OpenRequest, Settled } from '../report/open.js'
import { inputWords, requestLines, runLine, settledLine } from '../report/open-text.js'
import { openLines } from './lines.js'
import { type Open, resolveIfOpen } from './settle.js'
import type { World } from './world.js'

const answers: ReadonlyMap<string, Resolution> = new Map([
  ['d', 'delivered'],
  ['n', 'not-delivered'],
  ['x', 'dismissed'],
])

/** Asks a person about each in turn; every answer is on disk before the next question. */
export async function askAll(world: World, ledger: Ledger, open: Open): Promise<readonly Settled[]> {
  const { outlet } = world
  const questions = openQuestions(world)
  const settled: Settled[] = []
  const settle = async (one: Settled): Promise<void> => {
    if (one.what === 'run') await ledger.dismissRun(one.number)
    else await resolveIfOpen(ledger, one.number, one.as)
    settled.push(one)
    outlet.talk(settledLine(one))
  }
  try {
    if (open.requests.length > 0) outlet.talk(requestLegend)
    for (const request of open.requests) {
      if (!ledger.doubts().some((doubt) => doubt.request === request.request)) continue
      outlet.talk(['', ...requestLines(request), ...(request.withOrderIds ? [resendWords(request)] : [])].join('\n'))
      const key = await questions.choose(`What became of request ${request.request}? [d/n/x/s/q] `, 'dnxsq')
      if (key === 'q') return settled
      const as = answers.get(key)
      if (as !== undefined) await settle({ what: 'request', number: request.request, as, inputs: request.inputs })
    }
    if (open.runs.length > 0) outlet.talk(runLegend)
    for (const run of open.runs) {
      outlet.talk(`\n${runLine(run)}`)
      const key = await questions.choose(`What of run ${run.run}? [x/s/q] `, 'xsq')
      if (key === 'q') return settled
      if (key === 'x') await settle({ what: 'run', number: run.run, as: 'dismissed', inputs: run.inputs })
    }
    return settled
  } finally {
    questions.close()
  }
}

const requestLegend = `Look in your LettrLabs account, or ask LettrLabs, whether these sales arrived. Then answer for each request:
  d  delivered: LettrLabs has its sales, and they are never sent again
  n  not delivered: LettrLabs does not have them, and the next upload of the export sends them
     (sales without order id count twice if they had arrived after all)
  x  dismiss: whether they arrived or not, never send them and ask no more
  s  skip: decide later                  q  quit: leave the rest as it is`

const runLegend = `
These runs left sales behind that did not reach LettrLabs. Uploading the export again sends what is missing.
  x  dismiss: never send what is known to be left, and ask no more
  s  skip: leave it open                 q  quit: leave the rest as it is`

function resendWords({ inputs }: OpenRequest): string {
  return `  (its sales have order ids: instead of answering, upload ${inputWords(inputs)} again, and LettrLabs settles it)`
}

/** The letters, and the words that people type instead. */
const meanings: ReadonlyMap<string, string> = new Map([
  ...['d', 'n', 'x', 's', 'q'].map((key) => [key, key] as const),
  ['delivered', 'd'],
  ['not delivered', 'n'],
  ['not-delivered', 'n'],
  ['dismiss', 'x'],
  ['dismissed', 'x'],
  ['skip', 's'],
  ['', 's'],
  ['quit', 'q'],
])

interface Questions {
  /** One of the keys: Enter alone skips, what is not understood is asked again, Ctrl-C and the end of the input quit. */
  choose(question: string, keys: string): Promise<string>
  close(): void
}

function openQuestions(world: World): Questions {
  const lines = openLines(world)
  return {
    async choose(question, keys) {
      for (;;) {
        const key = meanings.get(((await lines.ask(question)) ?? 'q').trim().toLowerCase())
        if (key !== undefined && keys.includes(key)) return key
      }
    },
    close: lines.close,
  }
}
