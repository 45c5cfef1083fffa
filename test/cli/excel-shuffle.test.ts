import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { lawBreach } from '../../src/domain/law.js'
import { UserError } from '../../src/exit.js'
import { type PreparedFile, planOf, prepareFiles } from '../support/prepare.js'
import { runInside } from '../support/shell.js'

const config = {
  input: { timezone: 'America/New_York' },
  fields: { orderId: 'Order', primaryEmail: 'Email', revenue: 'Total', eventDate: 'Date' },
  records: { group: { by: 'Order', sum: ['Total'] } },
}
const orders = [
  'Order,Email,Total,Date,Note',
  '001,ann@example.com,10.50,03/04/2026,a',
  '001,ann@example.com,2x,03/04/2026,b',
  '001,ann@example.com,0.75,03/04/2026,c',
  '002,bea@example.com,5x,03/05/2026,d',
  '002,bea@example.com,1.25,03/05/2026,e',
  '003,cai@example.com,3x,03/06/2026,f',
  '003,cai@example.com,4.00,03/06/2026,too,many',
  '004,dee@example.com,6.00,03/07/2026,g',
  '005,eve@example.com,9.00,03/27/2026,h',
]
/** The sums of whole orders, once the x is taken off; who deletes the line that can't be read, and shows why, lets its neighbours go. */
const sums: Readonly<Record<string, string>> = { '001': '13.25', '002': '6.25', '003': '3', '004': '6' }

let header: readonly string[] = []
let rows: readonly (readonly string[])[] = []

beforeAll(async () => {
  const cwd = mkdtempSync(join(tmpdir(), 'lettr-shuffle-'))
  try {
    writeFileSync(join(cwd, 'orders.csv'), `${orders.join('\n')}\n`)
    writeFileSync(join(cwd, 'shop.json'), JSON.stringify({ version: 1, ...config }))
    await runInside(['validate', 'orders.csv', '--config', 'shop.json'], { cwd })
    const folder = join(cwd, 'lettr-convert-runs')
    const run = readdirSync(folder).find((name) => name.endsWith('_orders')) ?? ''
    const text = readFileSync(join(folder, run, 'rejected.csv'), 'utf8')
    const [first = [], ...others]: string[][] = parse(text, { bom: true, relax_column_count: true })
    header = first
    rows = others
  } finally {
    rmSync(cwd, { recursive: true, force: true })
  }
})

const csv = (lines: readonly (readonly string[])[]): string =>
  lines.map((cells) => `${cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')}\r\n`).join('')

/** Prepares the rows as a file of ours; undefined when it is refused as a whole. */
async function prepared(lines: readonly (readonly string[])[]): Promise<PreparedFile | undefined> {
  try {
    return await prepareFiles({ 'rejected.csv': csv([header, ...lines]) }, planOf(config))
  } catch (error) {
    if (error instanceof UserError) return undefined
    throw error
  }
}

describe('a rejects file of orders that are added up', () => {
  test('never gives an order twice or with another sum, whatever rows are sorted, lost or doubled', async () => {
    const mended = rows.map((cells) => cells.map((cell) => cell.replace(/^'?(\d)x$/, '$1')))
    const picks = fc.array(fc.nat(mended.length - 1), { minLength: 1, maxLength: 14 })
    let sent = 0
    await fc.assert(
      fc.asyncProperty(fc.oneof(picks, fc.shuffledSubarray([...mended.keys()], { minLength: 5 })), async (places) => {
        const found = await prepared(places.map((at) => mended[at] ?? []))
        expect(found && lawBreach(found.prepared.rowsRead, found.tally, false)).toBeUndefined()
        const fresh = found?.findings.flatMap((one) => (one.kind === 'fresh' ? [one] : [])) ?? []
        const ids = fresh.map(({ orderId }) => orderId)
        expect(new Set(ids).size).toBe(ids.length)
        for (const { orderId, amount } of fresh) expect(amount, orderId).toBe(sums[orderId])
        const broken = places.some((at) => mended[at]?.includes('read'))
        if (broken) expect(ids.filter((id) => id === '003' || id === '004')).toEqual([])
        sent += fresh.length
      }),
      { numRuns: 300 },
    )
    expect(sent).toBeGreaterThan(50)
  })

  test('accounts for every row, whatever is typed into whatever cell', async () => {
    const typed = fc.constantFrom(
      '',
      "'",
      '0',
      '1,5',
      '1.250',
      '4.08E+15',
      '5/3/2026',
      '31.12.2000',
      '~',
      '=1',
      '001',
      '002',
      'x',
      '"',
      ';',
    )
    const edit = fc.tuple(fc.nat(rows.length - 1), fc.nat(header.length - 1), typed)
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { maxLength: 8 }), async (edits) => {
        const changed = rows.map((cells) => [...cells])
        for (const [row, column, text] of edits) if (changed[row]?.[column] !== undefined) changed[row][column] = text
        const found = await prepared(changed)
        if (found === undefined) return
        expect(lawBreach(found.prepared.rowsRead, found.tally, false)).toBeUndefined()
        expect(found.prepared.rowsRead).toBe(changed.filter((cells) => cells.some((cell) => cell !== '')).length)
      }),
      { numRuns: 300 },
    )
  })
})

describe('a rejects file of which one column was sorted by itself', () => {
  const names = ['Ann', 'Bea', 'Cai', 'Dee', 'Eve']
  const plain = { input: config.input, fields: config.fields }
  const sales = names.map((name, at) => `${5 - at}00,${name.toLowerCase()}@example.com,${at * 7 + 10}.50,soon,${name}`)

  async function sorted(column: string): Promise<readonly string[]> {
    const cwd = mkdtempSync(join(tmpdir(), 'lettr-sorted-'))
    try {
      writeFileSync(join(cwd, 'orders.csv'), `${[orders[0], ...sales].join('\n')}\n`)
      writeFileSync(join(cwd, 'shop.json'), JSON.stringify({ version: 1, ...plain }))
      await runInside(['validate', 'orders.csv', '--config', 'shop.json'], { cwd })
      const folder = join(cwd, 'lettr-convert-runs')
      const text = readFileSync(
        join(folder, readdirSync(folder).find((name) => /^\d/.test(name)) ?? '', 'rejected.csv'),
        'utf8',
      )
      const [first = [], ...others]: string[][] = parse(text.replaceAll('soon', '2026-03-04'), { bom: true })
      const at = first.indexOf(column)
      const values = others
        .map((cells) => cells[at] ?? '')
        .sort()
        .reverse()
      const mixed = [first, ...others.map((cells, row) => cells.with(at, values[row] ?? ''))]
      const found = await prepareFiles({ 'rejected.csv': csv(mixed) }, planOf(plain))
      return found.findings.flatMap((one) => (one.kind === 'fresh' ? [one.orderId] : []))
    } finally {
      rmSync(cwd, { recursive: true, force: true })
    }
  }

  test.each(['Email', 'Total'])('sends none of the sales that got the %s of another', async (column) => {
    // The one in the middle keeps its own.
    expect(await sorted(column)).toEqual(['300'])
  })

  test('sends all of them when the column is none that is sent', async () => {
    expect(await sorted('Note')).toHaveLength(5)
  })

  test('lets an e-mail address be corrected to one that stands in another row', async () => {
    const found = await prepared(
      rows.map((cells) =>
        cells.map((cell) => (cell === 'bea@example.com' ? 'ann@example.com' : cell.replace(/^'?(\d)x$/, '$1'))),
      ),
    )
    expect(found?.findings.map((one) => `${one.kind} ${one.orderId}`)).toContain('fresh 002')
  })
})
