import { expect, test } from 'vitest'
import { identityHex } from '../../src/domain/mark.js'
import type { StoredSale } from '../../src/domain/sale.js'
import { planOf, prepareFiles } from '../support/prepare.js'

const config = { fields: { primaryEmail: 'Email', revenue: 'Total', eventDate: 'Date', orderId: 'Id' } }
const head = 'Id,Email,Total,Date\n'
const ann = ',ann@example.com,5,2026-03-04T00:00:00Z\n'
const bo = ',bo@example.com,5,2026-03-04T00:00:00Z\n'

const identityIn = ({ mark }: StoredSale): string => (mark === undefined ? '' : identityHex(mark))

async function marksOf(files: { readonly [name: string]: string }) {
  const { spool, findings } = await prepareFiles(
    files,
    planOf({ ...config, checks: { orderId: 'optional' } }, { marks: true }),
  )
  const marks = Array.from({ length: spool.count }, (_, number) => identityIn(spool.read(number)))
  return { marks, kinds: findings.map(({ kind }) => kind) }
}

test('equal sales without order id in one file are different sales', async () => {
  const { marks, kinds } = await marksOf({ 'a.csv': head + ann + ann + bo + ann })
  expect(new Set(marks).size).toBe(4)
  expect(kinds).toEqual(['fresh', 'fresh', 'fresh', 'fresh'])
})

test('they have the same marks when the file is read again', async () => {
  const file = { 'a.csv': head + ann + ann + bo }
  expect((await marksOf(file)).marks).toEqual((await marksOf(file)).marks)
})

test('where two files overlap, the highest count in any one of them holds', async () => {
  const { kinds } = await marksOf({ 'a.csv': head + ann + ann, 'b.csv': head + ann + ann + ann + bo })
  expect(kinds).toEqual(['fresh', 'fresh', 'skipped', 'skipped', 'fresh', 'fresh'])
})

test('sales with order ids are left alone', async () => {
  const { kinds } = await marksOf({ 'a.csv': `${head}1${ann}2${ann}` })
  expect(kinds).toEqual(['fresh', 'fresh'])
})
