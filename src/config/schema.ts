import { z } from 'zod'
import type { Checks, Condition, InputSettings, RecordRules } from '../domain/settings.js'
import { presetNames } from '../presets/names.js'
import { readBaseUrl } from './base-url.js'
import { fieldsSchema } from './fields-schema.js'
import {
  choice,
  exactlyOne,
  notBoth,
  section,
  text,
  textList,
  textOf,
  truth,
  valueList,
  wholeBetween,
} from './pieces.js'
import { age, duration, type Rate, rate } from './time-values.js'
import {
  delimiter,
  encoding,
  formats,
  type Guarding,
  guardings,
  limits,
  type MaxRejects,
  maxRejects,
  type Volume,
  volumes,
} from './values.js'

const tests = ['in', 'notIn', 'empty', 'equals', 'above', 'atLeast', 'below', 'atMost'] as const

const number = () => z.number({ error: 'a number' })
const takesScalar = 'text, a number, true or false'

const condition = section({
  column: text().describe('The column (or path into JSON) that is judged.'),
  in: valueList().exactOptional().describe('One of these values; case and outer blanks do not count.'),
  notIn: valueList().exactOptional().describe('None of these values.'),
  empty: truth().exactOptional().describe('true: must be empty; false: must not be.'),
  equals: z
    .union([z.string(), z.number(), z.boolean()], { error: takesScalar })
    .transform(String)
    .exactOptional()
    .describe('This value.'),
  above: number().exactOptional(),
  atLeast: number().exactOptional(),
  below: number().exactOptional(),
  atMost: number().exactOptional(),
})
  .check(exactlyOne(tests))
  .meta({ id: 'condition', oneOf: tests.map((test) => ({ required: [test] })) })
  .transform((written): Condition => written)

const conditions = z.array(condition, { error: 'a list of rules: [ { "column": …, "in": […] } ]' })

const input = section({
  format: choice(formats).exactOptional(),
  encoding: textOf(encoding).exactOptional().describe('Such as utf-8 or windows-1252.'),
  delimiter: textOf(delimiter).exactOptional().describe('comma, semicolon, tab, pipe, or the character itself.'),
  quote: truth().exactOptional().describe("false for files without quoting (Amazon's reports)."),
  skipLines: wholeBetween({ low: 0, high: 1000 }).exactOptional().describe('Lines to leave out before the header.'),
  headerLine: wholeBetween({ low: 1, high: 1001 }).exactOptional().describe('The line of the header, from 1.'),
  path: text().exactOptional().describe('The path to the list in a JSON document, such as data.orders.'),
  timezone: text().exactOptional().describe('The zone of times without an offset, such as America/Denver.'),
  emptyValues: textList().exactOptional().describe('Values that mean "empty", such as "-" or "N/A".'),
})
  .check(notBoth('skipLines', 'headerLine'))
  .transform(({ emptyValues, ...rest }): InputSettings => ({ ...rest, emptyValues: emptyValues ?? [] }))

const group = section({
  by: text().describe('Rows with the same value in this column are one sale.'),
  sum: z
    .union([text().transform((column) => [column]), textList()], { error: 'a column name, or a list of them' })
    .exactOptional()
    .describe('Money columns to add up; of all others the first value that is not empty counts.'),
}).transform(({ by, sum }) => ({ by, sum: sum ?? [] }))

const records = section({
  rows: conditions.exactOptional().describe('Every rule must hold, or the row is left out, before grouping.'),
  group: group.exactOptional().describe('Several rows, one sale.'),
  keep: conditions.exactOptional().describe('Every rule must hold, or the sale is left out, after grouping.'),
}).transform(({ rows, keep, ...rest }): RecordRules => ({ rows: rows ?? [], keep: keep ?? [], ...rest }))

/** What is checked when the config says nothing else. */
export const defaultChecks: Checks = {
  eventDate: 'required',
  orderId: 'recommended',
  badIdentifier: 'leave-out',
  currencies: 'one',
}

const checks = section({
  eventDate: choice(['required', 'optional']).exactOptional(),
  orderId: choice(['required', 'recommended', 'optional']).exactOptional(),
  badIdentifier: choice(['leave-out', 'reject']).exactOptional(),
  currencies: choice(['one', 'mixed']).exactOptional(),
}).transform((written): Checks => ({ ...defaultChecks, ...written }))

const takesAccountId = 'the number that the check command shows'
const account = section({
  id: z.union([z.int().transform(String), text()], { error: takesAccountId }).exactOptional(),
  company: text().exactOptional(),
}).transform((written): PinnedAccount => written)

