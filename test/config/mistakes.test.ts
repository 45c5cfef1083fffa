import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parseConfig } from '../../src/config/load.js'
import { UserError } from '../../src/exit.js'

function refusal(text: string, found = false): UserError {
  try {
    parseConfig(text, 'orders.config.json', found)
  } catch (error) {
    if (error instanceof UserError) return error
    throw error
  }
  throw new Error('the config was taken')
}

/** The second line of a config holds what is under test. */
function messageFor(line: string): string {
  return refusal(`{ "version": 1,\n${line} }`).message
}

test.each([
  ['"fields": { "eventdate": "Paid at" }', 'fields.eventdate is not a known key; did you mean eventDate?'],
  ['"fields": { "email": "Mail" }', 'fields.email is not a known key; did you mean primaryEmail?'],
  ['"feilds": {}', 'feilds is not a known key; did you mean fields?'],
  [
    '"fields": { "primaryAddress.city": "City" }',
    'fields["primaryAddress.city"] is not a known key; write it nested: "primaryAddress": { "city": … }',
  ],
  [
    '"fields": { "primaryAddress": { "zip": "Zip" } }',
    'fields.primaryAddress.zip is not a known key; did you mean zipCode?',
  ],
  ['"fields": { "orderId": { "colum": "Name" } }', 'fields.orderId.colum is not a known key; did you mean column?'],
  [
    '"checks": { "colour": 1 }',
    'checks.colour is not a known key; known here: eventDate, orderId, badIdentifier, currencies',
  ],
  ['"checks": { "__proto__": 1 }', 'checks.__proto__ is not a known key'],
  [
    '"fields": { "type": { "column": "T", "map": { "__proto__": "a" } } }',
    'fields.type.map.__proto__ is not a known key',
  ],
  [
    '"constructor": 1',
    'constructor is not a known key; known here: $schema, version, source, preset, input, records, fields, checks, upload',
  ],
])('%s is an unknown key', (line, message) => {
  expect(messageFor(line)).toBe(`orders.config.json:2: ${message}`)
})

