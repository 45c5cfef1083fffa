import type { Preset } from '../domain/preset.js'
import type { OffLine } from '../domain/proposal.js'
import { groupWords } from '../domain/propose-preset.js'
import { ruleWords } from '../domain/rule-words.js'
import { plainFields, plainInput, plainRecords } from './plain-config.js'
import { schemaPath } from './proposed-text.js'
import { configText } from './write-config.js'

/** A config that uses a preset, with all that the preset does as comments; any of it can be switched on and changed. */
export function presetText(preset: Preset): string {
  const { name, title, verified, notes = [] } = preset
  return configText({
    value: { $schema: schemaPath, version: 1, preset: name, source: name },
    above: new Map([
      ['preset', [`Everything is mapped as this preset does it, with the columns that a file has.`]],
      [
        'source',
        ['The name of this stream of sales in the memory of what was sent; leave it as it is once something was sent.'],
      ],
    ]),
    off: [...sections(preset)],
    head: [
      `${title}.`,
      ...(verified ? [] : ["This mapping was made from the vendor's documents and never proved on a real file."]),
      ...notes,
      'What stands behind // is what the preset does; take the // away from a line to change it. A config for the columns of your file: npx lettr-convert init FILE',
    ],
    foot: [],
  })
}

function sections({ input = {}, records, fields }: Preset): readonly OffLine[] {
  const words = [
    ...records.rows.map((rule) => ruleWords(rule, 'rows')),
    ...(records.group === undefined ? [] : [groupWords(records.group)]),
    ...records.keep.map((rule) => ruleWords(rule, 'sales')),
  ]
  const section = (key: string, value: unknown, why: readonly string[]): readonly OffLine[] =>
    value === undefined ? [] : [{ under: '', key, value, why }]
  return [
    ...section('input', plainInput(input), []),
    ...section('records', plainRecords(records), words),
    ...section('fields', plainFields(fields), ['Which column becomes which field:']),
  ]
}
