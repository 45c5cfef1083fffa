import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'

const soak = join(import.meta.dirname, 'run.js')

describe.concurrent('killed ten times at random instants', () => {
  test.each([
    ['without order ids, no sale is counted twice and none is lost without a word', '--without-order-ids'],
    ['with order ids, every sale is stored in the end', '--with-order-ids'],
  ])('%s', async (_, mode) => {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [
      soak,
      mode,
      '--kills',
      '10',
      '--workers',
      '1',
    ]).catch((error) => error)
    expect(stderr).toBe('')
    expect(stdout).toMatch(/ids/)
  })
})
