import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { readLedger } from '../../dist/ledger/open.js'

/** How many sales the ledger in a state folder lists as in doubt, for `resolve`. */
export function heldDoubts(state) {
  const name = readdirSync(state).find((one) => one.endsWith('.ledger'))
  const doubts = name === undefined ? undefined : readLedger(join(state, name))?.doubts()
  return (doubts ?? []).reduce((sum, { count }) => sum + count, 0)
}
