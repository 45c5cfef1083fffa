import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { parseFaults } from '../../src/sandbox/faults.js'
import { plainCsv, plainSales } from './exports.js'
import { type Ended, Folder, runCommand, standIn } from './run-command.js'

/** Without the column that lets LettrLabs recognise a sale. */
export const withoutIds = ['primaryEmail', 'revenue', 'eventDate'] as const

/** A folder with an export and a memory of its own, and a stand-in that goes wrong as told. */
export async function openShop(faults: string, columns?: typeof withoutIds) {
  const folder = new Folder().write('orders.csv', plainCsv(plainSales(5), columns))
  const sandbox = await standIn({ faults: parseFaults(faults) })
  const env: Readonly<Record<string, string>> = { ...sandbox.env, XDG_STATE_HOME: folder.at('state') }
  const run = (...args: readonly string[]): Promise<Ended> => runCommand(folder, args, { env })
  const upload = (...args: readonly string[]): Promise<Ended> =>
    run('upload', 'orders.csv', '--first-run', '--max-wait', '500ms', '--concurrency', '1', ...args)
  return { folder, sandbox, env, run, upload }
}

/** The path of the one ledger in the folder. */
export function ledgerIn(folder: Folder): string {
  const state = folder.at('state/lettr-convert')
  const [name = ''] = readdirSync(state).filter((one) => one.endsWith('.ledger'))
  return `${state}/${name}`
}

/** Puts another byte in place of the one in the middle of a file, and gives its place. */
export function damage(path: string): number {
  const bytes = readFileSync(path)
  const place = Math.floor(bytes.length / 2)
  bytes[place] = (bytes[place] ?? 0) ^ 1
  writeFileSync(path, bytes)
  return place
}
