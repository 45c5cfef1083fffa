import { expect, test } from 'vitest'
import { Gate } from '../../src/delivery/gate.js'

test('once delivery is over nobody waits any more, and LettrLabs is not asked again', async () => {
  let asked = 0
  const clock = {
    elapsed: () => 0,
    random: () => 0.5,
    sleep: (_: number, stop: AbortSignal) =>
      new Promise<void>((wake) => stop.addEventListener('abort', () => wake(), { once: true })),
  }
  const ask = async () => {
    asked += 1
    return { kind: 'silence', started: false, code: 'UND_ERR_CLOSED', message: 'the run was stopped' } as const
  }
  const patience = { maxWait: 900_000, maxDuration: undefined, rate: undefined }
  const gate = new Gate(clock, patience, new AbortController().signal, ask, () => 0)
  gate.failed(false, true)
  const passed = gate.pass(true)
  gate.end()
  expect(await passed).toBe(false)
  expect(asked).toBe(0)
})
