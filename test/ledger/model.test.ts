import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readLedger } from '../../src/ledger/open.js'
import { dayOf, Life } from './life.js'
import { answersOf, type Step } from './model.js'
import { mark } from './sample.js'

const orders = [0, 1, 2, 3, 4, 5, 6, 7]
const contents = [0, 1, 2]
const every = orders.flatMap((order) => contents.map((content) => mark(order, content)))

const someMarks = fc
  .uniqueArray(fc.constantFrom(...orders), { minLength: 1, maxLength: 5 })
  .chain((some) =>
    fc.tuple(...some.map((order) => fc.constantFrom(...contents).map((content) => mark(order, content)))),
  )
const fates = fc.array(fc.constantFrom('accepted', 'refused', 'doubt', 'doubt', 'unsent'), {
  minLength: 1,
  maxLength: 4,
})

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 2, arbitrary: fc.constant({ do: 'run' } as const) },
  { weight: 8, arbitrary: fc.record({ do: fc.constant('intend'), marks: someMarks, withOrderIds: fc.constant(true) }) },
  { weight: 7, arbitrary: fc.record({ do: fc.constant('settle'), fates }) },
  { weight: 2, arbitrary: fc.constant({ do: 'release' } as const) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('remember'),
      fate: fc.constantFrom('rejected', 'unsent'),
      marks: someMarks,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('resolve'),
      nth: fc.nat(5),
      as: fc.constantFrom('delivered', 'not-delivered', 'dismissed'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('dismiss'), nth: fc.nat(5) }) },
  { weight: 1, arbitrary: fc.constant({ do: 'end' } as const) },
  { weight: 2, arbitrary: fc.constant({ do: 'kill' } as const) },
  { weight: 1, arbitrary: fc.constant({ do: 'compact' } as const) },
) as fc.Arbitrary<Step>

test('whatever happens, a ledger read again answers as a plain map of the same events does', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const life = new Life()
      for (const one of [{ do: 'run' } as const, ...steps]) await life.take(one)
      await life.take({ do: 'kill' })
      expect(answersOf(readLedger(life.path, undefined, life.disk), every, dayOf)).toEqual(life.model.answers(every))
      await life.take({ do: 'compact' })
      expect(answersOf(readLedger(life.path, undefined, life.disk), every, dayOf)).toEqual(life.model.answers(every))
      expect(life.disk.openFiles).toBe(0)
    }),
    { numRuns: 400 },
  )
})
