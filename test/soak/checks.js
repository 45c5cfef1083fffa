// The promises, held against what came over the wire and what was stored.
import { numberOf } from './shop.js'

/** P2: what is said of each sale agrees with the store. */
export function checkClaims(claims, { stub, withOrderIds }, complain) {
  const stored = stub.stored()
  for (const [number, claim] of claims) {
    const { taken, doubt } = claim
    const count = stored.get(number) ?? 0
    const told = `sale ${number} is stored ${count} times, but said to be ${words(claim)}`
    if (withOrderIds ? count < Math.min(1, taken) : count < taken) complain(told)
    if (count > taken + doubt && !(withOrderIds && taken + doubt > 0)) complain(told)
  }
}

function words(claim) {
  return Object.entries(claim)
    .filter(([name, count]) => name !== 'rows' && count > 0)
    .map(([name, count]) => `${count} ${name}`)
    .join(', ')
}

/**
 * P3: without order id, no row is on the wire more often than it stood in one export. P4: with one, a row is on the wire once more
 * only if its answer was lost or its run was killed, and never under two order ids.
 */
export function checkArrivals({ stub, withOrderIds, seen, shop }, complain) {
  const byKey = Map.groupBy?.(stub.arrivals, ({ key }) => key) ?? grouped(stub.arrivals)
  let repeats = 0
  for (const [key, arrivals] of byKey) {
    if (new Set(arrivals.map(({ orderId }) => orderId)).size > 1)
      complain(`sale ${numberOf(key)} came under two order ids`)
    const most = shop.copies.get(key) ?? 0
    if (!withOrderIds && arrivals.length > most) {
      complain(`sale ${numberOf(key)} came ${arrivals.length} times, but stood in the export ${most} times`)
    }
    const sure = arrivals.slice(0, -1).find(({ run, answered }) => answered && !seen.killed.has(run))
    if (withOrderIds && sure !== undefined)
      complain(`sale ${numberOf(key)} came again after run ${sure.run} had its answer`)
    repeats += Math.max(0, arrivals.length - most)
  }
  seen.repeats = repeats
}

function grouped(arrivals) {
  const groups = new Map()
  for (const one of arrivals) groups.set(one.key, [...(groups.get(one.key) ?? []), one])
  return groups
}
