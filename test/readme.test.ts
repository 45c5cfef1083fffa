import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run } from '../src/cli.js'
import { exitCodes } from '../src/exit.js'
import { type Sandbox, startSandbox } from '../src/sandbox/server.js'
import { type Block, blocksOf, shows, withBody } from './support/readme-blocks.js'
import { makePlace, type Ran } from './support/readme-place.js'
import { computer } from './support/shell.js'

/*
 * Every fenced block of the README says in a comment how it is tested. The blocks are run from top to bottom in one folder.
 * UPDATE_README=1 writes what was really printed into the blocks that show a whole output; read the difference before you keep it.
 */

const root = resolve(import.meta.dirname, '..')
const file = join(root, 'README.md')
const page = readFileSync(file, 'utf8')
const blocks = blocksOf(page)
const update = process.env.UPDATE_README === '1'

const place = makePlace()
let sandbox: Sandbox
let last: Ran = { code: 0, printed: '' }
let newPage = page

beforeAll(async () => {
  if (!existsSync(join(root, 'dist/cli.js'))) throw new Error('dist/ is missing: run npm run build before this test.')
  sandbox = await startSandbox({})
  writeFileSync(join(place.folder, 'lettr.key'), 'LL-API-readme-test\n', { mode: 0o644 })
})

afterAll(async () => {
  await sandbox.close()
  place.remove()
  if (update && newPage !== page) writeFileSync(file, newPage)
})

