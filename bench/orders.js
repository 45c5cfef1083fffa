import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { pathToFileURL } from 'node:url'

/** The columns of a made-up shop's export, as `orders.config.json` maps them. */
const columns = [
  'Order',
  'Status',
  'Created at',
  'Total',
  'Currency',
  'First name',
  'Last name',
  'Email',
  'Phone',
  'Address 1',
  'Address 2',
  'City',
  'State',
  'ZIP',
  'Country',
  'Discount code',
]

const firstNames = 'Ada Ben Cora Dov Eve Finn Gia Hugo Ines Jon Kira Liam Mona Nils Opal Paul Rosa Sven Tess Zoë'.split(
  ' ',
)
const lastNames =
  "Adler Brook Cohen Drake Engel Frost Greer Hale Iverson Jansen Keller Lund Müller Novak O'Neil Price".split(' ')
const streets = ['Main Street', 'Oak Avenue', 'Elm Road', 'Lake Drive', 'Hill Lane', 'County Road 12', 'Ash Court']
const towns = [
  ['Denver', 'CO', '80202'],
  ['Austin', 'TX', '73301'],
  ['Portland', 'OR', '97201'],
  ['Chicago', 'IL', '60601'],
  ['Newark', 'NJ', '07102'],
  ['Tampa', 'FL', '33602'],
]
const units = ['', '', '', 'Apt 4', 'Suite 210', 'Unit B, rear']
const coupons = ['', '', '', '', 'SPRING25', 'WELCOME10']

/**
 * Random numbers that are the same for the same seed on every machine (mulberry32).
 * @param {number} seed
 * @returns {() => number} from 0 to below 1
 */
function randomFrom(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/**
 * Made-up orders, each with its own order number, in the order of their dates; nobody's data.
 * @param {number} count
 * @param {number} seed
 * @param {Date} until the day before which the last order lies
 * @returns {Generator<string[]>} cells, in the order of `columns`
 */
function* orders(count, seed, until) {
  const random = randomFrom(seed)
  /** @template T @param {readonly T[]} list @returns {T} */
  const one = (list) => list[Math.floor(random() * list.length)]
  const last = Math.floor(until.getTime() / dayMilliseconds) * dayMilliseconds - dayMilliseconds
  const digits = (/** @type {number} */ length) => String(Math.floor(random() * 10 ** length)).padStart(length, '0')
  for (let number = 1; number <= count; number += 1) {
    const [firstName, lastName] = [one(firstNames), one(lastNames)]
    const [city, state, zip] = one(towns)
    yield [
      `WEB-US-${1_000_000 + number}`,
      'paid',
      dateOf(last - (1 - number / count) * spanMilliseconds + random() * 3_600_000),
      `${Math.floor(random() * 900) + 5}.${digits(2)}`,
      'USD',
      firstName,
      lastName,
      `${plain(firstName)}.${plain(lastName)}.${number}@example.com`,
      `(${200 + Math.floor(random() * 700)}) 555-01${digits(2)}`,
      `${1 + Math.floor(random() * 9999)} ${one(streets)}`,
      one(units),
      city,
      state,
      zip,
      'US',
      one(coupons),
    ]
  }
}

const dayMilliseconds = 24 * 3600 * 1000
const spanMilliseconds = 300 * dayMilliseconds

/** A time without an offset, as most shops write it. @param {number} milliseconds */
const dateOf = (milliseconds) => new Date(milliseconds).toISOString().slice(0, 19).replace('T', ' ')

/** @param {string} name */
const plain = (name) =>
  name
    .toLowerCase()
    .normalize('NFD')
    .replace(/[^a-z]/g, '')

/** @param {string} cell */
const csvCell = (cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

/** @param {string[]} cells */
const csvLine = (cells) => cells.map(csvCell).join(',')

/** @param {string[]} cells */
function jsonLine(cells) {
  return JSON.stringify(
    Object.fromEntries(cells.map((cell, at) => [columns[at], columns[at] === 'Total' ? Number(cell) : cell])),
  )
}

/**
 * Writes a file of orders; the same count, seed and day give the same bytes.
 * @param {string} path
 * @param {{ readonly count: number, readonly seed: number, readonly format: 'csv' | 'ndjson', readonly until?: Date }} wanted
 */
export async function writeOrders(path, { count, seed, format, until = new Date() }) {
  const file = createWriteStream(path, { highWaterMark: 1 << 20 })
  const line = format === 'csv' ? csvLine : jsonLine
  let text = format === 'csv' ? `${csvLine(columns)}\n` : ''
  for (const cells of orders(count, seed, until)) {
    text += `${line(cells)}\n`
    if (text.length < 1 << 18) continue
    if (!file.write(text)) await once(file, 'drain')
    text = ''
  }
  file.end(text)
  await once(file, 'close')
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [path, count = '1000', format = 'csv', seed = '1'] = process.argv.slice(2)
  if (path === undefined || (format !== 'csv' && format !== 'ndjson')) {
    console.error('node bench/orders.js FILE [COUNT] [csv|ndjson] [SEED]')
    process.exitCode = 2
  } else await writeOrders(path, { count: Number(count), seed: Number(seed), format })
}
