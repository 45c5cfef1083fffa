import { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'

/** Long enough that what takes the square of it does not end, and what takes so many steps ends at once. */
const length = 50_000
/** Without a word for so long, a parser hangs. */
const patience = 6_000

test('no parser hangs on a text of 50,000 characters, whatever is repeated in it', { timeout: 300_000 }, async () => {
  const worker = new Worker(new URL('pumped.js', import.meta.url), { workerData: { length } })
  let last: unknown
  const ended = await new Promise((done) => {
    const hangs = (): void => done({ hangs: last })
    let alarm = setTimeout(hangs, patience)
    worker.on('message', (said) => {
      last = said
      clearTimeout(alarm)
      if ('done' in said) done(said)
      else alarm = setTimeout(hangs, patience)
    })
    worker.on('error', (error) => done({ error, last }))
  })
  await worker.terminate()
  expect(ended).toEqual({ done: expect.any(Number) })
})
