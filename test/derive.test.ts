import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lawBreach } from '../src/domain/law.js'
import { type PreparedFile, planOf, prepareFiles, words } from './support/prepare.js'

const config = {
  fields: {
    orderId: { derive: ['primaryEmail', 'eventDate', 'revenue'] },
    primaryEmail: 'Email',
    couponCode: 'Coupon',
    revenue: 'Total',
    eventDate: 'Date',
  },
  input: { timezone: 'UTC' },
}
const header = 'Email,Total,Date,Coupon\n'
const ann = 'ann@example.com,10,2026-01-01,A\n'
const bo = 'bo@example.com,10,2026-01-01,A\n'

async function prepared(files: { readonly [name: string]: string }, used: object = config): Promise<PreparedFile> {
  const result = await prepareFiles(files, planOf(used))
  expect(lawBreach(result.prepared.rowsRead, result.tally, false)).toBeUndefined()
  return result
}

const idsOf = ({ findings }: PreparedFile): readonly string[] => findings.map(({ orderId }) => orderId)

describe('an order id made from values', () => {
  test('is sent, and is the same in every run', async () => {
    const one = await prepared({ 'a.csv': header + ann + bo })
    const other = await prepared({ 'b.csv': header + bo + ann })
    expect(one.findings.map(words)).toEqual(['fresh 2 10', 'fresh 3 10'])
    expect(idsOf(one)).toEqual(idsOf(other).toReversed())
    expect(JSON.parse(one.spool.read(0).json)).toMatchObject({ orderId: idsOf(one)[0] })
    expect(one.findings.flatMap((found) => ('problems' in found ? found.problems : []))).toEqual([])
  })

  test('has a number from the second sale with the same values on, in the order of the file', async () => {
    const file = await prepared({ 'a.csv': header + ann + bo + ann.replace('A', 'B') + ann })
    const [id = ''] = idsOf(file)
    expect(idsOf(file)).toEqual([id, expect.not.stringContaining(id), `${id}-2`, `${id}-3`])
    expect(file.findings.map(({ kind }) => kind)).toEqual(['fresh', 'fresh', 'fresh', 'fresh'])
    expect([0, 2, 3].map((number) => JSON.parse(file.spool.read(number).json))).toMatchObject([
      { orderId: id, couponCode: 'A' },
      { orderId: `${id}-2`, couponCode: 'B' },
      { orderId: `${id}-3`, couponCode: 'A' },
    ])
  })

  test('is counted anew in each file, so that what two files share is sent once', async () => {
    const { findings } = await prepared({ 'a.csv': header + ann + ann, 'b.csv': header + ann + ann + ann })
    expect(findings.map(words)).toEqual([
      'fresh 2 10',
      'fresh 3 10',
      'skipped 2: identical to an earlier sale with the same order id',
      'skipped 3: identical to an earlier sale with the same order id',
      'fresh 4 10',
    ])
  })

  test('rejects sales of two files that share it and differ in other values', async () => {
    const { findings } = await prepared({ 'a.csv': header + ann, 'b.csv': header + ann.replace('A', 'B') })
    expect(findings.map(words)).toEqual(['rejected 2 duplicate-order', 'rejected 2 duplicate-order'])
  })

  test('counts sales that are left out or rejected too, so that the others keep theirs', async () => {
    const used = { ...config, records: { keep: [{ column: 'Coupon', notIn: ['B'] }] } }
    const text = header + ann.replace('A', 'B') + ann
    const [first = '', second] = idsOf(await prepared({ 'a.csv': text }, used))
    expect(second).toBe(`${first}-2`)
  })

  test('waits for the column to prove its dates', async () => {
    const sale = (date: string) => `ann@example.com,10,${date},A\n`
    const text = header + sale('02/03/2026') + sale('12/31/2025') + sale('02/03/2026')
    const file = await prepared({ 'a.csv': text })
    const plain = await prepared({ 'b.csv': header + sale('2026-02-03') + sale('2025-12-31') + sale('2026-02-03') })
    expect(idsOf(file)).toEqual(idsOf(plain))
    expect(file.findings.map(({ kind }) => kind)).toEqual(['fresh', 'fresh', 'fresh'])
  })

  test('is missing, and said to be, where all its values are', async () => {
    const used = { ...config, fields: { ...config.fields, orderId: { derive: ['primaryEmail'] } } }
    const { findings } = await prepared({ 'a.csv': `${header},10,2026-01-01,A\n` }, used)
    expect(findings).toMatchObject([{ kind: 'fresh', orderId: '', problems: [{ code: 'missing-order-id' }] }])
    const strict = { ...used, checks: { orderId: 'required' } }
    const rejected = await prepared({ 'a.csv': `${header},10,2026-01-01,A\n` }, strict)
    expect(rejected.findings.map(words)).toEqual(['rejected 2 missing-order-id'])
  })

  test('keeps beside it that a neighbour is broken', async () => {
    const used = { ...config, records: { group: { by: 'Coupon', sum: 'Total' } } }
    const text = `${header}ann@example.com,10,2026-01-01,A\nann@example.com,10,2026-01-01,B\nann@example.com\n`
    const { findings } = await prepared({ 'a.csv': text }, used)
    expect(findings.map(words)).toEqual(['fresh 2 10', 'rejected 3 broken-neighbour', 'rejected 4 short-row'])
    expect(idsOf({ findings } as PreparedFile)[1]).toMatch(/-2$/)
  })

  test('needs its fields to be mapped', async () => {
    const { couponCode: _, ...fields } = config.fields
    const used = { ...config, fields: { ...fields, orderId: { derive: ['couponCode'] } } }
    await expect(prepared({ 'a.csv': header + ann }, used)).rejects.toThrow(
      'fields.orderId.derive: "couponCode" is named here, but no column is mapped to it under "fields".',
    )
  })
})

const line = fc
  .tuple(
    fc.constantFrom('ann@example.com', 'bo@example.com', ''),
    fc.constantFrom('10', '10.00', '11', '-3', 'x'),
    fc.constantFrom('2026-01-01', '01/31/2026', '03/02/2026', ''),
    fc.constantFrom('A', 'B', ''),
  )
  .map((cells) => `${cells.join(',')}\n`)

test('the ids of a file are the same set in whatever order its lines stand, and no two are alike', async () => {
  const shuffled = fc
    .array(line, { maxLength: 25 })
    .chain((lines) => fc.tuple(fc.constant(lines), fc.shuffledSubarray(lines, { minLength: lines.length })))
  await fc.assert(
    fc.asyncProperty(shuffled, async ([lines, others]) => {
      const proof = 'cy@example.com,1,12/31/2025,\n'
      const ids = idsOf(await prepared({ 'a.csv': header + lines.join('') + proof })).filter((id) => id !== '')
      const again = idsOf(await prepared({ 'a.csv': header + proof + others.join('') })).filter((id) => id !== '')
      expect(ids.toSorted()).toEqual(again.toSorted())
      expect(new Set(ids).size).toBe(ids.length)
    }),
    { numRuns: 60 },
  )
})
