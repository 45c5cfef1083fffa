import type { Columns } from './columns.js'
import { type AddressFields, addressParts, type Fields, type TextField, textFields } from './settings.js'

/** The fields of an input whose columns already have the API's names (`orderId`, `primaryAddress.city`, …). */
export function fieldsByName(columns: Columns, json: boolean): Fields {
  const known = new Set(columns.names.map((name) => name.trim().toLowerCase()))
  const has = (name: string): boolean => json || known.has(name.toLowerCase())
  const fields: { [name: string]: TextField | AddressFields } = {}
  for (const name of [...textFields, 'revenue', 'eventDate']) if (has(name)) fields[name] = { column: name }
  for (const name of ['primaryAddress', 'secondaryAddress']) {
    const parts = addressParts.filter((part) => has(`${name}.${part}`))
    if (parts.length > 0) {
      fields[name] = Object.fromEntries(parts.map((part) => [part, { column: `${name}.${part}` }]))
    }
  }
  return fields
}
