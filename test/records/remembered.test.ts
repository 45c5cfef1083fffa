import { expect, test } from 'vitest'
import { hexOf, identityHex, type Mark } from '../../src/domain/mark.js'
import type { ChangedPart, Fate, Known } from '../../src/domain/memory.js'
import type { Recall } from '../../src/domain/recall.js'
import { planOf, prepareFiles } from '../support/prepare.js'

const fields = { orderId: 'Id', primaryEmail: 'Email', revenue: 'Total', eventDate: 'Date' }
const checks = { orderId: 'optional' }
const head = 'Id,Email,Total,Date,Status\n'
const row = (id: string, total = '5', email = 'ann@example.com', status = 'paid') =>
  `${id},${email},${total},2026-03-04T00:00:00Z,${status}\n`

/** A ledger that holds what an earlier run of this file would have left. */
class Remembered implements Known {
  /** What is told of a sale whose content is another now. */
  changed: readonly ChangedPart[] = ['amount']
  readonly #marks = new Map<string, { readonly mark: string; readonly fate: Fate; seen: boolean }>()

  static async of(text: string, fate: Fate, config: object = {}): Promise<Remembered> {
    const known = new Remembered()
    const { spool } = await prepareFiles(
      { 'a.csv': head + text },
      planOf({ fields, checks, ...config }, { marks: true }),
    )
    for (let number = 0; number < spool.count; number += 1) {
      const { mark } = spool.read(number)
      if (mark !== undefined) known.#marks.set(identityHex(mark), { mark: hexOf(mark), fate, seen: false })
    }
    return known
  }

  recall(mark: Mark) {
    const found = this.#marks.get(identityHex(mark))
    if (found === undefined) return undefined
    found.seen = true
    return { fate: found.fate, day: '2026-11-20', changed: found.mark === hexOf(mark) ? [] : this.changed }
  }

  mappingOf(): string {
    return 'a mapping'
  }

  leave(): void {}

  otherStore(asked: Mark): boolean {
    const mark = hexOf(asked)
    return [...this.#marks.values()].some(
      (other) => other.mark.slice(0, 16) === mark.slice(0, 16) && other.mark.slice(16, 32) !== mark.slice(16, 32),
    )
  }

