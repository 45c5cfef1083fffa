import { hash } from 'node:crypto'
import type { Address, Conversion } from './conversion.js'
import type { Draft } from './draft.js'
import { type AddressPart, addressParts, type Fields, type TextFieldName, textFields } from './settings.js'
import type { MappingFault } from './text-reader.js'

const addresses = ['primaryAddress', 'secondaryAddress'] as const
type AddressName = (typeof addresses)[number]

/** The fields that an order id may be made from: every field of a conversion but the order id itself, and the parts of addresses. */
export const derivable: readonly string[] = [
  ...textFields.filter((name) => name !== 'orderId'),
  'revenue',
  'eventDate',
  ...addresses.flatMap((name) => [name, ...addressParts.map((part) => `${name}.${part}`)]),
]

/**
 * The order id of a sale that has none of its own, from the values of these fields after the mapping: "lc-" and 24 digits, and
 * which one of its kind it is from the second on. The order of the fields makes no difference; undefined when all are empty.
 */
export function derivedOrderId(draft: Draft, fields: readonly string[], nth: number): string | undefined {
  const values = [...new Set(fields)].sort().map((field) => [field, textOf(draft, field)] as const)
  if (values.every(([, value]) => value === '')) return undefined
  const digest = hash('sha256', JSON.stringify(values), 'hex').slice(0, 24)
  return nth === 1 ? `lc-${digest}` : `lc-${digest}-${nth}`
}

const derivedForm = /^(lc-[0-9a-f]{24})(?:-([1-9]\d{0,8}))?$/

/** A derived order id without its number, which sales alike have in common. */
export function alikeId(orderId: string): string {
  return derivedForm.exec(orderId)?.[1] ?? orderId
}

/** `2-` and the 24 digits: which one of its kind a sale with a derived order id is, and of what kind; "" for any other order id. */
export function kindOf(orderId: string): string {
  const match = derivedForm.exec(orderId)
  return match === null ? '' : `${match[2] ?? 1}-${match[1]?.slice(3)}`
}

/** Fields that an order id is to be made from although nothing is mapped to them: they would be empty in every sale. */
export function derivingFaults(fields: Fields): readonly MappingFault[] {
  const { derive } = fields.orderId ?? {}
  return (derive ?? [])
    .filter((field) => !isMapped(fields, field))
    .map((field) => ({
      path: ['fields', 'orderId', 'derive'],
      message: `"${field}" is named here, but no column is mapped to it under "fields".`,
    }))
}

function isMapped(fields: Fields, field: string): boolean {
  const [name, part] = field.split('.') as [keyof Fields, AddressPart?]
  return part === undefined ? fields[name] !== undefined : fields[name as AddressName]?.[part] !== undefined
}

function textOf({ conversion, amount }: Draft, field: string): string {
  if (field === 'revenue') return amount
  const [name, part] = field.split('.') as [keyof Conversion, AddressPart?]
  if (part !== undefined) return conversion[name as AddressName]?.[part] ?? ''
  if (isAddress(name)) return addressText(conversion[name])
  return conversion[name as TextFieldName | 'eventDate'] ?? ''
}

function isAddress(name: string): name is AddressName {
  return addresses.some((known) => known === name)
}

function addressText(address: Address | undefined): string {
  return address === undefined ? '' : JSON.stringify(addressParts.map((part) => address[part] ?? ''))
}