test.each([
  [
    '"checks": { "eventDate": "requird" }',
    'checks.eventDate is "requird"; it must be "required" or "optional"; did you mean "required"?',
  ],
  [
    '"checks": { "orderId": "always" }',
    'checks.orderId is "always"; it must be "required", "recommended" or "optional"',
  ],
  ['"checks": { "orderId": null }', 'checks.orderId is null; it must be "required", "recommended" or "optional"'],
  ['"checks": []', 'checks is an empty list; it must be an object in braces'],
  ['"source": 7', 'source is 7; it must be text, in quotes: "7"'],
  ['"source": ""', 'source is ""; it must be text that is not empty'],
  ['"input": { "quote": "no" }', 'input.quote is "no"; it must be true or false'],
  [
    '"input": { "format": "jsonl" }',
    'input.format is "jsonl"; it must be "csv", "tsv", "ndjson" or "json"; did you mean "json"?',
  ],
  ['"input": { "skipLines": -1 }', 'input.skipLines is -1; it must be a whole number from 0 to 1000'],
  ['"input": { "skipLines": 1, "headerLine": 2 }', 'input has skipLines and headerLine; give one of them'],
  ['"input": { "emptyValues": "-" }', 'input.emptyValues is "-"; it must be a list such as ["a", "b"]'],
  ['"input": { "emptyValues": [] }', 'input.emptyValues is an empty list; it must be a list with at least one text'],
  ['"input": { "emptyValues": ["-", 0] }', 'input.emptyValues[1] is 0; it must be text, in quotes: "0"'],
  [
    '"input": { "encoding": "windows-1525" }',
    'input.encoding is "windows-1525"; it must be an encoding such as utf-8, windows-1252 or utf-16le; did you mean "windows-1252"?',
  ],
  [
    '"input": { "delimiter": "ab" }',
    'input.delimiter is "ab"; it must be comma, semicolon, tab, pipe, or one such character',
  ],
  ['"upload": { "batchSize": 5000 }', 'upload.batchSize is 5000; it must be a whole number from 1 to 1000'],
  ['"upload": { "batchSize": 1.5 }', 'upload.batchSize is 1.5; it must be a whole number from 1 to 1000'],
  ['"upload": { "concurrency": "4" }', 'upload.concurrency is "4"; it must be a whole number from 1 to 16'],
  [
    '"upload": { "maxRejects": "5 percent" }',
    'upload.maxRejects is "5 percent"; it must be a number of sales such as 25, or a share such as 5%',
  ],
  [
    '"upload": { "maxRejects": -1 }',
    'upload.maxRejects is -1; it must be a number of sales such as 25, or a share such as 5%',
  ],
  [
    '"upload": { "maxRejects": 2.5 }',
    'upload.maxRejects is 2.5; it must be a number of sales such as 25, or a share such as 5%',
  ],
  [
    '"fields": { "orderId": { "derive": ["primaryEmial"] } }',
    'fields.orderId.derive[0] is "primaryEmial"; it must be a field such as "primaryEmail", "eventDate" or "revenue"; did you mean "primaryEmail"?',
  ],
  [
    '"fields": { "orderId": { "derive": ["orderId"] } }',
    'fields.orderId.derive[0] is "orderId"; it must be a field such as "primaryEmail", "eventDate" or "revenue"',
  ],
  [
    '"fields": { "orderId": { "derive": [] } }',
    'fields.orderId.derive is an empty list; it must be a list with at least one field',
  ],
  [
    '"fields": { "orderId": { "derive": ["revenue"], "prefix": "a" } }',
    'fields.orderId has derive and prefix; derive stands alone',
  ],
  [
    '"fields": { "orderId": { "derive": ["revenue"], "column": "Id" } }',
    'fields.orderId has column and derive; give exactly one of column, columns, value, derive',
  ],
  [
    '"fields": { "crmId": { "derive": ["revenue"] } }',
    'fields.crmId.derive is not a known key; known here: column, columns, take, join, value, prefix, default, map',
  ],
  [
    '"upload": { "maxWait": 90 }',
    'upload.maxWait is 90; it must be a number with its unit, such as 500ms, 90s, 15m or 2h; at most 500h, in quotes: "90"',
  ],
  [
    '"upload": { "rate": "5 per second" }',
    'upload.rate is "5 per second"; it must be requests in a second or a minute, such as 5/s or 30/min, from 1 to 10000',
  ],
  [
    '"upload": { "account": { "id": 1.5 } }',
    'upload.account.id is 1.5; it must be the number that the check command shows',
  ],
  [
    '"upload": { "baseUrl": "http://example.com/api" }',
    "upload.baseUrl can't be used; it must begin with https://, because http would show the key to others on the way",
  ],
  ['"upload": { "apiKeyFile": "a", "apiKeyEnv": "B" }', 'upload has apiKeyFile and apiKeyEnv; give one of them'],
  [
    '"upload": { "apiKeyEnv": "NOT A NAME" }',
    'upload.apiKeyEnv is not usable; it must be the name of an environment variable',
  ],
  [
    '"preset": "shopify-order"',
    'preset is "shopify-order"; it must be the name of a preset; npx lettr-convert presets lists them; did you mean "shopify-orders"?',
  ],
  ['"records": { "group": {} }', 'records.group.by is missing; it must be text'],
  [
    '"records": { "keep": { "column": "Status" } }',
    'records.keep is an object; it must be a list of rules: [ { "column": …, "in": […] } ]',
  ],
  [
    '"records": { "keep": [{ "column": "Status" }] }',
    'records.keep[0] has none of in, notIn, empty, equals, above, atLeast, below, atMost; give exactly one of in, notIn, empty, equals, above, atLeast, below, atMost',
  ],
  [
    '"records": { "rows": [{ "column": "Status", "in": ["a"], "empty": false }] }',
    'records.rows[0] has in and empty; give exactly one of in, notIn, empty, equals, above, atLeast, below, atMost',
  ],
  [
    '"records": { "rows": [{ "column": "A", "equals": [] }] }',
    'records.rows[0].equals is an empty list; it must be text, a number, true or false',
  ],
  [
    '"records": { "rows": [{ "column": "A", "equals": 1.50 }] }',
    'records.rows[0].equals is 1.50; write it in quotes, "1.50", to compare it as written',
  ],
  [
    '"records": { "rows": [{ "column": "A", "equals": 9007199254740993 }] }',
    'records.rows[0].equals is 9007199254740993; write it in quotes, "9007199254740993", to compare it as written',
  ],
  ['"records": { "rows": [{ "column": "A", "above": "10" }] }', 'records.rows[0].above is "10"; it must be a number'],
])('%s is refused', (line, message) => {
  expect(messageFor(line)).toBe(`orders.config.json:2: ${message}`)
})

