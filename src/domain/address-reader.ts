import { isAmericanCode, isUnitedStates, readState, readZip } from './address.js'
import { OddCell } from './columns.js'
import type { Address } from './conversion.js'
import { oddProblem, textDamage } from './damage.js'
import type { Draft } from './draft.js'
import { problem } from './problem.js'
import type { Row } from './row.js'
import { type AddressFields, type AddressPart, addressParts } from './settings.js'
import { type Compiling, type Reader, textReader } from './text-reader.js'
import { otherStateOf } from './zip-states.js'

type AddressName = 'primaryAddress' | 'secondaryAddress'

/** A reader of one of the two addresses: states as codes, ZIP codes mended where that is certain, the rest as it stands. */
export function addressReader(
  name: AddressName,
  fields: AddressFields,
  compiling: Compiling,
  columnNames: Map<string, string>,
): (rows: readonly Row[], draft: Draft) => void {
  const readers: { readonly part: AddressPart; readonly reader: Reader }[] = []
  for (const part of addressParts) {
    const field = fields[part]
    if (field === undefined) continue
    const reader = textReader(field, ['fields', name, part], compiling, textDamage)
    columnNames.set(`${name}.${part}`, reader.column)
    readers.push({ part, reader })
  }
  const columnOf = (part: AddressPart): string => columnNames.get(`${name}.${part}`) ?? ''
  const constant = new Set(readers.filter(({ reader }) => reader.column === '').map(({ part }) => part))
  return (rows, draft) => {
    const address: Address = {}
    let own = false
    for (const { part, reader } of readers) {
      const cell = reader.read(rows)
      if (cell === '') continue
      if (cell instanceof OddCell) {
        draft.problems.push(oddProblem(cell, `${name}.${part}`, reader.column))
        continue
      }
      address[part] = String(cell)
      if (!constant.has(part) && part !== 'country') own = true
    }
    // A country alone, or a constant, is no address.
    if (!own) return
    mendState(address, name, columnOf, draft)
    mendZip(address, name, columnOf, draft)
    compareZip(address, name, columnOf, draft)
    draft.conversion[name] = address
  }
}

function mendState(address: Address, name: AddressName, columnOf: (part: AddressPart) => string, draft: Draft): void {
  if (address.state === undefined) return
  const read = readState(address.state, address.country ?? '')
  if (read.kind === 'odd') {
    const found = { field: `${name}.state`, column: columnOf('state'), value: address.state }
    const message = `"${address.state}" is not a state of the United States`
    draft.problems.push(problem('bad-state', found, { message, severity: 'warning' }))
  } else if (read.kind === 'state') address.state = read.state
}

function mendZip(address: Address, name: AddressName, columnOf: (part: AddressPart) => string, draft: Draft): void {
  if (address.zipCode === undefined) return
  const value = address.zipCode
  const found = { field: `${name}.zipCode`, column: columnOf('zipCode'), value }
  const read = readZip(value, address.country ?? '')
  if (read.kind === 'odd') {
    draft.problems.push(problem('bad-zip', found, { message: `"${value}" is not a ZIP code`, severity: 'warning' }))
  } else if (read.kind === 'zip') {
    address.zipCode = read.zip
    if (read.padded === true) {
      const message = `the ZIP code "${value}" was sent as "${read.zip}"`
      draft.problems.push(problem('padded-zip', found, { message, severity: 'warning' }))
    }
  }
}

const americanZip = /^\d{5}(?:-\d{4})?$/

/** Says when the ZIP code belongs to another state than the one beside it; both are sent as they are. */
function compareZip(
  { state, zipCode, country }: Address,
  name: AddressName,
  columnOf: (part: AddressPart) => string,
  draft: Draft,
): void {
  if (state === undefined || zipCode === undefined) return
  const other = otherStateOf(zipCode, state)
  if (other === undefined || !isAmericanCode(state) || !americanZip.test(zipCode)) return
  if (country !== undefined && !isUnitedStates(country)) return
  const found = { field: `${name}.zipCode`, column: columnOf('zipCode'), value: zipCode }
  const message = `the ZIP code "${zipCode}" belongs to ${other}, but the state is ${state}`
  draft.problems.push(problem('zip-state-mismatch', found, { message, severity: 'warning' }))
}
