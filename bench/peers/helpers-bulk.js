import { createReadStream } from 'node:fs'
import { Client } from '@elastic/elasticsearch'
import { parse } from 'csv-parse'
import { conversionOf } from './conversion.js'

// elasticsearch-js as its documentation shows it: a stream of records into helpers.bulk. Four requests at a time; about 500
// records in each, which it counts in bytes.
const [file = '', node = ''] = process.argv.slice(2)
const client = new Client({ node })
const result = await client.helpers.bulk({
  datasource: createReadStream(file).pipe(parse({ columns: true })),
  onDocument: (row) => [{ index: { _index: 'sales', _id: row.Order } }, conversionOf(row)],
  flushBytes: 210_000,
  concurrency: 4,
})
if (result.failed > 0 || result.successful !== result.total) throw new Error(JSON.stringify(result))
