import { Command } from 'commander'
import { plainFields, plainInput, plainRecords } from '../config/plain-config.js'
import { presetText } from '../config/preset-text.js'
import { clean } from '../domain/clean.js'
import { nearest } from '../domain/nearest.js'
import type { KnownExport, Preset, UnmatchableExport } from '../domain/preset.js'
import { type ExitCode, exitCodes, UserError } from '../exit.js'
import { knownExports } from '../presets/all.js'
import type { World } from './world.js'

const examples = `Examples:
  npx lettr-convert presets
  npx lettr-convert presets shopify-orders
  npx lettr-convert presets shopify-orders > lettr-convert.config.json
`

interface PresetsOptions {
  readonly json?: boolean
}

/** Lists the exports that are known, or prints the mapping of one as a config. */
export function command(world: World): Command {
  return new Command('presets')
    .argument('[name]', 'a preset, to see how it maps its export')
    .option('--json', 'print one JSON document instead')
    .addHelpText('before', `${examples}\n`)
    .action((name: string | undefined, options: PresetsOptions) => {
      world.finish(run(world, name, options))
    })
}

function run({ outlet }: World, name: string | undefined, { json }: PresetsOptions): ExitCode {
  if (name === undefined) outlet.result(json === true ? document({ exports: knownExports.map(listed) }) : list())
  else outlet.result(one(find(name), json === true))
  return exitCodes.done
}

function find(name: string): KnownExport {
  const known = knownExports.find((known) => known.name === name.trim().toLowerCase())
  if (known !== undefined) return known
  const names = knownExports.map((known) => known.name)
  const begun = names.filter((known) => known.startsWith(name.trim().toLowerCase()))
  const vendor = nearest(name, [...new Set(names.map(vendorOf))])
  const alike = vendor === undefined ? [] : names.filter((known) => vendorOf(known) === vendor)
  const near = nearest(name, names)
  const likely = near !== undefined ? [near] : begun.length > 0 && name.trim() !== '' ? begun : alike
  const meant = likely.length === 0 ? '' : ` Is ${likely.join(' or ')} meant?`
  throw new UserError(`There is no preset "${clean(name, 60)}".${meant}`, 'All of them: npx lettr-convert presets')
}

/** `shopify` of `shopify-orders`. */
const vendorOf = (name: string): string => name.split('-')[0] ?? ''

const kinds = { csv: 'CSV', json: 'JSON' } as const

function list(): string {
  const presets = knownExports.filter((known) => known.kind === 'preset')
  const others = knownExports.filter((known) => known.kind === 'unmatchable')
  const width = Math.max(...knownExports.map(({ name }) => name.length))
  const line = ({ name }: KnownExport, words: string): string => `  ${name.padEnd(width)}  ${words}`
  return [
    'Recognised by their columns, and mapped without a config:',
    ...presets.map((known) => line(known, presetWords(known))),
    ...(others.length === 0 ? [] : ['', 'Recognised, but LettrLabs can’t match them as they are exported:']),
    ...others.flatMap((known) => [line(known, titleWords(known)), `    ${inShort(known)}`]),
    '',
    'How one is mapped: npx lettr-convert presets NAME. A config for your file: npx lettr-convert init FILE',
  ].join('\n')
}

const titleWords = ({ title, format }: KnownExport): string =>
  title.includes(kinds[format]) ? title : `${title} (${kinds[format]})`

function presetWords(preset: Preset): string {
  return `${titleWords(preset)}${preset.verified ? '' : ', not proved on a real file: asks before it is used'}`
}

/** Why, and what to do: its first two sentences. */
function inShort({ advice }: UnmatchableExport): string {
  return /^(?:.*?[.!?](?= [A-Z"]|$)){1,2}/s.exec(advice)?.[0] ?? advice
}

function one(known: KnownExport, json: boolean): string {
  if (!json) return known.kind === 'preset' ? presetText(known) : `${titleWords(known)}\n${known.advice}`
  if (known.kind === 'unmatchable') return document({ ...listed(known), columns: known.columns })
  const { columns, required, notes = [], input = {}, records, fields } = known
  const mapping = { input: plainInput(input) ?? {}, records: plainRecords(records) ?? {}, fields: plainFields(fields) }
  return document({ ...listed(known), notes, required, columns, ...mapping })
}

function listed(known: KnownExport): object {
  const { kind, name, title, format } = known
  const about = { name, title, kind, format: format === 'csv' ? 'csv' : 'json' }
  return known.kind === 'preset' ? { ...about, verified: known.verified } : { ...about, advice: known.advice }
}

function document(value: object): string {
  return JSON.stringify({ version: 1, ...value }, undefined, 2)
}
