import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { faultTables } from './cli/fault-page.js'

const file = join(import.meta.dirname, '../docs/faults.md')
const marks = /(?<=<!-- fault tables -->\n)[\s\S]*?(?=<!-- end of the fault tables -->)/

test('docs/faults.md holds the tables that the fault tests hold the tool to', () => {
  const page = readFileSync(file, 'utf8')
  if (process.env.UPDATE_FAULTS === '1')
    writeFileSync(
      file,
      page.replace(marks, () => faultTables()),
    )
  const how =
    'The fault tables have changed: UPDATE_FAULTS=1 npx vitest run --config test/vitest.config.ts test/fault-page.test.ts'
  expect(marks.exec(readFileSync(file, 'utf8'))?.[0], how).toBe(faultTables())
})
