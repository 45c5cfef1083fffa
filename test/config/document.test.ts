import { expect, test } from 'vitest'
import { parseConfig } from '../../src/config/load.js'

function refuse(text: string): string {
  try {
    parseConfig(text, 'c.json', false)
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
  throw new Error('the config was taken')
}

test.each([
  ['{\n  "version": 1\n  "source": "a"\n}', 'c.json:3:3: at "source": a comma is missing before this.'],
  ['{ "version" 1 }', 'c.json:1:13: at "1": a colon is missing between a key and its value.'],
  [
    '{ version: 1 }',
    'c.json:1:3: at "version": text must stand in double quotes; without them only numbers, true, false and null are known.',
  ],
  [
    "{ 'version': 1 }",
    "c.json:1:3: at 'version': text must stand in double quotes; without them only numbers, true, false and null are known; text stands in double quotes (\"), not in single ones.",
  ],
  ['{ "version": 1', 'c.json:1:15: at the end of the file: a closing "}" is missing.'],
  ['{ "version": 1 } }', 'c.json:1:18: at "}": nothing may follow the closing "}".'],
  ['{ "version": }', 'c.json:1:14: at "}": a value is expected here.'],
  ['{ "source": "a\n" }', 'c.json:1:13: at "a: the closing double quote is missing on this line.'],
  ['{ "source": "a\\', 'c.json:1:13: at "a\\: the closing double quote is missing on this line.'],
  ['{ /* never', 'c.json:1:3: at "/* never": the comment is never closed with */.'],
  ['', 'c.json is empty.'],
  ['\uFEFF \n', 'c.json is empty.'],
  ['[1]', 'c.json: a config must be an object in braces: { … }.'],
  ['"text"', 'c.json: a config must be an object in braces: { … }.'],
  ['['.repeat(200_000), 'c.json:1: nested more than 20 levels deep.'],
])('a text that is not a config says where and why (%#)', (text, message) => {
  expect(refuse(text)).toBe(message)
})

test('comments, trailing commas, a byte order mark and any line break are fine', () => {
  const text = '\uFEFF{ // one\r\n/* two\r three */ "version": 1,\n"source": "a", }'
  expect(parseConfig(text, 'c.json', false).source).toBe('a')
})

test('lines are counted over every kind of line break', () => {
  expect(
    refuse('{\r\n"version": 1,\r"a": 1,\n"b": 2 }')
      .split('\n')
      .map((line) => line.slice(0, 9)),
  ).toEqual(['c.json:3:', 'c.json:4:'])
})

test('a key that is far down in a large config is found without a long wait', () => {
  const rules = Array.from({ length: 3000 }, (_, index) => `{ "column": "c${index}", "empty": true }`)
  const config = parseConfig(`{ "version": 1, "records": { "keep": [\n${rules.join(',\n')}] } }`, 'c.json', false)
  expect(config.lineOf(['records', 'keep', 2999, 'column'])).toBe(3001)
})

test('the line of a key is the line of the key itself, or of the nearest one above it that is there', () => {
  const config = parseConfig(
    '{ "version": 1,\n"fields": {\n"orderId":\n"Name",\n"revenue": {\n"column": "Total" } } }',
    'c.json',
    false,
  )
  expect(config.lineOf(['fields', 'orderId'])).toBe(3)
  expect(config.lineOf(['fields', 'orderId', 'column'])).toBe(3)
  expect(config.lineOf(['fields', 'revenue', 'column'])).toBe(6)
  expect(config.lineOf(['fields', 'primaryAddress', 'city'])).toBe(2)
  expect(config.lineOf(['upload', 'batchSize'])).toBeUndefined()
})
