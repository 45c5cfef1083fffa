import { deliver } from '../deliver.js'
import { Gate, type Patience } from '../delivery/gate.js'
import type { Finding } from '../domain/finding.js'
import type { Journal } from '../domain/memory.js'
import { openProgress } from '../report/progress.js'
import type { SheetName } from '../report/sheets.js'
import { type Run, screenOf } from './run.js'
import type { Wire } from './target.js'

const mostBytes = 1 << 20
const patience = { maxWait: 15 * 60_000, maxWaitOnTerminal: 2 * 60_000 }

/** Sends what is fresh and enters what becomes of it in the books; what did not go through goes to its files. */
export async function deliverRun(run: Run, wire: Wire, journal: Journal | undefined, stop: AbortSignal): Promise<void> {
  const { job, world, spool, tally, delivered } = run
  const { batchSize, concurrency } = job.settings
  const limits = { records: batchSize.value, bytes: mostBytes, concurrency: concurrency.value }
  const progress = await openProgress(screenOf(run), { verb: 'Sent', noun: 'sales', total: tally.fresh })
  const now = (): number => world.shell.now().getTime()
  const gate = new Gate(world.shell, patienceOf(run), stop, wire.ask, now)
  let settled = 0
  try {
    for await (const findings of deliver(spool, { send: wire.send, gate, journal, now }, limits, delivered)) {
      for (const finding of findings) {
        tally.add(finding)
        if (finding.kind === 'settled') addToSheet(run, finding)
      }
      // What was sent already still settles and stands in the books.
      const { failure } = run.sheets
      if (failure !== undefined) gate.close({ sentence: failure.message, refused: false })
      settled += findings.length
      progress.update(settled)
    }
  } finally {
    progress.end()
  }
}

function patienceOf({ world }: Run): Patience {
  const { maxWait, maxWaitOnTerminal } = patience
  return {
    maxWait: world.shell.stderr.isTTY === true ? maxWaitOnTerminal : maxWait,
    maxDuration: undefined,
    rate: undefined,
  }
}

const sheets = { refused: 'rejected', 'in doubt': 'in-doubt', unsent: 'unsent' } as const satisfies Record<
  string,
  SheetName
>

const cures = {
  refused: 'Correct the record, then send this file again.',
  'in doubt': 'It may or may not have arrived. LettrLabs is assumed to recognise its order id when it is sent again.',
  unsent: 'Send this file again as it is.',
} as const

const doubtWithoutOrderId =
  'It may or may not have arrived, and has no order id: sending it again may count it twice. Ask LettrLabs first.'

function addToSheet(run: Run, finding: Extract<Finding, { readonly kind: 'settled' }>): void {
  const { place } = finding
  if (place === 'accepted' || place === 'known') return
  const hopeless = place === 'in doubt' && finding.orderId === ''
  const cure = hopeless ? doubtWithoutOrderId : cures[place]
  // LettrLabs' words are foreign text and may repeat the key.
  const messages = finding.messages.map((message) => run.world.outlet.redact(message))
  run.sheets.add(sheets[place], run.spool.read(finding.sale), {
    found: finding,
    stage: 'api',
    code: place === 'in doubt' ? 'in-doubt' : place,
    problems: messages.map((message) => ({ field: '', message, cure })),
  })
}
