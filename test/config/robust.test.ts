import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseConfig } from '../../src/config/load.js'
import { UserError } from '../../src/exit.js'

const sample = readFileSync(join(import.meta.dirname, '../../fixtures/configs/shopify.config.json'), 'utf8')

function endsWell(text: string): void {
  try {
    parseConfig(text, 'c.json', true)
  } catch (error) {
    expect(error).toBeInstanceOf(UserError)
    for (const line of (error as UserError).message.split('\n'))
      expect(line).toMatch(/^c\.json(:\d+(:\d+)?:|:| is empty)/)
  }
}

test('a config with any stretch of it replaced is taken, or refused with a line', () => {
  const snippet = fc.constantFrom(
    '',
    '"',
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    'null',
    '1',
    '"a"',
    '//',
    '/*',
    '\\',
    '{}',
    '[]',
  )
  fc.assert(
    fc.property(fc.nat(sample.length), fc.nat(12), snippet, (at, length, put) =>
      endsWell(sample.slice(0, at) + put + sample.slice(at + length)),
    ),
    { numRuns: 500 },
  )
})

test('any JSON value in the place of any key is taken, or refused with a line', () => {
  const key = fc.constantFrom(
    'input',
    'records',
    'fields',
    'checks',
    'upload',
    'preset',
    'source',
    '__proto__',
    'toString',
  )
  fc.assert(
    fc.property(key, fc.jsonValue({ maxDepth: 4 }), (name, value) =>
      endsWell(`{ "version": 1, ${JSON.stringify(name)}: ${JSON.stringify(value)} }`),
    ),
    { numRuns: 500 },
  )
})

test('any JSON value in the place of any field is taken, or refused with a line', () => {
  const key = fc.constantFrom('orderId', 'revenue', 'eventDate', 'primaryAddress', 'valueOf')
  fc.assert(
    fc.property(key, fc.jsonValue({ maxDepth: 4 }), (name, value) =>
      endsWell(`{ "version": 1, "fields": { ${JSON.stringify(name)}: ${JSON.stringify(value)} } }`),
    ),
    { numRuns: 500 },
  )
})
