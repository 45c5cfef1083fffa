import type { Fitted } from '../domain/preset-fit.js'
import { keptRules, type OwnRules } from '../domain/preset-rules.js'
import type { RecordRules } from '../domain/settings.js'
import type { Config } from './load.js'

/** A config with what a preset says where the config itself is silent: field by field, and rules by the columns they judge. */
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

/** The lists of rules that the config itself has. */
export function ownRules({ records, ruled }: Config): OwnRules {
  return {
    ...(ruled.has('rows') ? { rows: records.rows } : {}),
    ...(ruled.has('keep') ? { keep: records.keep } : {}),
  }
}

function rulesOf(config: Config, preset: RecordRules): RecordRules {
  const { rows, keep } = ownRules(config)
  const group = config.ruled.has('group') ? config.records.group : preset.group
  return {
    rows: [...keptRules(preset.rows, rows), ...(rows ?? [])],
    keep: [...keptRules(preset.keep, keep), ...(keep ?? [])],
    ...(group === undefined ? {} : { group }),
  }
}
