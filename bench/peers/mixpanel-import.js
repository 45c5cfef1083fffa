import { createRequire } from 'node:module'
import { conversionOf } from './conversion.js'

// mixpanel-import knows the addresses of its three regions only and builds its connection pool when it is loaded, so undici's
// Pool is put in its way beforehand: the same pool with the same options, for the receiver's address. Its files are as published.
const [file = '', node = ''] = process.argv.slice(2)
const require = createRequire(import.meta.url)
const inside = createRequire(require.resolve('mixpanel-import'))
const undici = inside('undici')
const { Pool } = undici
undici.Pool = class extends Pool {
  constructor(_origin, options) {
    super(node, options)
  }
}
const importFile = inside('mixpanel-import')
const result = await importFile({ token: 'bench', secret: 'bench' }, file, {
  recordType: 'event',
  streamFormat: 'csv',
  forceStream: true,
  recordsPerBatch: 500,
  workers: 4,
  compress: false,
  abridged: true,
  verbose: false,
  showProgress: false,
  transformFunc: (row) => {
    const { eventDate, ...properties } = conversionOf(row)
    const time = Date.parse(eventDate)
    return { event: 'sale', properties: { ...properties, time, distinct_id: row.Email, $insert_id: row.Order } }
  },
})
if (result.failed > 0 || result.success !== result.total) throw new Error(JSON.stringify(result))
process.exit()
