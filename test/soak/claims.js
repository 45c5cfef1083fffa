// What a run says of every sale, read from the files that it left, and whether its books balance.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'

const nothing = { rows: 0, rejected: 0, corrected: 0, refused: 0, unsent: 0, doubt: 0, taken: 0 }

/** What the run whose summary this is says of each sale, by its number; faults of its books are told to `complain`. */
export function readClaims(folder, summary, rows, complain) {
  const claims = new Map(rows.map(({ number }) => [number, { ...nothing }]))
  const add = (number, place) => {
    const claim = claims.get(number)
    if (claim === undefined) complain(`sale ${number} stands in a file of the run, but not in its input`)
    else claim[place] += 1
  }
  for (const { number } of rows) add(number, 'rows')
  const sheet = (name) => readSheet(join(folder, summary.folder, `${name}.csv`))
  for (const row of sheet('rejected')) add(numberIn(row), kindOf(row))
  for (const row of sheet('unsent')) add(numberIn(row), 'unsent')
  for (const row of sheet('in-doubt')) add(numberIn(row), 'doubt')
  for (const claim of claims.values()) {
    // A correction is kept back because the sale was taken as it was before.
    claim.taken = claim.rows - claim.rejected - claim.refused - claim.unsent - claim.doubt
  }
  checkBooks(summary, rows, claims, complain)
  return claims
}

/** The shop's words for what is in dollars and in rows. */
function checkBooks({ books }, rows, claims, complain) {
  const { read, places } = books
  const all = Object.values(places)
  const sum = (of) => all.reduce((total, place) => total + of(place), 0)
  const cents = (place) =>
    Object.values(place.money).reduce((total, amount) => total + Math.round(Number(amount) * 100), 0)
  const equal = (what, said, is) => said !== is && complain(`books: ${what}: ${said} instead of ${is}`)
  equal('sales read', read.sales, rows.length)
  equal('rows read', read.rows, rows.length)
  equal(
    'money read',
    cents(read),
    rows.reduce((total, row) => total + row.cents, 0),
  )
  equal(
    'sales in all places',
    sum((place) => place.sales),
    read.sales,
  )
  equal(
    'rows in all places',
    sum((place) => place.rows),
    read.rows,
  )
  equal('money in all places', sum(cents), cents(read))
  const claimed = (name) => [...claims.values()].reduce((total, claim) => total + claim[name], 0)
  const said = (...names) => names.reduce((total, name) => total + (places[name]?.sales ?? 0), 0)
  equal('accepted and known', said('accepted', 'known'), claimed('taken') - claimed('corrected'))
  equal('rejected', said('rejected'), rows.filter(({ good }) => !good).length + claimed('corrected'))
  equal('rejected, in its file', said('rejected'), claimed('rejected') + claimed('corrected'))
  equal('refused, in its file', said('refused'), claimed('refused'))
  equal('unsent, in its file', said('unsent'), claimed('unsent'))
  equal('in doubt, in its file', said('in doubt'), claimed('doubt'))
}

function kindOf({ lettr_stage: stage, lettr_code: code }) {
  if (stage === 'api') return 'refused'
  return code.startsWith('looks-corrected') ? 'corrected' : 'rejected'
}

function readSheet(path) {
  return existsSync(path) ? parse(readFileSync(path), { bom: true, columns: true }) : []
}

function numberIn({ primaryEmail }) {
  return Number(primaryEmail.split('.')[1])
}