describe('the README', () => {
  it('says of every fenced block how it is tested', () => {
    expect(blocks.filter(({ test }) => test === undefined).map(({ line }) => line)).toEqual([])
    expect(blocks.length).toBe([...page.matchAll(/^```\w+$/gm)].length)
  })

  it.each(blocks.map((block) => ({ ...block, name: `line ${block.line}: ${block.test}` })))('$name', async (block) => {
    const [kind = '', code = '0'] = (block.test ?? '').split(', ends with ')
    if (kind === 'run') await expectRun(block.body, Number(code))
    else if (kind === 'run the corrected rejects') {
      correct(/upload (\S+rejected\.csv)/.exec(block.body)?.[1] ?? '')
      await expectRun(block.body, Number(code))
    } else if (kind === 'run in another folder') await install(block.body)
    else if (kind === 'nightly script') await runNightly(block.body)
    else if (kind === 'prints') expectShown(block, tame(last.printed))
    else if (kind.startsWith('shows ')) expectShown(block, newestFile(kind.slice('shows '.length)))
    else if (kind.startsWith('config for ')) await tryConfig(block.body, kind.slice('config for '.length))
    else if (kind === 'asks') expectShown(block, await askedQuestion())
    else expect(kind).toBe('schedule')
  })

  it('names only flags that exist, and all of them', async () => {
    const foreign = ['--save-exact', '--help']
    const named = new Set(page.match(/--[a-z][a-z-]*/g))
    const real = new Set<string>()
    for (const command of [
      'upload',
      'validate',
      'preview',
      'init',
      'presets',
      'resolve',
      'ledger',
      'check',
      'sandbox',
    ]) {
      const { printed } = await place.run(`npx lettr-convert ${command} --help`)
      for (const [, flag = ''] of printed.matchAll(/^ {2}(?:-\w, )?(--[a-z-]+)/gm)) real.add(flag)
    }
    expect([...named].filter((flag) => !real.has(flag) && !foreign.includes(flag))).toEqual([])
    expect([...real].filter((flag) => !named.has(flag) && !foreign.includes(flag))).toEqual([])
  })

  it('schedules the script that it shows, and no flag that upload lacks', async () => {
    const schedules = blocks.filter(({ test }) => test === 'schedule').map(({ body }) => body)
    const { printed: help } = await place.run('npx lettr-convert upload --help')
    expect(page).toContain('`/srv/lettr/nightly.sh`:')
    for (const body of schedules) {
      const [command] = /npx lettr-convert .*/.exec(body) ?? []
      if (command === undefined) expect(body).toContain('/srv/lettr/nightly.sh\n')
      for (const flag of command?.match(/--[a-z-]+/g) ?? []) expect(help).toContain(`  ${flag} `)
    }
    expect(schedules).toHaveLength(3)
  })

  it('explains every key of the config and no other', () => {
    const keys = keysOf(JSON.parse(readFileSync(join(root, 'docs/config.schema.json'), 'utf8')))
    const reference = sectionOf('Config reference')
    const words = new Set([...reference.matchAll(/[`"]([$\w]+)[`"]/g)].map(([, word = '']) => word))
    expect([...keys].filter((key) => !words.has(key))).toEqual([])
    const cells = [...reference.matchAll(/^\| (`[^|]*) \|/gm)].flatMap(([, cell = '']) => cell.match(/[$\w]+/g) ?? [])
    expect(cells.filter((key) => !keys.has(key))).toEqual([])
  })

  it('has a line for every exit code', () => {
    const lines = [...sectionOf('Exit codes').matchAll(/^\| (\d) \|/gm)].map(([, code]) => Number(code))
    expect(lines).toEqual(Object.values(exitCodes))
  })

  it('names files that are there, the version that is built and the Node that is needed', () => {
    const links = [...page.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, path = '']) => path)
    expect(links.filter((path) => !existsSync(join(root, path)))).toEqual([])
    const { version, engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
    expect(new Set(page.match(/(?<=lettr-convert[-@])\d+\.\d+\.\d+/g))).toEqual(new Set([version]))
    expect(page).toContain(`Node ${engines.node.replace('>=', '')} or newer`)
  })
})

/** What differs from one computer to the next, as the page shows it. */
function tame(printed: string): string {
  return printed
    .replaceAll(`) at ${sandbox.url}`, ')')
    .replaceAll(sandbox.url, 'https://app.lettrlabs.com/api')
    .replaceAll(place.folder, '/home/you/lettr-convert')
}

async function expectRun(commands: string, code: number): Promise<void> {
  const piped = commands.includes(' | ')
  last = await place.run(commands, { LETTRLABS_API_BASE_URL: sandbox.url, TERMINAL: piped ? 'no' : 'yes' })
  expect(last.code, last.printed).toBe(code)
}

function expectShown(block: Block, raw: string): void {
  const printed = tame(raw)
  if (update && !block.body.includes('…')) {
    const { line } = blocksOf(newPage)[blocks.findIndex((other) => other.line === block.line)] ?? block
    newPage = withBody(newPage, line, printed)
  } else if (!shows(block.body, printed)) expect(printed).toBe(block.body)
}

function newestFile(name: string): string {
  const runs = join(place.folder, 'lettr-convert-runs')
  const found = readdirSync(runs)
    .filter((run) => existsSync(join(runs, run, name)))
    .sort()
  return readFileSync(join(runs, found.at(-1) ?? '', name), 'utf8')
    .replaceAll('\r\n', '\n')
    .replace('\uFEFF', '')
}

/** The corrections that the page tells of. */
function correct(path: string): void {
  const at = join(place.folder, path)
  const rows = readFileSync(at, 'utf8').split('\r\n')
  const change = (row: number, from: string, to: string): void => {
    const index = rows.findIndex((text) => text.startsWith(`${row},`))
    expect(rows[index]).toContain(from)
    rows[index] = (rows[index] ?? '').replace(from, to)
  }
  change(12, '#1008,,paid', '#1008,bea.holloway@example.com,paid')
  change(21, "'$1,'149.00", '1149.00')
  change(59, 'USD,31O.00', 'USD,310.00')
  writeFileSync(at, rows.join('\r\n'))
}

async function tryConfig(config: string, input: string): Promise<void> {
  writeFileSync(join(place.folder, 'tried.json'), config)
  const { printed } = await place.run(`npx lettr-convert validate ${input} --config tried.json --json --quiet || true`)
  expect(JSON.parse(printed).books.places.ready.sales, printed).toBeGreaterThan(0)
}

const nightly = join(place.folder, 'nightly')
const inNightly = (commands: string): string => commands.replaceAll('/srv/lettr', nightly)

async function install(commands: string): Promise<void> {
  mkdirSync(join(nightly, 'node_modules/.bin'), { recursive: true })
  mkdirSync(join(nightly, 'exports'))
  symlinkSync(join(place.folder, '.tools/lettr-convert'), join(nightly, 'node_modules/.bin/lettr-convert'))
  const fixture = (name: string): string => readFileSync(join(root, 'fixtures', name), 'utf8')
  writeFileSync(join(nightly, 'orders.json'), fixture('configs/shopify-orders.json'))
  writeFileSync(join(nightly, 'exports/yesterday.csv'), fixture('exports/shopify-orders.csv'))
  writeFileSync(join(nightly, 'lettr.key'), 'LL-API-readme-test\n', { mode: 0o600 })
  const ran = await place.run(inNightly(commands), { LETTRLABS_API_BASE_URL: sandbox.url })
  expect(ran.code, ran.printed).toBe(0)
}

async function runNightly(script: string): Promise<void> {
  const path = join(nightly, 'nightly.sh')
  writeFileSync(path, inNightly(script))
  chmodSync(path, 0o755)
  const env = { LETTRLABS_API_BASE_URL: sandbox.url }
  const withRejects = await place.run(path, env, '/')
  expect(withRejects.code, withRejects.printed).toBe(3)
  expect(withRejects.printed).toContain('Some sales were rejected')
  expect(withRejects.printed).not.toContain('ortiz')
  const { printed: next } = await place.run(`${nextOf(withRejects.printed)} --yes`, env, '/')
  expect(next).toContain('no-identifier')
  expect(readdirSync(join(nightly, 'runs')).filter((name) => name.includes('yesterday'))).toHaveLength(1)
  const [header = '', , , good = ''] = readFileSync(join(nightly, 'exports/yesterday.csv'), 'utf8').split('\n')
  writeFileSync(join(nightly, 'exports/yesterday.csv'), `${header}\n${good}\n`)
  expect(await place.run(path, env, '/')).toEqual({ code: 0, printed: '' })
}

/** The command that a run names as the next one. */
function nextOf(printed: string): string {
  return /^Next: .*?(npx lettr-convert .*)$/m.exec(printed)?.[1] ?? 'false'
}

/** The question that a person on a terminal is asked, and says no to. */
async function askedQuestion(): Promise<string> {
  let printed = ''
  const screen = () =>
    Object.assign(
      new Writable({
        write(chunk, _encoding, done) {
          printed += String(chunk)
          done()
        },
      }),
      { isTTY: false },
    )
  const code = await run({
    args: [
      'upload',
      'fixtures/exports/own-names.csv',
      '--no-config',
      '--api-key-file',
      join(place.folder, 'lettr.key'),
    ],
    env: { LETTRLABS_API_BASE_URL: sandbox.url },
    cwd: place.folder,
    ...computer(place.folder),
    stdin: Object.assign(Readable.from(['no\n']), { isTTY: true }),
    stdout: screen(),
    stderr: screen(),
    now: () => new Date('2026-11-22T12:00:00Z'),
    elapsed: () => performance.now(),
    sleep: async () => {},
    random: () => 0.5,
    onSignal: () => () => {},
    exitNow: () => {},
  })
  expect(code).toBe(exitCodes.guard)
  return /^Send .*\[y\/N\]/m.exec(printed)?.[0] ?? printed
}

function sectionOf(title: string): string {
  const [, text = ''] = new RegExp(`^## ${title}\\n([\\s\\S]*?)(?=^## )`, 'm').exec(page) ?? []
  return text
}

/** The names of all keys that a JSON schema knows. */
function keysOf(schema: unknown): Set<string> {
  if (typeof schema !== 'object' || schema === null) return new Set()
  const own = Object.entries(schema).flatMap(([name, value]) =>
    name === 'properties' ? Object.keys(value as object) : [],
  )
  return new Set([...own, ...Object.values(schema).flatMap((inner) => [...keysOf(inner)])])
}
