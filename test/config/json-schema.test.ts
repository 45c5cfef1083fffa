import { expect, test } from 'vitest'
import { configJsonSchema } from '../../src/config/json-schema.js'

test('docs/config.schema.json is up to date; renew it with: npx vitest run --config test/vitest.config.ts test/config/json-schema.test.ts -u', async () => {
  await expect(configJsonSchema()).toMatchFileSnapshot('../../docs/config.schema.json')
})

test('it refuses unknown keys at every level, and demands the version', () => {
  const schema: unknown = JSON.parse(configJsonSchema())
  expect(schema).toMatchObject({ required: ['version'], additionalProperties: false })
  const open = JSON.stringify(schema).match(/"properties":/g)?.length
  expect(JSON.stringify(schema).match(/"additionalProperties":false/g)).toHaveLength(open ?? 0)
})