const takesField = 'it must be a column name such as "Order ID", or an object such as { "column": "Order ID" }'
test.each([
  ['"orderId": 1001', `fields.orderId is 1001; ${takesField}`],
  ['"orderId": ["Name"]', `fields.orderId is a list; ${takesField}`],
  ['"orderId": ""', 'fields.orderId is ""; it must be text that is not empty'],
  [
    '"orderId": {}',
    'fields.orderId has none of column, columns, value, derive; give exactly one of column, columns, value, derive',
  ],
  [
    '"orderId": { "column": "A", "value": "b" }',
    'fields.orderId has column and value; give exactly one of column, columns, value, derive',
  ],
  ['"orderId": { "column": 5 }', 'fields.orderId.column is 5; it must be text, in quotes: "5"'],
  ['"orderId": { "columns": ["A"], "take": "last" }', 'fields.orderId.take is "last"; it must be "first"'],
  [
    '"orderId": { "columns": ["A", "B"], "take": "first", "join": " " }',
    'fields.orderId has take and join; give one of them',
  ],
  ['"orderId": { "column": "A", "join": " " }', 'fields.orderId has join, which goes with columns'],
  ['"orderId": { "column": "A", "take": "first" }', 'fields.orderId has take, which goes with columns'],
  ['"type": { "column": "A", "map": { "a": 1 } }', 'fields.type.map.a is 1; it must be text, in quotes: "1"'],
  [
    '"type": { "column": "A", "map": { "Paid": "x", " paid": "y" } }',
    'fields.type.map has "Paid" and " paid", which are the same value: case and outer blanks don\'t count',
  ],
  [
    '"orderId": { "column": "A", "minus": "B" }',
    'fields.orderId.minus is not a known key; known here: column, columns, take, join, value, prefix, default, map, derive',
  ],
  [
    '"revenue": { "column": "Total", "minus": 5 }',
    'fields.revenue.minus is 5; it must be a column name, or a list of them',
  ],
  [
    '"revenue": { "column": "Total", "unit": "cent" }',
    'fields.revenue.unit is "cent"; it must be "units", "cents" or "minor"; did you mean "cents"?',
  ],
  [
    '"revenue": { "column": "amount", "unit": "minor" }',
    'fields.revenue has the unit minor, which goes with currency: it says how many decimals the amounts have',
  ],
  [
    '"revenue": { "column": "Total", "currency": "USD" }',
    'fields.revenue.currency is the column "USD"; for the currency itself write { "value": "USD" }',
  ],
  [
    '"revenue": { "column": "Total", "currency": { "colum": "C" } }',
    'fields.revenue.currency.colum is not a known key; did you mean column?',
  ],
  [
    '"eventDate": { "column": "A", "timeZone": "UTC" }',
    'fields.eventDate.timeZone is not a known key; did you mean timezone?',
  ],
  [
    '"primaryAddress": "Address"',
    'fields.primaryAddress is "Address"; it must be an object such as { "address1": "Street", "city": "City", "state": "State", "zipCode": "Zip" }',
  ],
])('the field %s is refused', (field, message) => {
  expect(messageFor(`"fields": { ${field} }`)).toBe(`orders.config.json:2: ${message}`)
})

test('all mistakes are listed at once, in the order of their lines, and nothing else', () => {
  const text = readFileSync(join(import.meta.dirname, '../../fixtures/configs/mistakes.config.json'), 'utf8')
  const error = refusal(text)
  expect(error.message.split('\n').map((line) => line.replace(/ (is|has) .*/, ''))).toEqual([
    'orders.config.json:3: surce',
    'orders.config.json:4: input.encoding',
    'orders.config.json:4: input.delimiter',
    'orders.config.json:5: records.keep[0]',
    'orders.config.json:7: fields.eventdate',
    'orders.config.json:8: fields.revenue',
    'orders.config.json:9: fields.orderId',
    'orders.config.json:11: checks.eventDate',
    'orders.config.json:12: upload.batchSize',
  ])
  expect(error.hint).toBe('9 mistakes in "orders.config.json".')
  expect(error.exitCode).toBe(2)
})

test('a key that is given twice names both lines', () => {
  expect(refusal('{ "version": 1,\n"fields": {\n"orderId": "A",\n"orderId": "B" } }').message).toBe(
    'orders.config.json:4: fields.orderId is given twice, first on line 3; keep one',
  )
})

test('a config without a version, or of another one, says so and says nothing else', () => {
  expect(refusal('{}').message).toBe('orders.config.json:1: version is missing; it must be 1')
  expect(refusal('{ "version": "1" }').message).toBe('orders.config.json:1: version is "1"; it must be 1')
  expect(refusal('{\n"version": 2, "mapping": {} }').message).toBe(
    'orders.config.json:2: version is 2; this lettr-convert reads version 1.',
  )
})

test.each([
  ['baseUrl', 'https://app.lettrlabs.com/api'],
  ['apiKeyFile', 'key.txt'],
  ['apiKeyEnv', 'ACME_KEY'],
])('a config that was found may not set %s, one that was named may', (key, value) => {
  const text = `{ "version": 1,\n"upload": {\n"${key}": "${value}" } }`
  expect(refusal(text, true).message).toBe(
    `orders.config.json:3: upload.${key} only counts in a config named with --config, because a config that merely lies in the folder could send your key astray`,
  )
  expect(parseConfig(text, 'orders.config.json', false).upload).toHaveProperty(key)
})

test.each([
  '"upload": { "apiKey": "LL-API-canary" }',
  '"upload": { "apiKeyEnv": "LL-API-canary" }',
  '"upload": { "LL-API-canary": true }',
  '"upload": { "revenue": "LL-API-canary" }',
  '"source": LL-API-canary',
  '"upload": { "baseUrl": "https://LL-API-canary@example.com" }',
])('what looks like a key is not repeated: %s', (line) => {
  expect(messageFor(line)).not.toContain('canary')
})

test('a long value is cut short', () => {
  expect(messageFor(`"checks": { "eventDate": "${'x'.repeat(500)}" }`)).toContain(`is "${'x'.repeat(60)}…"; it must be`)
})
