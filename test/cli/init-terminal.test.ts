import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { parseConfig } from '../../src/config/load.js'
import { runInside } from '../support/shell.js'

const name = 'lettr-convert.config.json'
const open = 'Order ID,Email,Total,Date\nA-1,ann@example.com,"1,250",01/02/2026\n'
const tied = 'Email,Date,Total USD,Total CAD\nann@example.com,2026-01-31T10:00:00Z,1.50,2.50\n'

function place(text: string): string {
  const cwd = mkdtempSync(join(tmpdir(), 'init-'))
  onTestFinished(() => rmSync(cwd, { recursive: true, force: true }))
  writeFileSync(join(cwd, 'a.csv'), text)
  return cwd
}

async function session(text: string, answers: string, ...flags: readonly string[]) {
  const cwd = place(text)
  const ran = await runInside(['init', 'a.csv', ...flags], { cwd, stdin: answers, terminal: true })
  const config = () => parseConfig(readFileSync(join(cwd, name), 'utf8'), name, true)
  return { ...ran, cwd, config }
}

describe('on a terminal init asks what the file does not prove', () => {
  test.each([
    ['d\n,\n2\n', 'day-first', ',', 'America/Chicago'],
    ['m\n.\nPacific Time (US & Canada)\n', 'month-first', '.', 'Pacific Time (US & Canada)'],
    ['x\nday-first\n;\n.\n9\nEST\nNowhere\nEurope/Berlin\n', 'day-first', '.', 'Europe/Berlin'],
  ])('the answers %j', async (answers, format, decimal, timezone) => {
    const { code, config, cwd } = await session(open, answers)
    expect(code).toBe(0)
    const { fields, input } = config()
    expect([fields.eventDate?.format, fields.revenue?.decimal, input.timezone]).toEqual([format, decimal, timezone])
    expect((await runInside(['upload', 'a.csv', '--dry-run'], { cwd })).code).toBe(0)
  })

  test('with the value in question, and what a wrong answer should have been', async () => {
    const { err } = await session(open, 'x\nd\n;\n,\nEST\n1\n')
    expect(err).toContain('In dates such as "01/02/2026", what comes first: the month (m) or the day (d)?')
    expect(err).toContain('Type m or d.')
    expect(err).toContain('In amounts such as "1,250", what separates the decimals')
    expect(err).toContain('  1  America/New_York (Eastern Time)\n')
    expect(err).toContain('does not say whether the clocks change; write "America/New_York"')
  })

  test('Enter alone leaves a line to fill in', async () => {
    const { code, out } = await session(open, '\n.\n\n')
    expect([code, out]).toEqual([2, expect.stringMatching(/input\.timezone is still.*eventDate\.format is still/s)])
    expect(out).not.toContain('decimal is still')
  })

  test.each([
    ['2\n', 'Total CAD'],
    ['total usd\n', 'Total USD'],
    ['7\n1\n', 'Total USD'],
  ])('which of two columns is meant: %j', async (answers, column) => {
    const { code, config, err } = await session(tied, answers)
    expect(err).toContain('Which column holds the amount of the sale?\n  1  Total USD\n  2  Total CAD\n')
    expect([code, config().fields.revenue?.column]).toEqual([0, column])
  })

  test('flags leave their questions out', async () => {
    const { code, err } = await session(open, '', '--day-order', 'day-first', '--decimal', '.', '--timezone', 'UTC')
    expect([code, err]).toEqual([0, ''])
  })

  test('an end of the input writes nothing', async () => {
    const { code, err, cwd } = await session(open, 'd\n')
    expect([code, err]).toEqual([7, expect.stringContaining('No config was written.')])
    expect(await readdir(cwd)).toEqual(['a.csv'])
  })
})

const hasPython = spawnSync('python3', ['-c', 'import pty']).status === 0

describe.skipIf(!hasPython)('on a terminal of the system', () => {
  test.each([
    [['d\r', '.\r', '3\r'], 0, /Next: npx lettr-convert upload a\.csv --dry-run/],
    [['d\r', '\u0003'], 7, /No config was written\./],
    [['\u0004'], 7, /No config was written\./],
  ])('the keys %j end with %i', (answers, code, words) => {
    const cwd = place(open)
    const script = resolve(import.meta.dirname, 'terminal.py')
    const bin = resolve(import.meta.dirname, '../../bin/lettr-convert.js')
    const command = [script, JSON.stringify(answers), process.execPath, bin, 'init', 'a.csv']
    const ended = spawnSync('python3', command, { cwd, env: { PATH: process.env.PATH }, encoding: 'utf8' })
    expect(ended.stdout).toMatch(words)
    expect(ended.status).toBe(code)
  })
})
