import { createServer } from 'node:net'
import { expect, onTestFinished } from 'vitest'
import { parseFaults } from '../../src/sandbox/faults.js'
import type { StoredConversion } from '../../src/sandbox/store.js'
import { runInside } from '../support/shell.js'
import { expectBalance, type Place, type Summary } from './books.js'
import { type PlainSale, plainCsv, plainSales } from './exports.js'
import type { FaultRow, Played } from './fault-rows.js'
import { canaryKey, type Ended, expectDiscretion, Folder, runCommand, standIn } from './run-command.js'

/** Columns that make no identity but the content's. */
export const withoutOrderId: readonly (keyof PlainSale)[] = ['primaryEmail', 'revenue', 'eventDate']

/** The upload of all rows of the table. */
export const uploadArgs = ['upload', 'orders.csv', '--first-run', '--batch-size', '4', '--concurrency', '1']

/** A folder with the ten sales of the table. */
export function tenSales(ids: boolean): Folder {
  return new Folder().write('orders.csv', plainCsv(plainSales(10), ids ? undefined : withoutOrderId))
}

/**
 * Plays a row: the run that meets the fault, and three days later the same command once more, inside this process, where waiting
 * takes no time. The first is the built command unless all is to happen `inside`.
 */
export async function play(row: FaultRow, ids: boolean, where: 'built' | 'inside'): Promise<Played> {
  const folder = tenSales(ids)
  const elsewhere = await openElsewhere()
  const time = new SkippedTime()
  const { duplicates, style, flags = [] } = row
  const sandbox = await standIn({
    faults: parseFaults(`ok, ${row.script.replaceAll('ELSEWHERE', elsewhere.origin)}`),
    now: time.now,
    ...(duplicates === undefined ? {} : { duplicates }),
    ...(style === undefined ? {} : { metadataStyle: style }),
  })
  const args = [...uploadArgs, ...flags]
  const inside = () => runInFolder(folder, args, sandbox.env, time)
  const built = () => runCommand(folder, args, sandbox)
  const first = told(await (where === 'built' ? built() : inside()), folder, sandbox.store())
  const paused = sandbox.requests().filter(({ fault }) => / for \d/.test(fault ?? ''))
  expect(paused.length, 'requests that came before the time that the server had named').toBeLessThan(2)
  time.skip(3 * 86_400_000)
  const again = told(await inside(), folder, sandbox.store())
  expect(elsewhere.seen(), 'connections to the other origin').toBe(0)
  return { first, again }
}

/** The computer's time, in which every wait is over at once. */
export class SkippedTime {
  #skipped = 0
  readonly skip = (milliseconds: number): void => {
    this.#skipped += milliseconds
  }
  readonly now = (): Date => new Date(Date.now() + this.#skipped)
  readonly elapsed = (): number => performance.now() + this.#skipped
  // The wall clock counts whole milliseconds: without one more a pause may seem too short by a part of one.
  readonly sleep = async (milliseconds: number): Promise<void> => this.skip(Math.ceil(milliseconds) + 1)
}

/** Runs the command inside this process as `runCommand` runs the built one. */
export async function runInFolder(
  folder: Folder,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  { now, elapsed, sleep }: Pick<SkippedTime, 'now' | 'elapsed' | 'sleep'>,
): Promise<Ended> {
  const all = { XDG_STATE_HOME: folder.state, LETTRLABS_API_KEY: canaryKey, ...env }
  const { code, out, err } = await runInside(args, { cwd: folder.path, env: all, shell: { now, elapsed, sleep } })
  const ended = { code, signal: null, stdout: out, stderr: err }
  expectDiscretion(folder, ended)
  return ended
}

const order: readonly Place[] = ['accepted', 'known', 'refused', 'rejected', 'skipped', 'in doubt', 'unsent']

/** `6: accepted 6, in doubt 4; store 10`; a sale that the store holds more than once is named. The books must balance. */
export function told(ended: Ended, folder: Folder, store: readonly StoredConversion[]): string {
  const summary = JSON.parse(folder.left('summary.json') ?? 'null') as Summary
  expectBalance(summary)
  expect(summary.exitCode, 'the exit code in summary.json').toBe(ended.code)
  const places = order.flatMap((place) => {
    const sales = summary.books.places[place]?.sales ?? 0
    return sales === 0 ? [] : [`${place} ${sales}`]
  })
  return `${ended.code}: ${places.join(', ')}; ${storeWords(store)}`
}

/** `store 10`, or `store 10, twice: canaria1001@example.com`. */
export function storeWords(store: readonly StoredConversion[]): string {
  const counts = new Map<string, number>()
  for (const { record } of store) {
    const name = String(record.primaryEmail)
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  const twice = [...counts].filter(([, count]) => count > 1).map(([name]) => name)
  return `store ${counts.size}${twice.length === 0 ? '' : `, twice: ${twice.join(' ')}`}`
}

/** A server that nobody may turn to. */
async function openElsewhere(): Promise<{ readonly origin: string; seen(): number }> {
  let seen = 0
  const server = createServer((socket) => {
    seen += 1
    socket.destroy()
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => void server.close())
  const address = server.address()
  return { origin: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`, seen: () => seen }
}
