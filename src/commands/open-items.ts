import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Upload } from '../api/list.js'
import type { RecordPosition } from '../ledger/positions.js'
import type { DoubtfulRequest, LedgerView } from '../ledger/view.js'
import type { OpenRequest, OpenRun } from '../report/open.js'

/** A request's own time and that of the upload it may have become lie no further apart, clocks being as they are. */
const around = 30 * 60_000
const mostHints = 5

/** All that is open for an account, last sent first; what the run with this number does, which is under way, is left out. */
export function openItems(
  view: LedgerView,
  place: { readonly cwd: string; readonly uploads: readonly Upload[]; readonly busyRun: number | undefined },
): { readonly requests: readonly OpenRequest[]; readonly runs: readonly OpenRun[] } {
  const requests = view.doubts().filter(({ run }) => run.run !== place.busyRun)
  return {
    requests: requests.map((doubt) => requestOf(doubt, place.cwd, place.uploads)),
    runs: openRuns(view).filter(({ run }) => run !== place.busyRun),
  }
}

function openRuns(view: LedgerView): readonly OpenRun[] {
  const cutOff = new Set(view.unfinished().map(({ run }) => run))
  const unsent = new Map(view.openElsewhere().unsent.runs.map(({ run, count }) => [run.run, count]))
  return view.runs
    .filter(({ run }) => cutOff.has(run) || unsent.has(run))
    .map(({ run, day, inputs, folder }) => {
      return { run, day, inputs, folder, unsent: unsent.get(run) ?? 0, cutOff: cutOff.has(run) }
    })
    .reverse()
}

function requestOf(doubt: DoubtfulRequest, cwd: string, uploads: readonly Upload[]): OpenRequest {
  const { request, attempts, at, withOrderIds, count, of, money, run, positions } = doubt
  const { inputs, folder } = run
  const files = ['in-doubt.csv', 'in-doubt.ndjson'].map((name) => `${folder}/${name}`)
  return {
    request,
    attempts,
    at,
    withOrderIds,
    sales: count,
    of,
    money: Object.fromEntries(money),
    run: run.run,
    inputs,
    folder,
    rows: rowsOf(positions, inputs),
    file: files.find((path) => existsSync(resolve(cwd, path))) ?? '',
    uploads: near(uploads, at),
  }
}

function rowsOf(positions: readonly RecordPosition[], inputs: readonly string[]): OpenRequest['rows'] {
  return inputs.flatMap((input, at) => {
    const numbers = positions.filter(({ file }) => file === at + 1).map(({ record }) => record)
    const kind = /\.(ndjson|jsonl|json)(\.gz)?$/i.test(input) ? ('record' as const) : ('spreadsheet row' as const)
    return numbers.length === 0 ? [] : [{ input, kind, numbers: stretches(numbers) }]
  })
}

/** `2-4, 9`: numbers that follow each other as one stretch. */
function stretches(numbers: readonly number[]): string {
  const found: { from: number; to: number }[] = []
  for (const number of [...new Set(numbers)].sort((a, b) => a - b)) {
    const last = found.at(-1)
    if (last?.to === number - 1) last.to = number
    else found.push({ from: number, to: number })
  }
  return found.map(({ from, to }) => (from === to ? `${from}` : `${from}-${to}`)).join(', ')
}

function near(uploads: readonly Upload[], at: string): readonly Upload[] {
  const distance = (upload: Upload): number => Math.abs(Date.parse(upload.at) - Date.parse(at))
  return uploads
    .filter((upload) => distance(upload) <= around)
    .sort((a, b) => distance(a) - distance(b))
    .slice(0, mostHints)
}
