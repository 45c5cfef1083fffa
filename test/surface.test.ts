import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import { expect, test } from 'vitest'
import type { CommandModule, World } from '../src/commands/world.js'
import { ownColumns } from '../src/domain/own-rows.js'
import { problemCodes } from '../src/domain/problem.js'
import { places } from '../src/domain/tally.js'
import { exitCodes } from '../src/exit.js'
import { parseFaults } from '../src/sandbox/faults.js'
import { plainCsv, plainSales } from './cli/exports.js'
import { Folder, runCommand, standIn } from './cli/run-command.js'

const file = join(import.meta.dirname, 'surface.json')
const renew = 'UPDATE_SURFACE=1 npx vitest run --config test/vitest.config.ts test/surface.test.ts'

test('what people and their scripts build on is as it was reviewed in test/surface.json', async () => {
  const surface = {
    commands: await commandLines(),
    exitCodes,
    places,
    problemCodes: Object.keys(problemCodes).sort(),
    columns: ownColumns,
    summary: await summaryKeys(),
    check: await checkKeys(),
  }
  const text = `${JSON.stringify(surface, undefined, 2)}\n`
  if (process.env.UPDATE_SURFACE === '1') writeFileSync(file, text)
  const how = `The public surface has changed. If it is meant, look at the difference and its place in CHANGELOG.md, then: ${renew}`
  expect(JSON.parse(text), how).toEqual(JSON.parse(readFileSync(file, 'utf8')))
})

test('nothing that was there may go: a name that is taken away would show', () => {
  const reviewed = JSON.parse(readFileSync(file, 'utf8'))
  expect(Object.keys(reviewed.commands)).toEqual([
    'upload',
    'validate',
    'preview',
    'init',
    'presets',
    'explain',
    'resolve',
    'ledger',
    'check',
    'sandbox',
  ])
  expect(reviewed.exitCodes).toMatchObject({ done: 0, bug: 1, usage: 2, rejects: 3, refused: 4 })
  expect(reviewed.exitCodes).toMatchObject({ incomplete: 5, doubt: 6, guard: 7, disk: 8 })
  expect(reviewed.summary.length).toBeGreaterThan(60)
  expect(reviewed.problemCodes.length).toBeGreaterThan(25)
})

test('a key’s path names what is under it, with names that come from the data left open', () => {
  expect(
    keysOf({ a: [{ b: 1 }, { b: null, c: 'x' }], money: { USD: '1' }, places: { ready: { sales: 1 } }, d: [] }),
  ).toEqual(['a[].b: null | number', 'a[].c: string', 'd[]: nothing', 'money.*: string', 'places.*.sales: number'])
})

/** The commands in the order of the help, each with its arguments and flags as the help shows them. */
async function commandLines(): Promise<Readonly<Record<string, readonly string[]>>> {
  const { stdout } = await runCommand(new Folder(), ['--help'])
  const [, listed = ''] = stdout.split('Commands:\n')
  const names = [...listed.matchAll(/^ {2}(\w+)/gm)].map(([, name]) => name ?? '').filter((name) => name !== 'help')
  const lines = names.map(async (name) => {
    const module: CommandModule = await import(`../src/commands/${name}.ts`)
    return [name, flagsOf(module.command({} as World))] as const
  })
  return Object.fromEntries(await Promise.all(lines))
}

function flagsOf(command: Command): readonly string[] {
  const taken = command.registeredArguments.map((argument) => {
    const name = argument.variadic ? `${argument.name()}...` : argument.name()
    return argument.required ? `<${name}>` : `[${name}]`
  })
  const flags = command.options.map(({ flags, defaultValue }) =>
    defaultValue === undefined || typeof defaultValue === 'boolean' ? flags : `${flags} (default ${defaultValue})`,
  )
  return [...taken, ...flags.sort()]
}

/** The keys of summary.json with the types of their values, from runs that leave no list empty. */
async function summaryKeys(): Promise<readonly string[]> {
  const warned = {
    orderId: 'A-1',
    primaryEmail: 'canaria@example.com',
    revenue: '1.00',
    eventDate: '2019-01-01T00:00:00Z',
  }
  const rejected = { ...warned, orderId: 'A-2', revenue: '' }
  const sales = [warned, rejected, ...plainSales(8)]
  const documents = []
  for (const metadataStyle of ['index-errors', 'none'] as const) {
    const folder = new Folder().write('orders.csv', `${plainCsv(sales)},,,\n`)
    const sandbox = await standIn({ metadataStyle, faults: parseFaults('partial, 429 for 1 d') })
    const pace = ['--batch-size', '4', '--concurrency', '1', '--max-wait', '1s', '--json']
    const upload = async (...args: readonly string[]) =>
      JSON.parse((await runCommand(folder, ['upload', ...args, ...pace], sandbox)).stdout)
    documents.push(await upload('orders.csv', '--limit', '8'))
    documents.push(JSON.parse(folder.left('summary.json') ?? 'null'))
    documents.push(JSON.parse((await runCommand(folder, ['validate', 'orders.csv', '--json'])).stdout))
    // Delivered, then changed; delivered, then left out; and the rest of the first run still open.
    const [, , second, third] = sales
    folder.write('later.csv', plainCsv([{ ...warned, revenue: '2.00' }, second ?? {}, third ?? {}]))
    documents.push(await upload('later.csv'))
    documents.push(await upload('later.csv', '--since', '2027-01-01'))
  }
  return keysOf(documents).map((line) => line.replace(/^\[\]\./, ''))
}

async function checkKeys(): Promise<readonly string[]> {
  const sandbox = await standIn()
  const { stdout } = await runCommand(new Folder(), ['check', '--json'], {
    env: { ...sandbox.env, LETTR_CONVERT_BATCHSIZE: '1' },
  })
  return keysOf(JSON.parse(stdout))
}

/** Each path of a JSON value with the types found there; `*` where names come from the data. */
function keysOf(value: unknown): readonly string[] {
  const found = new Map<string, Set<string>>()
  const visit = (inner: unknown, path: string): void => {
    if (Array.isArray(inner)) {
      if (inner.length === 0) note(`${path}[]`, 'nothing')
      for (const item of inner) visit(item, `${path}[]`)
    } else if (typeof inner === 'object' && inner !== null) {
      const open = /(?:^|\.)(?:money|places)$/.test(path)
      for (const [key, item] of Object.entries(inner))
        visit(item, `${path === '' ? '' : `${path}.`}${open ? '*' : key}`)
    } else note(path, inner === null ? 'null' : typeof inner)
  }
  const note = (path: string, type: string): void => {
    found.set(path, (found.get(path) ?? new Set()).add(type))
  }
  visit(value, '')
  const paths = [...found.keys()]
  return paths
    .filter((path) => !(found.get(path)?.has('nothing') && paths.some((other) => other.startsWith(`${path}.`))))
    .map(
      (path) =>
        `${path}: ${[...(found.get(path) ?? [])]
          .filter((type, _, all) => all.length === 1 || type !== 'nothing')
          .sort()
          .join(' | ')}`,
    )
    .sort()
}
