import { deliver } from '../deliver.js'
import { Gate, type Patience } from '../delivery/gate.js'
import type { Finding } from '../domain/finding.js'
import { openProgress } from '../report/progress.js'
import type { SheetName } from '../report/sheets.js'
import { openNotes } from './notes.js'
import { type Run, screenOf } from './run.js'
import type { Wire } from './target.js'

const mostBytes = 1 << 20
const patience = { maxWait: 15 * 60_000, maxWaitOnTerminal: 2 * 60_000 }

/** Sends what is fresh and enters what becomes of it in the books; what did not go through goes to its files. */
export async function deliverRun(run: Run, wire: Wire, stop: AbortSignal): Promise<void> {
  const { job, world, spool, tally, delivered } = run
  const { batchSize, concurrency } = job.settings
  const limits = { records: batchSize.value, bytes: mostBytes, concurrency: concurrency.value }
  const notes = await openNotes(run)
  const progress = await openProgress(screenOf(run), { verb: 'Sent', noun: 'sales', total: tally.fresh })
  const now = (): number => world.shell.now().getTime()
  const gate = new Gate(world.shell, patienceOf(run), stop, wire.ask, now)
  const way = { send: wire.send, gate, journal: run.memory.ledger, now }
  let settled = 0
  try {
    for await (const findings of deliver(spool, way, limits, delivered)) {
      for (const finding of findings) {
        tally.add(finding)
        if (finding.kind === 'settled') addToSheet(run, finding)
      }
      await notes.add(findings)
      // What was sent already still settles and stands in the books.
      const { failure } = run.sheets
      if (failure !== undefined) gate.close({ sentence: failure.message, refused: false })
      settled += findings.length
      progress.update(settled)
    }
    await notes.end()
  } finally {
    gate.end()
    progress.end()
  }
}

function patienceOf({ world, job }: Run): Patience {
  const { maxWait, maxDuration, rate } = job.settings
  const usual = world.shell.stderr.isTTY === true ? patience.maxWaitOnTerminal : patience.maxWait
  return {
    maxWait: maxWait.value ?? usual,
    maxDuration: maxDuration.value,
    rate: rate.value && rate.value.requests / (rate.value.per === 's' ? 1 : 60),
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
