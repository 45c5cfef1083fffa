import { readdirSync } from 'node:fs'
import { resolve } from 'node:path'

const domain = 'src/domain'
const verdict = ['test/domain/verdict.test.ts', 'test/deliver.test.ts']
const answers = ['test/domain/answer', 'test/domain/verdict.test.ts']
const ledger = ['ledger', 'texts', 'table', 'model', 'failing-disk'].map((name) => `test/ledger/${name}.test.ts`)
const torn = 'test/ledger/torn.test.ts'
const answerFiles = readdirSync(resolve(import.meta.dirname, '../../src/domain')).filter((name) => /^answer/.test(name))

/** The heart of the program, and the tests that hold it. */
export const targets = [
  { file: `${domain}/verdict.ts`, tests: verdict },
  { file: `${domain}/verdict-parts.ts`, tests: verdict },
  { file: `${domain}/next-step.ts`, tests: ['test/domain/next-step.test.ts'] },
  { file: `${domain}/identity.ts`, tests: ['test/domain/identity.test.ts'] },
  { file: `${domain}/recall.ts`, tests: ['test/domain/recall.test.ts'] },
  { file: 'src/ledger/line.ts', tests: [...ledger, torn] },
  { file: 'src/ledger/replay.ts', tests: [...ledger, torn] },
  { file: 'src/ledger/state.ts', tests: ledger },
  { file: 'src/ledger/fates.ts', tests: ledger },
  { file: 'src/report/redact.ts', tests: ['test/report'] },
  ...answerFiles.map((name) => ({ file: `${domain}/${name}`, tests: answers })),
]
