import { expect, test } from 'vitest'
import { explained } from '../../src/domain/guide.js'
import { Folder, runCommand } from './run-command.js'

test('a code is explained with its meaning, its reason, its cure, and an example before and after', async () => {
  const { code, stdout } = await runCommand(new Folder(), ['explain', 'padded-zip'])
  expect(code).toBe(0)
  expect(stdout).toContain('padded-zip: Who bought; a warning: the sale is sent all the same')
  expect(stdout).toContain('Means: a ZIP code had lost its leading zero, which was put back.')
  expect(stdout).toMatch(/Why: {3}Spreadsheets drop the zero/)
  expect(stdout).toMatch(/Cure: {2}There is nothing to do/)
  expect(stdout).toMatch(/Before:\n {2}orderId,.*\n {2}.*,2906\nAfter:\n {2}orderId,.*\n {2}.*,02906\n/)
})

test.each(['in-doubt', 'refused', 'unsent', 'changed-since', 'delivered-then-excluded', 'api', 'rule'])(
  'the code %s, which is no fault of the input, is explained too',
  async (name) => {
    const { code, stdout } = await runCommand(new Folder(), ['explain', name])
    expect(code).toBe(0)
    expect(stdout).toContain(`${name}: What became of a sale; no fault of the input`)
  },
)

test('without a code all of them are listed by kind', async () => {
  const { code, stdout } = await runCommand(new Folder(), ['explain'])
  expect(code).toBe(0)
  for (const { code: name, kind } of explained) {
    expect(stdout).toContain(`\n${kind}\n`.trimStart())
    expect(stdout).toMatch(new RegExp(`^  ${name} +\\S`, 'm'))
  }
  expect(stdout.split('\n').filter((line) => line.length > 100)).toEqual([])
})

test('a code that does not exist is exit 2, with the nearest that does', async () => {
  const { code, stdout, stderr } = await runCommand(new Folder(), ['explain', 'no-identifer'])
  expect(code).toBe(2)
  expect(stdout).toBe('')
  expect(stderr).toContain('"no-identifer" is no code of lettr-convert. Did you mean no-identifier?')
  expect(stderr).toContain('npx lettr-convert explain no-identifier')
})

test('a code is found whatever its case', async () => {
  expect((await runCommand(new Folder(), ['explain', 'Bad-Zip'])).stdout).toContain('bad-zip: Who bought')
})

test('--json gives the same as one document', async () => {
  const one = JSON.parse((await runCommand(new Folder(), ['explain', 'bad-zip', '--json'])).stdout)
  expect(one).toMatchObject({ version: 1, code: 'bad-zip', severity: 'warning', example: { kind: 'csv' } })
  const all = JSON.parse((await runCommand(new Folder(), ['explain', '--json'])).stdout)
  expect(all.codes).toEqual(JSON.parse(JSON.stringify(explained)))
})
