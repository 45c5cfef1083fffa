import { z } from 'zod'
import { configSchema } from './schema.js'

/** The config's JSON Schema (draft 7, which editors know best), as `docs/config.schema.json` ships it; it ends in a line break. */
export function configJsonSchema(): string {
  const { $schema, ...schema } = z.toJSONSchema(configSchema, { io: 'input', target: 'draft-07' })
  const editors = { title: 'lettr-convert config', allowComments: true, allowTrailingCommas: true }
  return `${JSON.stringify({ $schema, ...editors, ...schema }, null, 2)}\n`
}
