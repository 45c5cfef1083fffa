import { type Address, type Conversion, identifierBits, identifiersOf, isWhole } from './conversion.js'

/**
 * How well LettrLabs can match a sale to a mailing. Direct mail goes to a postal address, so a whole one is worth most: `strong` has
 * one and another identifier, `good` has just that, `fair` an e-mail address or a phone number, `weak` only a coupon code.
 */
export type Grade = 'strong' | 'good' | 'fair' | 'weak' | 'none'

/** From the best to the worst; the place from the end is what a grade is worth. */
const gradesBestFirst: readonly Grade[] = ['strong', 'good', 'fair', 'weak', 'none']

export function gradeOf(bits: number): Grade {
  const { email, phone, address, coupon } = identifierBits
  if (bits & address) return bits & (email | phone | coupon) ? 'strong' : 'good'
  if (bits & (email | phone)) return 'fair'
  return bits & coupon ? 'weak' : 'none'
}

/** How many grades better a sale is once it has one more identifier. */
export function gradesGained(bits: number, more: number): number {
  return gradesBestFirst.indexOf(gradeOf(bits)) - gradesBestFirst.indexOf(gradeOf(bits | more))
}

/** Bits, beside those of the identifiers, of what an address lacks that is there but not whole. */
export const gapBits = { street: 16, city: 32, state: 64, zip: 128 } as const
export type AddressGap = keyof typeof gapBits

/** The identifiers of a conversion and the gaps of its address, as one sum of bits. */
export function matchBits(conversion: Conversion): number {
  const bits = identifiersOf(conversion)
  if (bits & identifierBits.address) return bits
  const { primaryAddress, secondaryAddress } = conversion
  const address = primaryAddress ?? secondaryAddress
  return address === undefined ? bits : bits | gapsOf(address)
}

function gapsOf(address: Address): number {
  if (isWhole(address)) return 0
  return (
    (address.address1 === undefined ? gapBits.street : 0) |
    (address.city === undefined ? gapBits.city : 0) |
    (address.state === undefined ? gapBits.state : 0) |
    (address.zipCode === undefined ? gapBits.zip : 0)
  )
}
