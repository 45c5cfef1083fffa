import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { domainFaults, fileFaults, findCycle, importsOf, layerFaults, processFaults, type Source } from './layers.js'

const root = join(import.meta.dirname, '../src')
const sources: readonly Source[] = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => ({ path: path.replaceAll('\\', '/'), text: readFileSync(join(root, path), 'utf8') }))
const imports = sources.flatMap(importsOf)

test('all imports go the way of the arrows in the architecture', () => {
  expect(sources.length).toBeGreaterThan(50)
  expect(imports.length).toBeGreaterThan(200)
  expect(layerFaults(imports)).toEqual([])
})

test('every import of ours names a file that exists, so that none escapes the rules', () => {
  const paths = new Set(sources.map(({ path }) => path))
  const ours = imports.filter(({ to }) => to.endsWith('.ts') || to.startsWith('.'))
  expect(ours.filter(({ to }) => !paths.has(to))).toEqual([])
})

test('no file imports itself in a circle', () => {
  expect(findCycle(imports)).toBeUndefined()
})

test('only shell.ts touches process', () => {
  expect(processFaults(sources)).toEqual([])
})

test('domain asks neither for the time nor for chance, and prints nothing', () => {
  expect(domainFaults(sources)).toEqual([])
})

test('no file only exports what others have, and none is for odds and ends', () => {
  expect(fileFaults(sources)).toEqual([])
})

test('the bin file starts dist/cli.js and imports nothing else', () => {
  const text = readFileSync(join(root, '../bin/lettr-convert.js'), 'utf8')
  expect(importsOf({ path: 'bin/lettr-convert.js', text }).map(({ to }) => to)).toEqual(['dist/cli.ts'])
})

test.each([
  ['domain/money.ts', 'config/load.ts'],
  ['domain/money.ts', 'exit.ts'],
  ['domain/money.ts', 'node:fs'],
  ['domain/money.ts', 'undici'],
  ['sandbox/server.ts', 'domain/row.ts'],
  ['sandbox/server.ts', 'exit.ts'],
  ['source/csv.ts', 'records/rules.ts'],
  ['report/sheets.ts', 'config/load.ts'],
  ['api/me.ts', 'delivery/post.ts'],
  ['config/load.ts', 'shell.ts'],
  ['delivery/post.ts', 'commands/run.ts'],
  ['records/sales.ts', 'prepare.ts'],
  ['prepare.ts', 'source/csv.ts'],
  ['prepare.ts', 'delivery/post.ts'],
  ['prepare.ts', 'deliver.ts'],
  ['deliver.ts', 'records/rules.ts'],
  ['report/sheets.ts', 'cli.ts'],
  ['http.ts', 'api/me.ts'],
  ['http.ts', 'spool.ts'],
  ['exit.ts', 'spool.ts'],
  ['cli.ts', 'source/read.ts'],
  ['commands/upload.ts', 'cli.ts'],
  ['cli.ts', 'prepare.ts'],
  ['newroom/thing.ts', 'source/csv.ts'],
])('%s may not import %s', (from, to) => {
  expect(layerFaults([{ from, to }])).toEqual([expect.stringContaining(`${from} imports ${to}: `)])
})

test.each([
  ['cli.ts', 'commands/upload.ts'],
  ['cli.ts', 'shell.ts'],
  ['commands/upload.ts', 'sandbox/server.ts'],
  ['commands/upload.ts', 'shell.ts'],
  ['prepare.ts', 'records/sales.ts'],
  ['deliver.ts', 'delivery/retry.ts'],
  ['config/load.ts', 'presets/shopify.ts'],
  ['source/csv.ts', 'domain/row.ts'],
  ['source/csv.ts', 'exit.ts'],
  ['delivery/post.ts', 'http.ts'],
  ['domain/check.ts', 'zod'],
  ['domain/check.ts', 'node:crypto'],
  ['domain/check.ts', 'domain/row.ts'],
])('%s may import %s', (from, to) => {
  expect(layerFaults([{ from, to }])).toEqual([])
})

test('imports are found in every way they are written, and not in comments', () => {
  const text = `
    import a from './a.js'
    import type { B } from '../domain/b.js'
    import {
      c,
      type D,
    } from './deep/c.js'
    export { e } from './e.js'
    export * from './f.js'
    import './g.js'
    // import h from './h.js'
    /* import i from './i.js' */
    const j = await import('./j.js')
    const k = await Promise.all([import("./k.js")])
    import { l } from 'undici'
  `
  expect(importsOf({ path: 'source/x.ts', text }).map(({ to }) => to)).toEqual([
    'source/a.ts',
    'domain/b.ts',
    'source/deep/c.ts',
    'source/e.ts',
    'source/f.ts',
    'source/g.ts',
    'source/j.ts',
    'source/k.ts',
    'undici',
  ])
})

test('a circle is found and told as a path', () => {
  const circle = [
    { from: 'a.ts', to: 'b.ts' },
    { from: 'b.ts', to: 'zod' },
    { from: 'b.ts', to: 'c.ts' },
    { from: 'c.ts', to: 'b.ts' },
  ]
  expect(findCycle(circle)).toEqual(['b.ts', 'c.ts', 'b.ts'])
  expect(findCycle(circle.slice(0, 3))).toBeUndefined()
})

test.each([
  ['process.exit(1)', true],
  ['const { env } = process', true],
  ["import process from 'node:process'", true],
  ['// process.exit', false],
  ["'the process ends'", false],
  ['processed(1)', false],
  ['this.process(1)', false],
])('%s touches process: %s', (text, touches) => {
  expect(processFaults([{ path: 'report/x.ts', text }])).toHaveLength(touches ? 1 : 0)
  expect(processFaults([{ path: 'shell.ts', text }])).toEqual([])
})

test.each(['Date.now()', 'new Date()', 'console.log(1)', 'Math.random()', 'performance.now()'])(
  'domain may not use %s',
  (text) => {
    expect(domainFaults([{ path: 'domain/x.ts', text }])).toHaveLength(1)
    expect(domainFaults([{ path: 'api/x.ts', text }])).toEqual([])
  },
)

test.each([
  ['report/all.ts', "export * from './a.js'\nexport { b } from './b.js'"],
  ['report/all.ts', "import { b } from './b.js'\nexport { b }"],
  ['report/utils.ts', 'export const a = 1'],
  ['utils/a.ts', 'export const a = 1'],
  ['report/index.ts', 'export const a = 1'],
])('%s with %s is a barrel, or for odds and ends', (path, text) => {
  expect(fileFaults([{ path, text }])).toHaveLength(1)
})

test('a file that exports something of its own is no barrel', () => {
  expect(fileFaults([{ path: 'domain/x.ts', text: "export type { A } from './a.js'\nexport const b = 1" }])).toEqual([])
})
