// Puts bugs into a copy of the project, one at a time, and runs the tests that must notice. Exits 1 when a bug survives.
// npm run test:seeded -- [words of a bug's name]
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import ts from 'typescript'
import { bugs } from './bugs.js'

const root = resolve(import.meta.dirname, '../..')
const words = process.argv.slice(2).join(' ')
const copy = mkdtempSync(join(tmpdir(), 'lettr-seeded-'))
for (const name of ['bin', 'dist', 'docs', 'fixtures', 'src', 'test', 'package.json', 'tsconfig.json']) {
  cpSync(join(root, name), join(copy, name), { recursive: true })
}
symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))

const rows = {}
try {
  const chosen = bugs.filter(({ name }) => name.includes(words))
  const sound = failure([...new Set(chosen.flatMap(({ tests }) => tests))])
  if (sound !== '') throw new Error(`This fails without any bug: ${sound}`)
  for (const bug of chosen) {
    const { how, took } = judge(bug)
    rows[bug.name] = { 'caught by': how, seconds: took }
    console.log(`${survives(how) ? 'SURVIVES' : 'caught'}: ${bug.name} (${how})`)
  }
} finally {
  rmSync(copy, { recursive: true, force: true })
}
console.table(rows)
process.exitCode = Object.values(rows).some((row) => survives(row['caught by'])) ? 1 : 0

function survives(how) {
  return /^(nobody|not there)/.test(how)
}

function judge({ file, edits, tests }) {
  const started = performance.now()
  const original = readFileSync(join(root, file), 'utf8')
  const missing = edits.find(([from]) => original.split(from).length !== 2)
  if (missing !== undefined) return { how: `not there: ${missing[0]}`, took: 0 }
  put(
    file,
    edits.reduce((text, [from, to]) => text.replace(from, () => to), original),
  )
  let how = ''
  for (const test of tests) how ||= failure([test])
  put(file, original)
  return { how: how || 'nobody', took: Math.round((performance.now() - started) / 1000) }
}

/** Into the sources and, as the build would write it, into dist. */
function put(file, text) {
  writeFileSync(join(copy, file), text)
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile)
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root)
  // By itself it would write CommonJS, which fails to load: every test would seem to notice.
  const compilerOptions = {
    ...options,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
  }
  const { outputText } = ts.transpileModule(text, { compilerOptions, fileName: join(copy, file) })
  writeFileSync(join(copy, file.replace(/^src/, 'dist').replace(/ts$/, 'js')), outputText)
}

/** The name of the first test that fails; "" when none does. */
function failure(tests) {
  const vitest = join(root, 'node_modules/vitest/vitest.mjs')
  const args = [vitest, 'run', '--config', 'test/vitest.config.ts', '--bail', '1', ...tests]
  const env = { ...process.env, NO_COLOR: '1' }
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: copy, env, encoding: 'utf8' })
  if (status === 0) return ''
  const [, found] = /^ *FAIL +(.*)$/m.exec(stderr + stdout) ?? []
  // A file that can't be loaded proves nothing.
  if (found === undefined || !found.includes(' > ')) throw new Error(`${tests} can't be run:\n${stdout}${stderr}`)
  return found
}
