import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import { conversionOf } from './conversion.js'

// The script that one writes in an hour: read everything, check with zod, fetch batch after batch, four at a time.
const [file = '', node = ''] = process.argv.slice(2)
const text = z.string().min(1).max(255)
const schema = z.object({
  orderId: text,
  revenue: z.number().nonnegative(),
  eventDate: z.iso.datetime(),
  firstName: text,
  lastName: text,
  primaryEmail: z.email(),
  primaryPhoneNumber: z.string().max(20),
  primaryAddress: z.object({
    address1: text,
    address2: text.optional(),
    city: text,
    state: text,
    zipCode: text,
    country: text,
  }),
  couponCode: text.optional(),
})
const rows = parse(readFileSync(file), { columns: true })
const conversions = rows.map((row) => schema.parse(conversionOf(row)))
const batches = []
for (let at = 0; at < conversions.length; at += 500) batches.push(conversions.slice(at, at + 500))

async function send() {
  for (let batch = batches.shift(); batch !== undefined; batch = batches.shift()) {
    const response = await fetch(`${node}/api/v1/conversions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': 'LL-API-bench' },
      body: JSON.stringify(batch),
    })
    const answer = await response.json()
    if (!response.ok || answer.hasErrors) throw new Error(`${response.status}`)
  }
}

await Promise.all([send(), send(), send(), send()])
