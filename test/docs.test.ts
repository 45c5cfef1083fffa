import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Problem, problemCodes } from '../src/domain/problem.js'
import { planOf, prepareFiles } from './support/prepare.js'

const page = readFileSync(join(import.meta.dirname, '..', 'docs', 'problems.md'), 'utf8')
const [introduction = '', ...rest] = page.split(/^## /m)
const sections = rest.map((text) => {
  const code = text.slice(0, text.indexOf('\n'))
  const blocks = [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, kind = '', body = '']) => ({ kind, body }))
  const example = blocks.find(({ kind }) => kind === 'csv' || kind === 'ndjson')
  const config = blocks.find(({ kind }) => kind === 'json')?.body
  return { code, text, example, config }
})

/** Codes whose example would be a megabyte long, or takes two nights. */
const told = ['too-large', 'too-many-columns', 'looks-corrected']

describe('the page of problem codes', () => {
  it('has a section and a line of the table for every code, in the same order, and no other', () => {
    const codes = Object.keys(problemCodes)
    expect(sections.map(({ code }) => code)).toEqual(codes)
    expect([...introduction.matchAll(/^\| \[`([\w-]+)`\]\(#([\w-]+)\)/gm)].map(([, code]) => code)).toEqual(codes)
  })

  it.each(sections)('gives the meaning and the cure of $code as the tool does', ({ code, text }) => {
    const { meaning, cure } = problemCodes[code as keyof typeof problemCodes]
    expect(text).toContain(`**Means:** ${meaning}.`)
    expect(text).toContain(`**Cure:** ${cure}\n`)
    expect(introduction).toContain(`(#${code}) | ${meaning} |`)
  })

  it('has an example that can be tried for all codes but these', () => {
    const without = sections.filter(({ example }) => example === undefined).map(({ code }) => code)
    expect(without).toEqual(told)
  })

  it.each(sections.filter(({ example }) => example !== undefined))(
    'has an example that ends with $code and nothing else',
    async ({ code, example, config }) => {
      const name = `orders.${example?.kind}`
      const plan = planOf(config === undefined ? undefined : JSON.parse(config))
      const { findings } = await prepareFiles({ [name]: example?.body ?? '' }, plan)
      const problems = findings.flatMap((found): readonly Problem[] => ('problems' in found ? found.problems : []))
      const neighbours = code === 'broken-neighbour' ? ['long-row'] : []
      expect(new Set(problems.map((found) => found.code))).toEqual(new Set([code, ...neighbours]))
    },
  )
})