const takesMaxRejects = maxRejects.allowed
const upload = section({
  batchSize: wholeBetween(limits.batchSize).exactOptional().describe('Conversions in one request; 100 when not given.'),
  concurrency: wholeBetween(limits.concurrency).exactOptional().describe('Requests at a time; 4 when not given.'),
  timeout: wholeBetween(limits.timeout).exactOptional().describe('Seconds to wait for an answer; 60 when not given.'),
  account: account.exactOptional().describe('The LettrLabs account that this config is for.'),
  maxRejects: z
    .union(
      [
        z
          .int({ error: takesMaxRejects })
          .min(0, { error: takesMaxRejects })
          .transform((n) => ({ kind: 'count', n }) as const),
        textOf(maxRejects),
      ],
      { error: takesMaxRejects },
    )
    .exactOptional()
    .describe('More rejects than this, and nothing is sent: 25, or "5%".'),
  staleAfter: textOf(age)
    .exactOptional()
    .describe(
      'When the newest sale of the input is older than this, nothing is sent: "36h", "2d"; "off" when not given.',
    ),
  volume: choice(volumes)
    .exactOptional()
    .describe('"any" sends also what is far from the volume of the last runs; "usual" when not given.'),
  otherAccount: choice(guardings)
    .exactOptional()
    .describe('"allow" sends also sales that this computer sent to another account; "stop" when not given.'),
  sensitive: choice(guardings)
    .exactOptional()
    .describe('"allow" sends also what looks like card or social security numbers; "stop" when not given.'),
  rate: textOf(rate).exactOptional().describe('At most so many requests: "5/s" or "30/min".'),
  maxWait: textOf(duration(0))
    .exactOptional()
    .describe('Longest wait for LettrLabs when it is down or asks to wait: "15m"; on a terminal "2m" when not given.'),
  maxDuration: textOf(duration(1)).exactOptional().describe('Longest time that sending may take: "2h".'),
  revenue: choice(['number', 'string']).exactOptional().describe('How the amount is written to the API.'),
  apiKeyFile: text().exactOptional().describe('A file that holds the key; relative to this config.'),
  apiKeyEnv: z
    .string({ error: 'the name of an environment variable' })
    .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, { error: 'the name of an environment variable' })
    .exactOptional()
    .describe('The environment variable that holds the key.'),
  baseUrl: textOf({ allowed: 'an https address', read: (address) => address })
    .check((context) => {
      const read = readBaseUrl(context.value)
      if (read.kind === 'url') context.value = read.url
      else context.issues.push({ code: 'custom', message: `can't be used; ${read.allowed}`, input: context.value })
    })
    .exactOptional()
    .describe("The API's address."),
})
  .check(notBoth('apiKeyFile', 'apiKeyEnv'))
  .transform((written): UploadSettings => written)

/** The account that a config is bound to; the id as text. */
interface PinnedAccount {
  readonly id?: string
  readonly company?: string
}

/** The config's word on sending; what is not given has its default in settings.ts. */
export interface UploadSettings {
  readonly batchSize?: number
  readonly concurrency?: number
  /** Seconds. */
  readonly timeout?: number
  readonly account?: PinnedAccount
  readonly maxRejects?: MaxRejects
  /** Milliseconds. */
  readonly staleAfter?: number | 'off'
  readonly volume?: Volume
  readonly otherAccount?: Guarding
  readonly sensitive?: Guarding
  readonly rate?: Rate
  /** Milliseconds. */
  readonly maxWait?: number
  /** Milliseconds. */
  readonly maxDuration?: number
  readonly revenue?: 'number' | 'string'
  readonly apiKeyFile?: string
  readonly apiKeyEnv?: string
  readonly baseUrl?: string
}

const preset = textOf({
  allowed: 'the name of a preset; npx lettr-convert presets lists them',
  words: presetNames,
  read: (name) => presetNames.find((known) => known === name),
}).meta({ enum: [...presetNames] })

/** The config file, strictly: what it takes in, and the settings it becomes. */
export const configSchema = section({
  $schema: text().exactOptional(),
  version: z.literal(1, { error: '1' }).describe('The version of the config format.'),
  source: text().exactOptional().describe('Names this stream of sales.'),
  preset: preset
    .exactOptional()
    .describe('The mapping of a known export that this config builds on; what it says itself counts more.'),
  input: input.exactOptional().describe('How the file is to be read.'),
  records: records.exactOptional().describe('Which rows count, and which rows are one sale.'),
  fields: fieldsSchema.exactOptional().describe('Which columns become which fields.'),
  checks: checks.exactOptional().describe('How strictly records are judged.'),
  upload: upload.exactOptional().describe('How records are sent.'),
})
