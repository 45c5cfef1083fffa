import { isDeepStrictEqual } from 'node:util'
import { bodyOf, type LedgerEvent, type RunEvent } from './event.js'
import { fates } from './fates.js'
import { emptyMarks, type Marks, markWords } from './marks.js'
import { positionsText, readPositions } from './positions.js'
import type { OpenRequest } from './requests.js'
import type { LedgerState, Run } from './state.js'
import { unfinishedAmong } from './unfinished.js'

const marksALine = 4000
/** Runs of each source that are kept although nothing that is remembered comes from them: a guard compares the next one with them. */
const lastRunsKept = 30

/** The bodies of the lines that come to the same state, but for the first line; see event.ts. */
export function* snapshot(state: LedgerState): Generator<string> {
  for (const run of runsToKeep(state)) {
    yield bodyOf(runEvent(run))
    if (run.exit !== undefined) yield bodyOf(endEvent(run, run.exit))
    if (run.dismissedAt !== undefined) yield bodyOf({ event: 'dismissed', run: run.run, at: run.dismissedAt })
  }
  for (const number of fates.keys()) if (number > 0) yield* remembered(state, number)
  for (const request of state.requests.all) yield* openRequest(state, request)
}

function runEvent({ run, at, folder, inputs, source, recipe, sample }: Run): RunEvent {
  return { event: 'run', run, at, folder, inputs, source, recipe, sample }
}

function endEvent({ run, at, endedAt, volume }: Run, exit: number): LedgerEvent {
  return { event: 'end', run, at: endedAt ?? at, exit, ...(volume === undefined ? {} : { volume }) }
}

function runsToKeep({ table, runs, requests }: LedgerState): readonly Run[] {
  const kept = new Set<number>()
  for (let entry = 0; entry < table.count; entry += 1) kept.add(table.run(entry))
  for (const { intent } of requests.all) kept.add(intent.run)
  for (const run of lastBySource([...runs.values()]).values()) kept.add(run.run)
  const all = [...runs.values()]
  for (const source of new Set(all.map((run) => run.source))) {
    for (const run of all.filter((other) => other.source === source).slice(-lastRunsKept)) kept.add(run.run)
  }
  for (const run of unfinishedAmong(all)) kept.add(run.run)
  return all.filter(({ run }) => kept.has(run))
}

function lastBySource(runs: readonly Run[]): ReadonlyMap<string, Run> {
  return new Map(runs.map((run) => [run.source, run]))
}

/** Stretches of identities with one fate, run and kind, in the order of the table. */
function* remembered({ table }: LedgerState, number: number): Generator<string> {
  const fate = fates[number]
  if (fate === undefined) return
  const marks = emptyMarks(marksALine)
  let [run, withOrderIds] = [0, false]
  const line = (): string => bodyOf({ event: 'remembered', run, fate, withOrderIds }, marks)
  for (let entry = 0; entry < table.count; entry += 1) {
    if (table.fate(entry) !== number) continue
    const isOther = table.run(entry) !== run || table.withOrderId(entry) !== withOrderIds
    if (marks.count > 0 && (isOther || marks.count === marksALine)) {
      yield line()
      marks.count = 0
    }
    ;[run, withOrderIds] = [table.run(entry), table.withOrderId(entry)]
    table.copy(entry, marks.words, marks.count * markWords)
    marks.count += 1
  }
  if (marks.count > 0) yield line()
}

/** The intent with what is left of it, and its outcome: in doubt. */
function* openRequest(state: LedgerState, { intent, of, open }: OpenRequest): Generator<string> {
  const marks: Marks = emptyMarks(open.size)
  for (const entry of open.keys()) {
    state.table.copy(entry, marks.words, marks.count * markWords)
    marks.count += 1
  }
  const positions = readPositions(intent.positions)
  const left = positionsText([...open.values()].flatMap((place) => positions[place] ?? []))
  yield bodyOf({ ...intent, of, positions: left }, marks)
  yield bodyOf({ event: 'outcome', attempt: intent.attempt, fates: `${open.size}d` })
}

/** Whether two states answer every question alike: identities, open requests, recipes, and the numbers that are used up. */
export function sameMemory(one: LedgerState, other: LedgerState): boolean {
  return (
    one.table.count === other.table.count &&
    one.lastAttempt === other.lastAttempt &&
    one.lastRun === other.lastRun &&
    sameIdentities(one, other) &&
    [...other.runs.values()].every((run) => isDeepStrictEqual(run, one.runs.get(run.run))) &&
    isDeepStrictEqual(requestsOf(one), requestsOf(other)) &&
    isDeepStrictEqual(recipesOf(one), recipesOf(other))
  )
}

function sameIdentities(one: LedgerState, { table, runs }: LedgerState): boolean {
  const { words } = emptyMarks(1)
  for (let entry = 0; entry < one.table.count; entry += 1) {
    one.table.copy(entry, words, 0)
    const there = table.find(words, 0)
    const isSame =
      there !== -1 &&
      table.fate(there) === one.table.fate(entry) &&
      table.run(there) === one.table.run(entry) &&
      table.withOrderId(there) === one.table.withOrderId(entry) &&
      table.sameContent(there, words, 0) &&
      runs.has(table.run(there))
    if (!isSame) return false
  }
  return true
}

function requestsOf({ table, requests }: LedgerState): readonly unknown[] {
  return requests.all.map(({ intent, of, open }) => {
    const positions = readPositions(intent.positions)
    const records = [...open].map(([entry, place]) => {
      const { bytes, words } = emptyMarks(1)
      table.copy(entry, words, 0)
      return [bytes.toString('hex'), positions[place]]
    })
    const { attempt, run, at, withOrderIds, money } = intent
    return { attempt, run, at, withOrderIds, money, of, records }
  })
}

function recipesOf({ runs }: LedgerState): readonly unknown[] {
  return [...lastBySource([...runs.values()]).values()].toSorted((a, b) => a.run - b.run)
}
