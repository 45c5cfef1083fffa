import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { readSource } from '../../src/source/read.js'
import { cellsOf, complaintOf, readings, readNamed, readText, temporaryFolder } from './reading.js'

async function drain(paths: readonly string[], cwd: string): Promise<string[]> {
  const said: string[] = []
  for await (const reading of readings(paths, cwd)) said.push(`${reading.kind} ${reading.file.number}`)
  return said
}

describe('files', () => {
  test('are read one after the other', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'a.csv'), 'Name,Total\nx,1\n')
    writeFileSync(join(folder, 'b.csv'), 'name;TOTAL\ny;2\n')
    expect(await drain(['a.csv', join(folder, 'b.csv')], folder)).toEqual([
      'opened 1',
      'rows 1',
      'closed 1',
      'opened 2',
      'rows 2',
      'closed 2',
    ])
  })

  test('with different headers end the run, naming the first difference', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'a.csv'), 'Name,Total\nx,1\n')
    writeFileSync(join(folder, 'b.csv'), 'Name,Date,Total\nx,1,2\n')
    expect(await complaintOf(drain(['a.csv', 'b.csv'], folder))).toContain(
      'b.csv and a.csv have different headers: column 2 is "Date" in the one and "Total" in the other.',
    )
  })

  test('may be named only once', async () => {
    const folder = temporaryFolder()
    expect(await complaintOf(drain(['a.csv', './a.csv'], folder))).toContain('The file ./a.csv is named twice.')
    expect(await complaintOf(drain(['-', '-'], folder))).toContain('Standard input (-) is named twice.')
  })

  test('that are missing or folders are said to be so', async () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'd'))
    expect(await complaintOf(drain(['no.csv'], folder))).toContain('no.csv: there is no such file.')
    expect(await complaintOf(drain(['d'], folder))).toContain('d: this is a folder')
  })

  test('that change while they are read end the run', async () => {
    const folder = temporaryFolder()
    const file = join(folder, 'a.csv')
    writeFileSync(file, `Name,Total\n${'x,1\n'.repeat(50_000)}`)
    const reading = (async () => {
      for await (const { kind } of readings(['a.csv'], folder)) if (kind === 'opened') appendFileSync(file, 'y,2\n')
    })()
    expect(await complaintOf(reading)).toContain('a.csv: the file changed while it was read; nothing was sent.')
  })
})

describe('the input is closed', () => {
  const pieces = () => Array.from({ length: 50 }, () => Buffer.from(`Name,Total\n${'x,1\n'.repeat(10_000)}`))
  const open = (stdin: Readable) => readSource({ paths: ['-'], cwd: '/', stdin, settings: { emptyValues: [] } })

  test('when the reader stops early', async () => {
    for (const bytes of [pieces(), [gzipSync(Buffer.concat(pieces()))]]) {
      const stdin = Readable.from(bytes)
      for await (const reading of open(stdin)) if (reading.kind === 'rows') break
      expect(stdin.destroyed).toBe(true)
    }
  })

  test('when it can not be read', async () => {
    const stdin = Readable.from([Buffer.from('PK\x03\x04'), ...pieces()])
    await complaintOf(open(stdin)[Symbol.asyncIterator]().next())
    expect(stdin.destroyed).toBe(true)
  })
})

describe('a gzip file', () => {
  const text = 'Name,Total\nx,1\ny,2\n'

  test('is known by its content', async () => {
    expect(cellsOf(await readText(gzipSync(text)))).toHaveLength(2)
    expect((await readNamed('a.ndjson.gz', gzipSync('{"a":1}\n'))).file.format).toBe('ndjson')
  })

  test('of several parts is read whole', async () => {
    expect(cellsOf(await readText(Buffer.concat([gzipSync(text), gzipSync('z,3\n')])))).toHaveLength(3)
  })

  test.each([
    ['cut short', gzipSync(text).subarray(0, -6), 'is cut short'],
    ['damaged', Buffer.from(gzipSync(text).fill(0xff, 12, 16)), 'is damaged'],
    ['empty inside', gzipSync(''), 'the file is empty'],
  ])('%s ends the run', async (_, bytes, words) => {
    const complaint = await complaintOf(readText(bytes))
    expect(complaint).toContain(words)
    expect(complaint).toContain('(exit 2)')
  })

  test('that unpacks without end ends the run', async () => {
    const line = `{}${' '.repeat(500_000)}\n`
    const complaint = await complaintOf(readNamed('a.ndjson.gz', gzipSync(line.repeat(50))))
    expect(complaint).toContain('unpacks to more than 200 times its size')
  })
})