  takeGone(asked: Mark): 'accepted' | 'doubt' | undefined {
    const mark = hexOf(asked)
    const gone = [...this.#marks.values()].find((other) => !other.seen && other.mark.slice(32) === mark.slice(32))
    if (gone !== undefined) gone.seen = true
    return gone?.fate === 'accepted' || gone?.fate === 'doubt' ? gone.fate : undefined
  }
}

const nothing = {
  mapping: 'a mapping',
  resend: false,
  resendChanged: false,
  resendInDoubt: false,
  retryRefused: false,
}

async function outcome(known: Known, text: string, config: object = {}, wanted: Partial<Recall> = {}, more = {}) {
  const plan = planOf({ fields, checks, ...config }, { marks: true, ...more })
  const { findings, tally, prepared } = await prepareFiles({ 'a.csv': head + text }, plan, {
    recall: { known, ...nothing, ...wanted },
  })
  const words = findings.map((finding) =>
    finding.kind === 'known' ? `${finding.place}${finding.changed.length > 0 ? ', changed' : ''}` : finding.kind,
  )
  return { words, tally, prepared, findings }
}

test('what was delivered is known, and only the rest is fresh', async () => {
  const known = await Remembered.of(row('1') + row('2'), 'accepted')
  expect((await outcome(known, row('1') + row('3') + row('2'))).words).toEqual(['known', 'fresh', 'known'])
})

test('a delivered order with other content is changed since, and not sent unless asked for', async () => {
  const known = await Remembered.of(row('1'), 'accepted')
  const { words, tally } = await outcome(known, row('1', '6'))
  expect([words, tally.changed.sales]).toEqual([['known, changed'], 1])
  expect((await outcome(known, row('1', '6'), {}, { resendChanged: true })).words).toEqual(['fresh'])
})

test('a delivered order of which nothing is as it was is another sale, unless it was mapped in another way then', async () => {
  const known = await Remembered.of(row('1'), 'accepted')
  const other = row('1', '6', 'bo@example.com')
  known.changed = ['amount', 'date', 'identifiers']
  const { words, findings } = await outcome(known, other)
  expect(words).toEqual(['rejected'])
  expect(findings.flatMap((found) => (found.kind === 'rejected' ? found.problems : []))).toMatchObject([
    { code: 'reused-order-id', field: 'orderId', value: '1', severity: 'error' },
  ])
  expect((await outcome(known, other, {}, { mapping: 'another mapping' })).words).toEqual(['known, changed'])
  expect((await outcome(known, other, {}, { resendChanged: true })).words).toEqual(['fresh'])
  for (const changed of [
    ['amount', 'date'],
    ['amount', 'identifiers'],
    ['date', 'identifiers'],
  ] as const) {
    known.changed = changed
    expect((await outcome(known, other)).words).toEqual(['known, changed'])
  }
})

test('equal sales without order id are known as often as they were delivered', async () => {
  const known = await Remembered.of(row('') + row(''), 'accepted')
  expect((await outcome(known, row('') + row('') + row(''))).words).toEqual(['known', 'known', 'fresh'])
})

test('what may be the correction of a delivered sale without order id is for a person to tell, while that one is gone', async () => {
  const corrected = row('', '5', 'ann.b@example.com')
  const known = await Remembered.of(row(''), 'accepted')
  const { words, tally, findings } = await outcome(known, corrected)
  expect([words, tally.place('rejected').sales]).toEqual([['rejected'], 1])
  expect(findings.flatMap((finding) => (finding.kind === 'rejected' ? finding.problems[0]?.code : []))).toEqual([
    'looks-corrected',
  ])
  const again = await Remembered.of(row(''), 'accepted')
  expect((await outcome(again, row('') + corrected)).words).toEqual(['known', 'fresh'])
  const both = await Remembered.of(row(''), 'accepted')
  expect((await outcome(both, corrected + row('', '5', 'ann.c@example.com'))).words).toEqual(['rejected', 'fresh'])
  const asked = await Remembered.of(row(''), 'accepted')
  expect((await outcome(asked, corrected, {}, { resendChanged: true })).words).toEqual(['fresh'])
})

test('a corrected e-mail of a sale in doubt without order id is in doubt like that, unless doubts are to be sent again', async () => {
  const corrected = row('', '5', 'ann.b@example.com')
  const known = await Remembered.of(row(''), 'doubt')
  const { words, tally } = await outcome(known, corrected)
  expect([words, tally.doubtHeld]).toEqual([['in doubt, changed'], 1])
  for (const wanted of [{ resendInDoubt: true }, { resendChanged: true }]) {
    expect((await outcome(await Remembered.of(row(''), 'doubt'), corrected, {}, wanted)).words).toEqual(['fresh'])
  }
})

test('a doubt without order id is held; with one it is fresh again', async () => {
  expect((await outcome(await Remembered.of(row(''), 'doubt'), row(''))).words).toEqual(['in doubt'])
  expect((await outcome(await Remembered.of(row('1'), 'doubt'), row('1'))).words).toEqual(['fresh'])
  expect((await outcome(await Remembered.of(row('1'), 'doubt'), row('1', '6'))).words).toEqual(['in doubt, changed'])
})

test('a delivered sale that a rule leaves out now is said, whether the rule is for rows or for sales', async () => {
  const paid = [{ column: 'Status', in: ['paid'] }]
  const known = await Remembered.of(row('1') + row('2'), 'accepted')
  const text = row('1', '5', 'ann@example.com', 'refunded') + row('2') + row('3', '5', 'bo@example.com', 'refunded')
  for (const records of [{ keep: paid }, { rows: paid }]) {
    const { words, tally, prepared } = await outcome(known, text, { records })
    expect(words.toSorted()).toEqual(['known', 'skipped', 'skipped'])
    expect([tally.excluded.sales, tally.prepared.rows, prepared.rowsRead]).toEqual([1, 3, 3])
  }
})

test('the limit counts new sales only', async () => {
  const known = await Remembered.of(row('1') + row('2'), 'accepted')
  const { words } = await outcome(known, row('1') + row('2') + row('3') + row('4'), {}, {}, { limit: 1 })
  expect(words).toEqual(['known', 'known', 'fresh', 'skipped'])
})

test('an order that was sent under another store is noticed', async () => {
  const known = await Remembered.of(row('1'), 'accepted')
  const { prepared } = await outcome(known, row('1'), { fields: { ...fields, storeId: { value: 'east' } } })
  expect(prepared.otherStore).toEqual({ file: 1, record: 2 })
})
