import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Explained, explained } from '../src/domain/guide.js'
import type { Example } from '../src/domain/guide-entry.js'
import { type Problem, problemCodes } from '../src/domain/problem.js'
import { planOf, prepareFiles } from './support/prepare.js'
import { problemPage } from './support/problem-page.js'

const file = join(import.meta.dirname, '..', 'docs', 'problems.md')
const marks = /(?<=<!-- made from the codes -->\n)[\s\S]*?(?=<!-- end of what is made from the codes -->)/

type Tried = Exclude<Example, { readonly kind: 'words' }>
const examples = explained.flatMap(({ code, severity, example }) =>
  example.kind === 'words' ? [] : [{ code, severity, example }],
)

/** Codes whose example would be a megabyte long, or takes two runs. */
const told = [
  'too-large',
  'too-many-columns',
  'reused-order-id',
  'looks-corrected',
  'changed-by-spreadsheet',
  'changed-rows',
]

async function problemsOf(lines: readonly string[], { kind, header, config }: Tried): Promise<readonly Problem[]> {
  const text = [...(header === undefined ? [] : [header]), ...lines].join('\n')
  const { findings } = await prepareFiles({ [`orders.${kind}`]: `${text}\n` }, planOf(config))
  return findings.flatMap((found): readonly Problem[] => ('problems' in found ? found.problems : []))
}

describe('the page of problem codes', () => {
  it('is what the codes and their guide say', () => {
    const page = readFileSync(file, 'utf8')
    if (process.env.UPDATE_PROBLEMS === '1')
      writeFileSync(
        file,
        page.replace(marks, () => problemPage()),
      )
    const how =
      'The codes have changed: UPDATE_PROBLEMS=1 npx vitest run --config test/vitest.config.ts test/docs.test.ts'
    expect(marks.exec(readFileSync(file, 'utf8'))?.[0], how).toBe(problemPage())
  })

  it('explains every code once', () => {
    const problems = explained.filter(({ severity }) => severity !== 'outcome').map(({ code }) => code)
    expect([...problems].sort()).toEqual(Object.keys(problemCodes).sort())
    expect(new Set(explained.map(({ code }) => code)).size).toBe(explained.length)
  })

  it('has an example that can be tried for all codes of problems but these', () => {
    const inWords = ({ severity, example }: Explained) => severity !== 'outcome' && example.kind === 'words'
    expect(explained.filter(inWords).map(({ code }) => code)).toEqual(told)
  })

  it.each(examples)('has an example that ends with $code and nothing else', async ({ code, severity, example }) => {
    const problems = await problemsOf(example.before, example)
    const neighbours = code === 'broken-neighbour' ? ['long-row'] : []
    expect(new Set(problems.map((found) => found.code))).toEqual(new Set([code, ...neighbours]))
    const own = problems.find((found) => found.code === code)
    if (severity !== 'either') expect(own?.severity).toBe(severity)
  })

  it.each(examples)('has an example of $code that is free of problems afterwards', async ({ example }) => {
    if (typeof example.after === 'string') return
    expect(await problemsOf(example.after, example)).toEqual([])
  })
})
