import type { Fitted } from '../domain/preset-fit.js'
import type { RecordRules } from '../domain/settings.js'
import type { Config } from './load.js'

/** A config with what a preset says where the config itself is silent: field by field, and list of rules by list. */
export function withPreset(config: Config, fitted: Fitted): Config {
  const { preset, fields } = fitted
  return {
    ...config,
    source: config.source ?? preset.name,
    input: {
      ...preset.input,
      ...config.input,
      emptyValues: config.input.emptyValues.length > 0 ? config.input.emptyValues : (preset.input?.emptyValues ?? []),
    },
    records: rulesOf(config, fitted.records),
    fields: { ...fields, ...config.fields },
  }
}

function rulesOf({ records, ruled }: Config, preset: RecordRules): RecordRules {
  const group = ruled.has('group') ? records.group : preset.group
  return {
    rows: ruled.has('rows') ? records.rows : preset.rows,
    keep: ruled.has('keep') ? records.keep : preset.keep,
    ...(group === undefined ? {} : { group }),
  }
}
